"""Reviews as a learner sits them."""

from quizzes.models import Attempt
from tests.helpers.memories import served
from tests.helpers.practices import give

REVIEW = "/review/"


def asked_of(attempt: Attempt) -> list[int]:
    return [item.version.item_id for item in served(attempt)]


def answer_so_far(review: Attempt, *, right: bool = True) -> None:
    for item in served(review):
        if not item.is_answered:
            give(review, item.position, right=right)
