"""The start of a practice, which asks questions drawn for one learner."""

from django.db import transaction

from accounts.models import Learner
from matrix import facts
from quizzes.attempt_start import Sitting, begin, locked_learner, open_attempt, published
from quizzes.models import Attempt, Mode
from quizzes.practice.choices import PracticeChoice, PracticePool
from serving import chance


class AnotherIsOpen(Exception):
    def __init__(self, attempt: Attempt):
        super().__init__("A practice is open.")
        self.attempt = attempt


@transaction.atomic
def begin_practice(learner: Learner, choice: PracticeChoice, *, length: int, leaving: str = "") -> Attempt:
    """Starts a practice. `leaving` is the id of the open one that it may close.

    A double click returns the practice of the first click. Raises AnotherIsOpen if something else is open, and
    NothingToAsk; then the open practice stays open.
    """
    learner = locked_learner(learner)
    opened = open_attempt(learner, mode=Mode.DRILL)
    if opened and str(opened.pk) != leaving:
        if _is_just_begun(opened, choice, length):
            return opened
        raise AnotherIsOpen(opened)
    bank = PracticePool(facts.current(), learner, leaving=opened)
    seed = chance.new_seed()
    sitting = Sitting(
        Mode.DRILL,
        f"Practice: {bank.title(choice)}",
        published(bank.pick(choice, length=length, seed=seed)),
        selection={**choice.query, "length": length, "seed": seed},
    )
    return begin(learner, sitting, leaving_open=True)


def _is_just_begun(attempt: Attempt, choice: PracticeChoice, length: int) -> bool:
    asked = {name: value for name, value in attempt.selection.items() if name != "seed"}
    return attempt.score.answered == 0 and asked == {**choice.query, "length": length}
