import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bank.models import Item
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


ALWAYS = "always-aws-whatever-the-service"
ASK = f"[[question {ALWAYS}]]"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"## A {{#of}}\n\n{ASK}\n", []),
        (f"## A {{#of}}\n\nWords.\n\n## B {{#later}}\n\n{ASK}\n", []),
        (
            "## A {#a}\n\n[[question no-such-question]]\n",
            ["line 3: there is no question “no-such-question” that is published and agrees with the facts."],
        ),
        (
            f"## A {{#a}}\n\n{ASK}\n\n## Of {{#of}}\n\nWords.\n",
            [
                f"line 3: the question “{ALWAYS}” is taught in “{SLUG}#of”; "
                "ask it after that section or a later one of the same lesson."
            ],
        ),
        (
            "[[question a-b]]\n\n## A {#a}\n",
            ["line 1: a question is asked after a section; put it below a ## heading."],
        ),
        (
            "## A {#a}\n\n[[question]]\n",
            ["line 3: name one question, as in [[question ec2-os-unpatched-6-months]]."],
        ),
        (
            f"## A {{#of}}\n\n{ASK}\n\n{ASK}\n",
            [f"line 5: “{ALWAYS}” is asked earlier in the lesson."],
        ),
        ("## A {#ask-a}\n\nWords.\n", ["line 1: the anchor “ask-a” is used by the page itself; choose another."]),
    ],
)
def test_a_question_has_to_be_there_and_taught_before(text, problems):
    assert [str(problem) for problem in proofread(read(text), facts.current())] == problems


def test_a_question_of_another_lesson_is_told_where_the_lesson_is_known():
    text = read(f"## A {{#of}}\n\n{ASK}\n")

    assert list(proofread(text, facts.current(), SLUG)) == []
    assert len(proofread(text, facts.current(), "another")) == 1


def test_a_question_that_was_withdrawn_is_told():
    Item.objects.filter(slug=ALWAYS).update(published=None)

    [problem] = proofread(read(f"## A {{#of}}\n\n{ASK}\n"), facts.current())

    assert "that is published and agrees with the facts" in problem.message
