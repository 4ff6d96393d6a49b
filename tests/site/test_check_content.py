import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matrix.models import Responsibility

pytestmark = pytest.mark.django_db


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


def test_a_question_that_the_facts_refute_fails_the_check():
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner="aws")

    figures, failed = checked()

    assert figures["conflicts"] > 0
    assert "correct or withdraw it" in "\n".join(figures["problems"])
    assert failed.endswith("found. Exit status 1.")


def test_a_question_about_a_cell_of_low_confidence_fails_the_check():
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(confidence="low")

    figures, failed = checked()

    assert figures["low_confidence_asked"] > 0
    assert failed


def test_without_json_each_figure_and_each_problem_is_a_line():
    Responsibility.objects.filter(service__slug="s3", layer__slug="guest-os").update(source_title="")
    out = StringIO()

    with pytest.raises(CommandError, match="1 problem found"):
        call_command("check_content", stdout=out)

    assert "cells: 720\n" in out.getvalue()
    assert out.getvalue().endswith("s3/guest-os: add the title and the address of the page that says who owns it.\n")
