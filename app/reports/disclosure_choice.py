"""Which values a public copy keeps back: those that are small, and as few more as make it impossible to reckon them."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from app.reports.disclosure_audit import Flags
from app.reports.disclosure_case import Case, case
from app.reports.disclosure_examples import Examples, narrow
from app.reports.disclosure_values import Key, Told
from app.reports.disclosure_wider import Goal, wider

Range = tuple[int, int]


def kept_back(report: Told, earlier: Sequence[Told], least: int) -> frozenset[Key]:
    """The (figure, period) that the public copy of a report keeps back.

    Takes the report's values and what earlier public copies told, the oldest first. Small is 1 to `least` − 1: a value,
    the rest that a share leaves of its whole, or how far a value has moved since it was last shown. Of each of these at
    least `least` values stay possible, of anything else that is kept back at least two.
    """
    choice = _Choice(case(report, earlier, least))
    choice.settle()
    choice.spare()
    return frozenset(key for key, n in choice.case.columns.items() if choice.hidden[n])


class _Choice:
    """What is hidden by now."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.hidden = case.must.copy()
        self.groups = case.system.group
        self.examples = Examples(case.system)
        self.needs = {False: dict(case.needs), True: dict(case.moved)}
        """By whether it is uncertain which values have moved (True), as it is to who wants to know how far."""

    def settle(self) -> None:
        """Hide more until nothing can be reckoned too nearly. Each round hides something or gives up a need.

        A need is given up where hiding everything would not meet it: then earlier copies have told too much.
        """
        while any([self._round(False), self._round(True)]):
            pass

    def spare(self) -> None:
        """Show again what was hidden for others in vain, the weightiest first; one of each group at a time."""
        waiting: dict[int, list[int]] = {}
        for n in sorted(np.flatnonzero(self.hidden & ~self.case.must), key=lambda n: -self.case.weights[n]):
            waiting.setdefault(int(self.groups[n]), []).append(int(n))
        while tried := [queue.pop(0) for queue in waiting.values() if queue]:
            before = self.hidden.copy()
            self.hidden[tried] = False
            wrong = {self.groups[n] for loose in (False, True) for n in self._narrow(loose)}
            back = [n for n in tried if self.groups[n] in wrong]
            self.hidden[back] = before[back]

    def _round(self, loose: bool) -> bool:
        found = self._narrow(loose)
        if not found:
            return False
        asked = self._worst(found, loose)
        before = self.hidden.copy()
        short = self._widen({n: Goal(n, self._by(n, found[n], loose, up=True)) for n in asked}, loose)
        self._widen({n: Goal(n, self._by(n, found[n], loose, up=False)) for n in short}, loose)
        changed = {self.groups[n] for n in np.flatnonzero(self.hidden & ~before)}
        for n in asked:
            if self.groups[n] not in changed:
                self.needs[loose][n] = found[n][1] - found[n][0]
        return True

    def _narrow(self, loose: bool) -> dict[int, Range]:
        needs = self._asked(loose)
        return narrow(self.examples, self._visible(loose), needs) if needs else {}

    def _asked(self, loose: bool) -> dict[int, int]:
        """The needs, with that of everything hidden: not to be reckoned at all."""
        if loose and not self.case.moved:
            return {}
        others = self.hidden if loose else self.hidden & ~self.case.known
        return {int(n): 1 for n in np.flatnonzero(others) if loose or n not in self.case.moved} | self.needs[loose]

    def _visible(self, loose: bool) -> Flags:
        """What is seen, and but where it is uncertain which have moved, what was seen before."""
        visible = self.case.constant.copy()
        columns = list(self.case.columns.values())
        visible[columns] = ~self.hidden[columns]
        return visible if loose else visible | self.case.known

    def _worst(self, found: Mapping[int, Range], loose: bool) -> list[int]:
        """Of each group the unknown that lacks the most."""
        needs, worst = self._asked(loose), {}
        for n in sorted(found, key=lambda n: needs[n] - found[n][1] + found[n][0]):
            worst[self.groups[n]] = n
        return list(worst.values())

    def _by(self, n: int, found: Range, loose: bool, up: bool) -> int:
        """How far from its true value an unknown is to reach, so that it meets its need in one direction."""
        need, truth = self._asked(loose)[n], int(self.case.system.truth[n])
        return found[0] + need - truth if up else found[1] - need - truth

    def _widen(self, goals: Mapping[int, Goal], loose: bool) -> Iterable[int]:
        """Hide what these goals ask for; those that cannot be met are given back."""
        if not goals:
            return []
        visible = self._visible(loose)
        fixed = self.case.constant | (self.hidden & visible) | (self.case.known & (not loose))
        hide, short = wider(self.examples, visible, fixed, self.case.weights, goals)
        self.hidden |= hide
        return [int(n) for n in np.flatnonzero(short)]
