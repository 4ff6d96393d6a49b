import re

import pytest
from django.urls import reverse

from accounts.roles import INSTRUCTORS
from bank import models
from bank.conflicts import conflicts
from bank.drafts import content_to_edit
from bank.models import Claim, Closing, Contradiction, Item, ItemVersion, Option
from bank.publishing import publish
from matrix import facts, registry
from matrix.editing.revision import revise
from matrix.models import Control, Responsibility, Scenario
from quizzes.attempt_start import NothingToAsk, start
from quizzes.ledger import UNSURE, answer, choosing
from serving.uuid7 import uuid7
from tests.conftest import client_of, make_user
from tests.helpers.conflicts import SLUG, asked_in, make_aws_the_owner
from tests.helpers.conflicts import cell as cell
from tests.helpers.conflicts import item as item
from tests.helpers.conflicts import only_questions_by_hand as only_questions_by_hand
from tests.helpers.conflicts import task as task
from tests.helpers.pages import tight
from tests.helpers.sittings import begin, item_at, key_of, the_check
from tests.matrix.test_admin import change_url, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def derived() -> None:
    """Asked for where derived questions shall follow too."""


def hidden_fields(response) -> dict[str, str]:
    """What the page of consequences would send back."""
    return dict(response.context["typed"])


def confirmed(client, row, data: dict):
    """Saves in the admin and presses "Save the change" on the page in between."""
    page = client.post(change_url(row), data)
    return client.post(change_url(row), hidden_fields(page) | {"_seen": page.context["preview"].fingerprint})


def owned_by(cell: Responsibility, owner: str, **changes) -> dict:
    """The form of a cell in which it and all its duties belong to `owner`."""
    cell.refresh_from_db()
    numbers = range(cell.duties.count())
    duties = {f"duties-{number}-owner": owner for number in numbers}
    reasons = {f"duties-{number}-reason": "" for number in numbers}  # they argue for the previous owner
    return posted(cell, owner=owner, **duties, **reasons, _save="1", **changes)


def given_to_aws(client, cell: Responsibility) -> None:
    assert confirmed(client, cell, owned_by(cell, "aws")).status_code == 302


def test_a_changed_owner_is_shown_with_what_it_changes_and_not_saved(instructor_client, cell, learner):
    begin(learner)

    page = instructor_client.post(change_url(cell), owned_by(cell, "aws"))

    text = page.text
    assert "What this changes" in text
    change = page.context["preview"].changes[0]
    assert (change.subject, change.before, change.after) == ("EC2, guest operating system", "Customer", "AWS")
    assert "L3. The AWS Shared Responsibility Model: " in text
    assert "Customer → AWS" in text
    assert "is the key and says the customer owns “Patch the guest operating system”" in text
    assert "1 open attempt<" in text
    cell.refresh_from_db()
    assert cell.owner == "customer"
    assert not Contradiction.objects.exists()


def test_a_changed_duty_owner_is_shown_too(instructor_client, cell):
    duty = cell.duties.get(slug="patch-the-guest-operating-system")
    number = list(cell.duties.order_by("position")).index(duty)
    data = posted(cell, _save="1") | {f"duties-{number}-owner": "aws", f"duties-{number}-reason": ""}

    page = instructor_client.post(change_url(cell), data)

    [change] = page.context["preview"].changes
    assert change.subject == "“Patch the guest operating system” (EC2, guest operating system)"


def test_confidence_that_falls_to_low_is_shown_since_questions_go(instructor_client, cell):
    page = instructor_client.post(change_url(cell), posted(cell, confidence="low", _save="1"))

    assert [(each.before, each.after) for each in page.context["preview"].changes] == [("yes", "no")]
    assert "of low confidence, so it is never asked about" in page.text


def test_a_changed_reason_alone_is_saved_at_once(instructor_client, cell):
    response = instructor_client.post(change_url(cell), posted(cell, rationale="A better reason.", _save="1"))

    assert response.status_code == 302
    cell.refresh_from_db()
    assert cell.rationale == "A better reason."


def test_going_back_keeps_everything_typed_and_complains_of_nothing(instructor_client, cell):
    typed = owned_by(cell, "aws", rationale='Two\nlines and "quotes".')
    page = instructor_client.post(change_url(cell), typed)

    form = instructor_client.post(change_url(cell), hidden_fields(page) | {"_edit": "1"})

    shown = form.context["adminform"].form
    assert shown["owner"].value() == "aws"
    assert shown["rationale"].value() == 'Two\nlines and "quotes".'
    assert form.context["inline_admin_formsets"][0].formset.forms[0]["owner"].value() == "aws"
    assert "errornote" not in form.text
    cell.refresh_from_db()
    assert cell.owner == "customer"


def test_saving_lets_the_matrix_scenarios_and_history_follow(instructor_client, instructor, cell):
    scenario = Scenario.objects.filter(duty__cell=cell).first()

    given_to_aws(instructor_client, cell)

    cell.refresh_from_db()
    assert (cell.owner, cell.edit_number) == ("aws", 2)
    assert cell.events.order_by("-pgh_id").first().pgh_context.metadata["user"] == instructor.pk
    assert facts.current().owner_of(scenario) == "aws"


def test_a_contradicted_question_leaves_new_attempts(instructor_client, instructor, cell, item, learner):
    given_to_aws(instructor_client, cell)

    task = item.contradictions.get()
    assert (task.closed_at, task.opened_by) == (None, instructor.pk)
    assert "the matrix says AWS, source “" in task.proof
    assert SLUG not in asked_in(begin(learner))


def test_the_lessons_count_of_questions_follows(instructor_client, learner_client, cell, derived):
    def stated() -> int:
        lesson = the_check().lesson.get_absolute_url()
        return int(re.search(rf'href="{lesson}".*?(\d+) questions', tight(learner_client.get("/learn/").text))[1])

    before = stated()

    given_to_aws(instructor_client, cell)

    gone = Contradiction.objects.filter(closed_at=None, item__slots__quiz=the_check()).count()
    assert gone
    assert stated() == before - gone


def test_an_open_attempt_still_shows_and_grades_what_it_was_served(instructor_client, cell, item, learner):
    attempt = begin(learner)
    served = attempt.items.get(version__item=item)
    key = key_of(item_at(attempt, served.position))

    given_to_aws(instructor_client, cell)

    page = client_of(learner.user).get(served.get_absolute_url())
    assert served.version.stem in page.text
    outcome = answer(item_at(attempt, served.position), answer=choosing(key), event=uuid7())
    assert outcome.marks == 1000


def test_a_retry_leaves_the_contradicted_question_out(instructor_client, cell, item, learner):
    attempt = begin(learner)
    for each in attempt.items.all():
        answer(item_at(attempt, each.position), answer=UNSURE, event=uuid7())
    given_to_aws(instructor_client, cell)

    page = client_of(learner.user).post(reverse("quizzes:attempt-retry", args=[attempt.pk]))

    assert page.status_code == 302
    assert SLUG not in asked_in(attempt.retries.get())


def test_giving_the_cell_back_closes_it(instructor_client, instructor, cell, item, learner):
    given_to_aws(instructor_client, cell)

    page = instructor_client.post(change_url(cell), owned_by(cell, "customer"))
    assert "Questions that agree with the facts again" in page.text
    confirmed(instructor_client, cell, owned_by(cell, "customer"))

    task = item.contradictions.get()
    assert (task.closing, task.closed_by) == (Closing.AGREES, instructor.pk)
    assert SLUG in asked_in(begin(learner))


def test_publishing_a_version_that_agrees_closes_it(instructor, cell, item, learner):
    revise(lambda: make_aws_the_owner(cell), editor=instructor.pk)
    content = content_to_edit(item)
    for option in content["options"]:
        option["claims"] = []

    publish(item, content, change="key_change", editor=instructor.pk)

    task = item.contradictions.get()
    assert (task.closing, task.closed_by) == (Closing.REPUBLISHED, instructor.pk)
    assert SLUG in asked_in(begin(learner))


def test_the_second_instructor_is_told_also_after_the_page_in_between(instructor_client, cell):
    other = client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True))
    mine = instructor_client.post(change_url(cell), owned_by(cell, "aws", rationale="Mine."))
    other.post(change_url(cell), posted(cell, rationale="Theirs."))

    seen = mine.context["preview"].fingerprint
    answer_page = instructor_client.post(change_url(cell), hidden_fields(mine) | {"_seen": seen})

    assert "Someone else saved this after you opened it" in answer_page.text
    assert "Mine." in answer_page.text
    cell.refresh_from_db()
    assert (cell.owner, cell.rationale) == ("customer", "Theirs.")


def test_consequences_that_nobody_has_seen_are_shown_first(instructor_client, cell, item):
    page = instructor_client.post(change_url(cell), owned_by(cell, "aws"))
    content = content_to_edit(item)
    publish(item, content | {"stem": "Who patches it, asked anew?"})

    again = instructor_client.post(
        change_url(cell), hidden_fields(page) | {"_seen": page.context["preview"].fingerprint}
    )

    assert "What this changes" in again.text
    assert "Who patches it, asked anew?" in again.text
    cell.refresh_from_db()
    assert cell.owner == "customer"


def test_attempts_begun_meanwhile_are_no_reason_to_ask_again(instructor_client, cell, learner):
    page = instructor_client.post(change_url(cell), owned_by(cell, "aws"))
    begin(learner)

    saved = instructor_client.post(
        change_url(cell), hidden_fields(page) | {"_seen": page.context["preview"].fingerprint}
    )

    assert saved.status_code == 302


def test_a_change_that_fails_on_its_way_leaves_nothing_half_done(instructor_client, cell, monkeypatch):
    def fail(after, editor):
        raise RuntimeError("The disk is full.")

    page = instructor_client.post(change_url(cell), owned_by(cell, "aws"))
    monkeypatch.setattr(registry, "followers", [*registry.followers, fail])
    events, duties = cell.events.count(), list(cell.duties.values_list("slug", "owner"))

    with pytest.raises(RuntimeError):
        instructor_client.post(change_url(cell), hidden_fields(page) | {"_seen": page.context["preview"].fingerprint})

    cell.refresh_from_db()
    assert (cell.owner, cell.edit_number, cell.events.count()) == ("customer", 1, events)
    assert list(cell.duties.values_list("slug", "owner")) == duties
    assert not Contradiction.objects.exists()


def test_a_control_of_another_kind_shows_its_consequences_too(instructor_client):
    control = Control.objects.get(slug="patch-management")
    names = ("name", "slug", "position", "aws_part", "customer_part", "note", "source_title", "source_url")
    data = {name: getattr(control, name) for name in names} | {"kind": "inherited", "reason": "R.", "_save": "1"}

    page = instructor_client.post(change_url(control), data)

    assert [each.after for each in page.context["preview"].changes] == ["Inherited"]


def test_a_duty_changes_only_beside_its_cell(instructor_client, cell):
    duty = cell.duties.first()

    assert instructor_client.post(change_url(duty), {"owner": "aws"}).status_code == 403


def make_questions(count: int, cell: Responsibility) -> None:
    """Published questions about one cell, each with a right key and two distractors that are wrong."""
    items = Item.objects.bulk_create(Item(slug=f"made-{number}", skill="customer") for number in range(count))
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(item=item, number=1, form="choose-one", stem=f"Question {item.slug}?", change="new")
        for item in items
    )
    models.TestedCell.objects.bulk_create(
        models.TestedCell(version=version, cell=cell, position=1) for version in versions
    )
    options = Option.objects.bulk_create(
        Option(version=version, key=owner, position=1, text=owner, is_key=owner == "customer", rationale="So it is.")
        for version in versions
        for owner in ("customer", "aws", "shared")
    )
    Claim.objects.bulk_create(Claim(option=option, cell=cell, owner=option.key) for option in options)
    for each, version in zip(items, versions, strict=True):
        each.published = version
    Item.objects.bulk_update(items, ["published"])


so_many = pytest.mark.parametrize("so_many", [300, pytest.param(3000, marks=pytest.mark.long)])


@so_many
def test_many_questions_are_checked_in_a_few_queries(cell, instructor, so_many, django_assert_max_num_queries):
    make_questions(so_many, cell)
    known = facts.current()

    with django_assert_max_num_queries(3):
        assert conflicts(known) == []


@so_many
def test_many_contradicted_questions_all_become_tasks(cell, instructor, so_many, django_assert_max_num_queries):
    make_questions(so_many, cell)

    with django_assert_max_num_queries(60):
        revise(lambda: make_aws_the_owner(cell), editor=instructor.pk)

    assert Contradiction.objects.filter(item__slug__startswith="made-", closed_at=None).count() == so_many


def test_a_quiz_whose_questions_are_all_contradicted_asks_nothing(instructor_client, cell, item, learner):
    quiz = the_check()
    quiz.slots.exclude(item=item).delete()
    given_to_aws(instructor_client, cell)

    with pytest.raises(NothingToAsk):
        start(quiz, learner)


def test_derived_questions_follow_a_change_in_the_admin_and_none_is_left_contradicting(
    instructor_client, cell, derived
):
    asked = Item.objects.exclude(generator="").filter(published__tested_cells__cell=cell).distinct()
    before = {item.pk: item.published_id for item in asked}

    confirmed(instructor_client, cell, posted(cell, owner="aws"))

    now = dict(Item.objects.filter(pk__in=before).values_list("pk", "published"))
    assert any(now[pk] != version for pk, version in before.items())
    assert [conflict.item for conflict in conflicts(facts.current()) if conflict.item.generator] == []
    assert not Contradiction.objects.filter(closed_at=None).exclude(item__generator="").exists()
