"""Every page in light and dark, wide and narrow: nothing for axe to find, nothing that scrolls sideways."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from bank.models import Item, Skill
from benchmarks import generate_answers
from lessons.progress import record_reading
from matrix.editing.confirmations import pages_to_read
from planner.models import Forecast, StudyPlan
from planner.review import begin_review
from quizzes.attempt_end import close
from quizzes.models import AttemptItem, ItemFigures, Mode, Quiz
from quizzes.statistics.rollup import roll_all
from serving.uuid7 import uuid7
from tests.helpers.looks import in_every_look, in_one_look
from tests.helpers.memories import remember, served, stuck
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import give
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db(transaction=True)

LESSON = "/learn/shared-responsibility-model/"
VISITOR = [
    "/",
    "/learn/",
    LESSON,
    f"{LESSON}?traps=all",
    f"{LESSON}video/",
    f"{LESSON}sources/",
    "/incidents/",
    "/incidents/open-bucket/",
    "/incidents/open-bucket/?layer=platform-software",
    "/twins/",
    "/twins/ec2/rds/",
    "/twins/ebs/s3/?told=1&backup-recovery=aws",
    "/glossary/",
    "/lately/",
    "/matrix/",
    "/matrix/?kind=all",
    "/matrix/?view=mastery",
    "/matrix/ec2/guest-os/",
    "/matrix/vpc/guest-os/",
    "/changes/",
    "/notes/",
    "/notes/facts/rds/guest-os/",
    "/services/",
    "/services/rds/",
    "/services/ec3/",
    "/layers/",
    "/layers/guest-os/",
    "/compare/",
    "/compare/?a=ec2&b=rds",
    "/compare/?a=ec2&b=ec2",
    "/compare/?a=ec2&b=ec3",
    "/controls/",
    "/cheat-sheet/",
    "/search/",
    "/search/?q=secruity+group",
    "/search/?q=patch&kind=duty",
    "/search/?q=xyzzyqq",
    "/progress/",
    "/readiness/",
    "/review/",
    "/plan/",
    "/account/login/",
    "/account/signup/",
    "/account/guest/",
    "/join/",
    "/account/password/reset/",
    "/account/confirm-email/",
    "/shortcuts/",
    "/accessibility/",
    "/privacy/",
    "/about/",
    "/whole-exam/",
    "/no-such-page/",
]
# Made as others are of which one is above, and no smaller or larger than they.
MORE_OF_A_KIND = [
    "/matrix/ec2/roof/",
    "/layers/roof/",
    "/account/password/reset/done/",
    "/learn/identity-and-access/",
    "/learn/protecting-data/",
    "/matrix/?service=rds",
    "/matrix/?owner=shared&sort=name",
    "/changes/?service=rds",
    "/services/outposts/",
    "/compare/?a=ec2&b=rds&only=diff",
]
LEARNING = [
    "/",
    "/learn/",
    LESSON,
    "/matrix/?view=mastery",
    "/matrix/ec2/guest-os/?view=mastery&kind=all",
    "/practice/",
    "/practice/?by=skill",
    "/review/",
    "/plan/",
    "/progress/",
    "/progress/answers/",
    "/progress/attempts/",
    "/progress/confidence/",
    "/progress/misconceptions/",
    "/readiness/",
]
LEARNER = [
    *LEARNING,
    "/matrix/rds/guest-os/",
    "/matrix/rds/guest-os/disputes/",
    "/account/",
    "/account/delete/",
    "/join/",
    "/account/email/",
    "/account/password/change/",
    "/account/second-factor/",
]


@in_every_look
def test_a_visitors_pages(wrong_on, pytestconfig):
    assert wrong_on(VISITOR + (MORE_OF_A_KIND if pytestconfig.getoption("--long") else [])) == []


@in_every_look
def test_a_new_learners_pages(wrong_on, someone, log_in, pytestconfig):
    """Short of the long run not those that say the same to a visitor: of them too nothing is known yet."""
    log_in(someone)

    own = [address for address in LEARNER if pytestconfig.getoption("--long") or address not in VISITOR]
    assert wrong_on(["/", *own]) == []


@in_every_look
def test_the_pages_of_a_learner_in_the_middle_of_things(wrong_on, someone, log_in):
    log_in(someone)
    done = answer_all(begin(someone), wrong={2, 5}, unsure={7})
    record_reading(done.quiz.lesson, "of", learner=someone)
    answer_in_days_gone_by(someone)
    attempt = begin(someone)
    answered = AttemptItem.objects.filter(attempt=done).order_by("position")
    addresses = [
        *LEARNING,
        attempt.get_absolute_url(),
        f"/practice/{attempt.pk}/1/",
        *(item.get_absolute_url() for item in answered if item.position in (1, 2, 7)),
        done.get_absolute_url(),
    ]

    assert wrong_on(addresses) == []


def answer_in_days_gone_by(learner) -> None:
    """Every level, stuck, due and faded cells, ideas met and cured, predictions, and enough for an estimate."""
    versions = [version for skill in Skill for version in published_on(skill, 12)]
    for days in range(90, 20, -9):
        answers = [
            Given(version, right=(place + days) % 4 > 0, confidence=("sure", "think-so", "guess")[place % 3])
            for place, version in enumerate(versions)
        ]
        recall = {str(place): place / len(versions) for place in range(1, len(versions) + 1)}
        at = datetime.now(UTC) - timedelta(days=days)
        sat(learner, at, answers, mode=Mode.REVIEW, selection={"by": "plan", "recall": recall})


def published_on(skill: str, count: int):
    asked = Item.objects.asked().filter(skill=skill).select_related("published").order_by("pk")
    return [item.published for item in asked[:count]]


@in_one_look
def test_the_pages_of_a_learner_with_a_plan(looked_at, someone, log_in):
    log_in(someone)
    exam_on = timezone.localdate() + timedelta(days=20)
    StudyPlan.objects.create(learner=someone, exam_on=exam_on, minutes=10, token=uuid7().hex)
    for days in (3, 2, 1):
        day = timezone.localdate() - timedelta(days=days)
        Forecast.objects.create(
            learner=someone, day=day, exam_on=exam_on, expected=200, low=150, high=250 + days, cells=543
        )
    stuck(someone, "rds/guest-os")
    remember(someone, "ec2/guest-os", (9, True), (4, False))
    before = [wrong for address in ("/", "/review/", "/plan/?minutes=20") for wrong in looked_at(address)]
    review = begin_review(someone)
    for item in served(review)[:2]:
        give(review, item.position, right=item.position == 1)

    under_way = [wrong for address in ("/review/", f"/practice/{review.pk}/1/") for wrong in looked_at(address)]

    close(review)
    assert before + under_way + looked_at(review.get_absolute_url()) == []


@in_every_look
def test_the_pages_of_a_teacher(wrong_on, teacher, log_in, capsys):
    log_in(teacher)
    if not ItemFigures.objects.exists():  # it is left by the test before
        generate_answers.main(6000, seed=1)
        roll_all()
    flagged = ItemFigures.objects.filter(flags__len__gt=0, attempts__gte=30).first()
    few = ItemFigures.objects.filter(answers__lt=30).first()
    addresses = [
        "/teach/",
        "/teach/items/",
        "/teach/items/?quiz=hard-cases-check&show=flagged",
        "/teach/items/?made=sort-tasks",
        "/teach/checks/",
        f"/teach/checks/{Quiz.objects.get(slug='hard-cases-check').pk}/",
        "/teach/generators/",
        "/teach/generators/?name=boundary",
        "/teach/matrix/",
        "/teach/matrix/?service=rds",
        "/teach/matrix/services/",
        "/teach/inbox/",
        f"/teach/inbox/source/{pages_to_read().order_by('-inbox_weight').first()['inbox_key']}/",
        "/teach/history/",
        "/teach/history/?kind=lessons",
        *(f"/teach/items/{figures.item_id}/" for figures in (flagged, few)),
    ]

    assert wrong_on(addresses) == []


def test_the_admin_breaks_no_rule_of_the_security_policy(page, live_server, teacher, log_in):
    """The `context` fixture fails the test on any message of the console."""
    log_in(teacher)
    for address in (
        "",
        "matrix/responsibility/",
        "matrix/dispute/",
        "lessons/lesson/",
        "lessons/picture/",
        "lessons/incident/",
        "lessons/term/",
        "lessons/novelty/",
        "quizzes/item/",
        "quizzes/quiz/",
        "quizzes/attempt/",
        "quizzes/contradiction/",
        "quizzes/problemreport/",
    ):
        page.goto(f"{live_server.url}/admin/{address}")
        first = page.locator("#result_list tbody a").first
        if first.count():
            first.click()
            page.wait_for_load_state()
