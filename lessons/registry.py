"""What other apps add to lessons. They fill these lists in AppConfig.ready(), since lessons import only the matrix."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from accounts.models import Learner


@dataclass(frozen=True)
class Check:
    """The check of one lesson, and how far one learner has come in it."""

    questions: int
    start_url: str  # takes a POST
    practice_url: str = ""  # where its subject can be practiced
    attempt_url: str = ""  # the learner's open attempt
    score_text: str = ""  # of the last closed attempt: "8 of 10"
    score_url: str = ""


# Each is called with the ids of lessons and the learner (None: a visitor) and returns checks by lesson id.
# One call may cost one query, however many lessons it is asked about.
checks: list[Callable[[Collection[int], Learner | None], dict[int, Check]]] = []


def checks_of(lessons: Collection[int], learner: Learner | None) -> dict[int, Check]:
    found: dict[int, Check] = {}
    for find in checks:
        found |= find(lessons, learner)
    return found
