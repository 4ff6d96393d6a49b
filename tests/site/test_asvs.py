"""docs/security/asvs.md answers every requirement, and every test that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
LINES = (BASE / "docs" / "security" / "asvs.md").read_text().splitlines()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES if re.match(r"\| \d", line)]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. Sections that are answered as a whole: none.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip


def section_of(requirement: str) -> str:
    return requirement.rpartition(".")[0]


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((BASE / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_requirement_of_a_section_is_answered(section):
    answered = [row[0] for row in ROWS if section_of(row[0]) == section]

    assert len(set(answered)) == len(answered) == SECTIONS[section]


def test_no_requirement_is_made_up():
    assert {section_of(row[0]) for row in ROWS} == set(SECTIONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_requirement_has_a_test_or_a_reason(row):
    _, level, asked, answer = row

    assert level in ("1", "2")
    assert asked
    assert NAMED.search(answer) or re.search(r"— \S", answer)


@pytest.mark.parametrize("row", [row for row in ROWS if "tests/" in row[3]], ids=lambda row: row[0])
def test_the_tests_that_are_named_exist(row):
    named = NAMED.findall(row[3])

    assert named
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []


def test_most_that_asks_for_a_test_has_one():
    assert sum("::" in row[3] for row in ROWS) >= 90
