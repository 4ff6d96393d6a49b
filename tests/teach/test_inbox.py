"""What waits for instructors, in one list, answered in place."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.cohorts.lifecycle import archive
from accounts.roles import INSTRUCTORS
from bank.models import Contradiction, Item
from matrix.editing.dispute_store import dispute
from matrix.inbox import kinds
from matrix.models import Look, Responsibility
from quizzes.models import ItemFigures
from quizzes.problem_reports import report
from teach.inbox_kinds import key_alarms
from tests.conftest import make_user
from tests.helpers.cohorts import class_of
from tests.helpers.pages import tight
from tests.helpers.regrades import correct, plain, sit
from tests.helpers.sittings import begin, item_at

pytestmark = pytest.mark.django_db
INBOX = "/teach/inbox/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def every_source_is_read(db):
    Responsibility.objects.update(reviewed_on=timezone.localdate())


@pytest.fixture
def reported(learner):
    return report(item_at(begin(learner), 1), text="Two of the options are right.")[0]


@pytest.fixture
def disputed(stranger):
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    return dispute(cell, learner=stranger, text="The page says otherwise now.", link="https://aws.amazon.com/ec2/")


@pytest.fixture
def contradicted(db):
    item = Item.objects.exclude(published=None).filter(generator="").last()
    return Contradiction.objects.create(item=item, version=item.published, proof="The matrix says the customer.")


@pytest.fixture
def alarming(db):
    item = Item.objects.exclude(published=None).filter(generator="").first()
    figures = {"published": item.published, "answers": 40, "flags": ["check-key"], "versions": [item.published_id]}
    return ItemFigures.objects.update_or_create(item=item, defaults=figures)[0]


@pytest.fixture
def outdated(db):
    """A page on which two cells rest, last read more than a year ago."""
    cells = Responsibility.objects.filter(service__slug="kms")[:2]
    long_ago = timezone.localdate() - timedelta(days=400)
    Responsibility.objects.filter(pk__in=[cell.pk for cell in cells]).update(
        source_url="https://docs.aws.amazon.com/old", source_title="An old page", reviewed_on=long_ago
    )
    return cells


@pytest.fixture
def everything(reported, disputed, contradicted, alarming, outdated):
    return [contradicted, alarming, reported, disputed, outdated]


def titles(client, query: str = "") -> list[str]:
    return [each.kind.name for each in client.get(f"{INBOX}{query}").context["page"].rows]


def address(kind: str, key: object) -> str:
    return f"{INBOX}{kind}/{key}/"


def source_key() -> str:
    [source] = next(kind for kind in kinds if kind.name == "source").waiting()
    return source["inbox_key"]


def test_all_kinds_stand_in_one_list_the_most_urgent_first(instructor_client, everything):
    found = titles(instructor_client)

    assert set(found[:2]) == {"contradiction", "key"}
    assert set(found[2:4]) == {"report", "dispute"}
    assert found[4:] == ["source"]


def test_a_kind_can_be_asked_for(instructor_client, everything):
    assert titles(instructor_client, "?kind=dispute") == ["dispute"]
    assert len(titles(instructor_client, "?kind=nonsense&page=x&open=x")) == 5
    part = instructor_client.get(f"{INBOX}?kind=dispute", headers=HTMX).text
    assert part.lstrip().startswith('<section id="inbox"')


def test_nothing_waits_where_every_source_is_read(instructor_client):
    assert "Nothing to do." in instructor_client.get(INBOX).text


def test_the_start_page_leads_to_ones_own_running_classes(instructor, instructor_client):
    mine, over = (class_of(instructor, name=name) for name in ("Class A", "Class B"))
    theirs = class_of(make_user("omar@example.com", group=INSTRUCTORS, is_staff=True), name="Class C")
    archive(over)

    page = instructor_client.get("/teach/").text

    assert [each.get_absolute_url() + 'gradebook/"' in page for each in (mine, over, theirs)] == [True, False, False]


def test_the_start_page_counts_the_same(instructor_client, everything):
    counted = {kind.title: kind.count for kind in instructor_client.get("/teach/").context["kinds"]}

    assert counted["Disputed cells"] == counted["Problems that learners report"] == counted["Keys to check"] == 1


def test_it_has_pages(instructor_client, monkeypatch, everything):
    monkeypatch.setattr("teach.inbox.ON_A_PAGE", 2)

    assert titles(instructor_client) + titles(instructor_client, "?page=2") + titles(instructor_client, "?page=3") == (
        titles(instructor_client) + titles(instructor_client, "?page=2") + ["source"]
    )


@pytest.mark.parametrize("opened", ["", "report", "dispute", "contradiction", "key", "source"])
def test_it_costs_at_most_twelve_queries(
    instructor_client, django_assert_max_num_queries, everything, opened, reported, disputed, contradicted, alarming
):
    keys = {
        "report": reported.pk,
        "dispute": disputed.pk,
        "contradiction": contradicted.pk,
        "key": alarming.item_id,
        "source": source_key(),
        "": "",
    }
    query = f"{INBOX}?open={opened}-{keys[opened]}"
    instructor_client.get(query)

    with django_assert_max_num_queries(12):
        instructor_client.get(query)


def test_a_report_opens_with_the_question_and_what_was_answered(instructor_client, reported):
    part = instructor_client.get(address("report", reported.pk), headers=HTMX).text
    page = instructor_client.get(f"{INBOX}?open=report-{reported.pk}").text

    for text in (part, page):
        assert "Two of the options are right." in text
        assert reported.version.options.get(is_key=True).rationale[:30] in text.replace("&#x27;", "'")
        assert 'name="answer"' in text
    assert part.lstrip().startswith("<li")


def test_a_report_is_answered_in_place_and_the_learner_told(instructor_client, learner_client, reported):
    missing = instructor_client.post(address("report", reported.pk), {"answer": ""}, headers=HTMX)
    done = instructor_client.post(address("report", reported.pk), {"answer": "Only one is."}, headers=HTMX)
    again = instructor_client.post(address("report", reported.pk), {"answer": "Both."})

    assert (missing.status_code, "Write what the learner should know." in missing.text) == (422, True)
    assert "Answered." in done.text
    assert "Only one is." in learner_client.get("/").text
    assert "Someone else already resolved this" in instructor_client.get(again["Location"]).text
    assert titles(instructor_client) == []


def numbers(page: str) -> dict[str, str]:
    """How many wait of each kind, as the page says it."""
    return dict(re.findall(r'<span id="waiting-(\w+)" class="num"[^>]*>(\d+)</span>', page))


def test_an_answer_brings_the_numbers_of_all_kinds_with_it(instructor_client, everything, reported):
    before = numbers(instructor_client.get(INBOX).text)

    done = instructor_client.post(address("report", reported.pk), {"answer": "Only one is."}, headers=HTMX).text

    assert numbers(done) == numbers(instructor_client.get(INBOX).text)
    assert numbers(done) == before | {"all": str(int(before["all"]) - 1), "report": "0"}
    assert done.count('hx-swap-oob="true"') == len(before)


def test_a_report_says_when_a_later_version_has_corrected_the_key(instructor_client, learner):
    version = plain()
    attempt = sit(learner, version)
    reported, _ = report(item_at(attempt, 1), text="The key is wrong.")
    place = f"{INBOX}?open=report-{reported.pk}"
    assert "corrected the key" not in instructor_client.get(place).text

    correct(version, "c")

    page = tight(instructor_client.get(place).text)
    assert "Version 2 corrected the key on" in page
    assert "The right answer is now:</p><ul><li><strong>C</strong></li>" in page


def test_a_dispute_shows_the_cell_and_is_answered_without_javascript(instructor_client, stranger_client, disputed):
    page = instructor_client.get(f"{INBOX}?open=dispute-{disputed.pk}").text
    given = {"outcome": "not-agreed", "answer": "It says the same."}
    answer = instructor_client.post(address("dispute", disputed.pk), given)

    assert disputed.cell.rationale[:40] in page.replace("&#x27;", "'")
    assert disputed.cell.source_url in page
    assert answer["Location"] == INBOX
    assert "It says the same." in stranger_client.get("/").text


def test_a_contradiction_is_kept_for_a_reason(instructor_client, contradicted):
    refused = instructor_client.post(address("contradiction", contradicted.pk), {"closing": "kept", "reason": ""})
    instructor_client.post(address("contradiction", contradicted.pk), {"closing": "kept", "reason": "Of the past."})

    assert refused.status_code == 422
    contradicted.refresh_from_db()
    assert (contradicted.closing, contradicted.reason) == ("kept", "Of the past.")


def test_a_key_that_stands_comes_back_with_twice_the_answers_or_another_version(
    instructor_client, instructor, alarming
):
    instructor_client.post(address("key", alarming.item_id), {"note": "The matrix says so."})

    look = Look.objects.get()
    assert (look.note, look.looked_by, look.weight) == ("The matrix says so.", instructor.pk, 40)
    assert titles(instructor_client) == []
    ItemFigures.objects.filter(pk=alarming.pk).update(answers=79)
    assert titles(instructor_client) == []
    ItemFigures.objects.filter(pk=alarming.pk).update(answers=80)
    assert titles(instructor_client) == ["key"]
    other = Item.objects.exclude(published=None).last().published
    ItemFigures.objects.filter(pk=alarming.pk).update(answers=40, published=other)
    assert key_alarms().get() == alarming


@pytest.mark.parametrize("place", [INBOX, f"{INBOX}report/1/"])
def test_nobody_else_finds_it(learner_client, client, place):
    assert learner_client.get(place).status_code == 404
    assert client.get(place)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("place", [f"{INBOX}report/999999/", f"{INBOX}report/x/", f"{INBOX}nonsense/1/"])
def test_what_does_not_wait_is_404(instructor_client, place):
    assert instructor_client.get(place).status_code == 404
