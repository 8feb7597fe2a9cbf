"""A thread of the server's own, that does something again and again until the server ends."""

import threading


class OwnThread:
    """Begins when it is started; a subclass says in `_go_on` what it does until `_stop` is set."""

    def __init__(self, name: str, patience: float) -> None:
        """`patience` is how many seconds what it is at is waited for when the server ends."""
        self._stop, self._patience = threading.Event(), patience
        self._thread = threading.Thread(target=self._go_on, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End after what it is at."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(self._patience)

    def _go_on(self) -> None:
        raise NotImplementedError
