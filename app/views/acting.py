"""Acts on a record and new records: a page with a form for each, and what comes of sending it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.forms.acts import ActForm, CreationForm
from app.mint import is_minted, mint
from app.policy import RULES, Grants, Me
from app.views import form_names
from app.views.desk import done, house, i, stamp, version
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.links import reachable
from app.views.lost_session import KEEPING, NEW, SAME

Row = dict[str, Any]
Facts = dict[str, Any]


def _always(row: Row) -> bool:
    return True


def _everybody(me: Me, row: Row) -> bool:
    return True


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a record: the noun in its address, who may, its form and command, and its words.

    `open_to` says whether the record as it is lets it be done; `offered` whether it is offered to this person, where
    the policy lets them in (nobody judges their own audit). The command takes the house, the id, `version`, the form's
    facts, `by` and `at`.
    """

    noun: str
    grants: Grants
    form: type[ActForm]
    command: Callable[..., Any]
    button: str
    what: str
    """What will happen and who will see it."""
    done: str
    open_to: Callable[[Row], bool] = _always
    offered: Callable[[Me, Row], bool] = _everybody
    warning: bool = False
    back: tuple[str, str] | None = None
    """Where its page leads back to, as address and words, when that is not the record."""
    came_of: Callable[[Row], str] = lambda row: ""
    """What is said of what it did, of the record as it is then."""
    given: Callable[[Row], Facts] = lambda row: {}
    """What its own fresh form begins with, beside what every form of the place does."""
    leads_on: Callable[[Row, Facts], str] = lambda row, facts: ""
    """Where it leads when it is done, of the record as it is then and what the form said; empty for the record."""
    barred: str = "This is for somebody else to do."
    """What somebody reads in the place of its form to whom it is not offered: why sending it would be refused.

    Empty where it is not offered for what is to be recorded first: the refusal says what that is.
    """

    @property
    def endpoint(self) -> str:
        """The name of its pages, after the blueprint's."""
        return self.noun.replace("-", "_")

    def offered_to(self, me: Me, row: Row) -> bool:
        """Whether to offer it to somebody whom the policy lets in."""
        return self.open_to(row) and self.offered(me, row)


def _as_it_is(form: Any, row: Row) -> Facts:
    return {}


@dataclass(frozen=True)
class Place:
    """Where the acts on a kind of record are.

    `rule` is the record's address ("/exemptions/<exemption>"); `find` takes what it names and gives the record's row,
    None when there is none: at least `id` and `version`. `href` is its address, `title` its name on a page ("the
    exemption of Ben Carter"), `caption` what stands above the heading, `state` the word for where it stands. `ready`
    gives the form its choices, and returns what `beside`, a template within the form, shows; `given` are the values
    that every fresh form begins with: what is of one act alone is given by that act.
    """

    rule: str
    find: Callable[..., Row | None]
    href: Callable[[Row], str]
    title: Callable[[Row], str]
    caption: Callable[[Row], str]
    state: Callable[[Row], str]
    ready: Callable[[Any, Row], Facts] = _as_it_is
    given: Callable[[Row], Facts] = lambda row: {}
    beside: str = ""
    plural: bool = False
    """Whether its title names several ("the targets"), which are, where one is."""

    def row(self, names: Facts) -> Row:
        """The record that the address names; 404 for none."""
        return self.find(**names) or abort(404)

    def key(self, act: Act, row: Row) -> str:
        """Under which an unsent form is kept."""
        return f"{self.href(row)[1:]}/{act.noun}"

    def offered(self, acts: tuple[Act, ...], row: Row) -> list[dict[str, Any]]:
        """The acts that this person is offered on the record's page, each with its address."""
        here = self.href(row)
        mine = [act for act in acts if act.offered_to(i(), row) and reachable(f"{here}/{act.noun}")]
        return [{"text": act.button, "href": f"{here}/{act.noun}", "warning": act.warning} for act in mine]


PLACED: dict[str, tuple[Place, Act]] = {}
"""Every act, in its place, by the endpoint that shows its form."""


def put(pages: Blueprint, place: Place, acts: tuple[Act, ...]) -> None:
    """Put the acts in their place, each with its rule: GET shows its form, POST does it."""
    for act in acts:
        _put(pages, place, act)


def _put(pages: Blueprint, place: Place, act: Act) -> None:
    def show(**names: Any) -> ResponseReturnValue:
        row = place.row(names)
        given = {"on": clock.today().isoformat()} | place.given(row) | act.given(row)
        page = _act_page(place, act, row, kept(act.form, place.key(act, row), **given))
        is_barred = act.barred and act.open_to(row) and not act.offered(i(), row)
        return (page, 403) if is_barred else page

    def create(**names: Any) -> ResponseReturnValue:
        row = place.row(names)
        form = marked(act.form(request.form), place.key(act, row))
        _make_ready(place, form, row)
        return _do(place, act, row, names, form) if form.validate() else (_act_page(place, act, row, form), 422)

    def name(names: Facts) -> form_names.Name:
        row = place.row(names)
        return form_names.of_child(row, f"{act.button}: {place.title(row)}"), act.offered_to(i(), row)

    show.__doc__ = f"The form with which to {act.button.lower()}."
    create.__doc__ = f"{act.button}. {act.what}"
    pages.add_url_rule(f"{place.rule}/{act.noun}", f"new_{act.endpoint}", show)
    pages.add_url_rule(f"{place.rule}/{act.noun}", f"create_{act.endpoint}", create, methods=["POST"])
    RULES.update({f"{pages.name}.{verb}_{act.endpoint}": act.grants for verb in ("new", "create")})
    KEEPING[f"{pages.name}.create_{act.endpoint}"] = SAME
    PLACED[f"{pages.name}.new_{act.endpoint}"] = (place, act)
    form_names.NAMES[f"{pages.name}.new_{act.endpoint}"] = name


def _do(place: Place, act: Act, row: Row, names: Facts, form: ActForm) -> ResponseReturnValue:
    """Do it, or show the form again: why not beside its field, or what happened since."""

    def command() -> None:
        act.command(house(), row["id"], version=version(), **form.facts(), **stamp())

    status = tried(form, command)
    if status != DONE:
        return _act_page(place, act, place.row(names), form), status
    sent(place.key(act, row))
    now = place.find(**names) or row
    return done(f"{act.done} {act.came_of(now)}".strip(), act.leads_on(now, form.facts()) or place.href(row))


def _act_page(place: Place, act: Act, row: Row, form: ActForm) -> str:
    """The act's form over the record as it is now; none where its state, or who asks, does not let it be done."""
    form.version.data = str(row["version"])
    beside: Facts = {"beside": {}} | _make_ready(place, form, row)
    barred = "" if act.offered(i(), row) else act.barred
    return render_template(
        "shared/act.html", act=act, place=place, row=row, form=form, open=act.open_to(row), barred=barred, **beside
    )


def _make_ready(place: Place, form: ActForm, row: Row) -> Facts:
    form.latest = clock.today()
    return place.ready(form, row)


@dataclass(frozen=True)
class Creation:
    """How a new record is made: at `path`/new, for these roles. `kind` is that of its id, minted with the page.

    The command takes the house, the id, the form's facts, `by` and `at`. `ready` gives the form its choices and
    returns what `beside` shows; `given` are the values that a fresh form begins with. `there` is where it leads.
    """

    kind: str
    path: str
    grants: Grants
    form: type[CreationForm]
    command: Callable[..., Any]
    title: str
    what: str
    button: str
    done: str
    there: Callable[[str], str]
    ready: Callable[[Any], Facts] = lambda form: {}
    given: Callable[[], Facts] = dict
    beside: str = ""

    @property
    def key(self) -> str:
        """Under which an unsent form is kept."""
        return f"{self.path[1:]}/new"


def put_creation(pages: Blueprint, made: Creation) -> None:
    """Put the page for a new record in its place: endpoints `new` and `create` of the blueprint."""

    def new() -> ResponseReturnValue:
        given = {"id": mint(made.kind), "on": clock.today().isoformat()} | made.given()
        return _creation_page(made, kept(made.form, made.key, **given))

    def create() -> ResponseReturnValue:
        form = marked(made.form(request.form), made.key)
        form.latest = clock.today()
        made.ready(form)
        return _create(made, form) if form.validate() else (_creation_page(made, form), 422)

    new.__doc__ = f"The form: {made.title}."
    create.__doc__ = f"{made.title}. {made.what}"
    pages.add_url_rule(f"{made.path}/new", "new", new)
    pages.add_url_rule(made.path, "create", create, methods=["POST"])
    RULES.update({f"{pages.name}.{name}": made.grants for name in ("new", "create")})
    KEEPING[f"{pages.name}.create"] = NEW
    form_names.NAMES[f"{pages.name}.new"] = lambda names: (made.title, True)


def _create(made: Creation, form: CreationForm) -> ResponseReturnValue:
    id = str(form.id.data) if is_minted(form.id.data, made.kind) else mint(made.kind)
    status = tried(form, lambda: made.command(house(), id, **form.facts(), **stamp()))
    if status != DONE:
        return _creation_page(made, form), status
    sent(made.key)
    return done(made.done, made.there(id))


def unused(form: Any, kind: str) -> str:
    """The id that a form of a new record sends: the one that it had, or another where there is such a record by now.

    Who goes back to a form that was sent, and writes something else, means another record. A fresh id is not looked up.
    """
    id, had = form.id.data, request.method == "POST" or form.draft.version
    return str(id) if is_minted(id, kind) and not (had and house().reader.stream(id)) else mint(kind)


def _creation_page(made: Creation, form: CreationForm) -> str:
    form.latest = clock.today()
    form.id.data = unused(form, made.kind)
    return render_template("shared/creation.html", made=made, form=form, **{"beside": {}} | made.ready(form))
