"""All that the real ledger and the plain one hold about some attempts, in one shape."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.models import Learner
from quizzes.models import Attempt, AttemptItem, AttemptScore, Correction, Grade, ItemResult, Response
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
        [(events[sent.event], *sent[1:]) for sent in served.responses],
        {
            (sequence, run): (pks[served.version.item, version], *worth)
            for (sequence, run), (version, worth) in served.grades.items()
        },
        result and (result.sent.sequence, pks[result.version.item, result.version.number], *result.worth),
    )


def stored(attempts: Sequence[UUID], runs: Mapping[int, int], learners: Sequence[Learner]) -> list[Any]:
    """In the database; `runs` are ids by number. Fails where the learners have other attempts than these."""
    found = {each.pk: each for each in Attempt.objects.filter(learner__in=learners)}
    assert found.keys() == set(attempts)
    scores = dict(pairs(AttemptScore.objects.filter(attempt__in=attempts), "attempt", *SUMS))
    items, corrections = stored_items(attempts, runs), stored_corrections(attempts, runs)
    return [(head_of(found[pk], learners), scores[pk], items[pk], corrections[pk]) for pk in attempts]


SUMS = ("marks", "maximum", "answered", "right")


def pairs(rows, key: str, *fields: str):
    return ((first, tuple(rest)) for first, *rest in rows.values_list(key, *fields))


def head_of(attempt: Attempt, learners: Sequence[Learner]) -> tuple:
    assert (attempt.closed_at is None) == (not attempt.ending)
    assert attempt.ending != "time" or attempt.closed_at == attempt.deadline
    learner = next(number for number, each in enumerate(learners) if each.pk == attempt.learner_id)
    return learner, attempt.quiz_id is not None, attempt.mode, attempt.retry_of_id is not None, attempt.ending


def stored_items(attempts: Sequence[UUID], runs: Mapping[int, int]) -> dict[UUID, list[Any]]:
    mine = {"attempt_item__attempt__in": attempts}
    responses: dict[int, list[Any]] = defaultdict(list)
    sent = Response.objects.filter(**mine).order_by("sequence")
    for item, row in pairs(sent, "attempt_item", "event", "sequence", "kind", "answer", "confidence", "late"):
        responses[item].append(row)
    results = dict(
        pairs(ItemResult.objects.filter(**mine), "attempt_item", "response__sequence", "version", "marks", "left_out")
    )
    grades = stored_grades(attempts, runs)
    items: dict[UUID, list[Any]] = defaultdict(list)
    served = AttemptItem.objects.filter(attempt__in=attempts).order_by("position")
    for pk, attempt, version, scored in served.values_list("pk", "attempt", "version", "scored"):
        items[attempt].append((version, scored, responses[pk], grades[pk], results.get(pk)))
    return items


def stored_grades(attempts: Sequence[UUID], runs: Mapping[int, int]) -> dict[int, dict[tuple[int, int], Any]]:
    """By attempt item, then by response and run; run 0 is the grade given at once."""
    numbers = {None: 0} | {pk: number for number, pk in runs.items()}
    grades: dict[int, dict[tuple[int, int], Any]] = defaultdict(dict)
    given = Grade.objects.filter(response__attempt_item__attempt__in=attempts)
    fields = ("response__sequence", "run", "version", "marks", "left_out")
    for item, (sequence, run, *worth) in pairs(given, "response__attempt_item", *fields):
        grades[item][sequence, numbers[run]] = tuple(worth)
    return grades


def stored_corrections(attempts: Sequence[UUID], runs: Mapping[int, int]) -> dict[UUID, dict[int, Any]]:
    numbers = {pk: number for number, pk in runs.items()}
    corrections: dict[UUID, dict[int, Any]] = defaultdict(dict)
    fields = ("run", "marks_before", "maximum_before", "marks_after", "maximum_after")
    for attempt, (run, *sums) in pairs(Correction.objects.filter(attempt__in=attempts), "attempt", *fields):
        corrections[attempt][numbers[run]] = (tuple(sums[:2]), tuple(sums[2:]))
    return corrections
