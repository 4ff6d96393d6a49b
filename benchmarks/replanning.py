"""How long a day's plan takes with its queries, and a nightly replan: `python -m benchmarks.replanning --learners N`.

Works in the database of the settings inside a transaction that is rolled back in the end. Every learner has answered
every cell up to eight times, no two cells alike: the hardest case.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from time import perf_counter, process_time

from django.db import connection, transaction

from benchmarks.harness import command

PROFILES = 20  # different pasts; learners share them, since making a past takes longer than planning from it


def main(learners: int = 1000) -> None:
    from accounts.models import Learner
    from matrix import facts
    from planner.models import StudyPlan
    from planner.nightly import replan
    from planner.stored_plans import day_of
    from quizzes.memory.card import Exposure
    from quizzes.memory.store import entry_of, memory_of
    from quizzes.models import CellMemory

    rng = Random(1)  # noqa: S311
    now = datetime.now(UTC)
    cells = list(facts.current().cell_ids)

    def past() -> list[Exposure]:
        days = sorted(rng.uniform(0.1, 60) for _ in range(rng.randint(1, 8)))
        return [Exposure(now - timedelta(days=ago), rng.random() < 0.7, "sure") for ago in days]

    with transaction.atomic():
        made = Learner.objects.bulk_create(Learner() for _ in range(learners))
        StudyPlan.objects.bulk_create(
            StudyPlan(learner=learner, minutes=20, exam_on=(now + timedelta(days=number % 90 + 1)).date())
            for number, learner in enumerate(made)
        )
        pasts = [
            [(cell, [entry_of(-1, exposure) for exposure in past()]) for cell in cells]
            for _ in range(min(PROFILES, learners))
        ]
        profiles = [[memory_of(made[0].pk, cell, entries) for cell, entries in each] for each in pasts]
        for number, learner in enumerate(made):
            rows = profiles[number % len(profiles)]
            for row in rows:
                row.pk, row.learner = None, learner
            CellMemory.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        processor = []
        for learner in made[:5]:
            start = process_time()
            day_of(learner)
            processor.append(process_time() - start)
        print(f"a day for {len(cells)} cells, with reading them: {1000 * min(processor):.0f} ms of a processor")
        start, at_work = perf_counter(), process_time()
        done = sum(replan(now))
        took, worked = perf_counter() - start, process_time() - at_work
        print(f"replan: {done} learners in {took:.0f} s, {done / took:.0f} a second; {worked:.0f} s of a processor")
        minutes, at_best = (10_000 * seconds / done / 60 for seconds in (took, worked))
        print(f"10,000 at this rate: {minutes:.0f} min; {at_best:.0f} min of a processor")
        transaction.set_rollback(True)


if __name__ == "__main__":
    command(main, __doc__, django=True)
