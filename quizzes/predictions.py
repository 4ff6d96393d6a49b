"""What a learner's readiness is estimated from: first answers, and predictions that have had their answers.

A review that was planned stores in its attempt's selection what recall was predicted of each question; the answer
tells whether it came true. Recall is held against answers as the simulation does it (docs/learning.md): with the share
of slips and of lucky answers that the pace assumes.
"""

from accounts.models import Learner
from quizzes.answer_sums import of_learner
from quizzes.grading import FULL_MARKS
from quizzes.models import Confidence, Mode
from quizzes.pace import passing
from quizzes.readiness import FirstAnswer

ITEM = "attempt_item__version__item"  # its id: by the item itself, rows would come by its slug
ITEM_ID = f"{ITEM}_id"


def first_answers(learner: Learner | None) -> list[FirstAnswer]:
    """The first answer ever to each question, oldest first; one query."""
    first = (
        of_learner(learner)
        .order_by(ITEM_ID, "response__received_at", "response")
        .distinct(ITEM_ID)
        .values_list("response__received_at", "response", f"{ITEM}__skill", "marks")
    )
    return [FirstAnswer(skill, marks == FULL_MARKS) for _, _, skill, marks in sorted(first)]


def predictions(learner: Learner | None) -> list[tuple[float, bool]]:
    """Each planned review with an answer: how probable it was said to be that it shows knowledge, and whether it did.

    One query.
    """
    reviewed = of_learner(learner).filter(
        attempt_item__attempt__mode=Mode.REVIEW, attempt_item__attempt__selection__has_key="recall"
    )
    rows = reviewed.values_list(
        "attempt_item__position", "attempt_item__attempt__selection__recall", "marks", "response__confidence"
    )
    return [
        (passing(recall[str(position)]), marks == FULL_MARKS and confidence != Confidence.GUESS)
        for position, recall, marks, confidence in rows.order_by("pk")
        if str(position) in recall
    ]
