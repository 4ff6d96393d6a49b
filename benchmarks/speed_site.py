"""What `benchmarks.speed` does in the database: makes learners with a past and questions to answer, counts queries."""

import random
from typing import Any
from urllib.parse import urlencode

from benchmarks.harness import FORM_TYPE, session_of

QUESTIONS = 20  # of one attempt
READERS, ANSWERS_OF_A_READER = 8, 500
CLASS, ANSWERS_OF_A_MEMBER = 200, 50


def make(answers: int) -> dict[str, Any]:
    """Sessions of readers with 500 answers and of a teacher with a class, a question that stays open, and forms of
    which each can be sent once. A form is a session, an address and a body. The last reader has no stored plan.
    """
    from accounts.models import Learner, User
    from accounts.roles import INSTRUCTORS
    from benchmarks import generate_answers
    from planner.stored_plans import day_of, store_day
    from quizzes.statistics.rollup import roll_all

    teacher = User.objects.create_superuser("teacher@example.com")
    Learner.objects.create(user=teacher)
    teacher.groups.add(*teacher.groups.model.objects.filter(name=INSTRUCTORS))
    generate_answers.main(CLASS * ANSWERS_OF_A_MEMBER, seed=1, each=ANSWERS_OF_A_MEMBER)
    cohort = class_of(teacher, CLASS)
    generate_answers.main(READERS * ANSWERS_OF_A_READER, seed=2, each=ANSWERS_OF_A_READER)
    roll_all()
    chance = random.Random(1)  # noqa: S311  reproducible choices
    readers, forms = [], []
    for number, learner in enumerate(Learner.objects.filter(user=None).exclude(attempts=None)):
        learner.user = User.objects.create_user(f"reader-{number}@example.com")
        learner.save()
        attempt = begun(learner, chance)
        answer_half(attempt, chance)
        if number != READERS - 1:
            store_day(learner, day_of(learner))
        readers.append({"session": session_of(learner.user), "question": f"/practice/{attempt.pk}/{QUESTIONS}/"})
    for number in range(-(-answers // QUESTIONS)):
        user = User.objects.create_user(f"client-{number}@example.com")
        attempt, session = begun(Learner.objects.create(user=user), chance), session_of(user)
        forms += [{"session": session, **form} for form in forms_of(attempt, chance)]
    return {"readers": readers, "teacher": session_of(teacher), "class": cohort.pk, "forms": forms[:answers]}


def class_of(teacher, count: int):
    """A class of as many generated learners, who get accounts."""
    from accounts.models import Cohort, CohortInvite, CohortMembership, CohortTeacher, Learner, User

    cohort, is_new = Cohort.objects.get_or_create(name=f"All {count} of them")
    if is_new:
        CohortTeacher.objects.create(cohort=cohort, user=teacher)
        invite = CohortInvite.objects.create(cohort=cohort, made_by=teacher.pk, expires_at="2100-01-01T00:00:00+00:00")
        learners = list(Learner.objects.filter(user=None).exclude(attempts=None).order_by("pk")[:count])
        users = User.objects.bulk_create(User(email=f"{n}@class.example") for n in range(len(learners)))
        for learner, user in zip(learners, users, strict=True):
            learner.user = user
        Learner.objects.bulk_update(learners, ["user"])
        CohortMembership.objects.bulk_create(
            CohortMembership(cohort=cohort, learner=learner, invite=invite, consent="1") for learner in learners
        )
    return cohort


def begun(learner, chance: random.Random):
    """Starts practice with questions that have one right option."""
    from bank.models import Form, Item
    from quizzes.attempt_start import Sitting, begin, published
    from quizzes.models import Mode

    asked = list(Item.objects.asked().filter(published__form=Form.CHOOSE_ONE).values_list("pk", flat=True))
    drawn = published(chance.sample(sorted(asked), QUESTIONS))
    return begin(learner, Sitting(Mode.DRILL, "Practice: Measured", drawn, selection={"by": "mixed"}))


def answer_half(attempt, chance: random.Random) -> None:
    from quizzes.ledger import answer, choosing
    from quizzes.models import ServedItem
    from serving.uuid7 import uuid7

    for item in ServedItem.objects.filter(attempt=attempt, position__lte=QUESTIONS // 2):
        answer(item, answer=choosing(chance.choice(item.options).key), event=uuid7())


def forms_of(attempt, chance: random.Random) -> list[dict[str, str]]:
    from quizzes.forms import answer_form
    from quizzes.models import ServedItem

    return [
        {
            "url": f"/practice/{attempt.pk}/{item.position}/",
            "body": urlencode(
                {
                    "event": form.fresh_event(),
                    "choice": chance.choice([*form.options]),
                    # Three of four are wrong, so one in twenty is sure and wrong and brings a question more.
                    "confidence": chance.choices(["guess", "think-so", "sure"], [4, 10, 1])[0],
                }
            ),
        }
        for item in ServedItem.objects.filter(attempt=attempt)
        for form in [answer_form(item)]
    ]


def queries_of(pages: dict[str, dict[str, str]]) -> dict[str, int]:
    """How many queries each request sends the second time, without those that begin and end transactions, and without
    the look at the switch for reading alone, which a worker has once a second.
    """
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from serving import read_only

    counted = {}
    for name, page in pages.items():
        client = Client(headers={"host": "localhost", "HX-Request": "true"} if "body" in page else None)
        client.cookies[settings.SESSION_COOKIE_NAME] = page["session"]
        sent: list[str] = []

        def record(execute, sql, params, many, context, sent=sent):
            if not sql.startswith(("SAVEPOINT", "RELEASE")) and f'"{read_only.STORE}"' not in sql:
                sent.append(sql)
            return execute(sql, params, many, context)

        if "body" not in page:
            client.get(page["url"], headers={"host": "localhost"})
        with connection.execute_wrapper(record):
            if "body" in page:
                reply = client.post(page["url"], page["body"], FORM_TYPE)
            else:
                reply = client.get(page["url"], headers={"host": "localhost"})
        if reply.status_code != 200:
            raise SystemExit(f"{name}: {page['url']} answered {reply.status_code}")
        counted[name] = len(sent)
    return counted
