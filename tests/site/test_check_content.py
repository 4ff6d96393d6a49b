import json
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from bank.models import Item
from matrix.models import Responsibility
from srm_site.management.commands import check_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    """One with its questions, the only ones that are asked: to say how all read takes seconds."""
    of_cell = Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")
    Item.objects.exclude(published__tested_cells__cell__in=of_cell).update(published=None)
    return of_cell


def checked() -> tuple[dict, str]:
    """The figures, and the message of a failed check."""
    out, failed = StringIO(), ""
    try:
        call_command("check_content", "--json", stdout=out)
    except CommandError as error:
        failed = f"{error} Exit status {error.returncode}."
    return json.loads(out.getvalue()), failed


def test_the_content_that_we_ship_has_no_problem_and_every_promised_figure():
    figures, failed = checked()

    assert failed == ""
    assert figures["problems"] == []
    assert (figures["services"], figures["layers"], figures["cells"]) == (48, 15, 720)
    assert {
        "services",
        "layers",
        "cells",
        "duties",
        "controls",
        "scenarios",
        "items",
        "items_by_generator",
        "cells_without_source",
        "options_without_rationale",
        "conflicts",
        "low_confidence_asked",
        "duplicate_stems_different_keys",
        "longest_is_key_share",
    } <= figures.keys()


def test_a_question_that_the_facts_refute_fails_the_check(cell):
    cell.update(owner="aws")

    figures, failed = checked()

    assert figures["conflicts"] > 0
    assert "correct or withdraw it" in "\n".join(figures["problems"])
    assert failed.endswith("found. Exit status 1.")


def test_a_question_about_a_cell_of_low_confidence_fails_the_check(cell):
    cell.update(confidence="low")

    figures, failed = checked()

    assert figures["low_confidence_asked"] > 0
    assert failed


def test_without_json_each_figure_and_each_problem_is_a_line():
    out, found = StringIO(), ({"cells": 585, "layers": 15}, ["s3/guest-os: add the title."])

    with patch.object(check_content, "check_content", lambda: found), pytest.raises(CommandError, match="1 problem f"):
        call_command("check_content", stdout=out)

    assert out.getvalue() == "cells: 585\nlayers: 15\ns3/guest-os: add the title.\n"


def test_a_cell_without_a_source_is_a_problem(cell):
    cell.update(source_title="")

    figures, _ = checked()

    assert "ec2/guest-os: add the title and the address of the page that says who owns it." in figures["problems"]
