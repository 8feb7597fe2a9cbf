"""An application served from a thread of the tests, stopped before anything that it uses is closed."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator


class Quiet(WSGIRequestHandler):
    """A handler of which pytest shows failures, not requests."""

    def log(self, *_: object) -> None:
        """Writes nothing."""


def whole(app: Any) -> Any:
    """An application that has read and closed what it answers with before any of it is sent.

    The server of the tests closes nothing when a browser hangs up while the server reads what was left of its request.
    """

    def answer(environ: Any, start: Any) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start))) as body:
            return [b"".join(body)]

    return answer


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address at which an application answers for as long as the context lasts."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True, request_handler=Quiet)
    running = Thread(target=server.serve_forever)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()
