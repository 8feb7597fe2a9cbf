"""Dip samples: the plan with its frame, the draw, the measures, the conclusion, a recommendation."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp, StopValidation

from app.events.dip_sample_plan import FRAMES, HOW
from app.events.measures import KINDS
from app.events.vocabulary import PLAN_TYPES
from app.forms.acts import AT_MOST, ActForm, CreationForm, DatedForm, from_today, not_after
from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, NameField, choices

SHORT = Length(max=300, message="Use at most 300 characters.")
WHOLE = Regexp(r"\s*[0-9]{1,7}\s*$", message="Enter a whole number.")
ALL_CHILDREN = "Leave all clear for every one."


def _many(label: str, hint: str = ALL_CHILDREN) -> SelectMultipleField:
    return SelectMultipleField(label, [Optional()], description=hint, validate_choice=False)


class PlanFields(Form):
    """What is asked, of what, and how the members are to be found."""

    title = StringField("Title", [InputRequired("Give it a title."), Length(max=120)])
    question = TextAreaField("Question", [InputRequired("Write what is asked."), AT_MOST])
    why = TextAreaField("Why is it asked?", [InputRequired("Say why it is asked."), AT_MOST])
    kind = RadioField(
        "What is it drawn from?", [InputRequired("Choose what it is drawn from.")], choices=choices(FRAMES)
    )
    plans = _many("Plan types")
    areas = _many("Service areas")
    teams = _many("Teams")
    ended_from = DayField(
        "Children: service ended from",
        description="Leave the dates blank for children who are open now.",
        called="“Service ended from”",
    )
    ended_to = DayField("Children: service ended to", called="“Service ended to”")
    first = SelectField("Audits: first month", [Optional()], validate_choice=False)
    last = SelectField("Audits: last month", [Optional()], validate_choice=False)
    grades = _many("Audits: overall grade")
    standing = RadioField("Audits: which", [Optional()], default="accepted", validate_choice=False)
    how = RadioField(
        "How are the members found?", [InputRequired("Choose how the members are to be found.")], choices=choices(HOW)
    )
    size = StringField("How many, if they are drawn by chance", [Optional(), WHOLE])
    reviewers = _many("Who fills it in beside the QA lead?", "Moderators who are named here read it and fill it in.")
    on = DayField("When was it planned?", [DayRequired("Enter the date.")], called="The date of the plan")

    latest: date | None

    def validate_on(self, field: DayField) -> None:
        """Nothing is planned before it has happened."""
        not_after(self.latest, field)

    def plan(self) -> dict[str, Any]:
        """The plan as the command takes it."""
        lists = {key: list(self[key].data or []) for key in ("plans", "areas", "teams", "grades")}
        frame = {"kind": self.kind.data, **lists, "ended_from": self.ended_from.data, "ended_to": self.ended_to.data}
        frame |= {"first": self.first.data or "", "last": self.last.data or "", "standing": self.standing.data or ""}
        said = {"title": self.title.data, "question": self.question.data, "why": self.why.data, "frame": frame}
        said |= {"selection": {"how": self.how.data, "size": _number(self.size.data) or 0}}
        return said | {"reviewers": self.reviewers.data or [], "on": date.fromisoformat(self.on.data)}

    def offer(self, lists: dict[str, dict[str, str]]) -> None:
        """Give the form its choices, words by value, and the standing ones of its own."""
        self.plans.choices = choices(PLAN_TYPES)
        for name, words in lists.items():
            self[name].choices = choices(words)


class PlanForm(CreationForm, PlanFields):
    """A new dip sample."""

    def facts(self) -> dict[str, Any]:
        """The plan."""
        return self.plan()


class PlanChangeForm(ActForm, PlanFields):
    """The plan, otherwise, before the draw."""

    def facts(self) -> dict[str, Any]:
        """The plan."""
        return self.plan()


class ReviewersForm(DatedForm):
    """Who fills it in."""

    reviewers = _many("Who fills it in beside the QA lead?", "Moderators who are named here read it and fill it in.")

    def facts(self) -> dict[str, Any]:
        """The day and the people."""
        return super().facts() | {"reviewers": self.reviewers.data or []}


class DrawForm(DatedForm):
    """The draw; which of the fields it has is the plan's."""

    seed = StringField(
        "Seed",
        [Length(max=80)],
        description="Any word or number. Whoever knows it can repeat the draw and get the same members.",
    )
    references = TextAreaField(
        "References",
        [Length(max=60_000, message="Use at most 60,000 characters.")],
        description="Children's references, or audits such as 2024-05/17, each on a line of its own or with commas.",
    )
    reason = TextAreaField("Reason", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day and what the plan's way of drawing needs."""
        given = {name: self[name].data or "" for name in ("seed", "references", "reason") if name in self}
        return super().facts() | given


class MeasureForm(ActForm):
    """What is asked of each member, and of whom."""

    label = StringField("What is asked of each member?", [InputRequired("Write what is asked of each member."), SHORT])
    hint = StringField("Guidance (optional)", [SHORT])
    kind = RadioField("What kind of answer?", [InputRequired("Choose a kind.")], choices=choices(KINDS))
    answers = TextAreaField("Answers of a set", [AT_MOST], description="One on each line, at most nine.")
    na = RadioField(
        "“Not applicable”",
        [Optional()],
        choices=choices(
            {
                "": "Is no answer",
                "out": "Is an answer, left out of the base",
                "in": "Is an answer, counted in the base",
            }
        ),
        default="",
    )
    unit = StringField("Unit of a number (optional)", [SHORT], description="For example, working days")
    only_where = SelectMultipleField(
        "Only members for whom",
        [Optional()],
        description="Leave all clear to ask it of every member. Choose answers of one measure.",
    )
    number = StringField(
        "Base from elsewhere (optional)",
        [Optional(), WHOLE],
        description="A number that the shares are of, in the place of the members.",
    )
    source = StringField("Where that number comes from", [SHORT])

    def facts(self) -> dict[str, Any]:
        """What the measure says."""
        said = {key: self[key].data or "" for key in ("label", "hint", "kind", "na", "unit")}
        if said["kind"] == "yes_no_na" and not said["na"]:
            said["na"] = "out"
        return {"asked": said | {"answers": (self.answers.data or "").splitlines(), "base": self._base()}}

    def _base(self) -> dict[str, Any]:
        pairs = [pair.split(":", 1) for pair in self.only_where.data or []]
        if pairs:
            return {"kind": "answered", "measure": pairs[0][0], "answers": [answer for _, answer in pairs]}
        if self.number.data or (self.source.data or "").strip():
            return {"kind": "outside", "number": _number(self.number.data), "source": self.source.data or ""}
        return {"kind": "all"}

    def validate_only_where(self, field: SelectMultipleField) -> None:
        """The base is some answers of one measure, or a number from elsewhere, never both."""
        if len({pair.split(":", 1)[0] for pair in field.data or []}) > 1:
            raise StopValidation("Choose answers of one measure only.")
        if field.data and self.number.data:
            raise StopValidation("Choose answers of a measure, or a base from elsewhere, not both.")


class MeasureChangeForm(MeasureForm):
    """A measure, otherwise; the view says which."""

    measure = ""
    reason = TextAreaField("Why is it asked otherwise?", [AT_MOST], description="Needed once answers are recorded.")

    def facts(self) -> dict[str, Any]:
        """What the measure says now, and why."""
        return super().facts() | {"measure": self.measure, "reason": self.reason.data or ""}


class RemovalForm(ActForm):
    """A measure is taken out; the view says which."""

    measure = ""
    reason = TextAreaField("Reason", [AT_MOST], description="Needed once answers are recorded.")

    def facts(self) -> dict[str, Any]:
        """Why."""
        return {"measure": self.measure, "reason": self.reason.data or ""}


class ConclusionForm(DatedForm):
    """What was found."""

    findings = TextAreaField("What was found?", [InputRequired("Write what was found."), AT_MOST])
    themes = SelectMultipleField("Themes of the framework", [Optional()])
    own_themes = TextAreaField("Other themes (optional)", [AT_MOST], description="One on each line.")
    missing_reason = TextAreaField("If answers are missing, why?", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day, the findings, their themes, and why answers are missing."""
        facts = super().facts() | {"findings": self.findings.data, "themes": self.themes.data or []}
        lines = (self.own_themes.data or "").splitlines()
        return facts | {"own_themes": lines, "missing_reason": self.missing_reason.data or ""}


class RecommendationForm(DatedForm):
    """What is to be done about it."""

    what = TextAreaField("What is to be done?", [InputRequired("Write what is to be done."), AT_MOST])
    owner = NameField("Who is to do it?", [InputRequired("Choose who is to do it.")])
    due = DayField("By when?", [DayRequired("Give the date by which it is to be done.")], called="Date due")

    def validate_due(self, field: DayField) -> None:
        """Nothing can be done by a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """The day, what, who and by when."""
        said = {"what": self.what.data, "owner": self.owner.data, "due": date.fromisoformat(self.due.data)}
        return super().facts() | said


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.strip() else None
