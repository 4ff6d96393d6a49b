"""Courses that are not about the matrix: who sees them, and which checks of lessons are silent there."""

import json

import pytest
from django.core.exceptions import ValidationError

from lessons.editing.contradicted_texts import contradicted_lessons
from lessons.editing.publishing import content_of, problems_of_content, publish
from lessons.files.loading import load_lessons
from lessons.files.writing import lesson_files
from lessons.mentions import plain_texts, searchable_sections
from lessons.models import Course, Lesson
from lessons.statements import statements_that_change
from matrix import facts
from matrix.files.content import ContentError, Report
from srm_site.management.commands.check_content import check_content
from tests.helpers.cohorts import class_of
from tests.helpers.own_courses import BODY, give_to, make_course, make_lesson_in
from tests.lessons.conftest import SLUG

pytestmark = pytest.mark.django_db

FALSE = BODY + "\nAWS patches the guest of EC2. {aws: ec2/guest-os}\n"
PAGE = "/learn/cloud-pricing/"


@pytest.fixture
def pricing() -> Lesson:
    return make_lesson_in(make_course())


@pytest.fixture
def cohort(instructor, learner):
    return class_of(instructor, learner)


def lists_of(client) -> str:
    return client.get("/learn/").text


# Who sees it


def test_only_a_class_with_the_course_sees_it(pricing, cohort, client, learner_client, stranger_client):
    give_to(cohort, pricing.course)

    assert "Cloud pricing" in lists_of(learner_client)
    assert learner_client.get(PAGE).status_code == 200
    assert "Cloud pricing" in learner_client.get("/").text
    for other in (client, stranger_client):
        assert "Cloud pricing" not in lists_of(other)
        assert other.get(PAGE).status_code == 404
        assert other.get(f"{PAGE}sources/").status_code == 404
        assert other.post(f"{PAGE}check/").status_code == 404


def test_who_has_left_the_class_sees_it_no_more(pricing, cohort, learner, learner_client):
    give_to(cohort, pricing.course)
    cohort.memberships.update(left_at="2026-11-28T00:00Z")

    assert learner_client.get(PAGE).status_code == 404


def test_an_instructor_sees_every_course(pricing, instructor_client):
    assert "Cloud pricing" in lists_of(instructor_client)
    assert instructor_client.get(PAGE).status_code == 200
    assert instructor_client.get(f"{PAGE}?as=learner").status_code == 200


def test_the_course_about_aws_stays_unless_the_class_says_otherwise(pricing, cohort, learner_client):
    give_to(cohort, pricing.course)
    assert f"/learn/{SLUG}/" in lists_of(learner_client)

    give_to(cohort, pricing.course, only=True)

    assert f"/learn/{SLUG}/" not in lists_of(learner_client)
    assert learner_client.get(f"/learn/{SLUG}/").status_code == 200


def test_another_class_without_the_setting_still_shows_it(pricing, cohort, instructor, learner, learner_client):
    give_to(cohort, pricing.course, only=True)
    class_of(instructor, learner, name="Class B")

    assert f"/learn/{SLUG}/" in lists_of(learner_client)


def test_a_hidden_lesson_leaves_the_lists_and_a_link_opens_it(pricing, cohort, learner_client, stranger_client):
    hidden = Lesson.objects.get(slug=SLUG)
    give_to(cohort, pricing.course, hidden=[hidden, pricing])

    assert f"/learn/{SLUG}/" not in lists_of(learner_client)
    assert PAGE not in lists_of(learner_client)
    assert f"/learn/{SLUG}/" not in learner_client.get("/learn/identity-and-access/").text.partition("<article")[0]
    assert learner_client.get(f"/learn/{SLUG}/").status_code == 200
    assert learner_client.get(PAGE).status_code == 200
    assert f"/learn/{SLUG}/" in lists_of(stranger_client)


def test_nothing_on_its_page_speaks_of_the_exam(pricing, cohort, learner_client):
    give_to(cohort, pricing.course)

    page = learner_client.get(PAGE).text

    assert "Cloud pricing" in page
    for word in ("CLF-C02", "exam", "Exam", "facts you know"):
        assert word not in page


def test_search_and_the_matrix_do_not_lead_to_it(pricing):
    known = facts.current()

    assert not [each for each in searchable_sections(known) if "cloud-pricing" in each.url]
    assert not [each for each in plain_texts(known) if "Pricing" in each.title or "pricing" in each.title]


# Checks


def test_its_sentences_are_not_held_against_the_facts(pricing):
    known = facts.current()
    content = {**content_of(pricing), "body": FALSE, "takeaways": ["AWS patches it. {aws: ec2/guest-os}"]}
    assert problems_of_content(Lesson.objects.get(slug=SLUG), content)

    assert problems_of_content(pricing, content) == []
    publish(pricing, content, editor=None, based_on=pricing.edit_number)

    assert pricing.pk not in contradicted_lessons(known)
    assert not [c for c in statements_that_change(known, known)[0].found if "pricing" in c.title]


def test_readers_get_no_note_at_its_sentences(pricing, cohort, learner_client):
    give_to(cohort, pricing.course)
    content = {**content_of(pricing), "body": FALSE, "takeaways": ["AWS patches it. {aws: ec2/guest-os}"]}
    publish(pricing, content, editor=None, based_on=pricing.edit_number)

    assert "being corrected" not in learner_client.get(PAGE).text


def test_a_link_to_no_page_is_still_told(pricing):
    content = {**content_of(pricing), "body": BODY + "\n[There](/learn/nowhere/)\n"}

    assert "nowhere" in str(problems_of_content(pricing, content)[0])


def test_check_content_counts_it_apart(pricing):
    figures, problems = check_content()

    assert figures["lessons_of_own_courses"] == 1
    assert not [problem for problem in problems if "cloud-pricing" in problem]


def test_a_lesson_about_the_matrix_names_its_domain_and_others_need_none(pricing):
    pricing.full_clean()
    about = Lesson.objects.get(slug=SLUG)
    about.domain = ""

    with pytest.raises(ValidationError, match="domain"):
        about.full_clean()


def test_a_lesson_does_not_move_between_the_two_kinds_of_courses(pricing):
    pricing.course = Course.objects.get(about_matrix=True)
    pricing.domain, pricing.exam_task = "Security", "2.1"

    with pytest.raises(ValidationError, match="can’t move"):
        pricing.full_clean()


def test_a_file_does_not_change_what_a_course_with_lessons_is_about(tmp_path):
    said = {"slug": "clf-c02-security", "title": "Security", "summary": "As before.", "about_matrix": False}
    (tmp_path / "courses.json").write_text(json.dumps([said]))

    with pytest.raises(ContentError, match="can’t be changed"):
        load_lessons(tmp_path, Report())


def test_its_file_says_what_the_course_is_about(pricing):
    files = lesson_files(facts.current())

    assert '"about_matrix": false' in files["courses.json"]
    assert "domain" not in files["lessons/cloud-pricing.md"].partition("\n+++")[0]
