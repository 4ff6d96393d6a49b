"""The instructors' pages about questions."""

import csv
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bank.models import Contradiction, Item, ItemVersion, how_made
from benchmarks import generate_answers
from matrix import facts
from matrix.models import Responsibility
from matrix.models.disputes import Dispute
from quizzes.models import (
    AccountsOptionStatistic,
    ItemStatistic,
    ProblemReport,
)
from quizzes.statistics.figures import summarize
from tests.helpers.item_pages import page_of, told, url_of
from tests.helpers.memories import remember, stuck
from tests.helpers.practices import practice_of
from tests.helpers.questions import published
from tests.helpers.sittings import statements_of
from tests.helpers.small_bank import answered, plain, sat, small_quiz, with_key

pytestmark = pytest.mark.django_db

PAGES = ["/teach/", "/teach/items/", "/teach/items.csv", "/teach/generators/"]


# What the facts say


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AWS does", "The key names AWS, but the cell EC2, guest operating system says “Customer”. Check the key."),
        ("You do", ""),
        ("It depends", ""),
    ],
)
def test_a_key_without_a_claim_is_not_called_checked_and_its_words_are_read(instructor_client, text, said):
    options = [
        {"key": "a", "text": text, "is_key": True, "rationale": "So it is."},
        {"key": "b", "text": "Nobody", "rationale": "Somebody does."},
    ]
    item = published("unclaimed", {"stem": "Who patches EC2?", "cells": ["ec2/guest-os"], "options": options}).item

    page = page_of(instructor_client, url_of(item))

    assert "the key wasn’t checked, because the options make no claims." in page
    assert "do not refute" not in page
    assert ("The key names" in page) is bool(said)
    assert said in page


# With guests and without


@pytest.fixture
def asked_by_guests(db) -> Item:
    """Of 140 answers, 40 are guests'."""
    version = plain("asked-by-guests")
    told(version, answers=100, right=60)
    ItemStatistic.objects.create(version=version, answers=140, marks=70_000, squares=70_000_000, unsure=2)
    return version.item


def test_a_questions_figures_are_those_of_accounts(instructor_client, asked_by_guests):
    page = page_of(instructor_client, url_of(asked_by_guests))

    assert "<dt>Answers</dt><dd>100</dd>" in page
    assert '<dt>Right</dt><dd>60%<span class="interval">' in page


def test_guests_can_be_counted_in(instructor_client, asked_by_guests):
    page = page_of(instructor_client, f"{url_of(asked_by_guests)}?guests=1")

    assert "<dt>Answers</dt><dd>140</dd>" in page
    assert '<dt>Right</dt><dd>50%<span class="interval">' in page
    assert re.search(r'href="[^"]+\?guests=1" aria-current="true"', page)


def test_the_list_and_its_table_leave_guests_out(instructor_client, asked_by_guests):
    table = csv.DictReader(instructor_client.get("/teach/items.csv").text.splitlines())

    assert [row["answers"] for row in table if row["identifier"] == "asked-by-guests"] == ["100"]


# Who may look


@pytest.mark.parametrize("address", PAGES)
def test_only_instructors_find_the_pages(client, learner_client, instructor_client, superuser_client, address):
    assert client.get(address).url.startswith("/account/login/")
    assert learner_client.get(address).status_code == 404
    assert instructor_client.get(address).status_code == 200
    assert superuser_client.get(address).status_code == 200


def test_only_instructors_find_a_question(client, learner_client, instructor_client):
    address = url_of(plain("plain").item)

    assert client.get(address).status_code == 302
    assert learner_client.get(address).status_code == 404
    assert instructor_client.get(address).status_code == 200
    assert instructor_client.get("/teach/items/999999999/").status_code == 404


def test_somebody_in_the_admin_who_is_no_instructor_finds_nothing(instructor, instructor_client):
    instructor.groups.clear()

    assert instructor_client.get("/teach/items/").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_nobody_changes_anything_by_looking(instructor_client, address):
    assert instructor_client.post(address).status_code == 405


def test_the_bar_leads_instructors_there(instructor_client, learner_client):
    assert 'href="/teach/"' in page_of(instructor_client, "/")
    assert 'href="/teach/"' not in page_of(learner_client, "/")


# One question


def test_the_evidence_stands_beside_the_key_and_the_cell(instructor_client):
    version = plain("plain")
    item = told(version, answers=100, right=50, chosen={"a": 50, "b": 48, "c": 2})
    for band, key, other in ((1, 30, 10), (5, 15, 25)):
        for option, chosen in (("", 50), ("a", key), ("b", other)):
            AccountsOptionStatistic.objects.create(version=version, band=band, option=option, chosen=chosen)
    summarize([version.pk])

    page = page_of(instructor_client, url_of(item))

    assert "Strong learners pick B more often than A: 50% and 30%." in page
    assert "The key is<strong>A. Text a</strong>." in page
    assert "The cell EC2, guest operating system says" in page
    assert "the key wasn’t checked, because the options make no claims." in page
    assert '<td>B. Text b</td><td class="r">48%</td><td class="r">50%</td><td class="r">20%</td>' in page
    assert reverse("admin:bank_item_change", args=[item.pk]) in page


def test_a_question_that_contradicts_the_facts_says_so(instructor_client):
    item = told(plain("plain"))
    Contradiction.objects.create(item=item, version=item.published, proof="AWS secures it now.")

    page = page_of(instructor_client, url_of(item))

    assert "the question contradicts the facts.</strong>AWS secures it now." in page


def test_a_question_with_few_answers_says_what_they_can_show(instructor_client):
    page = page_of(instructor_client, url_of(told(plain("plain"), answers=12, right=3)))

    assert "3 of 12 right: 9 to 53%. With many more answers, the share would be in this range: too wide to" in page
    assert "Who chooses what" in page
    assert "Nothing to check" not in page


def test_what_fewer_than_five_learners_chose_is_not_shown(instructor_client):
    page = page_of(instructor_client, url_of(told(plain("plain"), answers=4, right=3)))

    assert "3 of 4 right: 30 to 95%." in page
    assert "Who chooses what" not in page
    assert "Median time</dt>" not in page


def test_versions_that_ask_the_same_are_counted_together_and_listed(instructor_client):
    version = plain("plain")
    told(version, answers=40, right=20)
    newer = with_key(version, "b")
    told(newer, answers=60, right=45)

    page = page_of(instructor_client, url_of(version.item))

    assert "<dt>Answers</dt><dd>100</dd>" in page
    assert '<dt>Right</dt><dd>65%<span class="interval">55 to 74%</span></dd>' in page
    assert page.index("The key was wrong") < page.index("First version")


def test_no_page_names_a_learner(instructor_client, lena):
    quiz = small_quiz()
    sat(lena.learner, quiz)

    for address in [*PAGES, url_of(quiz.slots.get(position=1).item)]:
        page = page_of(instructor_client, address)
        assert "Lena" not in page
        assert str(lena.learner.pk) not in page


# Derived questions


def test_derived_questions_are_told_by_generator_and_by_what_they_are_made_for(instructor_client):
    of_rds = {"published__tested_cells__position": 1, "published__tested_cells__cell__service__slug": "rds"}
    derived = Item.objects.exclude(generator="").filter(**of_rds).order_by("generator", "pk")
    name = Counter(derived.values_list("generator", flat=True)).most_common(1)[0][0]
    for item in derived.filter(generator=name)[:2]:
        told(item.published, answers=20, right=15)

    every = page_of(instructor_client, "/teach/generators/")
    one = page_of(instructor_client, f"/teach/generators/?name={name}")

    assert re.search(
        rf'{how_made(name)}</a></th>(<td class="r">\d+</td>){{2}}<td class="r">40</td><td class="r">75%</td>', every
    )
    assert re.search(r'>rds</th><td class="r">\d+</td><td class="r">0</td><td class="r">40</td>', one)
    assert "By layer" in one
    assert "No answers yet" in one
    assert "By layer" not in page_of(instructor_client, "/teach/generators/?name=nothing")


# What waits


def test_what_waits_is_counted_and_linked(instructor_client, learner):
    item = told(plain("plain"), right=98)
    Contradiction.objects.create(item=item, version=item.published, proof="No.")
    ProblemReport.objects.create(learner=learner, version=item.published, text="Wrong.")
    Dispute.objects.create(learner=learner, cell=facts.current().cell("ec2/guest-os"), text="This is not so at all.")
    other = plain("other")
    sat_alone(learner, other)
    with_key(other, "b")

    page = page_of(instructor_client, "/teach/")

    for title in (
        "Questions that contradict the facts",
        "Problems that learners report",
        "Disputed cells",
        "Questions with a flag",
        "Questions to regrade",
    ):
        assert re.search(rf'href="[^"]+">{title}</a>.*?<strong class="num">1</strong>', page), title


def sat_alone(learner, version: ItemVersion) -> None:
    answered(practice_of(learner, version), 1, "r")


def test_only_sources_wait_on_a_new_site(instructor_client):
    page = page_of(instructor_client, "/teach/")

    assert re.findall(r'<a href="[^"]+">(Sources [^<]+)</a>', page) == ["Sources to read", "Sources to replace"]
    assert page.count("<dt>") == 11
    assert page.count('<strong class="num">') == 2


def test_nothing_waits_once_they_are_read(instructor_client):
    Responsibility.objects.update(reviewed_on=timezone.localdate())

    page = page_of(instructor_client, "/teach/")

    assert "Nothing to do." in page
    assert page.count("<dt>") == 13
    assert '<strong class="num">' not in page


# How much it costs


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(statements_of(captured))


@pytest.mark.django_db(transaction=True)  # what ANALYZE finds out would outlast a rollback
def test_no_page_takes_more_than_12_queries_nor_more_with_more_answers(instructor_client, capsys):
    generate_answers.main(100, seed=1)
    item = url_of(Item.objects.get(slug="shopper-or-account-holder"))
    addresses = [*PAGES, "/teach/items/?show=flagged&quiz=hard-cases-check", "/teach/generators/?name=boundary", item]
    before = {address: queries_of(instructor_client, address) for address in addresses}

    generate_answers.main(300, seed=2)

    assert {address: queries_of(instructor_client, address) for address in addresses} == before
    assert max(before.values()) <= 12


# Stuck cells


def test_the_start_page_says_where_most_learners_are_stuck(instructor_client, learner, stranger):
    stuck(learner, "rds/guest-os")
    stuck(stranger, "rds/guest-os")
    stuck(learner, "s3/customer-data")
    remember(stranger, "ec2/guest-os", (9, False), (4, False))

    page = page_of(instructor_client, "/teach/")

    section = page[page.index('id="stuck"') :]
    assert re.findall(r">([^<>]+)</a><span class=\"num\">(\d+ learners?)", section) == [
        ("RDS, guest operating system", "2 learners"),
        ("S3, customer data", "1 learner"),
    ]
    assert "Lena" not in section


def test_the_start_page_says_that_nobody_is_stuck(instructor_client, learner):
    remember(learner, "ec2/guest-os", (9, False))

    assert "No one is stuck on a cell." in page_of(instructor_client, "/teach/")
