"""How long the demonstration takes to be made, to start again, and how much memory its server uses.

Prints seconds of the first start's seeding, seconds from starting the command again until a page is answered (the
median of five), and the server's resident memory once every role has looked at its home page. Run with
`python -m benchmarks.start`; exits with 1 above 20 seconds, 2 seconds or 150 MB. Memory is read from /proc (Linux).
"""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from app.demo.council import PASSWORD, sign_ins

STARTS = 5
MOST_SEEDING_S, MOST_START_S, MOST_MB = 20, 2, 150


def command(*argv: str) -> list[str]:
    """The console command by way of this interpreter."""
    return [sys.executable, "-m", "app.cli", *argv]


def seeding(folder: Path) -> float:
    """Seconds to make the demonstration in a new folder."""
    begun = perf_counter()
    subprocess.run(command("demo", "--no-serve", "--data", str(folder)), check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


def starting(folder: Path) -> tuple[float, float]:
    """Seconds until the sign-in page is answered, and the server's memory in MB after everybody looked round."""
    port = _free_port()
    begun = perf_counter()
    server = subprocess.Popen(command("demo", "--data", str(folder), "--port", str(port)), stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in")
        seconds = perf_counter() - begun
        for one in sign_ins():
            _look_round(f"http://127.0.0.1:{port}", one["email"])
        return seconds, _memory_mb(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def main() -> int:
    """Measure, print the three figures, and return the exit code."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "data-demo"
        made = seeding(folder)
        print(f"demonstration made in {made:.1f} s; limit {MOST_SEEDING_S} s")
        found = [starting(folder) for _ in range(STARTS)]
    seconds, memory = median(one for one, _ in found), max(two for _, two in found)
    print(f"started again in {seconds:.2f} s (slowest {max(one for one, _ in found):.2f} s); limit {MOST_START_S} s")
    print(f"memory {memory:.0f} MB resident; limit {MOST_MB} MB ({os.cpu_count()} processors)")
    return int(made > MOST_SEEDING_S or seconds > MOST_START_S or memory > MOST_MB)


def _wait_for(address: str) -> None:
    for _ in range(2000):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            sleep(0.005)
    raise TimeoutError(address)


def _look_round(site: str, email: str) -> None:
    """Sign in as somebody and open their home page."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{site}/sign-in").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    values = {"email": email, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    browser.open(f"{site}/session", urllib.parse.urlencode(values).encode()).read()


def _memory_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
