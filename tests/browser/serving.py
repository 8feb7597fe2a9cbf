"""An application served from a thread of the tests, stopped before anything that it uses is closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """A handler of which pytest shows failures, not requests."""

    def log(self, *_: object) -> None:
        """Writes nothing."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address at which an application answers for as long as the context lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    running = Thread(target=server.serve_forever)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()
