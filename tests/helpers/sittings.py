"""Attempts at the real check, for tests."""

import re
from datetime import UTC, datetime
from uuid import UUID

from accounts.models import Learner
from bank.models import Form
from quizzes import answer_events
from quizzes.attempt_start import start
from quizzes.ledger import UNSURE, answer, choosing
from quizzes.models import Attempt, Quiz, ServedItem
from quizzes.option_names import options_by_name
from serving.prepared import Prepared
from serving.uuid7 import uuid7

CHECK = "shared-responsibility-model-check"


def the_check() -> Quiz:
    return Quiz.objects.get(slug=CHECK)


def begin(learner: Learner) -> Attempt:
    return start(the_check(), learner)


def first_item(learner: Learner) -> ServedItem:
    return item_at(begin(learner), 1)


_with_page: Prepared[ServedItem] = Prepared(
    lambda attempt, position: ServedItem.objects.filter(attempt=attempt, position=position), UUID, int
)


def item_at(attempt: Attempt | UUID, position: int) -> ServedItem:
    [item] = _with_page(attempt.pk if isinstance(attempt, Attempt) else attempt, position)
    return item


def key_of(item: ServedItem) -> str:
    return next(option.key for option in item.options if option.is_key)


def distractor_of(item: ServedItem) -> str:
    return next(option.key for option in item.options if not option.is_key)


def token_of(item: ServedItem, key: str) -> str:
    """What the question's page calls the option with this key."""
    return next(name for name, option in options_by_name(item).items() if option.key == key)


def tokens_of(item: ServedItem) -> list[str]:
    """The same for all options from the top down."""
    return list(options_by_name(item))


def right_answer(item: ServedItem) -> dict:
    """An answer worth all marks, in whatever form the question asks."""
    if item.version.form == Form.SORT:
        return {"sorted": {row.key: row.expected for row in item.options}}
    return choosing(*(option.key for option in item.options if option.is_key))


def wrong_answer(item: ServedItem) -> dict:
    """An answer worth nothing."""
    if item.version.form == Form.SORT:
        return {"sorted": {row.key: ({"aws", "customer"} - {row.expected}).pop() for row in item.options}}
    _, *others = right_answer(item)["chosen"]
    return choosing(distractor_of(item), *others)


def form_of(item: ServedItem, answer: dict) -> dict[str, object]:
    """The fields in which the question's page would send the answer."""
    rows = {f"row-{token_of(item, key)}": owner for key, owner in answer.get("sorted", {}).items()}
    return rows or {"choice": [token_of(item, key) for key in answer["chosen"]]}


def answer_all(
    attempt: Attempt, *, wrong: frozenset[int] | set[int] = frozenset(), unsure: set[int] = frozenset()
) -> Attempt:
    """Answers every question that is left, those at the positions in `wrong` with a distractor."""
    for item in ServedItem.objects.filter(attempt=attempt, result=None):
        if item.position in unsure:
            answer(item, answer=UNSURE, event=uuid7())
        else:
            given = wrong_answer(item) if item.position in wrong else right_answer(item)
            answer(item, answer=given, event=uuid7())
    attempt.refresh_from_db()
    return attempt


def served_event(item: ServedItem) -> str:
    """The signed event that the question's page would carry."""
    return answer_events.issue(item.pk, sequence=1, at=datetime.now(UTC))


def statements_of(captured) -> list[str]:
    """The statements that count: all but the frame of transactions."""
    frame = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    # pghistory puts who acts in front of a statement, in the same round trip.
    statements = [
        re.sub(r"^SELECT set_config\(.*?true\); ", "", query["sql"], flags=re.DOTALL)
        for query in captured.captured_queries
    ]
    return [statement for statement in statements if not statement.startswith(frame)]
