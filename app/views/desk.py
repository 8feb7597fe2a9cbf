"""What a view has at hand: who asks, and the programme's log, read model, drafts and accounts."""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts import Accounts
from app.drafts import Drafts
from app.events.base import Refusal
from app.forms.base import Form
from app.policy import Me
from app.programme.house import AlreadyDone, House, Stale
from app.signing import Signing
from app.uploads import Uploads
from app.works import Works
from projections import people

TRIES = 5
"""How often something is decided anew that meets what others store at the same moment."""


class Shown(House):
    """A house in which a form is only shown."""

    def keep(self, *subjects: Any, **_: Any) -> int:
        """Store nothing; raises Refusal, so that the form is shown with what it holds."""
        raise Refusal("This is not stored yet.")


def house() -> House:
    """The log and read model that this request works with; what is only shown again (see unsent.py) stores nothing.

    A page of the past has them as they stood then (see as_stood.py).
    """
    found: House = g.get("past_house") or live_house()
    return Shown(found.log, found.reader, found.model) if g.get("only_shown") else found


def live_house() -> House:
    """The log and read model as they are now, whatever moment the page shows: who somebody is, and what they may."""
    found: House = current_app.extensions["house"]
    return found


def model() -> Any:
    """The read model that this request reads."""
    return house().model


def drafts() -> Drafts:
    """The store of unsent text."""
    return current_app.extensions["drafts"]


def uploads() -> Uploads:
    """The files that were sent and are not yet brought in."""
    return current_app.extensions["uploads"]


def works() -> Works:
    """What takes longer than a page may."""
    return current_app.extensions["works"]


def signing() -> Signing:
    """The ledger of the log, and who is sent its checkpoints."""
    return current_app.extensions["signing"]


def accounts() -> Accounts:
    """The store of local accounts."""
    return current_app.extensions["accounts"]


def me() -> Me | None:
    """The person who is signed in, None for nobody."""
    return current_user.me if current_user.is_authenticated else None


def i() -> Me:
    """The person who is signed in, where the policy lets nobody else come."""
    found = me()
    assert found is not None, "this endpoint's policy lets somebody in who is not signed in"
    return found


def stamp() -> dict[str, str]:
    """`by` and `at` for a command: the person who asks, now."""
    return {"by": i().id, "at": clock.now()}


def version() -> int:
    """The version of the record that the form showed; 0 where the field is missing or is no number."""
    value = request.form.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def meanwhile(stale: Stale) -> str:
    """What somebody else changed while a form of details was open, with what they say now."""
    names = people.names(model())
    who = names.get(stale.since[-1].by, "somebody else") if stale.since else "somebody else"
    pairs = [pair for made in stale.since for pair in getattr(made, "changes", {}).items() if _from_to(pair[1])]
    said = [f"{name.replace('_', ' ')}: {names.get(to, to) or 'blank'}" for name, (_, to) in pairs]
    facts = f" It says now: {'; '.join(said)}." if said else ""
    return (
        f"{who} changed this while your form was open.{facts} Nothing of yours is stored yet: look again and send it."
    )


def tried(form: Form, act: Callable[[], object], since: Callable[[Stale], str] = meanwhile) -> int:
    """Carry a command out: 303 when it is done or was done already, else the status to show the form with again.

    A refusal goes beside its field (422); what somebody else recorded meanwhile is said above the form (409), in the
    words of `since`.
    """
    try:
        decide(_as_offered(form, act))
    except AlreadyDone:
        return 303
    except Refusal as refusal:
        form.refuse(refusal)
        return 409 if getattr(refusal, "overtaken", False) else 422
    except Stale as stale:
        form.refuse(Refusal(since(stale)))
        return 409
    return 303


def _as_offered(form: Form, act: Callable[[], object]) -> Callable[[], object]:
    """The command; with something chosen that the form does not offer, only whether it was done before.

    What somebody may not see is not offered to them, and the answer is the same as for what is not there.
    """
    strangers = form.not_offered()
    if not strangers:
        return act

    def only_if_done() -> None:
        g.only_shown = True
        try:
            act()
        except Stale as stale:
            if not any(stale.id in one for sent in strangers.values() for one in sent):
                raise
        except Refusal:
            pass
        finally:
            g.only_shown = False
        raise Refusal("Choose one of the list.", next(iter(strangers)))

    return only_if_done


def decide(act: Callable[[], object]) -> None:
    """Do it; where it could not be done and something was stored meanwhile, look once more, a few times.

    Of two sendings of one form at the same moment the second meets the first half-way: by then it is done already.
    """
    here = house()
    for tries_left in reversed(range(TRIES)):
        before = here.model.position
        try:
            act()
            return
        except (Refusal, Stale):
            if not tries_left or here.reader.head() == before:
                raise
            here.model.catch_up()


def _from_to(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)


def done(sentence: str, there: str) -> Response:
    """Say that it is done, and go on to a page (303)."""
    flash(sentence, "success")
    return redirect(there, 303)
