"""Serving the pages with waitress until somebody stops it."""

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from waitress import create_server

from app.erasing import Again
from app.folder import Unsuitable
from app.looking_back import LookingBack
from app.rounds import Rounds
from app.signing import Days

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8
EXCLUSIVE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
"""On Windows SO_REUSEADDR lets two servers have one port; elsewhere it lets one start again at once."""
WHY_NOT = {
    errno.EADDRINUSE: "Port {port} is in use by another program. Choose another with --port.",
    errno.EACCES: "Port {port} is not yours to use. Choose one above 1023 with --port.",
    errno.EADDRNOTAVAIL: "{host} is not an address of this computer.",
}


def serve(app: "Flask", host: str, port: int, told: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `told` hears the address once it answers. Raises Unsuitable for a taken port."""
    # What a proxy says of whom it speaks for is left alone only where the settings say that there is one.
    heard = {"clear_untrusted_proxy_headers": not app.config["PROXIES"]}
    server = create_server(app, sockets=[_bound(host, port)], threads=THREADS, ident="", **heard)
    signal.signal(signal.SIGTERM, _stop)
    rounds, looking_back = Rounds(app.extensions["mailing"]), LookingBack(app.extensions["as_at"])
    days = Days(app.extensions["signing"], app.extensions["ledger_checks"])
    erasures = Again(app.extensions["erasing"])
    try:
        rounds.start()
        days.start()
        erasures.start()
        looking_back.start()
        told(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
        rounds.close()
        days.close()
        erasures.close()
        looking_back.close()
        app.extensions["works"].close()
        app.extensions["ledger"].close()
        app.extensions["house"].log.close()
        app.extensions["house"].model.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket of our own: the one that waitress opens stays open when the port is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Unsuitable(f"{host} is not an address of this computer.") from None
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, EXCLUSIVE, 1)
        made.bind(address)
    except OSError as fault:
        made.close()
        raise Unsuitable(
            WHY_NOT.get(fault.errno or 0, "{host} port {port} cannot be served.").format(host=host, port=port)
        ) from fault
    return made


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
