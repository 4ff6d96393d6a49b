"""The demo's learner has three weeks behind her, an exam in ten days, and some twenty facts to review today."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from accounts.models import Learner
from planner.models import StudyPlan
from quizzes.practice.choices import By, PracticeChoice
from srm_site.demo.weeks import DemoContent, LearnerWeeks

EXAM_IN = 10  # days
MINUTES, MINUTES_BEFORE = 5, 10  # a day; with five, the plan asks about some twenty facts
# Days ago, and what she did then. Nothing yesterday, so that in every time zone the minutes of today are left.
DAYS = [
    (21, "learn mixed"),
    (20, "review"),
    (19, "review learn"),
    (18, "exam"),
    (17, "review mixed"),
    (16, "learn"),
    (15, "review"),
    (13, "review learn"),
    (12, "review weak"),
    (10, "review"),
    (8, "review learn"),
    (7, "review weak"),
    (6, "review"),
    (5, "exam"),
    (4, "review"),
    (3, "review weak"),
    (2, "review begin"),
]
HOUR = 18
AT_FIRST, AT_LAST = 0.45, 0.9  # probability of a right answer about something new
SECTIONS_BEGUN = 3


def let_learn(learner: Learner, content: DemoContent, *, today: date) -> None:
    first_day = datetime.combine(today - timedelta(days=DAYS[0][0]), time(), UTC)
    Learner.objects.filter(pk=learner.pk).update(created_at=first_day)
    StudyPlan.objects.create(learner=learner, exam_on=today + timedelta(days=EXAM_IN), minutes=MINUTES)
    weeks = LearnerWeeks(learner, content, today=today, chance=Random(11))  # noqa: S311  the same weeks every time
    checks = iter(content.checks)
    acts: dict[str, Callable[[], None]] = {
        "learn": lambda: weeks.learn(next(checks)),
        "begin": lambda: weeks.read(next(checks), sections=SECTIONS_BEGUN),
        "mixed": lambda: weeks.practice(PracticeChoice(By.MIXED)),
        "weak": lambda: weeks.practice(PracticeChoice(By.WEAK)),
        "review": lambda: weeks.review(minutes=MINUTES_BEFORE),
        "exam": weeks.take_exam,
    }
    for days_ago, done in DAYS:
        share = 1 - days_ago / DAYS[0][0]
        weeks.begin_day(days_ago, hour=HOUR, ability=AT_FIRST + share * (AT_LAST - AT_FIRST))
        for act in done.split():
            acts[act]()
