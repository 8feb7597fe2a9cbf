"""What a command of the programme costs, catch-up included, against the library's bare load and save of one event.

Run with `python -m benchmarks.command`. The command should take at most twice as long.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from app.events.audit import Audit
from app.events.framework import Framework
from app.events.team import ServiceArea, Team
from app.programme import audits, frameworks
from app.programme.house import House, open_house

TIMES = 500
DAY = date(2024, 5, 2)
SAID = {"by": "person/anna-bell", "at": "2024-05-02T09:00:00+00:00"}
BARE, OURS = "audit/2024-05/0001", "audit/2024-05/0002"


def prepare(house: House) -> None:
    """A framework, a team, and two audits for one auditor."""
    content = frameworks.default_content()
    framework = house.log.load(Framework, "framework/core")
    framework.begin_draft(content, **SAID)
    framework.publish(**SAID)
    area, team = ServiceArea("area/east"), Team("team/harbour")
    area.add("East", **SAID)
    team.add("Harbour", "area/east", **SAID)
    house.keep(framework, area, team, *(_audit(number) for number in (1, 2)))


def _audit(number: int) -> Audit:
    facts = {"cycle": "cycle/2024-05", "number": number, "child": "child/C-1", "auditor": SAID["by"], "plan": "CP"}
    facts |= {"team": "team/harbour", "area": "area/east", "worker": "", "framework": "framework/core"}
    facts |= {"framework_version": 1, "on": "2024-05-01", "due": "2024-05-28", "grounds": ""}
    audit = Audit(f"audit/2024-05/{number:04d}")
    audit.allocate(**facts, **SAID)
    return audit


def bare(house: House, number: int) -> None:
    """Load, decide, save: nothing else."""
    audit = house.log.load(Audit, BARE)
    audit.save_section({}, "summary", {"strengths": f"She draws with him. {number}"}, on=DAY.isoformat(), **SAID)
    house.log.keep(audit)


def ours(house: House, number: int) -> None:
    """What the form's view calls."""
    version = house.log.load(Audit, OURS).version if number == 0 else number + 2
    values = {"strengths": f"She draws with him. {number}"}
    audits.save_section(house, OURS, "summary", values, version=version, on=DAY, **SAID)


def main() -> int:
    """Print medians and their ratio; return the exit code."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Path(folder))
        prepare(house)
        for number in range(TIMES):
            for name, act in (("bare", bare), ("ours", ours)):
                start = perf_counter()
                act(house, number)
                times[name].append((perf_counter() - start) * 1e3)
        assert house.model.fault is None, house.model.fault
    for name, label in (("bare", "bare load and save"), ("ours", "command with catch-up")):
        print(f"{label:22} median {median(times[name]):6.2f} ms   p99 {quantiles(times[name], n=100)[98]:6.2f} ms")
    ratio = median(times["ours"]) / median(times["bare"])
    print(f"command as a multiple of bare: {ratio:.2f} (target 2)")
    return int(ratio > 2)


if __name__ == "__main__":
    sys.exit(main())
