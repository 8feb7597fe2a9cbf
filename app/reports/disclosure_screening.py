"""What in a text may tell who it is about: initials, names, references, dates of birth, addresses.

It warns; a person decides. A warning too many costs a look, one too few a family's trust.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Warned:
    """What was found in a text: its kind, the words, from and up to which character, and why it is told."""

    kind: str
    found: str
    start: int
    end: int
    says: str


BEFORE = (
    r"(?<=\bwith |\bfrom |\bmade |\bmake |\bhelp |\bgave |\bgive |\btold |\bseen |\bsees |\blets )"
    r"|(?<=\bto |\bof |\bby |\bat )|(?<=\bfor |\blet |\bsee |\bsaw )|(?<=\babout |\bmakes |\bhelps |\basked )"
    r"|(?<=\bhelped )|(?<=\bbetween |\btowards )"
)
"""The words after which "I" is a child's initial and not the speaker."""
VERBS = r"(?: is| has| does| was seen| feels| needs| wants| likes| goes| says|['’]s)\b"
ORDERED = "".join(
    f"(?<!{word} )"
    for word in ("Plan", "Category", "Section", "Appendix", "Part", "Vitamin", "vitamin", "Year", "Level")
)
COMMON = frozenset(re.findall(r"\w+", "CP IT UK LA GP QA RI TV OK AM PM SW TM PA HR CL ID DV PE SV"))
"""Capitals that are nobody's initials."""
ORDINARY = frozenset(
    re.findall(
        r"\w+",
        """Social Worker Workers Mum Mummy Dad Daddy Nan Nanny Grandma Grandad Gran English British Christmas Easter God
        January February March April May June July August September October November December Monday Tuesday Wednesday
        Thursday Friday Saturday Sunday Children Service Services Child Protection Plan Family Help Early Team Manager
        Council Court Police Zoom Teams Covid Good Outstanding Requires Improvement Inadequate Mr Mrs Ms Miss Mx Dr""",
    )
)
"""Words with a capital within a sentence that name nobody."""
STARTS = frozenset(
    re.findall(
        r"\w+",
        """It He She They We You This That These Those There Here What Which Who Everything Nothing Something Anything
        Everyone Everybody Nobody Somebody Someone Anyone One Some Many Most All Both Each Neither None Life School Home
        Work Contact Support Communication Help Intervention Progress Practice Listening Talking Being Having Getting
        Now Then Sometimes Mum Dad Nan Grandma Grandad Social Children Families Parents Meetings Visits Things""",
    )
)
"""Words that a sentence begins with before such a verb, and that name nobody."""
DOES = (
    r"(?:is|was|has|had|does|did|helped|helps|said|says|told|tells|listened|listens|explained|made|makes|came|comes|went"
    r"|got|gets|likes|liked|loves|loved|feels|felt|wants|wanted|needs|thinks|knows|asks|asked|gives|gave|takes|took"
    r"|visits|visited|talks|talked|cares|understands|understood|works|worked)"
)
CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[-'’][A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)*"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"

PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("initials", rf"\b{ORDERED}[B-HJ-Z]\b(?![-'’.]?\w)(?!\.[A-Z])(?!['’](?:ll|d|ve|re|m)\b)|\b[B-HJ-Z](?=['’]s\b)",
     "a letter that stands alone may be a child's initial"),
    ("initials", rf"(?:{BEFORE})I\b(?!['’](?:m|ll|d|ve)\b)|\bI(?={VERBS})", "“I” here may be a child's initial"),
    ("initials", rf"(?<=[a-z] ){ORDERED}A\b(?!['’.]?[a-z])|\bA(?={VERBS})", "“A” here may be a child's initial"),
    ("initials", r"\b(?:[A-Z]\. ?){2,}|\b[A-Z]\.[A-Z]\b|\b[A-Z][A-Z]\b(?!\d)", "these may be somebody's initials"),
    ("date of birth", rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?: \d{{4}})?\b"
                      r"|\b(?i:d\.?o\.?b\b\.?|date of birth|born (?:on|in))", "this may be a date of birth"),
    ("e-mail address", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "this is an e-mail address"),
    ("telephone number", r"(?<!\w)(?:\+44 ?|0)(?:\d[ -]?){8,9}\d\b", "this may be a telephone number"),
    ("postcode", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", "this is a postcode"),
    ("address", rf"\b\d+[A-Za-z]? {CAPITAL} (?:Street|Road|Avenue|Close|Lane|Drive|Way|Court|Crescent|Gardens)\b",
     "this may be an address"),
    ("school", rf"\b(?:(?:{CAPITAL}|St\.?)(?:['’]s)? )+"
               r"(?:School|Academy|College|Nursery|Primary|Secondary|Infants?|Juniors?)\b", "this may name a school"),
    ("reference", r"\b[A-Z]{1,4}[-/]?\d{3,}\b|\b\d{4}-\d{2}/\d+\b|\b\d{5,}\b",
     "this may be a child's or an audit's reference"),
    ("NHS number", r"\b\d{3} \d{3} \d{4}\b", "this may be an NHS number"),
    ("name", rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? {CAPITAL}", "this names somebody"),
)  # fmt: skip


def screen(text: str, names: Collection[str] = ()) -> tuple[Warned, ...]:
    """What in a text may tell who it is about, in its order.

    `names` are the names that the council knows: of staff, of people spoken of; also the references of children.
    """
    found = [*_patterns(text), *_names(text, names), *_capitals(text)]
    kept: list[Warned] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def unnamed(text: str, names: Collection[str], instead: str) -> str:
    """A text with something else in the place of each of these names that stands in it in full."""
    for name in sorted(_standing(text, names), key=len, reverse=True):
        if len(name) > 2:
            text = re.sub(rf"\b{re.escape(name)}\b", instead, text, flags=re.IGNORECASE)
    return text


def _standing(text: str, names: Collection[str]) -> list[str]:
    """The names whose letters stand in a text; few do, and an expression for each of hundreds is slow."""
    lowered = text.lower()
    return [name for name in names if name.lower() in lowered]


def _patterns(text: str) -> Iterator[Warned]:
    for kind, pattern, says in PATTERNS:
        for match in re.finditer(pattern, text):
            if match.group() and match.group() not in COMMON:
                yield _warned(kind, match, says)


def _names(text: str, names: Collection[str]) -> Iterator[Warned]:
    """A name of the council's in full, in any case, or a part of it with a capital."""
    parts = {part for name in names for part in name.split() if len(part) > 2 and part[0].isupper() and part in text}
    for pattern in [*(rf"(?i:\b{re.escape(name)}\b)" for name in _standing(text, names) if len(name) > 2),
                    *(rf"\b{re.escape(part)}\b" for part in sorted(parts))]:  # fmt: skip
        for match in re.finditer(pattern, text):
            yield _warned("name", match, "this is a name that the council knows")


def _capitals(text: str) -> Iterator[Warned]:
    """A word with a capital within a sentence, or who does something at its beginning: either may be a name."""
    within, quoted = rf"(?<=[a-z,;:] )(?:{CAPITAL})(?=\W|$)", rf"(?<=[“‘\"(]){CAPITAL}(?=[”’\")])"
    first = rf"(?:(?<=[.!?] )|^){CAPITAL}(?= {DOES}\b|['’]s\b)"
    for match in re.finditer(rf"{within}|{quoted}|{first}|\b[A-Z]{{3,}}\b", text):
        if match.group() not in ORDINARY | STARTS | COMMON:
            yield _warned("name", match, "a word with a capital may be a name")


def _warned(kind: str, match: re.Match[str], says: str) -> Warned:
    return Warned(kind, match.group(), match.start(), match.end(), f"“{match.group()}”: {says}.")
