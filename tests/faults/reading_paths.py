"""Ways in which what a learner reads and writes in lessons is stored."""

from django.urls import reverse

from lessons.models import Lesson
from quizzes.notes.store import mark_of
from tests.faults.injecting import Path
from tests.faults.subjects import LESSON, all_of, person


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
