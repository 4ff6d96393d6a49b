"""The first questions that new learners meet: `python -m benchmarks.first_questions --learners 10 --questions 30`.

Each learner starts as a browser would and answers what the site asks, in one of three ways: from the first lesson's
check through ten mixed questions to the reviews of the following days, as home offers them; from the plan; or from
“Everything, mixed”, both continued with mixed practice. Works in the database of the settings, as the owner of its
tables, in a transaction that is rolled back. Exits with 1 if a figure is outside its bounds.
"""

import logging
import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from uuid import UUID

from benchmarks.harness import command

MOST_OUTSIDE = 6  # of 30 questions, on services outside the core
MOST_OF_ONE_OWNER = 0.45
FEWEST_OF_A_SIDE = 0.25
FEWEST_KINDS = 4
OF = 30
MIXED = {"by": "mixed", "length": "10"}


@dataclass(frozen=True)
class MetQuestion:
    attempt: str
    outside: bool
    owner: str
    kind: str
    likeness: Any


@dataclass(frozen=True)
class FirstFigures:
    """`nearest` is the fewest places between near-twins in one attempt, None if there are none."""

    outside: int
    owners: dict[str, float]
    kinds: int
    nearest: int | None

    def faults(self, questions: int) -> list[str]:
        found = []
        if self.outside > MOST_OUTSIDE * questions / OF:
            found.append(f"{self.outside} outside the core")
        if max(self.owners.values()) > MOST_OF_ONE_OWNER:
            found.append("one owner too often")
        found += [f"{side} too seldom" for side in ("aws", "customer") if self.owners[side] < FEWEST_OF_A_SIDE]
        if self.kinds < FEWEST_KINDS:
            found.append(f"{self.kinds} kinds")
        if self.nearest is not None and self.nearest <= 10:
            found.append(f"near-twins {self.nearest} apart")
        return found


def main(learners: int = 10, questions: int = OF, seed: int = 1) -> int:
    from django.db import transaction
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    logging.disable(logging.WARNING)  # the first request reads the facts, which is slow
    warnings.filterwarnings("ignore", "No directory at")  # no style sheet is asked for
    chance, faulty = random.Random(seed), 0  # noqa: S311  reproducible answers
    print("learner  begins with      outside  aws   customer  shared  none  kinds  near-twins  faults")
    for number in range(learners):
        with transaction.atomic():
            way = list(WAYS)[number % len(WAYS)]
            met = questions_met(Client(), questions, way=way, chance=chance)
            transaction.set_rollback(True)
        figures = figures_of(met)
        faults = figures.faults(len(met))
        faulty += bool(faults)
        shares = [f"{figures.owners[owner]:.0%}" for owner in ("aws", "customer", "shared", "")]
        print(
            f"{number + 1:7}  {way:17}{figures.outside:7}  {shares[0]:5} {shares[1]:9} {shares[2]:7} {shares[3]:5}"
            f" {figures.kinds:5}  {figures.nearest or 'none':>10}  {', '.join(faults)}"
        )
    print(f"{faulty} of {learners} learners outside the bounds")
    return int(faulty > 0)


def questions_met(client, count: int, *, way: str, chance: random.Random) -> list[MetQuestion]:
    """Answer the first questions of a new guest through the pages, seven of ten right, and return them in order.

    The same `chance` gives the same questions.
    """
    first = WAYS[way](client)
    served: list[Any] = []
    with patch("serving.chance.source", chance):
        while len(served) < count:
            attempt = next(first)
            for item in _items_of(attempt):
                if len(served) < count:
                    served.append(item)
                    _answer(client, item, right=chance.random() < 0.7)
    return _described(served)


def the_first_week(client) -> Iterator[UUID]:
    from accounts.models import Learner
    from benchmarks.days import let_days_pass
    from lessons.models import Lesson

    first = Lesson.objects.published()[0]
    attempt = _started(client, f"{first.get_absolute_url()}check/", {})
    yield attempt
    yield _started(client, "/practice/", MIXED)
    learner = Learner.objects.get(attempts=attempt)
    while True:
        let_days_pass(learner)
        yield _started(client, "/review/", {})


def the_plan(client) -> Iterator[UUID]:
    yield _started(client, "/review/", {})
    yield from everything_mixed(client)


def everything_mixed(client) -> Iterator[UUID]:
    while True:
        yield _started(client, "/practice/", MIXED)


WAYS: dict[str, Callable[[Any], Iterator[UUID]]] = {
    "the first week": the_first_week,
    "the plan": the_plan,
    "everything, mixed": everything_mixed,
}


def _started(client, address: str, data: dict[str, str]) -> UUID:
    reply = client.post(address, data, headers={"host": "localhost"})
    if reply.status_code != 302 or not reply["Location"].startswith("/practice/"):
        raise SystemExit(f"{address} did not start anything: {reply.status_code} {reply.get('Location', '')}")
    return UUID(reply["Location"].split("/")[2])


def _items_of(attempt: UUID) -> list[Any]:
    """Those without an answer: a review that is continued has others before them."""
    from quizzes.models import ServedItem

    return list(ServedItem.objects.filter(attempt=attempt, result=None).order_by("position"))


def _answer(client, item, *, right: bool) -> None:
    from bank.models import Form
    from quizzes.forms import answer_form
    from quizzes.option_names import options_by_name

    form = answer_form(item)
    named = options_by_name(item)
    data: dict[str, Any] = {"event": form.fresh_event()}
    if not right:
        data["unsure"] = "on"
    elif item.version.form == Form.SORT:
        data |= {f"row-{name}": option.expected for name, option in named.items()}
    else:
        data["choice"] = [name for name, option in named.items() if option.is_key]
    reply = client.post(f"/practice/{item.attempt_id}/{item.position}/", data, headers={"host": "localhost"})
    if reply.status_code not in (200, 302):
        raise SystemExit(f"An answer was refused: {reply.status_code}")


def _described(served: Sequence[Any]) -> list[MetQuestion]:
    from bank.keys import NO_CLAIMS, key_claims
    from bank.models import Needs
    from bank.near_twins import likenesses
    from matrix import facts
    from matrix.models import ExamWeight

    versions = [item.version_id for item in served]
    known, keys, likes = facts.current(), key_claims(versions), likenesses(versions)
    found = []
    for item in served:
        version, key = item.version, keys.get(item.version_id, NO_CLAIMS)
        cell = known.cell_by_id(item.settling_cell)
        is_about_a_service = version.needs != Needs.RULE and not key.controls
        found.append(
            MetQuestion(
                attempt=str(item.attempt_id),
                outside=is_about_a_service and cell.service.exam_weight != ExamWeight.CORE,
                owner=key.owner or "",
                kind=version.item.generator or version.form,
                likeness=likes[version.pk],
            )
        )
    return found


def figures_of(met: Sequence[MetQuestion]) -> FirstFigures:
    owners = Counter(question.owner for question in met)
    distances = [
        there - here
        for here, one in enumerate(met)
        for there, other in enumerate(met)
        if here < there and one.attempt == other.attempt and one.likeness.is_near(other.likeness)
    ]
    return FirstFigures(
        outside=sum(question.outside for question in met),
        owners={owner: owners[owner] / len(met) for owner in ("aws", "customer", "shared", "")},
        kinds=len({question.kind for question in met}),
        nearest=min(distances, default=None),
    )


if __name__ == "__main__":
    command(main, __doc__, django=True)
