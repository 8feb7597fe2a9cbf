"""What takes longer than a page may: done one after another by a thread of this process, and waited for a moment."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

from app.programme.lists.import_steps import Tell
from app.room import is_full
from app.under_way import Facts, Going, UnderWay

Do = Callable[[Tell], Facts]
"""Does it, tells its steps and returns how it ended, with "ended" among the facts."""

NO_ROOM = "This computer has no room left. Tell whoever looks after Audit Loop."
BROKEN = "Something went wrong here. Try again, and tell whoever looks after Audit Loop if it does again."


class Works:
    """One thread, so that two long lists do not slow everybody else's pages down together.

    `patience` is how many seconds a request waits before it answers with a page that says how far it is.
    """

    def __init__(self, under_way: UnderWay, patience: float = 0.5) -> None:
        self.under_way, self.patience = under_way, patience
        self._pool = ThreadPoolExecutor(1, "long-work")

    def start(self, person: str, id: str, facts: Facts, do: Do) -> Facts | None:
        """Begin, unless somebody is at it already; returns how it ended when it was short, else None.

        Raises whatever a short one raised.
        """
        going = self.under_way.begin(person, id, facts)
        if going is None:
            return None
        try:
            result: Future[Facts] = self._pool.submit(_carry_out, going, do)
        except BaseException:
            going.__exit__(None, None, None)
            raise
        return result.result() if wait([result], self.patience).done else None

    def finish(self) -> None:
        """Wait until everything that was begun has ended."""
        self._pool.submit(int).result()

    def close(self) -> None:
        """Let what is under way end, and begin nothing more."""
        self._pool.shutdown(cancel_futures=True)


def _carry_out(going: Going, do: Do) -> Facts:
    with going:
        try:
            ended = do(going.tell)
        except Exception as fault:
            logging.getLogger(__name__).exception("A list could not be read or brought in")
            with suppress(OSError):
                going.end({"ended": "broken", "notice": NO_ROOM if is_full(fault) else BROKEN})
            raise
        with suppress(OSError):  # It is done, whether or not that can be noted.
            going.end(ended)
        return ended
