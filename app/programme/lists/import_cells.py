"""What the text of one cell means: dates, plan types, initials and the like, or a sentence on why it means nothing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from app.events.text import is_email
from app.events.vocabulary import AGE_BANDS, JOB_LEVELS, PLAN_TYPES, ROLES
from app.programme.lists.import_words import LEVELS, MODERATORS, PLANS, ROLE_WORDS, plain

FIRST_SERIAL, LAST_SERIAL = 15_000, 73_050
YEARS = range(1900, 2101)
DAYS_IN_WORDS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d-%B-%Y")
UNBORN_DAYS = 300
OLDEST = 25


class Unfit(Exception):  # noqa: N818 - what a cell is, not what went wrong
    """The cell cannot be used, as a sentence; `secret` when its text must not be kept even in a fault."""

    def __init__(self, sentence: str, secret: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.secret = secret


def tidy(text: str) -> str:
    """The text in Unicode NFC with single spaces and none at the ends, so that equal cells are equal texts."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def shortened(text: str) -> str:
    """At most forty characters, for a sentence."""
    return text if len(text) <= 40 else text[:39] + "…"


def plain_text(text: str) -> str:
    """A name or description of at most a hundred characters; raises Unfit for a longer one."""
    if len(text) > 100:
        raise Unfit(f"This has {len(text):,} characters; there is room for 100.")
    return text


def a_date(text: str, epoch: date) -> str:
    """The ISO date of dd/mm/yyyy, d.m.yy, 2018-11-30, 30 Nov 2018 or a serial counted from `epoch`; raises Unfit."""
    day = _serial(text, epoch) or _numeric(re.sub(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", "", text)) or _in_words(text)
    if day and day.year in YEARS:
        return day.isoformat()
    if (american := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})", text)) and int(american[3]) > 12 >= int(
        american[1]
    ):
        raise Unfit(f"{text} is not a date. Put the day first, as in 30/11/2018.")
    raise Unfit(f"{shortened(text)} is not a date.")


def an_email(text: str) -> str:
    """The address in small letters; raises Unfit."""
    if not is_email(text):
        raise Unfit(f"'{shortened(text)}' is not an e-mail address, like anna.bell@council.example.")
    return text.lower()


def a_reference(text: str) -> str:
    """The child's reference in the case system; raises Unfit, without the text when it looks like a name."""
    if re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", text):
        raise Unfit(f"{text} is a number that Excel has shortened. Make the column text and copy the references again.")
    if not any(letter.isdigit() for letter in text):
        raise Unfit("This has no digit. A child is a reference and initials, never a full name.", secret=True)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}", text):
        raise Unfit(
            f"'{shortened(text)}' is not a reference: use letters, digits, hyphens, full stops and underscores."
        )
    return text


def initials(text: str) -> str:
    """Two to four capitals; raises Unfit, without the text, for what may be a name."""
    parts = [part for part in re.split(r"[\s.'’-]+", text) if part]
    joined = "".join(parts)
    apart = all(len(part) == 1 for part in parts)
    capitals = len(parts) == 1 and (joined == joined.upper() or (len(joined) == 2 and joined == joined.lower()))
    if joined.isalpha() and 2 <= len(joined) <= 4 and (apart or capitals):
        return joined.upper()
    raise Unfit(
        "Give two to four capital letters. A child is a reference and initials, never a full name.", secret=True
    )


def age_band(text: str) -> str:
    """The band of "5-9", "5 to 9", "Unborn", "18+" or an age in years; raises Unfit."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise Unfit("Excel has made a date of this age band. Make the column text and type the bands again.")
    plain = re.sub(r"\s*(to|–|—|-)\s*", "-", re.sub(r"\s*(years?( old)?|yrs?)$", "", text.casefold()))
    if plain in ("18+", "18 and over", "over 18", "18-24", "18-21"):
        return "18-25"
    if plain in AGE_BANDS:
        return plain
    if plain.isdecimal() and int(plain) <= OLDEST:
        return _band_of_age(int(plain))
    raise Unfit(f"'{shortened(text)}' is not an age band. Use {', '.join(AGE_BANDS)}.")


def band_on(born: str, on: date) -> str:
    """The age band on a date of somebody born, or due, on another (ISO); raises Unfit for nobody's age here."""
    birth = date.fromisoformat(born)
    if birth > on:
        if (birth - on).days <= UNBORN_DAYS:
            return "unborn"
        raise Unfit("This date of birth is too far after the list's date.", secret=True)
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    if age > OLDEST:
        raise Unfit(f"This date of birth gives an age of {age}; care leavers are at most {OLDEST}.", secret=True)
    return _band_of_age(age)


def a_choice(text: str, choices: Mapping[str, str], kind: str, labels: Iterable[str]) -> str:
    """The value of a word that a person may use for it; raises Unfit with the likeliest or with all of them."""
    if (word := plain(text)) in choices:
        return choices[word]
    close = get_close_matches(word, choices, 1, 0.75)
    hint = f"Did you mean {close[0]}?" if close else f"Use {', '.join(labels)}."
    raise Unfit(f"'{shortened(text)}' is not a {kind}. {hint}")


def plan_type(text: str) -> str:
    """CiN, CP, CiC or CL from its short or long form or its other names; raises Unfit."""
    return a_choice(text, PLANS, "plan type", PLAN_TYPES)


def job_level(text: str) -> str:
    """The job level from its name; raises Unfit."""
    return a_choice(text, LEVELS, "job level", [label.lower() for label in JOB_LEVELS.values()])


def roles(text: str) -> list[str]:
    """The roles of a list apart by semicolons, commas or lines, in alphabetical order; raises Unfit."""
    words = [tidy(word) for word in re.split(r"[;,|\n]", text)]
    labels = [label.lower() for label in ROLES.values()]
    return sorted({a_choice(word, ROLE_WORDS, "role here", labels) for word in words if word})


def moderator(text: str) -> str:
    """internal, external or "" for none; raises Unfit."""
    return a_choice(text, MODERATORS, "kind of moderator", ("internal", "external"))


def a_count(text: str) -> int:
    """A whole number of children, with or without commas; raises Unfit."""
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,9}", text, re.ASCII):
        raise Unfit(f"'{shortened(text)}' is not a whole number of children.")
    return int(text.replace(",", ""))


def _serial(text: str, epoch: date) -> date | None:
    if re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII) and FIRST_SERIAL <= (days := int(text[:5])) <= LAST_SERIAL:
        return epoch + timedelta(days)
    return None


def _numeric(text: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)", text, re.ASCII):
        return _day(_full_year(found[4]), int(found[3]), int(found[1]))
    return None


def _full_year(year: str) -> int:
    """Two digits are 1969 to 2068, as in POSIX."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 68 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(text: str) -> date | None:
    for form in DAYS_IN_WORDS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _band_of_age(age: int) -> str:
    bounds = {4: "0-4", 9: "5-9", 15: "10-15", 17: "16-17", OLDEST: "18-25"}
    return next(band for oldest, band in bounds.items() if age <= oldest)
