"""Questions made to order on instructors' pages: apart from the bank, and in no check or file."""

import pytest
from django.urls import reverse

from bank.generators.rows import MOST, stacks
from bank.models import Item
from bank.orders import question_of_rows
from matrix import facts
from quizzes.models import ItemFigures, Quiz
from quizzes.slots import find_questions
from quizzes.statistics.flags import Flag
from teach.items.bulk_changes import preview
from teach.items.check_slots import check_without
from teach.items.exchange_forms import ANY
from teach.models import BulkAct
from teach.start_page import to_do_links
from tests.helpers.sittings import the_check

pytestmark = pytest.mark.django_db

STEM = "Who has to patch the operating system on each of these services?"


@pytest.fixture
def made() -> Item:
    key = "task/patch-operating-system"
    known = facts.current()
    order = question_of_rows(key, stacks(known)[key][:MOST], seed="a", facts=known)
    return Item.objects.select_related("published").get(pk=order.item)


def listed(client, address: str) -> bool:
    reply = client.get(address)
    assert reply.status_code == 200
    return STEM in reply.text or "rows-of-task-" in reply.text


@pytest.mark.parametrize("address", ["/teach/items/?sort=", "/teach/items.csv?"])
def test_the_lists_show_them_only_by_themselves(instructor_client, made, address):
    assert not listed(instructor_client, f"{address}&show=")
    assert listed(instructor_client, f"{address}&made=rows-of-task")
    assert not listed(instructor_client, f"{address}&made=rows-of-service")


def test_the_list_of_the_editor_shows_them_only_by_themselves(instructor_client, made):
    address = f"{reverse('admin:bank_item_changelist')}?q=rows-of"

    assert not listed(instructor_client, address)
    assert listed(instructor_client, f"{address}&generator=rows-of-task")


def test_they_have_figures_of_their_own_by_task(instructor_client, made):
    page = instructor_client.get("/teach/generators/").text
    assert "?name=rows-of-task" in page

    one = instructor_client.get("/teach/generators/?name=rows-of-task").text
    assert "By task" in one
    assert "patch-operating-system" in one
    assert "By rows" not in one


def test_the_start_page_counts_as_many_flagged_questions_as_the_list_shows(instructor, made):
    ItemFigures.objects.create(item=made, published=made.published, flags=[Flag.TOO_EASY], answers=40, marks=40_000)

    [flagged] = [link for link in to_do_links(instructor, facts.current()) if link.url.endswith("show=flagged")]

    assert flagged.count == 0


def test_the_page_of_one_opens(instructor_client, made):
    assert STEM in instructor_client.get(reverse("teach:item", args=[made.pk])).text
    assert STEM in instructor_client.get(reverse("admin:bank_item_change", args=[made.pk])).text


def test_none_gets_into_a_check(instructor_client, instructor, made):
    quiz: Quiz = the_check()
    page = reverse("admin:quizzes_quiz_questions", args=[quiz.pk])

    assert made not in find_questions(quiz, "patch the operating system on each")
    assert instructor_client.post(page, {"do": f"add:{made.pk}"}).status_code == 404
    assert check_without(made) is None
    assert instructor_client.post(reverse("admin:bank_item_check", args=[made.pk])).status_code != 500
    [step] = preview(BulkAct.ADD, [made.pk], asked={"quiz": quiz.pk}, facts=facts.current())
    assert step.refused.endswith("isn’t part of the question bank.")
    assert not made.slots.exists()


def test_no_file_takes_them_along(instructor_client, made):
    for asked in (f"made={ANY}&words=patch", f"item={made.pk}"):
        reply = instructor_client.get(f"{reverse('teach:export-file')}?format=csv&{asked}")
        assert made.slug not in b"".join(reply if reply.streaming else [reply.content]).decode()
