"""What an auditor writes: the answers of a whole audit, from grades and a small library of sentences."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from app.demo.published import GOOD, IMPROVE, INADEQUATE, NA, OUTSTANDING, SCALE
from app.events.calendar import add_working_days
from app.events.content import Content

CALLED = {"unborn": "the baby", "0-4": "the child", "5-9": "the child", "10-15": "the young person"}
ADULT = "the young person"
BY_GRADE = {
    "yes_no": ("yes", "yes", "yes", "no"),
    "yes_no_partly": ("yes", "yes", "partly", "no"),
    "yes_no_na": ("yes", "yes", "yes", "no"),
}
CHOSEN = {
    "last-visit": ("within-10", "within-10", "within-20", "longer"),
    "assessment-timely": ("in-time", "in-time", "late", "late"),
    "supervision-frequency": ("monthly", "monthly", "two-monthly", "less"),
}
DUE_WORKING_DAYS = (10, 15, 20, 30)


@dataclass
class Sheet:
    """What is known of an audit before its text: who took part and how it is graded."""

    number: int
    band: str
    worker: str
    manager: str
    overall: str
    domains: dict[str, str]
    parts: dict[str, str] = field(default_factory=dict)
    concern: str = "none"

    @property
    def weakest(self) -> list[str]:
        """The domains that were graded, the weakest first."""
        graded = [name for name, grade in self.domains.items() if grade != NA]
        return sorted(graded, key=lambda name: -SCALE.index(self.domains[name]))


class Writer:
    """Writes audits; no two of a month begin alike until every sentence was used."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)
        self.used: Counter[str] = Counter()

    def answers(self, content: Content, sheet: Sheet, on: date) -> dict[str, Any]:
        """The answers of a whole audit that is returned on a date."""
        made = self._about(sheet) | self._questions(content, sheet)
        for domain in sheet.domains:
            made |= self._domain(domain, sheet)
        made |= self._family(sheet) | self._summary(content, sheet) | self._actions(sheet, on)
        return {key: value for key, value in made.items() if value not in ("", [])}

    def _about(self, sheet: Sheet) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for who, answer in sheet.parts.items():
            made[f"participation.{who}"] = answer
            if answer not in ("took_part", "contacted", "gave_views"):
                reasons = sentences()["reasons"][who]
                list_ = reasons if isinstance(reasons, list) else reasons[answer]
                made[f"participation.{who}.reason"] = self._one(f"{who} {answer}", list_, sheet)
        return made

    def _questions(self, content: Content, sheet: Sheet) -> dict[str, Any]:
        made = {}
        for question in content["questions"]:
            grade = sheet.domains.get(question["section"], sheet.overall)
            if question["kind"] == "text":
                made[f"question.{question['id']}"] = self._text(question["id"], sheet)
            elif grade == NA:
                made[f"question.{question['id']}"] = self._spared(question)
            else:
                made[f"question.{question['id']}"] = self._choice(question, SCALE.index(grade), sheet)
        return made

    def _text(self, question: str, sheet: Sheet) -> str:
        said = sentences().get(question, [""])
        return self._one(question, said[sheet.overall] if isinstance(said, dict) else said, sheet)

    def _choice(self, question: dict[str, Any], place: int, sheet: Sheet) -> str:
        if question["id"] == "last-visit" and sheet.band == "unborn":
            return "unborn"
        if question["id"] in CHOSEN:
            return CHOSEN[question["id"]][place]
        if question["kind"] == "yes_no_na" and sheet.band in ("unborn", "0-4") and question["id"] != "timely-review":
            return "na"
        if question["kind"] in BY_GRADE:
            # One record in five answers a question better or worse than its grade.
            shift = self.chance.choice((-1, 0, 0, 0, 1))
            return BY_GRADE[question["kind"]][min(3, max(0, place + shift))]
        return str(question["choices"][min(place, len(question["choices"]) - 1)]["id"])

    def _spared(self, question: dict[str, Any]) -> str:
        """The answer where a domain does not apply to the child."""
        if question["id"] == "assessment-timely":
            return "none-due"
        return "na" if question["kind"] == "yes_no_na" else "partly"

    def _domain(self, domain: str, sheet: Sheet) -> dict[str, Any]:
        grade = sheet.domains[domain]
        if grade == NA:
            return {f"grade.{domain}": NA}
        made = {f"grade.{domain}": grade, f"evidence.{domain}": self._evidence(domain, grade, sheet)}
        if grade != OUTSTANDING:
            made[f"better.{domain}"] = self._one(f"better {domain}", sentences()["better"][domain], sheet)
        return made

    def _evidence(self, domain: str, grade: str, sheet: Sheet) -> str:
        """What was found, and what it meant: every pair of the two lists in turn."""
        found, meant = evidence()[domain][grade]
        turn = self._turn(f"{domain} {grade}", len(found) * len(meant))
        pair = found[turn % len(found)], meant[(turn + turn // len(found)) % len(meant)]
        return _named(" ".join((*pair, self._source(domain, sheet))), sheet).strip()

    def _source(self, domain: str, sheet: Sheet) -> str:
        """Where it was seen, another for each domain; not with the worker where the worker took no part."""
        took_part = sheet.parts["worker"] == "took_part"
        texts = [text for text in sentences()["sources"] if took_part or "worker" not in text]
        return str(texts[(sheet.number * 3 + list(sheet.domains).index(domain)) % len(texts)])

    def _family(self, sheet: Sheet) -> dict[str, Any]:
        if sheet.parts.get("parent") != "gave_views" and sheet.parts.get("child") != "contacted":
            return {}
        glad = sheet.overall in (OUTSTANDING, GOOD) or self.chance.random() < 0.6
        tone = "positive" if glad else "less_positive"
        quotations = [self._one(f"quotation {tone}", sentences()["quotations"][tone], sheet)]
        return {
            "family.positive": self._one("family +", sentences()["family_positive"], sheet),
            "family.less_positive": self._one("family -", sentences()["family_less_positive"], sheet),
            "quotations": [{"text": text, "tone": tone} for text in quotations if self.chance.random() < 0.7],
        }

    def _summary(self, content: Content, sheet: Sheet) -> dict[str, Any]:
        best, weak = sheet.weakest[::-1][:2], sheet.weakest[:2]
        made: dict[str, Any] = {
            "strengths": " ".join(dict.fromkeys(self._strength(name, sheet) for name in best)),
            "overall.grade": sheet.overall,
            "overall.evidence": self._overall(content, sheet),
        }
        if sheet.overall != OUTSTANDING:
            texts = sentences()["improvements"]
            made["improvements"] = " ".join(self._one(f"- {name}", texts[name], sheet) for name in weak)
        if sheet.domains[best[0]] in (OUTSTANDING, GOOD) and content["themes"]:
            made["themes"] = [self.chance.choice(content["themes"])["id"]]
            made["theme_note"] = self._one("theme", sentences()["theme_note"], sheet)
        return made

    def _strength(self, domain: str, sheet: Sheet) -> str:
        """Something strong in a domain; where no domain is, something that is good all the same."""
        if sheet.domains[domain] in (OUTSTANDING, GOOD):
            return self._one(f"+ {domain}", sentences()["strengths"][domain], sheet)
        return self._one("+", sentences()["strengths_all_the_same"], sheet)

    def _overall(self, content: Content, sheet: Sheet) -> str:
        labels = {domain["id"]: domain["label"] for domain in content["domains"]}
        said = self._one(f"overall {sheet.overall}", sentences()["overall"][sheet.overall], sheet)
        best, weak = (labels[sheet.weakest[place]] for place in (-1, 0))
        if sheet.domains[sheet.weakest[0]] == sheet.domains[sheet.weakest[-1]]:
            return said
        short = self._one("in short", sentences()["in_short"], sheet)
        return f"{said} {short.format(best=_inside(best), weak=_inside(weak))}"

    def _actions(self, sheet: Sheet, on: date) -> dict[str, Any]:
        number = {OUTSTANDING: 0, GOOD: 1, IMPROVE: 2, INADEQUATE: 3}[sheet.overall]
        actions = [self._action(place, name, sheet, on) for place, name in enumerate(sheet.weakest[:number], 1)]
        made: dict[str, Any] = {"actions": actions, "concern.category": sheet.concern}
        if sheet.concern != "none":
            texts = sentences()["concern"][sheet.concern]
            made["concern.reason"] = self._one(f"concern {sheet.concern}", texts, sheet)
        return made

    def _action(self, place: int, domain: str, sheet: Sheet, on: date) -> dict[str, str]:
        what = self._one(f"action {domain}", sentences()["actions"][domain], sheet)
        owner = sheet.manager if domain in ("supervision", "decision-making") else sheet.worker
        due = add_working_days(on, self.chance.choice(DUE_WORKING_DAYS))
        return {"id": f"a{place}", "what": what, "owner": owner, "due": due.isoformat()}

    def _one(self, kind: str, texts: list[str], sheet: Sheet) -> str:
        return _named(texts[self._turn(kind, len(texts))], sheet)

    def _turn(self, kind: str, of: int) -> int:
        self.used[kind] += 1
        return (self.used[kind] - 1) % of


@cache
def sentences() -> dict[str, Any]:
    """The library of sentences but for the domains' evidence."""
    return _library("sentences.json")


@cache
def evidence() -> dict[str, Any]:
    """For each domain and grade: what was found, and what it meant."""
    return _library("sentences_domains.json")


def _library(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found


def _named(text: str, sheet: Sheet) -> str:
    called = CALLED.get(sheet.band, ADULT)
    return text.replace("{Child}", called[0].upper() + called[1:]).replace("{child}", called)


def _inside(label: str) -> str:
    """A label inside a sentence."""
    return label[0].lower() + label[1:]
