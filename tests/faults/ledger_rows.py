"""All that the real ledger and the plain one hold about some attempts, in one shape."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.models import Learner
from quizzes.models import Attempt, AttemptItem, AttemptScore, Correction, Grade, ItemResult, Response, RuleMemory
from serving.prepared import Prepared
from tests.faults.ledger_model import Ledger, Served


def expected(ledger: Ledger, pks: Mapping[tuple[str, int], int], events: Sequence[UUID]) -> list[Any]:
    """By the model; `pks` are those of versions by item and number."""
    rows: list[Any] = []
    for number, sitting in enumerate(ledger.sittings):
        head = (sitting.learner, sitting.quiz, sitting.mode, sitting.retried, sitting.ending)
        items = [expected_item(each, pks, events) for each in sitting.served]
        corrections = {run: change for (run, which), change in ledger.corrections.items() if which == number}
        rows.append((head, sitting.score, items, corrections))
    return rows


def expected_item(served: Served, pks: Mapping[tuple[str, int], int], events: Sequence[UUID]) -> Any:
    result = served.result
    return (
        pks[served.version.item, served.version.number],
        served.scored,
        served.is_slip,
        [(events[sent.event], *sent[1:]) for sent in served.responses],
        {
            (sequence, run): (pks[served.version.item, version], *worth)
            for (sequence, run), (version, worth) in served.grades.items()
        },
        result and (result.sent.sequence, pks[result.version.item, result.version.number], *result.worth),
    )


# Of everybody: before a history there were none. Asked after each step, so they are put together once.
_attempts: Prepared[Attempt] = Prepared(lambda: Attempt.objects.order_by())
_scores: Prepared[Any] = Prepared(
    lambda: AttemptScore.objects.order_by().values_list("attempt", "marks", "maximum", "answered", "right")
)
_items: Prepared[Any] = Prepared(
    lambda: AttemptItem.objects.order_by("position").values_list(
        "attempt", "pk", "version", "scored", "result__response__slip"
    )
)
_responses: Prepared[Any] = Prepared(
    lambda: Response.objects.order_by("sequence").values_list(
        "attempt_item", "event", "sequence", "kind", "answer", "confidence", "late"
    )
)
_results: Prepared[Any] = Prepared(
    lambda: ItemResult.objects.order_by().values_list(
        "attempt_item", "response__sequence", "version", "marks", "left_out"
    )
)
_grades: Prepared[Any] = Prepared(
    lambda: Grade.objects.order_by().values_list(
        "response__attempt_item", "response__sequence", "run", "version", "marks", "left_out"
    )
)
_corrections: Prepared[Any] = Prepared(
    lambda: Correction.objects.order_by().values_list(
        "attempt", "run", "marks_before", "maximum_before", "marks_after", "maximum_after"
    )
)


_of_rules: Prepared[Any] = Prepared(lambda: RuleMemory.objects.order_by().values_list("learner", "rule", "history"))


def stored(attempts: Sequence[UUID], runs: Mapping[int, int], learners: Sequence[Learner]) -> list[Any]:
    """In the database; `runs` are ids by number. Fails where anybody has other attempts than these."""
    found = {each.pk: each for each in _attempts()}
    assert found.keys() == set(attempts)
    scores = {attempt: tuple(sums) for attempt, *sums in _scores()}
    items, corrections = stored_items(runs), stored_corrections(runs)
    return [(head_of(found[pk], learners), scores[pk], items[pk], corrections[pk]) for pk in attempts]


def head_of(attempt: Attempt, learners: Sequence[Learner]) -> tuple:
    assert (attempt.closed_at is None) == (not attempt.ending)
    assert attempt.ending != "time" or attempt.closed_at == attempt.deadline
    learner = next(number for number, each in enumerate(learners) if each.pk == attempt.learner_id)
    return learner, attempt.quiz_id is not None, attempt.mode, attempt.retry_of_id is not None, attempt.ending


def stored_items(runs: Mapping[int, int]) -> dict[UUID, list[Any]]:
    responses: dict[int, list[Any]] = defaultdict(list)
    for item, *sent in _responses():
        responses[item].append(tuple(sent))
    results = {item: tuple(result) for item, *result in _results()}
    grades = stored_grades(runs)
    items: dict[UUID, list[Any]] = defaultdict(list)
    for attempt, item, version, scored, slip in _items():
        items[attempt].append((version, scored, slip is not None, responses[item], grades[item], results.get(item)))
    return items


def stored_grades(runs: Mapping[int, int]) -> dict[int, dict[tuple[int, int], Any]]:
    """By attempt item, then by response and run; run 0 is the grade given at once."""
    numbers = {None: 0} | {pk: number for number, pk in runs.items()}
    grades: dict[int, dict[tuple[int, int], Any]] = defaultdict(dict)
    for item, sequence, run, *worth in _grades():
        grades[item][sequence, numbers[run]] = tuple(worth)
    return grades


def stored_corrections(runs: Mapping[int, int]) -> dict[UUID, dict[int, Any]]:
    numbers = {pk: number for number, pk in runs.items()}
    corrections: dict[UUID, dict[int, Any]] = defaultdict(dict)
    for attempt, run, *sums in _corrections():
        corrections[attempt][numbers[run]] = (tuple(sums[:2]), tuple(sums[2:]))
    return corrections


def stored_of_rules(learners: Sequence[Learner]) -> dict[tuple[int, str], list[tuple[bool, str]]]:
    numbers = {learner.pk: number for number, learner in enumerate(learners)}
    return {
        (numbers[learner], rule): sorted((bool(right), confidence) for _, _, right, confidence in history)
        for learner, rule, history in _of_rules()
    }
