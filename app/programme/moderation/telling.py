"""What happened to an audit's grades in the words of its own framework, for histories and for the audit's page."""

from collections.abc import Iterable
from typing import Any

from app.events.audit import Audit
from app.events.audit_correction import named
from app.events.log import Happened
from app.events.moderation_words import (
    CHALLENGE_OUTCOMES,
    CHECK_ANSWERS,
    CHECKS,
    FINDING,
    OUTCOMES,
    OVERALL,
    SHORT_QUALITIES,
)
from app.programme import frameworks
from app.programme.house import House
from projections import people

CORRECTIONS = frozenset({
    "moderation correction proposed", "moderation correction declined", "moderation correction withdrawn",
    "moderation corrected",
})  # fmt: skip
"""Of a moderation that was recorded wrongly."""
TOPICS = frozenset({
    "audit moderated", "finding challenged", "challenge answered", "grade changed after challenge",
    "audit graded in its loop",
})  # fmt: skip


def facts(house: House, made: Happened) -> dict[str, Any]:
    """The facts of one of TOPICS in words: `changed` and `kept` grades, what it is `about`, outcome and judgements."""
    content = content_of(house, made.stream)
    said: dict[str, Any] = {}
    if "grades" in made.facts:
        lines = grades(content, made.facts["grades"], made.facts["overall"])
        said |= {"changed": [line for line in lines if line["changed"]], "grade_count": len(lines)}
    if made.topic == "audit moderated":
        said["outcome_words"] = OUTCOMES[made.facts["outcome"]]
        said["quality_words"] = SHORT_QUALITIES[made.facts["quality"]]
        said["check_words"] = [(CHECKS[key], CHECK_ANSWERS[said_]) for key, said_ in made.facts["checks"].items()]
    if made.topic == "challenge answered":
        said["outcome_words"] = CHALLENGE_OUTCOMES[made.facts["outcome"]].lower()
    if made.topic in CORRECTIONS and "changes" in made.facts:
        changes = made.facts["changes"].items()
        said["changes"] = [{"key": key} | _correction(house, content, key, *pair) for key, pair in changes]
        said["proposer"] = made.facts.get("proposed_by", "")
    if "challenge" in made.facts:
        said["about_words"] = about(content, _about(house, made))
    return said


def as_corrected(stream: Iterable[Happened]) -> Happened | None:
    """The moderation that left an audit as it is, of all its events, with what was corrected of it; None for none."""
    found: Happened | None = None
    for made in stream:
        if made.topic == "audit moderated":
            found = made
        elif made.topic == "moderation corrected" and found:
            found = found._replace(facts=_corrected(found.facts, made.facts))
    return found


def _corrected(facts: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    said, why = {key: now for key, (_, now) in right["changes"].items()}, right["reason"]
    checks = {key: said.get(f"checks.{key}", answer) for key, answer in facts["checks"].items()}
    grades = dict(facts["grades"])
    for key in (key for key in said if key[:6] == "grade."):
        first = grades.get(key[6:], [said[key]])[0]
        grades[key[6:]] = [first, said[key], why if said[key] != first else ""]
    overall = facts["overall"]
    if now := said.get("overall.grade", ""):
        first = (overall or [now])[0]
        overall = [first, now, why if now != first else ""]
    elif "overall.grade" in said:
        grades, overall = {}, []
    told = {"quality": said.get("quality", facts["quality"]), "moderator": said.get("moderator", facts["moderator"])}
    reason = why if right["outcome"] == "not_to_standard" and "quality" in said else facts["reason"]
    told |= {"outcome": right["outcome"], "reason": reason if right["outcome"] == "not_to_standard" else ""}
    return facts | told | {"checks": checks, "grades": grades, "overall": overall}


def _correction(house: House, content: dict[str, Any], key: str, was: str, now: str) -> dict[str, str]:
    """What is corrected in words; `of` says what it is of: the practice, the audit itself, or who judged."""
    if key == "moderator":
        names = people.names(house.model)
        return {"of": "moderator", "label": "Who moderated it", "was": names.get(was, was), "now": names.get(now, now)}
    if key == "quality":
        label, words = "The judgement of the audit itself", SHORT_QUALITIES
    elif key.startswith("checks."):
        label, words = CHECKS[key[7:]], CHECK_ANSWERS
    else:
        label, words = named(content)[key]
        return {"of": "practice", "label": label, "was": words.get(was, "no grade"), "now": words.get(now, "no grade")}
    return {"of": "audit", "label": label, "was": words[was], "now": words[now]}


def content_of(house: House, audit: str) -> dict[str, Any]:
    """The document of the framework that an audit (id) is under."""
    found = house.log.load(Audit, audit, 1)
    return frameworks.content(house, found.framework, found.framework_version)


def grades(content: dict[str, Any], of_domains: dict[str, list[str]], overall: list[str]) -> list[dict[str, Any]]:
    """Grades before and after in words, domain by domain in the framework's order, the overall one last."""
    keys = [(domain["id"], domain["label"]) for domain in content["domains"]] + [(OVERALL, content["overall"]["label"])]
    found = of_domains | ({OVERALL: overall} if overall else {})
    return [_line(content, key, label, *found[key]) for key, label in keys if key in found]


def about(content: dict[str, Any], key: str) -> str:
    """What a challenge is about, in the middle of a sentence."""
    if key == FINDING:
        return "a finding"
    domains = {domain["id"]: domain["label"] for domain in content["domains"]}
    return f"the grade of “{domains.get(key, content['overall']['label'])}”"


def label_of(content: dict[str, Any], grade: str) -> str:
    """A grade in words; "no grade" for none."""
    if grade == "na":
        return str(content["not_applicable"]["label"])
    return next((str(one["label"]) for one in content["grades"] if one["id"] == grade), "no grade")


def _line(content: dict[str, Any], key: str, label: str, was: str, now: str, why: str) -> dict[str, Any]:
    words = {"was": label_of(content, was), "now": label_of(content, now), "why": why}
    return words | {"key": key, "label": label, "changed": was != now}


def _about(house: House, made: Happened) -> str:
    audit = house.log.load(Audit, made.stream, made.version)
    return audit.challenges[made.facts["challenge"]]["about"]
