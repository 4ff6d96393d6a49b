"""The demo's class of twelve: one far ahead, one who has not begun, and assignments past and to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from accounts.cohorts.lifecycle import make_cohort
from accounts.cohorts.membership import join, make_invite
from accounts.cohorts.messages import send_message
from accounts.models import Cohort, CohortMembership, Learner, User
from quizzes.assigned.store import save_assignment, save_exception
from quizzes.attempt_start import Sitting
from quizzes.models import AnswersShown, Assignment, AssignmentException, AssignmentKind, Mode, Quiz
from quizzes.practice.choices import USUAL_LENGTH, By, PracticeChoice
from quizzes.seeding import SeededSitting, store_sittings
from srm_site.demo.answering import answered
from srm_site.demo.weeks import DemoContent, SeededReading, store_readings
from teach.cohorts.due_dates import set_due

NAME = "Evening class"
BEGAN = 22  # days ago
# Days from now until the check of each lesson is due.
DUE = (-14, -9, -5, -2, 3, 8)
FIRST_HOUR, LAST_HOUR = time(9), time(21)
TESTED = 4  # days ago: the timed test


@dataclass(frozen=True)
class Classmate:
    """`lessons` is how far they have come; on further days they take the checks of these again."""

    name: str
    at_first: float = 0.0  # share of right answers
    at_last: float = 0.0
    lessons: int = 0
    days: tuple[int, ...] = ()  # ago

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.com"


CLASSMATES = [
    Classmate("Mia", 0.85, 0.97, 7, (21, 20, 19, 18, 16, 15, 14, 13, 12, 11, 9, 8, 7, 6, 5, 4, 2, 1)),
    Classmate("Noah", 0.7, 0.9, 5, (19, 16, 11, 6, 3, 1)),
    Classmate("Zoe", 0.6, 0.85, 4, (18, 13, 8, 4, 2)),
    Classmate("Priya", 0.65, 0.88, 5, (20, 17, 12, 7, 2)),
    Classmate("Diego", 0.55, 0.75, 4, (17, 12, 6, 1)),
    Classmate("Aisha", 0.6, 0.8, 3, (15, 9, 5)),
    Classmate("Ben", 0.5, 0.7, 3, (16, 10, 3)),
    Classmate("Yuki", 0.75, 0.85, 2, (13, 7)),
    Classmate("Omar", 0.25, 0.4, 1, (19, 16, 14, 11, 9, 7, 5, 3, 1)),
    Classmate("Kim", 0.7, 0.7, 1, (20,)),
    Classmate("Tom"),
]


def make_cohort_of_twelve(learner: Learner, content: DemoContent, *, teacher: User, now: datetime) -> Cohort:
    """The classmates have no password and cannot log in."""
    cohort = make_cohort(NAME, teacher=teacher, time_zone="UTC", exam_on=(now + timedelta(days=30)).date())
    invite = make_invite(cohort, by=teacher, lasting=timedelta(days=90))
    chance = Random(1)  # noqa: S311  the same class every time
    sittings: list[SeededSitting] = []
    readings: list[SeededReading] = []
    for each in CLASSMATES:
        user = User.objects.create_user(each.email, None, name=each.name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        classmate = Learner.objects.create(user=user)
        join(invite, learner=classmate)
        sittings += evenings(classmate, each, content, now=now, chance=chance)
        readings += [
            SeededReading(classmate, quiz.lesson, now - timedelta(days=days))
            for quiz, days in zip(content.checks[: each.lessons], each.days, strict=False)
            if quiz.lesson
        ]
    store_readings(readings)
    join(invite, learner=learner)
    CohortMembership.objects.filter(cohort=cohort).update(joined_at=now - timedelta(days=BEGAN))
    test = give_test(cohort, content.checks[1], teacher=teacher, now=now)
    store_sittings([*sittings, *sittings_of(test, learner, content, chance)])
    give_homework(cohort, teacher=teacher, now=now)
    for quiz, days in zip(content.checks, DUE, strict=False):
        due_at = datetime.combine((now + timedelta(days=days)).date(), LAST_HOUR, ZoneInfo(cohort.time_zone))
        set_due(cohort, quiz, due_at=due_at, by=teacher)
    send_message(cohort, "On Thursday we look at encryption. Bring the questions that you missed.", author=teacher)
    return cohort


def give_test(cohort: Cohort, quiz: Quiz, *, teacher: User, now: datetime) -> Assignment:
    """It is over, and its answers are shown. One learner had more time."""
    zone = ZoneInfo(cohort.time_zone)
    opens, closes, shown = (
        datetime.combine((now - timedelta(days=days)).date(), hour, zone)
        for days, hour in ((TESTED, FIRST_HOUR), (TESTED, LAST_HOUR), (TESTED - 2, FIRST_HOUR))
    )
    test = save_assignment(
        Assignment(
            cohort=cohort,
            kind=AssignmentKind.TEST,
            title="Timed test: Regions, zones and the network",
            quiz=quiz,
            opens_at=opens,
            due_at=closes,
            closes_at=closes,
            minutes=20,
            attempts=1,
            shuffled=True,
            answers=AnswersShown.AT,
            answers_at=shown,
        ),
        by=teacher,
    )
    omar = Learner.objects.get(memberships__cohort=cohort, user__name="Omar")
    save_exception(AssignmentException(assignment=test, learner=omar, extra_minutes=10))
    return test


def sittings_of(test: Assignment, own: Learner, content: DemoContent, chance: Random) -> Iterator[SeededSitting]:
    """Of all but those who have hardly begun."""
    assert test.opens_at
    assert test.quiz
    abilities = {each.name: each.at_last for each in CLASSMATES if each.lessons > 1 or each.name == "Omar"}
    abilities |= {str(own): 0.9}
    members = test.cohort.memberships.select_related("learner__user").order_by("pk")
    for member in members:
        knows = abilities.get(str(member.learner))
        if knows is None:
            continue
        sitting = Sitting(
            Mode.EXAM,
            test.name,
            content.versions[test.quiz.pk],
            quiz=test.quiz,
            assignment=test,
            time=timedelta(minutes=20),
        )
        answers = [answered(each, knows=knows, mode=Mode.EXAM, chance=chance) for each in sitting.versions]
        yield SeededSitting(member.learner, test.opens_at + timedelta(minutes=chance.randrange(600)), sitting, answers)


def give_homework(cohort: Cohort, *, teacher: User, now: datetime) -> Assignment:
    due_at = datetime.combine((now + timedelta(days=7)).date(), LAST_HOUR, ZoneInfo(cohort.time_zone))
    selection = {**PracticeChoice(By.TRAPS).query, "length": USUAL_LENGTH}
    return save_assignment(
        Assignment(cohort=cohort, title="Exam traps for next week", selection=selection, due_at=due_at), by=teacher
    )


def evenings(
    learner: Learner, told: Classmate, content: DemoContent, *, now: datetime, chance: Random
) -> Iterator[SeededSitting]:
    """On each day a check and a practice, which repeat after a while."""
    for number, days in enumerate(told.days):
        ability = told.at_first + (told.at_last - told.at_first) * number / len(told.days)
        quiz = content.checks[number % told.lessons]
        at = now - timedelta(days=days, minutes=chance.randrange(600))
        check = Sitting(Mode.CHECK, quiz.title, content.versions[quiz.pk], quiz=quiz)
        for sitting in (check, content.mixed[number % len(content.mixed)]):
            answers = [answered(each, knows=ability, mode=sitting.mode, chance=chance) for each in sitting.versions]
            yield SeededSitting(learner, at, sitting, answers)
            at += timedelta(minutes=15)
