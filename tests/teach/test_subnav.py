"""Teach's navigation says where one is."""

import re

import pytest
from django.urls import reverse


def current(page: str, label: str) -> list[tuple[str, str]]:
    navigation = re.search(rf'<nav class="subnav" aria-label="{label}">(.*?)</nav>', page, re.DOTALL)
    return re.findall(r'<a [^>]*aria-current="(\w+)">([^<]+)</a>', navigation[1]) if navigation else []


@pytest.mark.parametrize(
    ("address", "entry", "of_questions"),
    [
        ("teach:start", ("page", "To do"), []),
        ("teach:inbox", ("page", "Inbox"), []),
        ("teach:cohorts", ("page", "Classes"), []),
        ("teach:cohort-new", ("true", "Classes"), []),
        ("teach:history", ("page", "History"), []),
        ("matrix:editor", ("page", "Matrix"), []),
        ("matrix:services-added", ("true", "Matrix"), []),
        ("teach:items", ("page", "Questions"), [("page", "Results")]),
        ("teach:generators", ("true", "Questions"), [("page", "Derived questions")]),
        ("teach:import", ("true", "Questions"), [("page", "Import")]),
        ("teach:export", ("true", "Questions"), [("page", "Export")]),
        ("admin:bank_item_bulk_changes", ("true", "Questions"), [("true", "Edit questions")]),
    ],
)
def test_the_navigation_marks_where_one_is(instructor_client, address, entry, of_questions):
    page = instructor_client.get(reverse(address)).text

    assert current(page, "Teach") == [entry]
    assert current(page, "Questions") == of_questions
