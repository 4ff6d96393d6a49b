import json
from copy import deepcopy
from pathlib import Path
from shutil import copy

import pytest
from django.conf import settings
from django.db import transaction

from bank.conflicts import conflicts
from bank.loading import load_items
from bank.models import Item
from bank.publishing import publish
from matrix import facts
from matrix.files.content import ContentError, Report
from matrix.models import Responsibility
from quizzes.loading import load_quizzes
from quizzes.models import Quiz
from tests.helpers.sittings import CHECK, begin, item_at, the_check

pytestmark = pytest.mark.django_db

SHIPPED = Path(settings.FIXTURES_DIR)
CHANGED = SHIPPED / "items/shared-responsibility-model.json"
ITEMS = json.loads(CHANGED.read_text())
QUIZZES = json.loads((SHIPPED / "quizzes.json").read_text())
FIRST = "ec2-os-unpatched-6-months"


@pytest.fixture
def items() -> list[dict]:
    return deepcopy(ITEMS)


def load(tmp_path: Path, items, quizzes=QUIZZES) -> Report:
    """Loads like the command: all of it or nothing. The questions of other lessons are as they were shipped."""
    (tmp_path / "items").mkdir(exist_ok=True)
    for path in SHIPPED.glob("items/*.json"):
        if path != CHANGED:
            copy(path, tmp_path / "items")
    text = items if isinstance(items, str) else json.dumps(items)
    (tmp_path / "items/check.json").write_text(text)
    (tmp_path / "quizzes.json").write_text(json.dumps(quizzes))
    (tmp_path / "misconceptions.json").write_text((SHIPPED / "misconceptions.json").read_text())
    report = Report()
    with transaction.atomic():
        load_items(tmp_path, report)
        load_quizzes(tmp_path, report)
    return report


def quizzes_with(change) -> list[dict]:
    """The shipped quizzes, with `change` done to the items of the one that tests take."""
    quizzes = deepcopy(QUIZZES)
    change(next(quiz["items"] for quiz in quizzes if quiz["slug"] == CHECK))
    return quizzes


def first() -> Item:
    return Item.objects.get(slug=FIRST)


def test_loading_the_same_files_again_changes_nothing(tmp_path, items):
    report = load(tmp_path, items)

    assert (report.created, report.updated, report.removed, report.kept) == ([], [], [], [])
    assert first().published.number == 1


def test_a_changed_question_becomes_the_next_version(tmp_path, items):
    items[0]["stem"] = "Who patches the guest?"

    report = load(tmp_path, items)

    assert report.updated == [f"check.json, {FIRST}"]
    version = first().published
    assert (version.number, version.stem, version.change, version.editor) == (
        2,
        "Who patches the guest?",
        "clarify",
        None,
    )
    assert load(tmp_path, items).updated == []


def test_a_file_says_what_kind_of_change_it_brings(tmp_path, items):
    items[0] |= {"stem": "Who patches the guest?", "change": "semantic"}

    load(tmp_path, items)

    assert first().published.change == "semantic"


def test_another_key_in_the_file_is_a_key_change(tmp_path, items):
    for option in items[0]["options"]:
        option |= {"is_key": option["key"] == "systems-manager-patches", "claims": []}

    load(tmp_path, items)

    assert first().published.change == "key_change"


def test_a_question_edited_here_is_kept_and_listed(tmp_path, items):
    content = {name: value for name, value in items[0].items() if name != "slug"}
    publish(first(), content | {"stem": "Edited here?"}, editor=1)
    items[0]["stem"] = "Changed in the file?"

    report = load(tmp_path, items)

    assert report.kept == [f"check.json, {FIRST}"]
    assert first().published.stem == "Edited here?"


def test_attempts_in_progress_keep_the_version_they_were_served(tmp_path, items, learner):
    attempt = begin(learner)
    items[0]["stem"] = "Who patches the guest?"

    load(tmp_path, items)

    assert item_at(attempt, 1).version.number == 1


def broken(change) -> list[dict]:
    items = deepcopy(ITEMS)
    change(items[0])
    return items


REFUSED = [
    (lambda item: item.update(cells=["ec2/no-such-layer"]), "there is no cell “ec2/no-such-layer”"),
    (lambda item: item.update(skill="magic"), "there is no skill “magic”"),
    (lambda item: item.update(form="essay"), "there is no form “essay”"),
    (lambda item: item.update(change="magic"), "there is no kind of change “magic”"),
    (lambda item: item.update(cells=[]), "name the cells that it tests"),
    (lambda item: item.update(options="none"), "options: expected a list in square brackets"),
    (lambda item: item.update(options=["a", "b"]), "option 1, option: expected an object in braces"),
    (lambda item: item.pop("stem"), "“stem” is missing"),
    (lambda item: item.update(hint="no"), "“hint” is not a field here"),
    (lambda item: item["options"][1].update(is_key=False), "no option is the key"),
    (lambda item: item["options"][0].update(is_key=True), "option 1 is the key already"),
    (lambda item: item["options"][0].update(is_key="yes"), "option 1, is_key: expected true or false"),
    (lambda item: item["options"][0].pop("rationale"), "option 1, rationale: say why it is right or wrong"),
    (lambda item: item["options"][0].update(key=item["options"][1]["key"]), "stands twice"),
    (lambda item: item["options"][0].update(key="Not A Slug"), "lower-case letters"),
    (
        lambda item: item["options"][0].update(claims=[{"duty": "ec2/guest-os/no-such-duty", "owner": "aws"}]),
        "there is no duty “ec2/guest-os/no-such-duty”",
    ),
    (
        lambda item: item["options"][0].update(claims=[{"control": "no-such-control", "owner": "aws"}]),
        "there is no control “no-such-control”",
    ),
    (lambda item: item["options"][0].update(claims=[{"cell": "ec2/guest-os", "owner": "you"}]), "you"),
]


@pytest.mark.parametrize(("change", "told"), REFUSED)
def test_a_broken_question_is_refused_with_its_place(tmp_path, change, told):
    with pytest.raises(ContentError) as refused:
        load(tmp_path, broken(change))

    assert told in str(refused.value)
    assert all(problem.startswith(f"check.json, line 1, {FIRST}: ") for problem in refused.value.problems)
    assert first().published.number == 1


def test_a_file_that_is_no_json_is_refused_with_its_line(tmp_path):
    with pytest.raises(ContentError, match=r"check.json: line 2: not valid JSON"):
        load(tmp_path, "[\n{")


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"confidence": "low"}, "of low confidence"), ({"owner": "not_applicable"}, "does not exist")],
)
def test_a_cell_that_is_never_asked_about_is_refused(tmp_path, items, fields, told):
    Responsibility.objects.filter(service__slug="s3", layer__slug="encryption-in-transit").update(**fields)
    items[0]["cells"].append("s3/encryption-in-transit")

    with pytest.raises(ContentError, match=told):
        load(tmp_path, items)


def test_a_key_that_the_facts_refute_is_refused_with_the_proof(tmp_path, items):
    items[0]["options"][1]["claims"][0]["owner"] = "aws"

    with pytest.raises(ContentError) as refused:
        load(tmp_path, items)

    [problem] = refused.value.problems
    assert "is the key and says AWS owns “Patch the guest operating system” (EC2, guest operating system)" in problem
    assert "the matrix says the customer, source “" in problem


def test_a_distractor_that_is_true_in_all_it_says_is_refused(tmp_path, items):
    items[0]["options"][0]["claims"] = [{"cell": "ec2/guest-os", "owner": "customer"}]

    with pytest.raises(ContentError, match="is no key, yet all that it says is true: the customer owns EC2"):
        load(tmp_path, items)


def test_a_distractor_that_is_true_in_part_is_a_good_one(tmp_path, items):
    items[0]["options"][0]["claims"] = [
        {"cell": "ec2/guest-os", "owner": "customer"},
        {"cell": "ec2/guest-os", "owner": "aws"},
    ]

    assert load(tmp_path, items).updated


def test_a_fact_that_changes_is_reported_as_a_conflict_with_its_proof():
    assert conflicts(facts.current()) == []
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner="aws")

    found = conflicts(facts.current())

    assert FIRST in {conflict.item.slug for conflict in found}
    assert all("the matrix says" in conflict.proof for conflict in found)


def test_a_quiz_with_an_unknown_question_is_refused(tmp_path, items):
    quizzes = quizzes_with(lambda items: items.append("no-such-question"))

    with pytest.raises(ContentError, match="there is no question “no-such-question”"):
        load(tmp_path, items, quizzes)


def test_a_question_twice_in_a_quiz_is_refused(tmp_path, items):
    quizzes = quizzes_with(lambda items: items.append(items[0]))

    with pytest.raises(ContentError, match="stands twice"):
        load(tmp_path, items, quizzes)


def test_a_quiz_follows_its_file(tmp_path, items):
    quizzes = quizzes_with(lambda items: items.pop())

    load(tmp_path, items, quizzes)

    assert the_check().slots.count() == 9


def test_a_quiz_edited_here_is_kept(tmp_path, items):
    Quiz.objects.filter(slug=CHECK).update(title="Edited here")
    quizzes = quizzes_with(lambda items: items.pop())

    report = load(tmp_path, items, quizzes)

    assert report.kept == [f"quizzes.json, {the_check().slug}"]
    assert the_check().slots.count() == 10
