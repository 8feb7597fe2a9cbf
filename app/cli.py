"""The console command `audit-loop`: try the demonstration, serve, bring lists in, remind, rebuild, verify."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from app import folder
from app.config import PREFIX, Settings
from app.folder import Unsuitable

if TYPE_CHECKING:
    from flask import Flask

HERE, PORT = "127.0.0.1", 8000
DEMONSTRATION_FOLDER = "data-demo"

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command; returns 0 when it was done, 1 after saying why not."""
    asked = _parser().parse_args(argv)
    try:
        return int(asked.does(asked))
    except Unsuitable as sentence:
        err.print(sentence.sentence, style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        err.print("Stopped.")
        return 130


def demo(asked: argparse.Namespace) -> int:
    """Seed the demonstration council, if the folder is empty, and serve it on this computer only."""
    place = _folder(asked, DEMONSTRATION_FOLDER)
    _seed(place, asked.today)
    with folder.held(place):
        # A demonstration is in its folder, wherever the council's own log may be.
        app = _app(replace(Settings.from_environment(place), log_at="", keys_at=""))
        if not app.config["DEMONSTRATION_PEOPLE"]:
            raise Unsuitable(
                f"{place} holds a real programme: start it with audit-loop serve, or choose another --data."
            )
        if asked.no_serve:
            out.print(f"The demonstration is in {place}.", markup=False)
            _sign_ins()
            return 0
        _serve(app, HERE, asked.port, _sign_ins)
    return 0


def serve(asked: argparse.Namespace) -> int:
    """Serve the programme in a folder, or an empty one that is set up in the browser."""
    from app.loopback import is_this_computer

    place = _folder(asked, "data")
    folder.ready(place)
    with folder.held(place):
        app = _app(Settings.from_environment(place))
        demonstration = bool(app.config["DEMONSTRATION_PEOPLE"])
        if demonstration and not is_this_computer(asked.host):
            raise Unsuitable(
                f"{place} holds the demonstration, which is served on this computer only: leave --host out."
            )
        _serve(app, asked.host, asked.port, _sign_ins if demonstration else lambda: None)
    return 0


def rebuild(asked: argparse.Namespace) -> int:
    """Make the read model anew from the log, which stays as it is."""
    from app.progress import bar
    from app.rebuilding import rebuild as anew

    settings = _existing(asked)
    with bar("Rebuilding the read model", out) as told:
        position = anew(settings, told)
    out.print(f"The read model is built up to event {position:,}.")
    return 0


def health(asked: argparse.Namespace) -> int:
    """Say as JSON whether the read model stands where the log does; returns 1 when it does not."""
    from app.rebuilding import health as found

    facts = found(_existing(asked))
    out.print(json.dumps(facts, indent=2), markup=False)
    return 0 if facts["well"] else 1


def checkpoint(asked: argparse.Namespace) -> int:
    """Sign what the log is now, and print the note."""
    from app.cli_ledger import checkpoint as signed

    return signed(_existing(asked), out)


def replace_key(asked: argparse.Namespace) -> int:
    """Sign checkpoints with another key from now on."""
    from app.cli_ledger import replace_key as replaced

    return replaced(_existing(asked), asked.reason, out)


def verify(asked: argparse.Namespace) -> int:
    """Hold the log against its checkpoints; returns 1 when it is not what was signed."""
    from app.cli_ledger import verify as held

    return held(_existing(asked), asked.checkpoint, asked.key, out, past=asked.past)


def remind(asked: argparse.Namespace) -> int:
    """Write the letters that are due and send what waits, once."""
    from app.cli_mail import remind as one_round

    return one_round(_existing(asked), out)


def import_(asked: argparse.Namespace) -> int:
    """Bring a list in."""
    from app.cli_import import carry_out

    return carry_out(asked, out)


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    return ("demo", "serve", "import", "remind", "rebuild", "health", "checkpoint", "replace-key", "verify")


def _parser() -> argparse.ArgumentParser:
    from app import cli_import

    parser = argparse.ArgumentParser("audit-loop", description="The practice-audit programme of a council.")
    commands = parser.add_subparsers(required=True, metavar="command")
    trying = _command(commands, "demo", demo, f"try it with an invented council, in ./{DEMONSTRATION_FOLDER}")
    trying.add_argument("--no-serve", action="store_true", help="only make the data")
    trying.add_argument("--today", type=_day, help="seed it as if this were the day (YYYY-MM-DD)")
    serving = _command(commands, "serve", serve, "serve a programme, in ./data; an empty one is set up in the browser")
    serving.add_argument("--host", default=HERE, help="the address to serve on (otherwise this computer only)")
    for each in (trying, serving):
        port = os.environ.get(PREFIX + "PORT", str(PORT))
        each.add_argument("--port", type=_port, default=port, help=f"the port (otherwise {PREFIX}PORT, or {PORT})")
    bringing = commands.add_parser("import", help="bring a list of people, children or counts in")
    cli_import.arguments(bringing)
    bringing.set_defaults(does=import_)
    _command(commands, "remind", remind, "write the letters that are due and send what waits, for a scheduler")
    _command(commands, "rebuild", rebuild, "make the read model anew from the log")
    _command(commands, "health", health, "say whether the programme in a folder is well")
    _command(commands, "checkpoint", checkpoint, "sign what the log is now; keep the note elsewhere")
    replacing = _command(commands, "replace-key", replace_key, "sign checkpoints with another key from now on")
    replacing.add_argument("--reason", required=True, help="why, which is recorded and stays")
    verifying = _command(commands, "verify", verify, "say whether the log is what its checkpoints say it was")
    verifying.add_argument("--checkpoint", type=Path, action="append", default=[], metavar="FILE",
                           help="a checkpoint that was kept elsewhere; again for each")  # fmt: skip
    verifying.add_argument("--key", action="append", default=[], metavar="LINE",
                           help="the key that was told, name+hash+key (otherwise the folder's own)")  # fmt: skip
    verifying.add_argument("--past", action="store_true",
                           help="hold what is kept of the past against the log too")  # fmt: skip
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    does: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    made.add_argument("--data", type=Path, help=f"the data folder (otherwise {PREFIX}DATA)")
    made.set_defaults(does=does)
    return made


def _folder(asked: argparse.Namespace, otherwise: str) -> Path:
    chosen = asked.data or Path(os.environ.get(PREFIX + "DATA", "") or otherwise)
    return chosen.expanduser().resolve()


def _existing(asked: argparse.Namespace) -> Settings:
    settings = Settings.from_environment(_folder(asked, "data"))
    if not settings.programme_there:
        raise Unsuitable(f"There is no programme in {settings.folder}. Say where it is with --data.")
    folder.ready(settings.folder)
    return settings


def _seed(place: Path, today: date | None) -> None:
    from app.demo.preparing import is_seeded

    if is_seeded(place):
        out.print(f"{place} goes on where it was left. Delete the folder to begin anew.", markup=False)
        return
    from app import clock
    from app.demo.preparing import seed
    from app.progress import bar

    with bar("Making the demonstration council", out) as told:
        seed(place, today or clock.today(), told)


def _app(settings: Settings) -> "Flask":
    """The application; of a demonstration, with the people whom the sign-in page offers."""
    from app import create_app
    from app.demo.council import sign_ins
    from projections import people

    app = create_app(settings)
    council = people.council(app.extensions["house"].model)
    if council and council["demonstration"]:
        app.config["DEMONSTRATION_PEOPLE"] = sign_ins()
    return app


def _serve(app: "Flask", host: str, port: int, said: Callable[[], None]) -> None:
    from app.serving import serve

    def told(address: str) -> None:
        said()
        out.print(f"The log is in {app.extensions['house'].reader.place}.", markup=False)
        out.print(f"Audit Loop is at {address}", style="bold", markup=False)
        out.print("Ctrl-C stops it.")

    serve(app, host, port, told)
    out.print("Stopped.")


def _sign_ins() -> None:
    from app.demo.council import PASSWORD, sign_ins

    table = Table("Role", "Name", "E-mail address", title="Sign in as", title_justify="left")
    for one in sign_ins():
        table.add_row(one["role"], one["name"], one["email"])
    out.print(table)
    out.print(f"The password of each is {PASSWORD}. They work on this computer only.", markup=False)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2024-06-28") from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port: it is a number from 1 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
