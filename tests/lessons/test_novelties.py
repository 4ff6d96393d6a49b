import pytest

from lessons.models import Novelty
from lessons.novelties import month_in_words, problems_of_novelty
from matrix import facts
from matrix.models import Responsibility

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("since", "said"), [("2022", "2022"), ("2023-01", "January 2023"), ("2026-02-18", "February 18, 2026")]
)
def test_a_moment_is_said_as_exactly_as_its_source_says_it(since, said):
    assert month_in_words(since) == said


def test_the_page_shows_the_latest_first_with_what_was_and_what_is(client):
    page = client.get("/lately/").text

    aurora, s3 = page.index("New Aurora clusters are encrypted"), page.index("S3 encrypts every new object")
    assert aurora < s3
    assert "Since January 5, 2023" in page
    assert page.count("Older material says") == page.count("What’s true now") == Novelty.objects.count()


def test_the_owner_follows_the_facts(client):
    Novelty.objects.exclude(slug="s3-encrypts-by-default").delete()
    Responsibility.objects.filter(service__slug="s3", layer__slug="encryption-at-rest").update(owner="aws")

    assert 'data-owner="aws"' in client.get("/lately/").text


def test_what_is_about_nothing_is_left_out_and_named(client):
    novelty = Novelty.objects.get(slug="s3-encrypts-by-default")
    novelty.about, novelty.since = "s3/attic", "2023-13"
    novelty.save()

    assert list(problems_of_novelty(novelty, facts.current())) == [
        "there is no cell or duty “s3/attic”.",
        "“2023-13” is no date.",
    ]
    assert "S3 encrypts every new object" not in client.get("/lately/").text
