"""The demo's class: a teacher, the demo's learner, and classmates with answers from the last days."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.cohorts.lifecycle import make_cohort
from accounts.cohorts.membership import join, make_invite
from accounts.cohorts.messages import send_message
from accounts.models import Cohort, CohortMembership, Learner, User
from bank.models import ItemVersion
from lessons.models import Lesson, Place
from lessons.progress import mark_as_read
from quizzes.models import Mode, Quiz
from quizzes.seeding import SeededAnswer, store_sitting
from teach.cohorts.due_dates import set_due

NAME = "Evening class"
TEACHER, LEARNER = "instructor@example.com", "learner@example.com"
# Address, name, share of right answers, and the days ago on which they answered.
CLASSMATES = [
    ("mia@example.com", "Mia", 0.95, (9, 6, 3, 1)),
    ("noah@example.com", "Noah", 0.8, (8, 5, 1)),
    ("zoe@example.com", "Zoë", 0.65, (9, 7, 4, 2)),
    ("omar@example.com", "Omar", 0.3, (9, 8, 7, 6, 5, 4, 3, 2)),
    ("kim@example.com", "Kim", 0.7, (20,)),
]
EVENING = timedelta(hours=3)


@transaction.atomic
def make_demo_class() -> None:
    """Leaves an existing class as it is. The classmates have no password and cannot log in."""
    teacher = User.objects.filter(email=TEACHER).first()
    checks = list(Quiz.objects.filter(lesson__published=True).order_by("lesson__position")[:2])
    if teacher is None or not checks or Cohort.objects.filter(name=NAME).exists():
        return
    now = timezone.now()
    cohort = make_cohort(NAME, teacher=teacher, time_zone="UTC", exam_on=(now + timedelta(days=60)).date())
    invite = make_invite(cohort, by=teacher, lasting=timedelta(days=90))
    chance = Random(1)  # noqa: S311  the same class every time
    for email, name, ability, days in CLASSMATES:
        learner = _classmate(email, name)
        join(invite, learner=learner)
        for day in days:
            for quiz in checks:
                _sit(learner, quiz, now - timedelta(days=day) + EVENING, ability, chance)
        if ability > 0.5 and checks[0].lesson:
            _read(checks[0].lesson, learner, now - timedelta(days=days[-1]))
    join(invite, learner=Learner.objects.get(user__email=LEARNER))
    CohortMembership.objects.filter(cohort=cohort).update(joined_at=now - timedelta(days=21))
    for quiz, due_at in zip(checks, (now - timedelta(days=2), now + timedelta(days=5)), strict=False):
        set_due(cohort, quiz, due_at=due_at.replace(minute=0, second=0, microsecond=0), by=teacher)
    send_message(
        cohort,
        "Welcome. Read the first two lessons and answer their checks by the dates below.",
        author=teacher,
    )


def _classmate(email: str, name: str) -> Learner:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, None, name=name)
    return Learner.objects.get_or_create(user=user)[0]


def _read(lesson: Lesson, learner: Learner, at: datetime) -> None:
    mark_as_read(lesson, learner=learner)
    Place.objects.filter(learner=learner, lesson=lesson).update(read_at=at, moved_at=at)


def _sit(learner: Learner, quiz: Quiz, at: datetime, ability: float, chance: Random) -> None:
    versions = ItemVersion.objects.filter(
        pk=F("item__published"), item__slots__quiz=quiz, form__in=["choose-one", "owner"]
    ).prefetch_related("options")
    answers = [
        SeededAnswer(each, _answer(each, chance.random() < ability), took=chance.uniform(6, 40)) for each in versions
    ]
    store_sitting(learner, min(at, timezone.now()), answers, mode=Mode.CHECK, title=quiz.title, quiz=quiz)


def _answer(version: ItemVersion, right: bool) -> dict[str, object]:
    options = [option.key for option in version.options.all() if option.is_key == right]
    return {"chosen": options[:1]}
