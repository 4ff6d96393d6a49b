"""Readers can see which facts and AWS pages a sentence rests on."""

import re

import pytest

from lessons.models import Lesson
from lessons.sources import sources_of
from lessons.statements import statements_of
from matrix import facts
from matrix.models import Responsibility
from tests.helpers.pages import tight
from tests.lessons.conftest import HTMX, SLUG, make_lesson
from tests.lessons.test_views import queries_of

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"
SOURCES = f"{URL}sources/"
BODY = """You patch EC2. {customer: ec2/guest-os}

## One {#one}

A word. AWS patches RDS. {aws: rds/guest-os rds/guest-os/install-and-patch-the-operating-system-of-database-hosts}

## Two {#two}

Nothing here names an owner.

## Three {#three}

- AWS guards the doors. {aws: control:physical-environmental layer:physical-facilities/all-but-hybrid}
"""


def test_every_sentence_stands_under_its_section_with_its_facts_and_their_pages(db):
    lesson = make_lesson(body=BODY, takeaways=["RDS is patched for you. {aws: rds/guest-os}", "A word."])

    found = sources_of(lesson, facts.current())

    assert [(each.title, [sentence.text for sentence in each.sentences]) for each in found if each.sentences] == [
        ("Opening", ["You patch EC2."]),
        ("One", ["AWS patches RDS."]),
        ("Three", ["AWS guards the doors."]),
        ("Key takeaways", ["RDS is patched for you."]),
    ]
    by_title = {each.title: each for each in found}
    [rds] = by_title["One"].sentences[0].facts
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    assert (rds.name, rds.url, rds.source.source_url) == (str(cell), cell.url, cell.source_url)
    control, layer = by_title["Three"].sentences[0].facts
    assert control.url.startswith("/controls/#")
    assert (layer.url, layer.source) == ("/layers/physical-facilities/", None)


def test_no_claim_of_any_lesson_is_left_out(db):
    for lesson in Lesson.objects.published():
        said = {statement.text for statement in statements_of(lesson)}
        listed = {each.text for section in sources_of(lesson, facts.current()) for each in section.sentences}
        assert listed == said


def test_the_lesson_leads_to_the_sources_of_each_section_that_has_some(client):
    make_lesson(body=BODY, takeaways=["A word."])

    page = client.get("/learn/another/").text

    for anchor in ("opening", "one", "three"):
        assert f'href="/learn/another/sources/#{anchor}"' in page
    assert "sources/#two" not in page
    assert "sources/#takeaways" not in page


def test_the_words_of_a_section_are_listed_in_its_fold_and_are_no_stops_in_its_text(client):
    make_lesson(body="## One {#one}\n\nA hypervisor.\n\n## Two {#two}\n\nThe hypervisor again.\n")

    page = client.get("/learn/another/").text
    part = client.get("/learn/another/sources/?section=one", headers=HTMX).text

    assert '<a class="term" href="/glossary/#hypervisor" tabindex="-1">hypervisor</a>' in page
    assert "Words for this section" in tight(page)
    assert '<a href="/glossary/#hypervisor">Hypervisor</a>' in part
    assert "sources/#two" not in page


def test_every_word_that_a_lesson_links_is_in_a_fold_of_it(client):
    for lesson in Lesson.objects.published():
        linked = re.findall(r'class="term" href="([^"]+)"', client.get(lesson.get_absolute_url()).text)
        folds = client.get(f"{lesson.get_absolute_url()}sources/").text

        assert [word for word in linked if f'<a href="{word}">' not in folds] == []


def test_the_page_of_sources_has_each_section_under_its_anchor(client):
    page = client.get(SOURCES)

    assert page.status_code == 200
    for anchor in [section.anchor for section in page.context["sections"]]:
        assert f'<section id="{anchor}">' in page.text
        assert f'href="{SOURCES}#{anchor}"' in client.get(URL).text


def test_one_section_opens_in_place(client):
    part = client.get(f"{SOURCES}?section=shifts", headers=HTMX).text

    assert part.lstrip().startswith("<details")
    assert "/matrix/rds/guest-os/" in part
    assert "<html" not in part
    assert client.get(f"{SOURCES}?section=nothing", headers=HTMX).status_code == 404


def test_readers_are_told_the_day_of_a_check_and_that_there_was_none(client):
    where = "/matrix/rds/guest-os/"
    assert "(not re-checked yet)." in client.get(where).text

    Responsibility.objects.filter(service__slug="rds", layer__slug="guest-os").update(reviewed_on="2026-03-03")

    assert "Last checked against the page on March 3, 2026" in tight(client.get(where).text)
    assert "last checked on March 3, 2026" in tight(client.get(SOURCES).text)


def test_a_sentence_about_a_fact_that_is_gone_stays_without_it(client):
    make_lesson(body="## One {#one}\n\nYou patch X. {customer: nothing/guest-os}\n")

    assert "You patch X." in client.get("/learn/another/sources/").text


def test_the_sources_of_a_lesson_that_learners_do_not_see_are_not_shown(client, instructor_client):
    make_lesson(body=BODY, published=False)

    assert client.get("/learn/another/sources/").status_code == 404
    assert instructor_client.get("/learn/another/sources/").status_code == 200


def test_the_page_of_sources_costs_few_queries(learner_client):
    queries_of(learner_client, SOURCES)

    assert len(queries_of(learner_client, SOURCES)) <= 4
