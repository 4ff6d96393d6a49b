"""Practice attempts, for tests."""

from accounts.models import Learner
from bank.models import Form, Item, ItemVersion, Needs
from matrix import facts
from planner.review import begin_review
from quizzes.attempt_start import Sitting, begin, published
from quizzes.ledger import Outcome, answer, choosing
from quizzes.models import Attempt, Mode, ServedItem
from quizzes.pool import control_asked, settling_cell
from quizzes.practice.choices import By, PracticeChoice
from quizzes.practice.session_start import begin_practice
from serving.uuid7 import uuid7
from tests.helpers.sittings import item_at, right_answer, wrong_answer

GUEST_OS = PracticeChoice(By.LAYER, layer="guest-os")


def practice(learner: Learner, choice: PracticeChoice = GUEST_OS, *, length: int = 5, leaving: str = "") -> Attempt:
    return begin_practice(learner, choice, length=length, leaving=leaving)


def practice_of(learner: Learner, *versions: ItemVersion) -> Attempt:
    """With just these questions."""
    return begin(learner, Sitting(Mode.DRILL, "Practice: Test", versions, selection={"by": "mixed"}))


def plain_practice(learner: Learner) -> Attempt:
    """Of two questions with one right option each, which need a fact."""
    plain = Item.objects.asked().filter(published__form=Form.CHOOSE_ONE, published__needs=Needs.BOTH).order_by("pk")
    return practice_of(learner, *published(plain.values_list("pk", flat=True)[:2]))


def versions_on(cell: str, count: int = 1, generator: str | None = None) -> list[ItemVersion]:
    """Published questions that need the fact of this cell."""
    known = {"cell": settling_cell("published"), "control": control_asked("published")}
    settled = Item.objects.asked().annotate(**known).filter(cell=facts.current().cell(cell).pk, control=None)
    items = settled.exclude(published__needs=Needs.RULE).order_by("pk")
    if generator is not None:
        items = items.filter(generator=generator)
    return published(items.values_list("pk", flat=True)[:count])


def give(attempt: Attempt, position: int, *, right: bool = True, confidence: str = "", chosen: str = "") -> Outcome:
    item = item_at(attempt, position)
    given = choosing(chosen) if chosen else right_answer(item) if right else wrong_answer(item)
    return answer(item, answer=given, event=uuid7(), confidence=confidence)


def finish_review(learner: Learner, *, right: bool = True, confidence: str = "") -> Attempt:
    """Begins the review, or continues it, and answers all that it asks."""
    review = begin_review(learner)
    while review.closed_at is None:
        for item in ServedItem.objects.filter(attempt=review, result=None):
            give(review, item.position, right=right, confidence=confidence)
        review.refresh_from_db()
        if review.closed_at is None:
            review = begin_review(learner)
    return review


def cell_of(item: ServedItem):
    return facts.current().cell_by_id(item.settling_cell)
