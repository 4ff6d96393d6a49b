"""A learner's own answers as a file."""

import csv
import json
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.ledger import UNSURE
from tests.helpers.past_answers import Given, sat
from tests.helpers.progress import about, days_ago, questions
from tests.helpers.sittings import statements_of

pytestmark = pytest.mark.django_db


def lines(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def test_all_of_ones_own_answers_come_as_csv(learner_client, learner, stranger):
    one, other = about("ec2/guest-os"), about("rds/guest-os")
    sat(learner, days_ago(2), [Given(one, confidence="sure", took=12.5), Given(other, answer=UNSURE)])
    sat(stranger, days_ago(1), [Given(one)])

    answer = learner_client.get("/progress/answers.csv")

    first, second = lines(answer)
    assert answer.streaming
    key = one.options.get(is_key=True).text
    told = ("question", "service", "layer", "answer", "right", "confidence", "seconds")
    assert [first[name] for name in told] == [one.stem, "ec2", "guest-os", key, "True", "sure", "12.5"]
    assert (second["answer"], second["right"]) == ("I don’t know", "False")


def test_no_line_of_the_file_is_a_formula(learner_client, learner):
    attempt = sat(learner, days_ago(2), [Given(about("ec2/guest-os"))])
    type(attempt).objects.filter(pk=attempt.pk).update(title="=HYPERLINK(1)")

    [line] = lines(learner_client.get("/progress/answers.csv"))

    assert line["title"] == "'=HYPERLINK(1)"


def test_json_tells_the_answers_and_what_they_made_of_each_cell(learner_client, learner):
    sat(learner, days_ago(2), [Given(about("ec2/guest-os")), Given(about("rds/guest-os"), right=False)])

    told = json.loads(learner_client.get("/progress/answers.json").getvalue())

    assert [(each["service"], each["right"]) for each in told["answers"]] == [("ec2", True), ("rds", False)]
    assert {(each["service"], each["state"], each["answers"]) for each in told["cells"]} == {
        ("ec2", "learning", 1),
        ("rds", "learning", 1),
    }


@pytest.mark.parametrize("path", ["/progress/answers.csv", "/progress/answers.json"])
def test_a_file_costs_as_many_queries_for_a_long_history(learner_client, learner, path):
    sat(learner, days_ago(2), [Given(version) for version in questions(1)])
    learner_client.get(path).getvalue()
    with CaptureQueriesContext(connection) as few:
        learner_client.get(path).getvalue()
    sat(learner, days_ago(1), [Given(version) for version in questions(600)])

    with CaptureQueriesContext(connection) as many:
        learner_client.get(path).getvalue()

    assert len(statements_of(many)) == len(statements_of(few)) <= 6
