"""Serving the pages with waitress until somebody stops it."""

import errno
import signal
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from waitress import create_server

from app.folder import Unsuitable

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8


def serve(app: "Flask", host: str, port: int, told: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `told` hears the address once it answers. Raises Unsuitable for a taken port."""
    server = _bound(app, host, port)
    signal.signal(signal.SIGTERM, _stop)
    try:
        told(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
        app.extensions["house"].log.close()
        app.extensions["house"].model.close()


def _bound(app: "Flask", host: str, port: int) -> Any:
    try:
        return create_server(app, host=host, port=port, threads=THREADS, ident="")
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise Unsuitable(f"Port {port} is in use by another program. Choose another with --port.") from fault
        if fault.errno == errno.EACCES:
            raise Unsuitable(f"Port {port} is not yours to use. Choose one above 1023 with --port.") from fault
        raise Unsuitable(f"{host} port {port} cannot be served: {fault.strerror}.") from fault
    except ValueError as fault:
        raise Unsuitable(f"{host} is not an address of this computer.") from fault


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
