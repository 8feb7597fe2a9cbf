"""What a draw refuses, each as a sentence for the person who asked."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.programme.english import counted, day, listed
from app.programme.samples.sampling_rule import PROPORTION_WORDS, Candidate, Rule, reason_words


class CannotDraw(ValueError):  # noqa: N818 - the field's word: the rule refuses, nothing went wrong
    """The rule cannot be drawn: a sentence for the person who asked, and the control that it belongs beside."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def check(candidates: Sequence[Candidate], rule: Rule, seed: str) -> None:
    """Raise CannotDraw if the seed, the rule's controls, the list or the named children make no sense."""
    if not seed.strip():
        raise CannotDraw("Give a seed, so that the draw can be repeated.", "seed")
    _check_controls(rule)
    if twice := _repeated([child.ref for child in candidates]):
        raise CannotDraw(f"On the list more than once: {listed(twice)}. A child can be drawn only once.")
    _check_named(rule, {child.ref for child in candidates})


def check_size(eligible: int, broken: Mapping[str, Mapping[str, str]], rule: Rule) -> None:
    """Raise CannotDraw, with the numbers, if more children are asked for than meet the rule.

    Takes the number in the draw, and for each child of the list the parts of the rule that it does not meet.
    """
    if rule.size <= eligible:
        return
    named = {ref for ref, _ in rule.named}
    reasons = Counter(next(iter(found)) for ref, found in broken.items() if found and ref not in named)
    others = listed([f"{n:,} {reason_words(reason, rule)}" for reason, n in reasons.most_common()])
    asked = f"You asked for {counted(rule.size, 'child')}; only {eligible:,} of the {len(broken):,} on the list"
    meets = f"of {day(rule.on)} {'meets' if eligible == 1 else 'meet'} the rule."
    raise CannotDraw(f"{asked} {meets}" + (f" Left out: {others}." if others else ""), "size")


def _check_controls(rule: Rule) -> None:
    shares = rule.shares
    if rule.size < 1:
        raise CannotDraw("The sample needs at least 1 child.", "size")
    if rule.not_audited_months < 0:
        raise CannotDraw("The months since the last audit cannot be below 0.", "not_audited_months")
    if rule.min_open_days < 0:
        raise CannotDraw("The days open cannot be below 0.", "min_open_days")
    if rule.proportional_to not in PROPORTION_WORDS:
        raise CannotDraw(f"“{rule.proportional_to}” is not a way of sharing out the places.", "proportional_to")
    if shares is not None and (not any(shares.values()) or min(shares.values()) < 0):
        raise CannotDraw("Give at least one plan type a share above 0, and none a share below 0.", "shares")


def _check_named(rule: Rule, listed_refs: set[str]) -> None:
    refs = [ref for ref, _ in rule.named]
    if unknown := sorted(set(refs) - listed_refs):
        raise CannotDraw(f"Named, but not on the list of {day(rule.on)}: {listed(unknown)}.", "named")
    if twice := _repeated(refs):
        raise CannotDraw(f"Named more than once: {listed(twice)}.", "named")
    if bare := [ref for ref, reason in rule.named if not reason.strip()]:
        raise CannotDraw(f"Say why you name {listed(bare)}.", "named")
    if len(refs) > rule.size:
        raise CannotDraw(f"You named {counted(len(refs), 'child')} for a sample of {rule.size:,}.", "named")


def _repeated(refs: Sequence[str]) -> list[str]:
    return sorted(ref for ref, n in Counter(refs).items() if n > 1)
