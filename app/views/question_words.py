"""What an inspector asks of a time, which figures answer it, and the sentence that says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.events.vocabulary import JOB_LEVELS
from app.programme.english import counted, listed
from app.views.words import lower_first
from projections.shares import Figure

Found = Mapping[str, Figure]


@dataclass(frozen=True)
class Question:
    """A question with the names of its figures, in order; `say` gives the answer in sentences from what was found.

    `groups` are the groups that they are of; "" are the months' own.
    """

    id: str
    asks: str
    groups: tuple[str, ...]
    names: tuple[str, ...]
    say: Callable[[Found], str]


def _who(found: Found) -> str:
    done = found["completion-of-allocated"]
    if not done.of:
        return "No audit was allocated."
    people = counted(found["audited:auditors"].n, "auditor")
    levels = [
        f"{found[name].n} by {'an' if words[0] in 'AO' else 'a'} {lower_first(words)}"
        for level, words in JOB_LEVELS.items()
        if found[name := f"audited:{level}"].n
    ]
    each = f": {listed(levels)}" if levels else ""
    return f"{_share(done)} allocated audits were completed, by {people}{each}."


def _sure(found: Found) -> str:
    part, kept = found["audited:moderated"], found["grade-kept"]
    if not part.of:
        return "No audit was completed, so none could be moderated."
    said = f"{_share(part)} completed audits were judged a second time by a moderator."
    if not part.n:
        return said
    return f"{said} {_share(kept)} kept their overall grade." if kept.of else f"{said} None of these has its grade yet."


def _practice(found: Found) -> str:
    graded = found["graded:overall"]
    good = found.get("good:overall")
    if not graded.n:
        return "No audit to standard is graded yet."
    audits = counted(graded.n, "audit")
    return f"{_share(good)} graded audits have a grade that counts as good." if good else f"{audits} are graded."


def _changed(found: Found) -> str:
    done, checked = found["after:completed"], found["after:verified"]
    practice, again, better = found["impact:practice"], found["after:again"], found["after:better"]
    said = [_came(found["after:raised"].n, found["after:cancelled"].n)]
    said += [f"{_share(done)} of those to be done are completed, {_share(checked)} verified."] if done.of else []
    said.append(f"{_share(practice)} answers say that practice improved." if practice.of else "Nobody answered yet.")
    told = f"{_share(better)} children who were audited again were graded better than before."
    return " ".join([*said, told if again.n else "No child was audited and graded again yet."])


def _inadequate(found: Found) -> str:
    audits, opened, late = (found[f"inadequate:{name}"].n for name in ("audits", "open", "overdue"))
    if not audits:
        return "No audit was graded as a concern."
    was = _was(audits)
    raised = counted(found["inadequate:raised"].n, "action")
    came = f"Of the {raised} that came of {'it' if audits == 1 else 'them'}, {opened} {_are(opened)} open"
    gone = found["inadequate:cancelled"].n
    more = f" {gone} {_was(gone)} cancelled." if gone else ""
    return f"{counted(audits, 'audit')} {was} graded as a concern. {came}, {late} of those overdue.{more}"


def _concerns(found: Found) -> str:
    raised, one, same = (found[f"clocks:{name}"] for name in ("raised", "one", "same-day"))
    if not raised.n and not one.n:
        return "No child of concern was raised."
    children = "child was" if raised.n == 1 else "children were"
    said = f"{raised.n} {children} raised as a child of concern, and {one.n} came into Category 1."
    return f"{said} {_share(same)} in Category 1 were answered the same day." if same.of else said


def _families(found: Found) -> str:
    heard = found["families-heard"]
    said = f"In {_share(heard)} audits to standard the child was contacted, or a parent or carer gave views."
    return said if heard.of else "No audit is to standard yet."


def _share(figure: Figure) -> str:
    return f"{figure.words} ({figure.value})"


def _came(raised: int, cancelled: int) -> str:
    """How many actions came of the audits, and how many of those were cancelled."""
    if not raised:
        return "No action came of them."
    gone = f", of which {cancelled} {_was(cancelled)} cancelled" if cancelled else ""
    return f"{counted(raised, 'action')} came of them{gone}."


def _was(n: int) -> str:
    return "was" if n == 1 else "were"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


LEVELS = tuple(f"audited:{level}" for level in JOB_LEVELS)
QUESTIONS = (
    Question(
        "who",
        "How many audits were done, and who did them?",
        ("", "audited"),
        ("completion-of-pool", "completion-of-allocated", "completion-to-standard", "audited:auditors", *LEVELS),
        _who,
    ),
    Question(
        "sure",
        "How do you know that the audits’ grades are right?",
        ("", "audited", "moderation", "loops"),
        ("audited:moderated", "grade-kept", "moderation:overall:up", "moderation:overall:down", "loops:same"),
        _sure,
    ),
    Question(
        "practice",
        "What did the audits find about practice?",
        ("",),
        ("graded:overall", "good:overall"),
        _practice,
    ),
    Question(
        "changed",
        "What changed after the audits?",
        ("after", "impact"),
        (
            "after:raised",
            "after:cancelled",
            "after:completed",
            "after:verified",
            "impact:answered",
            "impact:practice",
            "impact:helped",
            "after:again",
            "after:better",
            "after:same",
            "after:worse",
        ),
        _changed,
    ),
    Question(
        "inadequate",
        "What is still to be done where practice was graded inadequate?",
        ("inadequate",),
        tuple(f"inadequate:{name}" for name in ("audits", "raised", "cancelled", "open", "overdue", "still")),
        _inadequate,
    ),
    Question(
        "concerns",
        "Which children were at risk, and how soon were they answered?",
        ("clocks", "concerns"),
        (
            *(f"clocks:{name}" for name in ("raised", "one", "same-day")),
            *(f"concerns:{name}" for name in ("open", "one", "two", "overdue", "same-day")),
        ),
        _concerns,
    ),
    Question(
        "families",
        "How do children and families have a say?",
        ("",),
        ("families-heard", "child-contacted", "parent-gave-views", "parent-declined"),
        _families,
    ),
)
