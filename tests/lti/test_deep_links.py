"""Instructors who pick what their course links to."""

from datetime import timedelta
from html.parser import HTMLParser

import jwt
import pytest
from django.utils import timezone

from lti.keys import published_keys
from lti.models import LineItem
from lti.scores import send_all
from lti.tokens import CLAIM, DEEP_LINK, SCORE_SCOPE, SCORES
from quizzes.models import Assignment
from teach.gradebook.columns import key_of
from tests.helpers.assignments import assign, taken
from tests.helpers.platform_simulator import ADA, CLIENT, SITE, TESS
from tests.helpers.sittings import the_check
from tests.lti.acts import arrive, learner_here

pytestmark = pytest.mark.django_db


class Form(HTMLParser):
    def __init__(self, page) -> None:
        super().__init__()
        self.action, self.sent = "", {}
        self.feed(page.content.decode().partition("<main")[2])

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "form":
            self.action = found["action"]
        if tag == "input":
            self.sent[found["name"]] = found["value"]


def answer_in(page, school) -> dict:
    key = jwt.PyJWK(published_keys()["keys"][0]).key
    return jwt.decode(Form(page).sent["JWT"], key, algorithms=["RS256"], audience=school.url, issuer=CLIENT)


def picks(window, school, what: str, **changes):
    asks = arrive(window, school, TESS, **school.deep_linking() | changes)
    assert window.get(asks["Location"]).status_code == 200
    return window.post(asks["Location"], {"what": what})


def item_in(page, school) -> dict:
    [item] = answer_in(page, school)[f"{DEEP_LINK}content_items"]
    return item


def test_a_lesson_goes_along_with_its_title(school, linked, window):
    lesson = the_check().lesson

    page = picks(window, school, f"lesson-{lesson.pk}")

    answer = answer_in(page, school)
    assert Form(page).action == f"{school.url}/mod/lti/contentitem_return.php?course=7"
    assert answer[f"{DEEP_LINK}data"] == "csrf-of-moodle"
    assert answer[f"{CLAIM}deployment_id"] == "1"
    assert item_in(page, school) == {
        "type": "ltiResourceLink",
        "title": f"{lesson.label}. {lesson.title}",
        "url": f"{SITE}/learn/{lesson.slug}/",
        "window": {"targetName": "_blank"},
    }


def test_an_assignment_goes_along_with_its_dates_and_a_column(school, linked, window):
    now = timezone.now().replace(microsecond=0)
    friday = assign(linked.cohort, title="Friday", opens_at=now, due_at=now + timedelta(days=1))

    item = item_in(picks(window, school, f"assignment-{friday.pk}"), school)

    assert (item["title"], item["url"]) == ("Friday", f"{SITE}/assignments/{friday.pk}/")
    assert item["available"] == {"startDateTime": now.isoformat()}
    assert item["submission"] == {"endDateTime": (now + timedelta(days=1)).isoformat()}
    assert item["lineItem"] == {"label": "Friday", "scoreMaximum": 100, "resourceId": key_of(friday)}
    assert item["custom"] == {"column": key_of(friday)}


def test_a_check_goes_along_with_a_column(school, linked, window):
    item = item_in(picks(window, school, f"quiz-{the_check().pk}"), school)

    assert item["url"].endswith("#check")
    assert item["lineItem"]["resourceId"] == f"quiz-{the_check().pk}"


def test_a_practice_set_becomes_an_assignment(school, linked, window):
    item = item_in(picks(window, school, "practice-mixed"), school)

    made = Assignment.objects.get()
    assert (made.cohort, made.due_at) == (linked.cohort, None)
    assert item["url"] == f"{SITE}/assignments/{made.pk}/"


def test_scores_of_a_picked_link_go_to_the_line_item_of_the_platform(school, platform, linked, window):
    friday = assign(linked.cohort, title="Friday")
    item = item_in(picks(window, school, f"assignment-{friday.pk}"), school)
    # The platform saves the link with a column, and its learners come by it.
    column = school.add_line_item(**item["lineItem"])
    claims = {
        f"{CLAIM}target_link_uri": item["url"],
        f"{CLAIM}custom": item["custom"],
        SCORES: {"scope": [SCORE_SCOPE], "lineitem": column["id"]},
    }
    asks = arrive(window, school, ADA, **claims)
    window.post(asks["Location"])
    arrived = window.get(asks["Location"].replace("joining/", ""))
    assert arrived["Location"] == f"/assignments/{friday.pk}/"
    taken(friday, learner_here("ada"))

    send_all(platform)

    assert LineItem.objects.get().url == column["id"]
    assert list(school.grades("Friday")) == ["ada"]


def test_an_instructor_who_opens_the_link_sees_the_class_at_it(school, linked, window):
    friday = assign(linked.cohort, title="Friday")

    arrived = arrive(window, school, TESS, **{f"{CLAIM}target_link_uri": f"{SITE}/assignments/{friday.pk}/"})

    assert arrived["Location"] == f"/teach/students/{linked.cohort_id}/assignments/{friday.pk}/"


def test_a_platform_that_takes_no_columns_gets_none(school, linked, window):
    friday = assign(linked.cohort, title="Friday")

    item = item_in(
        picks(window, school, f"assignment-{friday.pk}", **school.deep_linking(accept_lineitem=False)), school
    )

    assert "lineItem" not in item
    assert not LineItem.objects.exists()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/return", "http://127.0.0.1:1/return", "javascript:x", ""]
)
def test_the_answer_goes_nowhere_else(school, linked, window, address):
    asks = arrive(window, school, TESS, **school.deep_linking(deep_link_return_url=address))

    page = window.get(asks["Location"])

    assert page.status_code == 400
    assert "isn’t your school’s" in page.content.decode()


def test_only_the_page_with_the_answer_may_send_a_form_elsewhere(school, linked, window):
    page = picks(window, school, f"lesson-{the_check().lesson_id}")

    assert f"form-action {school.url}" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "form-action 'self'" in window.get("/")["Content-Security-Policy"]


def test_learners_pick_nothing(school, linked, window):
    asks = arrive(window, school, ADA, **school.deep_linking())

    assert window.get(asks["Location"]).status_code == 403


@pytest.mark.parametrize("what", ["", "lesson-0", "assignment-0", "practice-", "practice-service:none", "x"])
def test_what_is_not_offered_is_not_picked(school, linked, window, what):
    page = picks(window, school, what)

    assert page.status_code == 422
    assert not Assignment.objects.exists()


def test_an_assignment_of_another_class_is_not_offered(school, linked, window, instructor):
    from tests.helpers.cohorts import class_of

    other = assign(class_of(instructor, name="Another"), title="Not yours")

    assert picks(window, school, f"assignment-{other.pk}").status_code == 422
