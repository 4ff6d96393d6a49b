import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons import registry
from lessons.models import Lesson
from lessons.progress import record_reading
from lessons.registry import Check
from tests.helpers.pages import tight
from tests.lessons.conftest import SLUG, make_lesson

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"
BEGIN_AND_END = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def check(monkeypatch):
    """Lets the check of every lesson be this one."""

    def set_check(**fields):
        check = Check(**{"questions": 10, "start_url": f"{URL}check/", **fields})
        monkeypatch.setattr(registry, "checks", [lambda lessons, learner: dict.fromkeys(lessons, check)])

    return set_check


def queries_of(client, url: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(BEGIN_AND_END)]


def test_the_lesson_has_every_part_of_its_outline(client):
    page = tight(client.get(URL).text)

    for part in (
        "<h1>L3. The AWS Shared Responsibility Model</h1>",
        "15 min read",
        "updated<time datetime=",
        "Video generating",
        '<p class="lede">',
        '<section id="of" class="side" data-owner="aws">',
        '<section id="in" class="side" data-owner="customer">',
        'class="fig"',
        'class="traps"',
        '<section id="takeaways">',
        "Recommended:",
        "a different site, and a paid one",
        "Mark lesson as read",
        'content="Which security tasks are AWS',
    ):
        assert part in page


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "Renamed", "<h1>L3. Renamed</h1>"),
        ("minutes", 94, "94 min read"),
        ("exam_task", "9.9", "CLF-C02 task 9.9"),
        ("updated_on", "2031-05-06", "May 6, 2031"),
    ],
)
def test_a_header_that_was_drawn_before_is_drawn_as_the_lesson_is_now(client, field, value, shown):
    assert shown not in tight(client.get(URL).text)

    Lesson.objects.filter(slug=SLUG).update(**{field: value})

    assert shown in tight(client.get(URL).text)


def test_contents_lead_to_every_section(client):
    page = client.get(URL).text

    for anchor in [*Lesson.objects.get(slug=SLUG).anchors, "takeaways"]:
        assert page.count(f'<a href="#{anchor}">') == 2  # the rail and the fold
        assert page.count(f'id="{anchor}"') == 1


def test_the_outline_shows_the_lessons_of_the_course(client):
    second = Lesson.objects.published()[0]
    make_lesson("first-one", label="L0", position=0, title="What comes first")

    page = client.get("/learn/first-one/").text

    assert f'<a class="next" href="{second.get_absolute_url()}">' in page
    assert f'id="outline-{second.slug}"' in page
    assert "Previous" not in page


def test_an_unknown_lesson_is_not_found(client):
    assert client.get("/learn/no-such-lesson/").status_code == 404


@pytest.mark.parametrize("hidden", [{"published": False}, {"publish_at": "2999-01-01T00:00Z"}])
def test_a_lesson_that_is_not_open_is_seen_by_who_may_edit_it_only(client, learner_client, instructor_client, hidden):
    make_lesson(**hidden)

    assert client.get("/learn/another/").status_code == 404
    assert learner_client.get("/learn/another/").status_code == 404
    assert "Learners do not see this lesson" in instructor_client.get("/learn/another/").text
    assert "Another lesson" not in client.get("/learn/").text


def test_only_who_may_edit_is_led_to_the_editor(learner_client, instructor_client):
    assert "Edit this lesson" not in learner_client.get(URL).text
    assert "Edit this lesson" in instructor_client.get(URL).text


def test_the_course_lists_lessons_with_minutes_questions_and_state(learner_client, check):
    check(score_text="8 of 10")

    page = tight(learner_client.get("/learn/").text)

    assert "Cloud Practitioner: security and compliance" in page
    assert "15 min · 10 questions" in page
    assert "8 of 10" in page
    assert "Not started" in page


def test_without_lessons_the_course_says_so(client, instructor_client):
    Lesson.objects.update(published=False)

    assert "Lessons are being written." in client.get("/learn/").text
    assert "Add the first lesson" in instructor_client.get("/learn/").text


def test_without_questions_there_is_no_check(client, monkeypatch):
    monkeypatch.setattr(registry, "checks", [])

    page = client.get(URL).text

    assert 'id="check"' not in page
    assert 'href="#check"' not in page


@pytest.mark.parametrize(
    ("fields", "shown", "not_shown"),
    [
        ({}, [f'<form action="{URL}check/" method="post">', "Start the check"], ["Your last score"]),
        ({"attempt_url": "/practice/1/"}, ['href="/practice/1/"', "Continue the check"], ["Start the check"]),
        (
            {"score_text": "8 of 10", "score_url": "/attempts/1/"},
            ['<a href="/attempts/1/">8 of 10</a>', "Take the check again"],
            ["Start the check"],
        ),
    ],
)
def test_the_check_can_be_started_gone_on_with_or_taken_again(client, check, fields, shown, not_shown):
    check(**fields)

    section = client.get(URL).text.split('<section id="check">')[1].split("</section>")[0]

    assert all(words in section for words in shown)
    assert not any(words in section for words in not_shown)


def test_the_page_costs_few_queries_however_much_there_is(learner_client, learner):
    few = queries_of(learner_client, URL)  # the first request also loads the facts

    for number in range(10, 16):
        make_lesson(f"more-{number}", position=number, body="## A {#a}\n\n[[stack ec2 rds s3]]\n" + "Words.\n" * 500)
    few = queries_of(learner_client, URL)

    # Session, person with learner, lessons with progress, revision of the facts. The checks cost one more.
    assert len(few) <= 5


def test_the_outlines_other_lessons_come_without_their_texts(learner_client):
    make_lesson("long", body="## A {#a}\n\n" + "A long text. " * 1000)

    page = learner_client.get(URL)

    assert "A long text." not in page.text


def test_a_reader_in_html_only_needs_nothing_inline(client):
    page = client.get(URL).text

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page


def test_an_editor_views_a_lesson_as_a_learner_who_has_not_started(instructor_client, instructor, client, lesson):
    record_reading(lesson, lesson.anchors[0], learner=instructor.learner)
    own = instructor_client.get(lesson.get_absolute_url()).text
    assert "Edit this lesson" in own
    assert '<a href="?as=learner">View as a learner</a>' in own

    page = instructor_client.get(f"{lesson.get_absolute_url()}?as=learner")

    assert "You see this lesson as a learner who has not started." in page.text
    assert "Edit this lesson" not in page.text
    assert page.context["page"].learner is None
    assert not any(shown.finished for shown in page.context["page"].sections)
    assert "as a learner who" not in client.get(f"{lesson.get_absolute_url()}?as=learner").text


def test_a_lesson_that_learners_cannot_see_is_not_there_for_an_editor_who_views_as_one(instructor_client):
    hidden = make_lesson(published=False)

    assert instructor_client.get(hidden.get_absolute_url()).status_code == 200
    assert instructor_client.get(f"{hidden.get_absolute_url()}?as=learner").status_code == 404
