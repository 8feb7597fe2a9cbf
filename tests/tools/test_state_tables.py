"""How the table of states is found and written; that it is true of the code is held in tests/test_docs.py."""

from app.events import audit_moderation, dip_sample_measures
from app.events.audit import Audit
from app.events.audit_ending import withdraw
from app.events.dip_sample import DipSample
from tools import trying
from tools.state_tables import asked, shortened


def test_the_commands_of_a_subject_are_its_own_and_those_that_stand_beside_it() -> None:
    found = trying.commands(Audit)
    assert {withdraw, audit_moderation.moderate} <= set(found)
    assert not {DipSample.withdraw, dip_sample_measures.define, audit_moderation.must_exist} & set(found)


def test_an_event_that_a_command_can_record_and_no_try_brought_is_lacking() -> None:
    brought = {"audit moderated", "audit accepted", "audit sent back"}
    assert trying.lacking(audit_moderation.moderate, brought) == {"audit judged not to standard"}
    assert trying.lacking(Audit.save_section, {"audit started", "audit section saved"}) == set()


def test_the_row_that_holds_in_most_states_comes_last_and_names_none() -> None:
    many = (["A", "B", "C"], "refused", "")
    few = (["D", "E"], "done", "A")
    assert shortened([many, few]) == [few, (["every other"], "refused", "")]
    assert shortened([many]) == [(["every one"], "refused", "")]
    assert shortened([(["A", "B"], "refused", ""), few]) == [(["A", "B"], "refused", ""), few]


def test_a_row_is_named_when_another_holds_in_one_of_its_states_too() -> None:
    rows = [(["A", "B", "C"], "done", "A"), (["C", "D"], "done, too", "B")]
    assert shortened(rows) == rows


def test_a_command_is_told_by_the_first_thing_that_it_says_of_itself() -> None:
    assert asked(withdraw) == "Withdraw an audit that has not been accepted."
