"""How long it takes to forecast a regrade, to carry it out and to undo it: `python -m benchmarks.regrading [ANSWERS]`.

Works in the database of the settings inside transactions that are rolled back in the end.
"""

import sys
import time

import django
from django.db import connection, transaction
from django.utils import timezone


def main(answers: int) -> None:
    from accounts.models import Learner
    from bank.grading import FULL_MARKS
    from bank.models import ChangeKind, Item, Skill
    from bank.publishing import publish
    from quizzes.models import (
        Attempt,
        AttemptEnd,
        AttemptItem,
        Grade,
        GradingPolicy,
        Mode,
        Response,
    )
    from quizzes.regrade import run as regrading
    from quizzes.regrade.preview import preview
    from quizzes.store import store_grades, store_scores
    from serving.uuid7 import uuid7

    def options(key: str) -> list[dict]:
        return [{"key": k, "text": k, "is_key": k == key, "rationale": k} for k in "abcd"]

    def content(key: str) -> dict:
        return {"skill": "aws", "stem": "?", "cells": ["ec2/guest-os"], "options": options(key)}

    def timed(name: str, work):
        start = time.perf_counter()
        result = work()
        print(f"{name}: {time.perf_counter() - start:.2f} s")
        return result

    with transaction.atomic():
        item = Item.objects.create(slug="benchmark", skill=Skill.AWS)
        version = publish(item, content("b"))
        learners = Learner.objects.bulk_create(Learner() for _ in range(answers))
        attempts = Attempt.objects.bulk_create(
            Attempt(learner=learner, mode=Mode.DRILL, title="Benchmark") for learner in learners
        )
        items = AttemptItem.objects.bulk_create(
            AttemptItem(attempt=attempt, position=1, version=version, order=[]) for attempt in attempts
        )
        responses = Response.objects.bulk_create(
            Response(
                attempt_item=each,
                event=uuid7(),
                sequence=1,
                kind="check",
                answer={"chosen": ["abcd"[number % 4]]},
                took_ms=1,
            )
            for number, each in enumerate(items)
        )
        store_grades(
            Grade(response=response, version=version, marks=FULL_MARKS * (number % 4 == 1))
            for number, response in enumerate(responses)
        )
        store_scores([attempt.pk for attempt in attempts])
        Attempt.objects.filter(title="Benchmark").update(closed_at=timezone.now(), ending=AttemptEnd.FINISHED)
        publish(item, content("c"), change=ChangeKind.KEY_CHANGE)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server itself does within a minute; nobody regrades sooner
        print(f"{answers} answers to one question, each in an attempt of its own")
        seen = timed("forecast", lambda: preview([item.pk], GradingPolicy.NEW_KEY))
        print(f"  {len(seen.changes)} scores change")
        run = timed(
            "order", lambda: regrading.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="Wrong", author=1)
        )
        timed("regrade", lambda: regrading.work(run))
        print(f"  {run.grades.count()} grades, {run.corrections.count()} learners told")
        undo = regrading.order_undo(run, reason="Back", author=1)
        timed("undo", lambda: regrading.work(undo))
        transaction.set_rollback(True)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    django.setup()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
