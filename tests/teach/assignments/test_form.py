"""A teacher writes an assignment: what the form suggests, what it refuses, and what its sentence promises."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Cohort
from quizzes.assigned.start import start_assignment
from quizzes.assigned.words import in_words
from quizzes.models import Assignment, AssignmentException
from serving.uuid7 import uuid7
from teach.assignments.forms import AssignmentForm
from teach.assignments.kinds import suggested
from tests.helpers.assignment_forms import address_of, address_of_new, assigned, at, sent_by
from tests.helpers.cohorts import class_of, member
from tests.helpers.pages import tight
from tests.helpers.sittings import the_check

pytestmark = pytest.mark.django_db

ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner, time_zone=ZONE)


@pytest.fixture
def form(instructor_client, cohort) -> dict[str, str]:
    """That of a timed test, as it is served."""
    return sent_by(instructor_client.get(address_of_new(cohort, "test")))


@pytest.fixture
def create(instructor_client, cohort):
    return lambda sent, kind="test": instructor_client.post(address_of_new(cohort, kind), sent | {"save": "yes"})


def typed(days: int, hour: str) -> str:
    """A day from today on, as a browser sends it."""
    return f"{timezone.now().astimezone(NEW_YORK).date() + timedelta(days=days)}T{hour}"


# What a kind suggests


@pytest.mark.parametrize(
    ("today", "opens", "shown"),
    [
        ("2026-11-27T10:00", "2026-12-04T09:00", "2026-12-07T09:00"),  # a Friday
        ("2026-11-28T10:00", "2026-12-04T09:00", "2026-12-07T09:00"),
        ("2026-12-03T23:59", "2026-12-04T09:00", "2026-12-07T09:00"),
        ("2026-10-30T23:59", "2026-11-06T09:00", "2026-11-09T09:00"),  # the clocks change before
    ],
)
def test_a_timed_test_is_next_friday_and_shows_its_answers_on_monday(today, opens, shown):
    found = suggested("test", at(today, ZONE))

    assert (found["opens_at"], found["answers_at"]) == (at(opens, ZONE), at(shown, ZONE))
    assert found["due_at"] == found["closes_at"] == at(f"{opens[:10]}T21:00", ZONE)
    assert (found["minutes"], found["attempts"], found["shuffled"]) == (20, 1, True)


def test_what_a_kind_suggests_is_stored_as_it_stands(create, form, cohort, instructor):
    assert create(form).status_code == 302

    test = Assignment.objects.get()
    assert (test.kind, test.minutes, test.attempts, test.shuffled, test.answers) == ("test", 20, 1, True, "at")
    assert test.closes_at == test.due_at == test.opens_at + timedelta(hours=12)
    assert test.answers_at == test.opens_at.astimezone(NEW_YORK) + timedelta(days=3)
    assert (test.cohort, test.set_by) == (cohort, instructor.pk)
    assert test.quiz.slug.endswith("-check")


@pytest.mark.parametrize(
    ("kind", "what"), [("homework", "lesson"), ("exam", "simulation"), ("nonsense", "lesson"), ("", "lesson")]
)
def test_each_kind_can_be_created_as_it_is_served(instructor_client, cohort, create, kind, what):
    sent = sent_by(instructor_client.get(address_of_new(cohort, kind)))

    assert create(sent, kind).status_code == 302

    assert getattr(Assignment.objects.get(), what)


def test_another_kind_brings_its_suggestions_and_keeps_what_was_typed(instructor_client, cohort, form):
    typed_so_far = form | {"title": "Friday test", "minutes": "30", "due_at": typed(3, "18:00")}

    turned = sent_by(instructor_client.post(address_of_new(cohort, "exam"), typed_so_far))

    assert (turned["title"], turned["minutes"], turned["due_at"]) == ("Friday test", "30", typed(3, "18:00"))
    assert (turned["kind"], turned["work"], turned["answers"]) == ("exam", "exam-full", "after")
    assert turned["opens_at"] == ""
    back = sent_by(instructor_client.post(address_of_new(cohort, "test"), turned))
    assert back == typed_so_far
    assert not Assignment.objects.exists()


def test_the_first_check_that_the_class_does_not_have_yet_is_chosen(instructor_client, cohort, create, form):
    create(form)

    again = sent_by(instructor_client.get(address_of_new(cohort, "test")))

    assert again["work"].startswith("quiz-")
    assert again["work"] != form["work"]


# What can be given


def test_a_practice_is_stored_as_practice_describes_it(create, form):
    create(form | {"work": "practice", "practice": "service:ec2", "length": "5"})

    assert Assignment.objects.get().selection == {"by": "service", "service": "ec2", "length": 5}


def test_a_lesson_to_read_has_no_limits_whatever_was_chosen_before(instructor_client, cohort, create):
    sent = sent_by(instructor_client.get(address_of_new(cohort, "homework")))
    limits = {"minutes": "20", "attempts": "1", "shuffled": "on", "answers": "after", "closes_at": typed(20, "10:00")}

    create(sent | limits, "homework")

    lesson = Assignment.objects.get()
    assert lesson.lesson
    assert not lesson.has_own_attempts
    assert (lesson.closes_at, lesson.minutes, lesson.answers) == (None, None, "at-once")


def test_one_without_limits_is_given_once(instructor_client, cohort, create):
    sent = sent_by(instructor_client.get(address_of_new(cohort, "homework"))) | {"work": f"quiz-{the_check().pk}"}
    assert create(sent, "homework").status_code == 302

    again = create(sent, "homework")

    assert again.status_code == 422
    assert "This class has it already" in again.text
    assert create(sent | {"attempts": "1"}, "homework").status_code == 302


def test_of_two_who_give_the_same_at_once_one_is_told(instructor_client, cohort, create, monkeypatch):
    sent = sent_by(instructor_client.get(address_of_new(cohort, "homework"))) | {"work": f"quiz-{the_check().pk}"}
    create(sent, "homework")
    monkeypatch.setattr(AssignmentForm, "_the_same", lambda form: None)  # the other was not stored yet

    answer = create(sent | {"event": str(uuid7())}, "homework")

    assert answer.status_code == 422
    assert "This class was given the same just now." in answer.text


# What is refused


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({"due_at": ""}, "due_at", "Choose when it is due."),
        (
            {"closes_at": typed(1, "20:59"), "due_at": typed(1, "21:00"), "opens_at": ""},
            "closes_at",
            "Closes must be after due.",
        ),
        ({"opens_at": typed(40, "09:00")}, "due_at", "Due must be after opens."),
        ({"opens_at": "", "due_at": "2020-01-01T10:00"}, "due_at", "This time has passed."),
        ({"answers_at": ""}, "answers_at", "Choose when the answers are shown."),
        ({"answers": "closed", "closes_at": ""}, "closes_at", "Choose when it closes"),
        ({"opens_at": "2027-03-14T02:30"}, "opens_at", "this time does not exist"),
        ({"opens_at": "soon"}, "opens_at", "Enter a day and a time"),
        ({"opens_at": "9999-12-31T23:59"}, "opens_at", "Choose a day of this century."),
        ({"opens_at": "2026-02-31T09:00"}, "opens_at", "Enter a day and a time"),
        ({"work": "quiz-0"}, "work", "Select a valid choice"),
        ({"work": ""}, "work", "Choose what to give."),
        ({"work": "practice", "practice": ""}, "practice", "Choose what the practice is about."),
        ({"minutes": "-1"}, "minutes", "Select a valid choice"),
        ({"title": "x" * 121}, "title", "at most 120 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_link_to_the_field(create, form, sent, field, why):
    answer = create(form | sent)

    assert answer.status_code == 422
    assert re.search(rf'<a href="#id_{field}">[^<]*{re.escape(why)}', answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert not Assignment.objects.exists()


def test_times_are_those_of_the_class(create, form):
    create(form | {"opens_at": "2027-07-01T09:00", "due_at": "2027-07-01T17:00", "closes_at": "2027-07-02T09:00"})

    test = Assignment.objects.get()
    assert test.due_at == at("2027-07-01T17:00", ZONE)
    assert test.due_at.utcoffset() == timedelta(0)


def test_the_form_names_the_zone_and_shows_times_in_it(instructor_client, cohort, instructor):
    test = assigned(cohort, instructor, due_at=at("2027-07-01T17:00", ZONE))

    page = instructor_client.get(address_of("edit", test))

    assert sent_by(page)["due_at"] == "2027-07-01T17:00"
    assert re.search(r"New York time \(E[SD]T\)\.", page.text)


# The sentence


def test_the_sentence_says_what_will_be_stored(instructor_client, cohort, create, form, lena):
    lines = {"x0-learner": str(member(cohort, lena.learner).pk), "x0-extra_minutes": "10"}
    address = f"/teach/students/{cohort.pk}/assignments/sentence/"

    said = tight(instructor_client.post(address, form | lines).text)

    assert not Assignment.objects.exists()
    made = create(form | lines)
    test = Assignment.objects.get()
    assert said.strip() == in_words(test, test.exceptions.all())
    assert "20 minutes, one attempt, answers shown Monday" in said
    assert "Lena has 30 minutes." in said
    assert said.strip() in tight(instructor_client.get(made["Location"]).text)


def test_a_form_that_is_not_complete_says_what_is_missing_in_place_of_the_sentence(instructor_client, cohort, form):
    address = f"/teach/students/{cohort.pk}/assignments/sentence/"

    assert "Choose when it is due." in instructor_client.post(address, form | {"due_at": ""}).text


def test_answers_before_closing_are_a_warning_and_no_error(create, form, instructor_client, cohort):
    early = form | {"answers_at": form["opens_at"]}

    page = instructor_client.post(address_of_new(cohort, "test"), early | {"update": "yes"})

    assert page.status_code == 200
    assert "Answers are shown before it closes" in page.text
    assert create(early).status_code == 302


def test_without_javascript_a_button_updates_the_sentence_and_saves_nothing(instructor_client, cohort, form):
    page = instructor_client.post(address_of_new(cohort, "test"), form | {"minutes": "45", "update": "yes"})

    assert "45 minutes, one attempt" in page.text
    assert "There is a problem" not in page.text
    assert sent_by(page)["minutes"] == "45"
    assert not Assignment.objects.exists()


# Exceptions


def test_exceptions_are_added_changed_and_removed_without_javascript(instructor_client, cohort, create, form, lena):
    address, lena_here = address_of_new(cohort, "test"), str(member(cohort, lena.learner).pk)

    added = instructor_client.post(address, form | {"add": "yes"})
    assert 'name="x0-learner"' in added.text
    assert "There is a problem" not in added.text
    filled = sent_by(added) | {"x0-learner": lena_here, "x0-extra_minutes": "10", "x0-extra_attempts": "1"}
    done = instructor_client.post(address, filled | {"edit": ""})
    assert "<strong>Lena</strong>· 10 extra minutes, 30 in all; 1 extra attempt, 2 in all" in tight(done.text)
    opened = instructor_client.post(address, sent_by(done) | {"edit": "0"})
    assert 'type="hidden" name="x0-learner"' not in tight(opened.text)
    create(sent_by(opened) | {"x0-extra_minutes": "15"})

    test = Assignment.objects.get()
    [stored] = test.exceptions.all()
    assert (stored.learner, stored.extra_minutes, stored.extra_attempts) == (lena.learner, 15, 1)

    edit = address_of("edit", test)
    removed = instructor_client.post(edit, sent_by(instructor_client.get(edit)) | {"remove": "0"})
    assert AssignmentException.objects.exists()
    instructor_client.post(edit, sent_by(removed) | {"save": "yes"})
    assert not AssignmentException.objects.exists()


def test_htmx_gets_the_lines_and_the_sentence_alone(instructor_client, cohort, form):
    part = instructor_client.post(address_of_new(cohort, "test"), form | {"add": "yes"}, headers=IN_PLACE).text

    assert "<html" not in part
    assert 'id="exceptions"' in part
    assert 'id="sum"' in part
    assert "autofocus" in part
    assert 'name="opens_at"' not in part


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({}, "Give extra minutes, an extra attempt or another date"),
        ({"learner": ""}, "Choose a learner."),
        ({"learner": "0"}, "Select a valid choice"),
        ({"extra_minutes": "many"}, "Enter a whole number."),
        ({"extra_minutes": "-5"}, "greater than or equal to 0"),
        ({"due_at": typed(60, "10:00")}, "Closes must be after due."),
        ({"opens_at": typed(60, "10:00")}, "Due must be after opens."),
    ],
)
def test_an_exception_that_cannot_be_is_refused(create, form, cohort, lena, line, why):
    line = {"learner": str(member(cohort, lena.learner).pk)} | line

    answer = create(form | {f"x0-{name}": value for name, value in line.items()})

    assert answer.status_code == 422
    assert re.search(rf'<a href="#id_x0-[a-z_]+">[^<]*{re.escape(why)}', answer.text)
    assert not Assignment.objects.exists()


def test_a_learner_has_one_line(create, form, cohort, lena):
    here = str(member(cohort, lena.learner).pk)
    lines = {f"x{number}-learner": here for number in (0, 1)} | {f"x{n}-extra_minutes": "5" for n in (0, 1)}

    assert "Lena has another exception here." in create(form | lines).text


def test_a_learner_of_another_class_gets_no_exception(create, form, instructor, stranger):
    other = class_of(instructor, stranger, name="Class B")
    line = {"x0-learner": str(member(other, stranger).pk), "x0-extra_minutes": "5"}

    assert create(form | line).status_code == 422


def test_the_page_of_an_assignment_leads_to_a_line_for_each_learner(instructor_client, cohort, instructor, lena):
    test, here = assigned(cohort, instructor), member(cohort, lena.learner)

    page = instructor_client.get(f"{address_of('edit', test)}?exception={here.pk}")

    assert sent_by(page)["x0-learner"] == str(here.pk)
    instructor_client.post(address_of("edit", test), sent_by(page) | {"x0-extra_minutes": "5", "save": "yes"})
    again = instructor_client.get(f"{address_of('edit', test)}?exception={here.pk}")
    assert sent_by(again)["x0-extra_minutes"] == "5"
    assert "x1-learner" not in sent_by(again)


# Changing one


def test_a_change_says_what_becomes_of_those_who_have_started(instructor_client, cohort, instructor, lena):
    test = assigned(cohort, instructor)
    start_assignment(test, lena.learner)
    sent = sent_by(instructor_client.get(address_of("edit", test)))
    said = {
        minutes: tight(instructor_client.post(address_of("sentence", test), sent | {"minutes": minutes}).text)
        for minutes in ("10", "20", "30")
    }

    assert "1 learner has started. They keep their 20 minutes." in said["10"]
    assert "started" not in said["20"]
    assert "1 learner has started. They get the longer time too." in said["30"]


def test_what_is_given_stays_once_somebody_has_started(instructor_client, cohort, instructor, lena):
    test = assigned(cohort, instructor)
    start_assignment(test, lena.learner)
    page = instructor_client.get(address_of("edit", test))
    assert "Learners have started, so what they are given stays as it is." in page.text

    changed = sent_by(page) | {"work": "practice", "practice": "mixed", "title": "Friday", "save": "yes"}
    assert instructor_client.post(address_of("edit", test), changed).status_code == 302

    test.refresh_from_db()
    assert (test.quiz, test.selection, test.title) == (the_check(), None, "Friday")


def test_a_due_date_that_has_passed_can_stay_when_something_else_changes(instructor_client, cohort, instructor):
    test = assigned(cohort, instructor, due_at=timezone.now() - timedelta(minutes=30))
    sent = sent_by(instructor_client.get(address_of("edit", test)))

    assert instructor_client.post(address_of("edit", test), sent | {"title": "Late", "save": "yes"}).status_code == 302
    earlier = datetime(2020, 1, 1, 9, tzinfo=NEW_YORK).strftime("%Y-%m-%dT%H:%M")
    moved = sent | {"opens_at": "", "due_at": earlier, "save": "yes"}
    assert instructor_client.post(address_of("edit", test), moved).status_code == 422


# Deleting one


def test_deleting_says_first_what_goes(instructor_client, cohort, instructor):
    test = assigned(cohort, instructor)

    assert "No one has started it." in instructor_client.get(address_of("removal", test)).text
    assert Assignment.objects.exists()

    instructor_client.post(address_of("removal", test))
    assert not Assignment.objects.exists()


def test_one_that_somebody_started_is_not_deleted(instructor_client, cohort, instructor, lena):
    test = assigned(cohort, instructor)
    start_assignment(test, lena.learner)

    answer = instructor_client.post(address_of("removal", test), follow=True)

    assert "1 learner has started it." in tight(answer.text)
    assert "can’t be deleted" in answer.text
    assert Assignment.objects.exists()
