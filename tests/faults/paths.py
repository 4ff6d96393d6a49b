"""Every way in which something is stored."""

import re
from datetime import timedelta
from uuid import uuid4

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Now
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.class_mail import queue_class_mail
from accounts.leaving.guest_cleanup import clean_up
from accounts.models import ClassMail, Learner, Mail
from accounts.roles import INSTRUCTORS
from bank.models import MADE_TO_ORDER, Item, ItemVersion
from lessons.markup import read
from lessons.models import Lesson
from lessons.progress import record_reading
from lessons.section_questions import places_in
from planner.models import Forecast, Reminders, StudyPlan
from planner.reminders.settings import queue_reminders
from quizzes import answer_events, attempt_end, attempt_start, ledger
from quizzes.models import (
    Attempt,
    AttemptItem,
    GradingPolicy,
    Mode,
    Quiz,
)
from quizzes.notes.store import mark_of
from quizzes.regrade import run
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.faults.editing_paths import (
    accept_proposals,
    load_files,
    order_regrade,
    publish_draft,
    rebuild_projections,
    regrade,
    revise_cell,
    roll_statistics,
    save_draft,
    see_correction,
    settle_what_became_an_accounts,
    undo_of_import,
    undo_regrade,
)
from tests.faults.injecting import Path
from tests.faults.subjects import (
    TIME,
    Subject,
    account_of,
    all_of,
    at_questions,
    begun,
    correct,
    of_guest,
    only_item,
    person,
    questions,
    turn_to,
    visitor,
    withdrawn,
)
from tests.helpers.assignments import answers_become_due, held_test
from tests.helpers.cohorts import class_of
from tests.helpers.sittings import item_at, served_event, token_of

LESSON = "shared-responsibility-model"


# ---- Through the site


def begin_check() -> Path:
    def act(subject):
        return subject.client.post(reverse("quizzes:check", args=[LESSON])).status_code == 302

    return Path(person, act, all_of)


def answer(*, last: bool = False, corrected: bool = False, sure_and_wrong: bool = False) -> Path:
    """To the first of two questions, the last one, or one whose key was corrected and regraded meanwhile.

    Sure and wrong brings another question.
    """
    choice, confidence = ("a", "sure") if sure_and_wrong else ("b", "think-so")

    def prepare():
        subject = at_questions(2)
        if last:
            ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
            turn_to(subject, 2)
        if corrected:
            correct_and_regrade(subject)
            turn_to(subject, 1)
        subject.event = served_event(subject.item)
        return subject

    def act(subject):
        sent = {"choice": token_of(subject.item, choice), "confidence": confidence, "event": subject.event}
        reply = subject.client.post(subject.item.get_absolute_url(), sent, headers={"HX-Request": "true"})
        return reply.status_code == 200

    return Path(prepare, act, all_of, withdrawn)


def take_back() -> Path:
    """A wrong answer that was a slip; its question joins the attempt once more."""

    def prepare():
        subject = at_questions(2)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
        return subject

    def act(subject):
        url = reverse("quizzes:attempt-item-slip", args=[subject.attempt.pk, 1])
        return subject.client.post(url).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


def answer_in_lesson() -> Path:
    """The question after a section; its form comes with the lesson's page."""

    def prepare():
        subject = person()
        subject.place = places_in(read(Lesson.objects.get(slug=LESSON).body))[0].name
        page = subject.client.get(reverse("lessons:lesson", args=[LESSON])).text
        subject.sent = re.search(rf'id="ask-{subject.place}".*?name="event"\s+value="([^"]+)"', page, re.DOTALL)[1]
        subject.event = answer_events.read_any(subject.sent)[1].id
        return subject

    def act(subject):
        url = reverse("quizzes:lesson-question", args=[LESSON, subject.place])
        sent = {"unsure": "1", "event": subject.sent}
        return subject.client.post(url, sent, headers={"HX-Request": "true"}).status_code == 200

    return Path(prepare, act, all_of)


def correct_and_regrade(subject: Subject) -> None:
    """Somebody else had answered the first question, so that there was something to grade anew."""
    other = attempt_start.begin(person().learner, attempt_start.Sitting(Mode.DRILL, "Other", subject.versions[:1]))
    ledger.answer(only_item(other), event=uuid7(), answer=ledger.choosing("b"))
    item = correct(subject.versions[0])
    run.work(run.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1))


def retry() -> Path:
    def prepare():
        subject = at_questions(2)
        for position in (1, 2):
            turn_to(subject, position)
            ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
        return subject

    def act(subject):
        return subject.client.post(reverse("quizzes:attempt-retry", args=[subject.attempt.pk])).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


def begin_practice() -> Path:
    def act(subject):
        chosen = {"by": "layer", "layer": "hardware-network", "length": "5"}
        return subject.client.post(reverse("quizzes:practice"), chosen).status_code == 302

    return Path(person, act, begun)


def begin_practice_of_rows() -> Path:
    """It stores the questions that it asks."""

    def prepare():
        made = Item.objects.filter(generator__in=MADE_TO_ORDER)
        made.update(generator="gone", slug=Concat(Value("gone-"), Cast("pk", CharField())))
        return person()

    def act(subject):
        chosen = {"by": "rows", "service": "rds", "length": "5"}
        return subject.client.post(reverse("quizzes:practice"), chosen).status_code == 302

    def look(subject):
        made = ItemVersion.objects.filter(item__generator__in=MADE_TO_ORDER)
        whole = made.filter(item__published=F("pk"), options__claims__isnull=False, tested_cells__isnull=False)
        return [*begun(subject), [made.count(), whole.distinct().count()]]

    return Path(prepare, act, look)


def begin_exam_as_guest() -> Path:
    def act(subject):
        return subject.client.post(reverse("quizzes:exam"), {"length": "short"}).status_code == 302

    return Path(visitor, act, begun)


def report_problem() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        return subject

    def act(subject):
        """Sent again it shows the report that is there."""
        url = reverse("quizzes:attempt-item-report", args=[subject.attempt.pk, 1])
        return subject.client.post(url, {"text": "Option a is right as well."}).status_code in (200, 302)

    def look(subject):
        return [list(subject.learner.problem_reports.values_list("text", flat=True))]

    return Path(prepare, act, look, withdrawn)


# ---- Coming and going


def log_in_as_guest() -> Path:
    """With an answer to a check that the account has open too, and less far."""

    def prepare():
        subject = visitor()
        subject.client.post(reverse("quizzes:check", args=[LESSON]))
        subject.guest = of_guest(subject)
        ledger.answer(first_of(subject.guest), event=uuid7(), answer=ledger.UNSURE)
        subject.learner = person().learner
        attempt_start.start(subject.guest.attempts.get().quiz, subject.learner)
        return subject

    def act(subject):
        sent = {"login": subject.learner.user.email, "password": PASSWORD}
        return subject.client.post(reverse("account_login"), sent).status_code == 302

    return Path(prepare, act, lambda subject: [(all_of(subject), subject.guest.attempts.count())])


def first_of(learner: Learner) -> AttemptItem:
    return item_at(learner.attempts.get(), 1)


def delete_account() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        record_reading(Lesson.objects.get(slug=LESSON), "of", learner=subject.learner)
        subject.cohort = class_of(make_user(f"{uuid7()}@example.com", group=INSTRUCTORS), subject.learner)
        return subject

    def look(subject):
        """The person with the membership, or the number in the gradebook."""
        rows = subject.cohort.memberships.count(), subject.cohort.former_learners.count()
        return [(account_of(subject), rows)]

    def act(subject):
        """Who has been deleted is led to the log-in."""
        sent = {"password": PASSWORD, "sure": "on"}
        return subject.client.post(reverse("account-delete"), sent).status_code == 302

    return Path(prepare, act, look, withdrawn)


def clean_up_guests() -> Path:
    """One who did nothing, and one who read and answered something."""

    def prepare():
        subject = visitor()
        subject.learner, subject.guest = Learner.objects.create(), Learner.objects.create()
        record_reading(Lesson.objects.get(slug=LESSON), "of", learner=subject.guest)
        attempt_start.start(Quiz.objects.get(lesson__slug=LESSON), subject.guest)
        long_ago = Now() - timedelta(days=200)
        subject.guest.readings.update(finished_at=long_ago)
        subject.guest.places.update(moved_at=long_ago)
        subject.guest.attempts.update(started_at=long_ago)
        Learner.objects.filter(pk__in=[subject.learner.pk, subject.guest.pk]).update(created_at=long_ago)
        return subject

    def look(subject):
        found = Learner.objects.filter(pk__in=[subject.learner.pk, subject.guest.pk])
        guest = (subject.guest.readings.count(), subject.guest.places.count(), subject.guest.attempts.count())
        return [subject.learner in found, (subject.guest in found, guest)]

    return Path(prepare, lambda subject: bool(clean_up(timedelta(days=90))), look)


def finish_section() -> Path:
    def act(subject):
        anchor = Lesson.objects.get(slug=LESSON).anchors[0]
        return subject.client.post(reverse("lessons:section-reading", args=[LESSON, anchor])).status_code == 204

    return Path(person, act, all_of)


def mark_lesson_as_read() -> Path:
    def act(subject):
        return subject.client.post(reverse("lessons:reading", args=[LESSON]), {"read": "1"}).status_code == 302

    return Path(person, act, all_of)


def decide_a_trap() -> Path:
    def act(subject):
        url = reverse("lessons:trap", args=[LESSON, "s3-disk-fails"])
        return subject.client.post(url, {"owner": "aws"}, headers={"HX-Request": "true"}).status_code == 200

    def look(subject):
        return [list(subject.learner.places.values_list("traps", flat=True))]

    return Path(person, act, look)


def write_a_note() -> Path:
    def act(subject):
        url = reverse("quizzes:section-note", args=[LESSON, "of"])
        sent = {"text": "Of: theirs.", "mark": mark_of("")}
        return subject.client.post(url, sent, headers={"HX-Request": "true"}).status_code == 200

    return Path(person, act, lambda subject: [list(subject.learner.notes.values_list("text", flat=True))])


# ---- The plan


def planning(subject: Subject) -> list[object]:
    """What the plan stored, and whether a review is whole."""
    learner = Learner.objects.get(pk=subject.learner.pk)
    reviews = Attempt.objects.filter(learner=learner, mode=Mode.REVIEW)
    return [
        list(StudyPlan.objects.filter(learner=learner).values_list("exam_on", "minutes")),
        learner.due_on is not None,
        Forecast.objects.filter(learner=learner).count(),
        [(review.items.count() == len(review.selection["cells"]), review.closed_at) for review in reviews],
    ]


def whole(subject: Subject) -> list[object]:
    return [tuple(planning(subject))]


def save_plan() -> Path:
    sent = {"exam_on": (timezone.localdate() + timedelta(days=30)).isoformat(), "minutes": "15"}

    def act(subject):
        return subject.client.post(reverse("planner:plan"), sent).status_code == 302

    return Path(person, act, whole)


def begin_review() -> Path:
    def prepare():
        subject = person()
        exam_on = timezone.localdate() + timedelta(days=30)
        StudyPlan.objects.create(learner=subject.learner, exam_on=exam_on, minutes=5)
        return subject

    def act(subject):
        return subject.client.post(reverse("planner:review")).status_code == 302

    return Path(prepare, act, whole)


def answer_in_review() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(2)
        Learner.objects.filter(pk=subject.learner.pk).update(due_count=5, due_on=timezone.localdate())
        selection = {"by": "plan", "cells": {"1": [1], "2": [2]}}
        sitting = attempt_start.Sitting(Mode.REVIEW, "Faults", subject.versions, selection=selection)
        subject.attempt = attempt_start.begin(subject.learner, sitting)
        turn_to(subject, 1)
        return subject

    def act(subject):
        return ledger.answer(subject.item, event=subject.event, answer=ledger.choosing("b"))

    def look(subject):
        due = Learner.objects.get(pk=subject.learner.pk).due_count
        return [(all_of(subject), due)]

    return Path(prepare, act, look, withdrawn)


def turn_reminders_on() -> Path:
    def act(subject):
        sent = {"wanted": ["review"], "hour": "7"}
        return subject.client.post(reverse("planner:reminders"), sent).status_code == 302

    def look(subject):
        return [list(Reminders.objects.filter(learner=subject.learner).values_list("review", "hour"))]

    return Path(person, act, look)


def queue_reminder() -> Path:
    def prepare():
        subject = person()
        Reminders.objects.create(learner=subject.learner, review=True, hour=0)
        return subject

    def act(subject):
        queue_reminders(timezone.now())
        return True

    def look(subject):
        settled = Reminders.objects.filter(learner=subject.learner, settled_on=timezone.now().date()).count()
        return [(settled, Mail.objects.filter(learner=subject.learner).count())]

    return Path(prepare, act, look)


def email_a_class() -> Path:
    def prepare():
        subject = person()
        class_of(subject.user, person().learner, person().learner)
        subject.event = uuid7()
        return subject

    def act(subject):
        cohort = subject.user.cohorts.get()
        learners = list(cohort.memberships.values_list("learner", flat=True))
        written = {"author": subject.user.pk, "event": subject.event, "subject": "Friday", "text": "Hello"}
        return queue_class_mail(ClassMail(cohort=cohort, **written), learners=learners, invitees=[]).recipients == 2

    def look(subject):
        written = ClassMail.objects.filter(author=subject.user.pk)
        return [(written.count(), Mail.objects.filter(class_mail__in=written).count())]

    return Path(prepare, act, look)


# ---- An exam


def leave_for_another() -> Path:
    def act(subject):
        """A retry finds the new one open, where it has begun."""
        current = attempt_start.open_attempt(subject.learner, mode=Mode.EXAM)
        if current == subject.attempt:
            sitting = attempt_start.Sitting(Mode.EXAM, "Second", subject.versions, time=TIME)
            attempt_start.begin(subject.learner, sitting, leaving_open=True)
        return True

    return Path(exam_with_a_save, act, all_of, withdrawn)


def exam_with_a_save() -> Subject:
    subject = at_questions(2, mode=Mode.EXAM)
    ledger.save(subject.item, event=uuid7(), sequence=1, answer=ledger.choosing("b"))
    return subject


def save() -> Path:
    def act(subject):
        return ledger.save(subject.item, event=subject.event, sequence=1, answer=ledger.choosing("b"))

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def flag() -> Path:
    def act(subject):
        return ledger.flag(subject.item, event=subject.event, on=True)

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def discard() -> Path:
    return Path(
        lambda: at_questions(2, mode=Mode.EXAM),
        lambda subject: attempt_end.discard(subject.attempt),
        all_of,
        withdrawn,
    )


def close() -> Path:
    return Path(exam_with_a_save, lambda subject: attempt_end.close(subject.attempt), all_of, withdrawn)


def close_by_time() -> Path:
    def prepare():
        subject = exam_with_a_save()
        over = TIME + attempt_end.GRACE + timedelta(seconds=1)
        Attempt.objects.filter(pk=subject.attempt.pk).update(deadline=subject.attempt.deadline - over)
        subject.attempt.refresh_from_db()
        return subject

    return Path(prepare, lambda subject: attempt_end.close_if_over(subject.attempt), all_of, withdrawn)


# ---- An assignment


def at_a_test(*, handed_in: bool = False, due: bool = False) -> Subject:
    """With one answer. Its answers are shown tomorrow, or are due already."""
    subject = exam_with_a_save()
    cohort = class_of(make_user(f"{uuid4()}@tests.example", is_staff=True), subject.learner)
    subject.assignment = held_test(cohort)
    Attempt.objects.filter(pk=subject.attempt.pk).update(assignment=subject.assignment)
    if handed_in:
        attempt_end.finish(subject.attempt)
    if due:
        answers_become_due(subject.assignment)
    subject.attempt.refresh_from_db()
    return subject


def handed_in_and_all(subject: Subject) -> list[object]:
    handed_in = Attempt.objects.filter(learner=subject.learner, handed_in_at__isnull=False)
    return [handed_in.count(), subject.assignment.taken.count(), all_of(subject)]


def start_test() -> Path:
    def prepare():
        subject = person()
        cohort = class_of(make_user(f"{uuid4()}@tests.example", is_staff=True), subject.learner)
        subject.assignment = held_test(cohort)
        return subject

    def act(subject):
        return subject.client.post(subject.assignment.get_absolute_url()).status_code == 302

    return Path(prepare, act, begun)


def hand_in() -> Path:
    return Path(at_a_test, lambda subject: attempt_end.finish(subject.attempt), handed_in_and_all, withdrawn)


def grade_handed_in() -> Path:
    return Path(
        lambda: at_a_test(handed_in=True, due=True),
        lambda subject: attempt_end.close_if_over(subject.attempt),
        handed_in_and_all,
        withdrawn,
    )


PATHS = {
    # These three act on everybody's rows, so they come before the others have left theirs.
    "rebuild the projections": rebuild_projections(),
    "roll the statistics": roll_statistics(),
    "settle what became an account's": settle_what_became_an_accounts(),
    "begin a check": begin_check(),
    "answer": answer(),
    "answer the last question": answer(last=True),
    "answer a question corrected since": answer(corrected=True),
    "answer, sure and wrong": answer(sure_and_wrong=True),
    "take back an answer that was a slip": take_back(),
    "answer in a lesson": answer_in_lesson(),
    "retry what was missed": retry(),
    "begin a practice": begin_practice(),
    "begin a practice of rows": begin_practice_of_rows(),
    "begin an exam as a guest": begin_exam_as_guest(),
    "report a problem": report_problem(),
    "log in as a guest": log_in_as_guest(),
    "delete an account": delete_account(),
    "clean up guests": clean_up_guests(),
    "finish a section": finish_section(),
    "mark a lesson as read": mark_lesson_as_read(),
    "decide a trap": decide_a_trap(),
    "write a note": write_a_note(),
    "save a plan": save_plan(),
    "begin a review": begin_review(),
    "answer in a review": answer_in_review(),
    "turn reminders on": turn_reminders_on(),
    "queue a reminder": queue_reminder(),
    "email a class": email_a_class(),
    "save in an exam": save(),
    "flag": flag(),
    "leave an exam for another": leave_for_another(),
    "discard an exam": discard(),
    "hand an exam in": close(),
    "end an exam by the clock": close_by_time(),
    "start a test of a class": start_test(),
    "hand a test in": hand_in(),
    "grade a test whose answers are due": grade_handed_in(),
    "save a draft": save_draft(),
    "publish a draft": publish_draft(),
    "accept proposals for an import": accept_proposals(),
    "undo an import": undo_of_import(),
    "revise a cell": revise_cell(),
    "load changed files": load_files(),
    "order a regrade": order_regrade(),
    "regrade": regrade(),
    "undo a regrade": undo_regrade(),
    "see a correction": see_correction(),
}
