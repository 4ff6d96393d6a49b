import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons.editing.proofreader import proofread
from lessons.markup import read
from matrix import facts
from tests.lessons.conftest import SLUG, make_lesson

pytestmark = pytest.mark.django_db


def said_of(text: str) -> list[str]:
    return [str(problem) for problem in proofread(read(f"## One {{#one}}\n\n{text}\n"), facts.current())]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/no-such-page/", "there is no page at “/no-such-page/”."),
        ("/learn/nothing/", "there is no lesson “nothing”."),
        (f"/learn/{SLUG}/#nowhere", f"the lesson “{SLUG}” has no section “nowhere”."),
        ("/glossary/#nothing", "there is no term “nothing”."),
        ("/incidents/nothing/", "there is no incident “nothing”."),
        ("/services/ec3/", "there is no service “ec3”."),
        ("/layers/roof/", "there is no layer “roof”."),
        ("/matrix/ec3/guest-os/", "there is no service “ec3”."),
    ],
)
def test_an_address_that_leads_nowhere_is_told_at_its_line(address, message):
    assert said_of(f"See [this]({address}).") == [f"line 3: {message}"]


@pytest.mark.parametrize(
    "address",
    [
        f"/learn/{SLUG}/",
        f"/learn/{SLUG}/#takeaways",
        "/glossary/",
        "/glossary/#control",
        "/incidents/open-bucket/",
        "/services/ec2/",
        "/matrix/?owner=shared",
        "https://example.com/no-such-page/",
        "#one",
    ],
)
def test_an_address_that_leads_somewhere_is_not(address):
    assert said_of(f"See [this]({address}).") == []


def test_lessons_that_wait_to_be_published_may_lead_to_each_other():
    make_lesson("waiting", published=False)

    assert said_of("See [this](/learn/waiting/#one).") == []


def test_a_link_without_words_is_told():
    assert said_of("See [](/matrix/) and [*this*](/matrix/).") == [
        "line 3: a link needs words that say where it leads: [words](address)."
    ]


def test_many_links_to_lessons_cost_one_query():
    known = facts.current()
    text = read("## One {#one}\n\n" + f"See [this](/learn/{SLUG}/).\n\n" * 20)

    with CaptureQueriesContext(connection) as queries:
        proofread(text, known)

    assert len(queries) == 1
