"""An entry of the log as somebody reads it who does not know the programme: every fact with a label, in words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from app.events.audit_correction import named
from app.events.england import LONDON
from app.events.log import Happened
from app.events.sealed import ERASED
from app.events.vocabulary import ROLES
from app.programme import english, frameworks
from app.programme.history_words import LABELS as CHANGED
from app.programme.history_words import Names, changes, written
from app.programme.house import House
from projections import frameworks as framework_rows

OF_THE_MACHINERY = frozenset({
    "by", "at", "seed", "rule", "grounds", "version", "texts", "challenge", "moment", "framework_version", "raising",
    "link", "cause", "questions", "remind_on", "strata", "stratum", "comparison", "rules", "eligible", "population",
})  # fmt: skip
"""Facts that say nothing about anybody, or that stand in the entry's own line."""
NOT_WITHIN = OF_THE_MACHINERY - {"by", "at", "grounds", "version"}
"""Those that say nothing within another fact either."""
LABELS = {
    "on": "Happened on", "as_at": "From the list of", "due": "Due by", "was": "Before", "worker": "Allocated worker",
    "plan": "Plan type", "opened": "Case opened on", "overall": "Overall grade", "cycle": "Month",
    "text": "What it said", "lines": "What it listed", "role": "In the role of", "what": "What",
    "found": "What was found", "asked": "What was asked for", "next_by": "Next review by", "first": "First audit",
    "second": "Second audit", "frame": "Out of", "chosen": "Chosen", "pairs": "Who audits whom",
    "number": "Number in the month", "email": "E-mail address", "counted_from": "Counted from the month of",
    "population_on": "From the list of", "quality_text": "On the quality of the audit",
    "done_by": "Done by", "uploaded_by": "Put on the record by", "reason_class": "Kind of reason",
    "reference": "Reference on the record", "people": "Told", "responsible": "Responsible", "said": "What they said",
    "agreed": "Agreed to be quoted", "checks": "Checks of the audit", "granted": "Roles given",
    "withdrawn": "Roles taken away", "source": "Came of", "left_out": "Left out",
}  # fmt: skip
"""What a fact is called, where that is more than its key in words."""
BEFORE_AND_AFTER = frozenset({"grades", "overall", "changes", "quality"})
"""Facts that say of one thing what it was, what it is now and, where a third is told, why."""
IN_THE_MEETING = ("the first audit", "the second audit", "agreed")
DAY, MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d)?")
CODE = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)+")


IN_PLAIN = ("age_band", "ethnicity")
"""What the log has of a child in plain, since samples are drawn by it."""


class Words:
    """The words of facts: names in the place of ids, labels in the place of codes, days as they are said."""

    def __init__(self, house: House) -> None:
        self._house, self._names = house, Names(house)
        self._codes = dict(ROLES) | _codes(house)

    def by(self, made: Happened) -> str:
        """Who recorded it."""
        return str(self._names.of(made.by))

    def said(self, made: Happened, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What an entry says, by label; `facts` are those of it that are to be told."""
        if made.topic == "audit section saved":
            section, fields = written(self._house, self._names, made)
            yield "Section", section
            yield from ((field.label, "\n".join(field.lines) or "emptied") for field in fields)
            return
        for key, value in self._unless_erased(made, facts).items():
            if key == "changes" and (told := changes(self._names, value)):
                yield from ((one["label"].capitalize(), f"{one['was']} → {one['now']}") for one in told)
            elif not _counts_others(value) and (text := self._text(self._names.of(value, key), key, made.topic)):
                yield label(key), text

    def _unless_erased(self, made: Happened, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Facts without what the log has in plain of the age and ethnicity of a child who was erased."""
        if not made.stream.startswith("child/") or not self._house.keys.is_erased(made.stream, ""):
            return facts
        told: dict[str, Any] = {key: ERASED if key in IN_PLAIN and value else value for key, value in facts.items()}
        if "changes" in told:
            told["changes"] = {
                key: [ERASED, ERASED] if key in IN_PLAIN else value for key, value in told["changes"].items()
            }
        return told

    def _text(self, value: Any, key: str, topic: str) -> str:
        """A fact in words, each of several on a line."""
        if isinstance(value, Mapping):
            return "\n".join(self._of_mapping(value, key, topic))
        if isinstance(value, list):
            return self._of_list(value, key, topic)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else self._word(str(value))

    def _of_mapping(self, value: Mapping[str, Any], key: str, topic: str) -> Iterator[str]:
        for name, one in value.items():
            nested = key if key in BEFORE_AND_AFTER else name
            if name not in NOT_WITHIN and (text := self._text(one, nested, topic)):
                yield f"{self._codes.get(name) or label(name)}: {text}"

    def _of_list(self, value: list[Any], key: str, topic: str) -> str:
        texts = [text for one in value if (text := self._text(one, "", topic))]
        if key not in BEFORE_AND_AFTER or len(texts) < 2 or any(isinstance(one, dict | list) for one in value):
            return "\n".join(texts)
        if topic == "loop agreed":
            return "; ".join(f"{whose}: {text}" for whose, text in zip(IN_THE_MEETING, texts, strict=False))
        return ". ".join([f"{texts[0]} → {texts[1]}", *texts[2:]])

    def _word(self, value: str) -> str:
        return self._codes.get(value) or _in_words(value)


def _counts_others(value: Any) -> bool:
    """Whether a fact only says how many there were of whom, as a draw does of those that it left out."""
    return isinstance(value, Mapping) and bool(value) and all(type(one) is int for one in value.values())


def ways_of_saying(phrase: str) -> list[str]:
    """A phrase, and as it is said here where it is a day, a month, a moment or a code as entries hold them.

    Reviews name words to black out; those from before days and codes were said in words named them as they are stored.
    """
    plain = " ".join(phrase.split())
    found = {plain, _in_words(plain), _in_words(plain.lower())}
    return sorted(found, key=len, reverse=True)


def label(key: str) -> str:
    """What a fact is called: "due" is "Due by", "review_by" is "Review by"."""
    words = LABELS.get(key) or CHANGED.get(key) or key.replace("_", " ").replace(".", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _in_words(value: str) -> str:
    """A day, a month, a moment or a code in words; anything else as it is."""
    if DAY.fullmatch(value) or MOMENT.fullmatch(value):
        return _when(value)
    if MONTH.fullmatch(value):
        return f"{english.MONTHS[int(value[5:]) - 1]} {value[:4]}"
    return value.replace("-", " ").replace("_", " ") if CODE.fullmatch(value) else value


def _when(value: str) -> str:
    """An ISO day or moment in words, a moment by the clocks of England; what is none as it is."""
    try:
        if DAY.fullmatch(value):
            return english.day(date.fromisoformat(value))
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    found = found.astimezone(LONDON) if found.tzinfo else found
    return f"{english.day(found.date())} at {found:%H:%M}"


def _codes(house: House) -> dict[str, str]:
    """The labels of domains and grades, by their codes, as the newest version of each framework has them."""
    found: dict[str, str] = {}
    for framework, version in framework_rows.every_version(house.model):
        for key, (words, choices) in named(frameworks.content(house, framework, version)).items():
            if key.startswith("grade."):
                found |= {key.removeprefix("grade."): words} | choices
    return found
