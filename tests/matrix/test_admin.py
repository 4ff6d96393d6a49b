import re

import pytest
from django.contrib.admin.models import LogEntry
from django.forms.models import model_to_dict
from django.urls import reverse

from bank.models import Claim, Item
from matrix.editing.forms import SAY_WHY
from matrix.editing.merge import typed_values
from matrix.models import Control, Duty, ExamShare, Responsibility, Rule, Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")


def posted(cell, **changes):
    duties = cell.duties.order_by("position")
    data = {
        "local_name": cell.local_name,
        "owner": cell.owner,
        "rationale": cell.rationale,
        "confidence": cell.confidence,
        "source_title": cell.source_title,
        "source_url": cell.source_url,
        "reviewed_on": "",
        "opened_on": cell.edit_number,
        "reason": "The source says so.",
        "duties-TOTAL_FORMS": len(duties),
        "duties-INITIAL_FORMS": len(duties),
    }
    for number, duty in enumerate(duties):
        data |= {f"duties-{number}-{name}": value for name, value in typed_values(duty).items()}
        data |= {f"duties-{number}-id": duty.pk, f"duties-{number}-cell": cell.pk}
    return data | changes


def change_url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_an_instructor_changes_a_cell_and_the_matrix_follows(instructor_client, cell):
    changed = posted(cell, rationale="A better reason.")

    response = instructor_client.post(change_url(cell), changed)

    assert response.status_code == 302
    assert "A better reason." in instructor_client.get("/matrix/ec2/guest-os/").text


def test_the_history_names_the_instructor_by_id(instructor_client, instructor, cell):
    instructor_client.post(change_url(cell), posted(cell, rationale="A better reason."))

    assert cell.events.order_by("-pgh_id").first().pgh_context.metadata["user"] == instructor.pk


def test_a_scenario_that_points_at_nothing_gets_a_message(instructor_client):
    scenario = Scenario.objects.first()
    data = {"slug": scenario.slug, "text": scenario.text, "why": scenario.why, "position": 1}

    response = instructor_client.post(change_url(scenario), data)

    assert "Point at exactly one" in response.text


@pytest.mark.parametrize("model", ["servicetype", "service", "layer", "responsibility", "duty", "control", "scenario"])
def test_every_list_can_be_searched_and_opened(instructor_client, model):
    response = instructor_client.get(reverse(f"admin:matrix_{model}_changelist"), {"q": "patch"})

    assert response.status_code == 200
    assert 'id="searchbar"' in response.text
    assert 'id="changelist-filter"' in response.text


def test_a_search_finds_the_words_of_a_reason_and_no_parts_of_them(instructor_client):
    found = instructor_client.get(reverse("admin:matrix_responsibility_changelist"), {"q": "rds"})

    cells = found.context["cl"].queryset
    named = [f"{cell.service.name} {cell.service.short_name} {cell.local_name} {cell.rationale}" for cell in cells]
    assert named
    assert all(re.search(r"\bRDS\b|Relational Database", words) for words in named)


def test_a_duty_that_a_scenario_rests_on_stays_and_the_form_says_so(instructor_client):
    scenario = Scenario.objects.exclude(duty=None).select_related("duty__cell").first()
    cell = scenario.duty.cell
    data = posted(cell)
    number = next(n for n in range(9) if data.get(f"duties-{n}-id") == scenario.duty_id)

    refused = instructor_client.post(change_url(cell), data | {f"duties-{number}-DELETE": "on"})

    assert refused.status_code == 200
    assert scenario.text[:40] in refused.text.replace("&#x27;", "'")
    assert cell.duties.filter(pk=scenario.duty_id).exists()


@pytest.fixture
def duty() -> Duty:
    """One that the keys of derived questions make claims about, and nothing else."""
    asked = Scenario.objects.exclude(duty=None).values("duty")
    keys = Claim.objects.filter(option__is_key=True).values("duty")
    claimed = Duty.objects.filter(pk__in=keys).exclude(pk__in=asked)
    return next(each for each in claimed.order_by("pk") if each.may_go)


def taken_out(duty: Duty) -> dict:
    data = posted(duty.cell)
    number = next(n for n in range(9) if data.get(f"duties-{n}-id") == duty.pk)
    return data | {f"duties-{number}-DELETE": "on"}


def confirmed(client, address: str, data: dict):
    """Presses the button on the page that shows what follows."""
    shown = client.post(address, data).context["preview"]
    return client.post(address, data | {"_seen": shown.fingerprint})


@pytest.mark.questions_follow
def test_taking_out_a_duty_shows_the_questions_that_speak_of_it(instructor_client, duty):
    cell = duty.cell

    page = instructor_client.post(change_url(cell), taken_out(duty))

    [change] = page.context["preview"].changes
    assert (change.subject, change.after) == (f"“{duty.task}” ({cell})", "Removed")
    assert re.search("Questions made from the facts that (get new wording|are withdrawn): [1-9]", page.text)
    assert cell.duties.filter(pk=duty.pk).exists()


@pytest.mark.questions_follow
def test_a_duty_that_only_derived_questions_speak_of_can_be_taken_out(instructor_client, duty):
    cell = duty.cell

    confirmed(instructor_client, change_url(cell), taken_out(duty))

    assert duty.slug not in cell.duties.values_list("slug", flat=True)
    assert Duty.with_retired.get(pk=duty.pk).retired
    assert not Item.objects.exclude(published=None).filter(published__options__claims__duty=duty.pk).exists()


@pytest.mark.questions_follow
def test_a_duty_that_is_added_again_is_the_one_that_was_taken_out(instructor_client, duty):
    cell = duty.cell
    confirmed(instructor_client, change_url(cell), taken_out(duty))
    cell.refresh_from_db()
    data = posted(cell)
    new = data["duties-TOTAL_FORMS"]
    data |= {"duties-TOTAL_FORMS": new + 1, f"duties-{new}-cell": cell.pk, f"duties-{new}-position": 1}
    data |= {f"duties-{new}-{name}": getattr(duty, name) for name in ("task", "owner", "slug")}

    answer = instructor_client.post(change_url(cell), data)

    assert answer.status_code == 302
    assert cell.duties.get(slug=duty.slug) == duty


def test_an_owner_changes_only_for_a_reason(instructor_client, cell):
    alone = instructor_client.post(change_url(cell), posted(cell, owner="shared", reason=""))
    other = "aws" if posted(cell)["duties-0-owner"] == "customer" else "customer"
    duty = instructor_client.post(change_url(cell), posted(cell, **{"duties-0-owner": other}, reason=" "))

    assert alone.context["adminform"].form.errors["reason"] == [SAY_WHY]
    assert SAY_WHY in duty.context["inline_admin_formsets"][0].formset.non_form_errors()
    assert instructor_client.post(change_url(cell), posted(cell, rationale="Better.", reason="")).status_code == 302


# Deleting


def delete_url(row) -> str:
    return reverse(f"admin:matrix_{row._meta.model_name}_delete", args=[row.pk])


@pytest.fixture
def scenario() -> Scenario:
    return Scenario.objects.get(slug="s3-disk-fails")


@pytest.mark.questions_follow
def test_deleting_a_scenario_shows_first_what_rests_on_it(instructor_client, scenario):
    page = instructor_client.get(delete_url(scenario))

    [change] = page.context["preview"].changes
    assert (change.subject, change.before, change.after) == (f"Scenario “{scenario.text}”", "AWS", "Removed")
    assert "L3. The AWS Shared Responsibility Model: Exam traps" in page.text
    assert "no longer shows anything: there is no scenario “s3-disk-fails”." in page.text
    [item] = Item.objects.filter(generator="scenarios", parameters={"scenario": scenario.slug})
    assert "Questions made from the facts that are withdrawn: 1" in page.text
    assert item.published.stem in page.text
    assert Scenario.objects.filter(pk=scenario.pk).exists()


@pytest.mark.questions_follow
def test_a_deletion_that_was_seen_happens_and_its_questions_go(instructor_client, scenario):
    seen = instructor_client.get(delete_url(scenario)).context["preview"].fingerprint

    answer = instructor_client.post(delete_url(scenario), {"post": "yes", "_seen": seen, "reason": "Twice the same."})

    assert answer.status_code == 302
    assert not Scenario.objects.filter(pk=scenario.pk).exists()
    assert not Item.objects.exclude(published=None).filter(parameters={"scenario": scenario.slug}).exists()


@pytest.mark.questions_follow
def test_a_deletion_that_reaches_further_than_was_shown_waits(instructor_client, scenario):
    answer = instructor_client.post(delete_url(scenario), {"post": "yes", "_seen": "something else"}, follow=True)

    assert "Nothing is deleted yet" in answer.text
    assert Scenario.objects.filter(pk=scenario.pk).exists()
    assert not LogEntry.objects.filter(action_flag=3).exists()


@pytest.mark.questions_follow
def test_deleting_several_shows_what_rests_on_them_and_then_happens(instructor_client):
    address = reverse("admin:matrix_scenario_changelist")
    chosen = list(Scenario.objects.filter(slug__in=["s3-disk-fails", "s3-bucket-public"]))
    data = {"action": "delete_selected", "_selected_action": [each.pk for each in chosen]}

    page = instructor_client.post(address, data)
    stale = instructor_client.post(address, data | {"post": "yes", "_seen": "something else"})
    assert "Nothing is deleted yet" in stale.text
    assert Scenario.objects.filter(pk__in=[each.pk for each in chosen]).count() == 2
    done = instructor_client.post(address, data | {"post": "yes", "_seen": page.context_data["preview"].fingerprint})

    assert [change.after for change in page.context_data["preview"].changes] == ["Removed", "Removed"]
    assert done.status_code == 302
    assert not Scenario.objects.filter(pk__in=[each.pk for each in chosen]).exists()


def test_what_something_rests_on_cannot_be_deleted_and_says_so(instructor_client, cell):
    for row in (cell, Control.objects.get(slug="patch-management")):
        page = instructor_client.get(delete_url(row))
        assert "Cannot delete" in page.text
        assert "preview" not in page.context


def form_of(row) -> dict:
    return {name: "" if value is None else value for name, value in model_to_dict(row).items()}


def test_a_rule_that_most_cells_contradict_is_refused_with_the_exceptions(instructor_client):
    rule = Rule.objects.get(layer__slug="virtualization")
    data = form_of(rule) | {"owner": "customer", "reason": "A try."}

    response = instructor_client.post(change_url(rule), data)

    assert response.status_code == 200
    assert "Customer is the owner of 0 of" in response.text
    assert "Exceptions: EC2 (AWS)" in response.text
    rule.refresh_from_db()
    assert rule.owner == "aws"


def test_a_rule_is_said_in_other_words(instructor_client, client):
    rule = Rule.objects.get(layer__slug="virtualization")

    response = instructor_client.post(change_url(rule), form_of(rule) | {"sentence": "AWS runs it. You can’t."})

    assert response.status_code == 302
    assert "AWS runs it. You can’t." in client.get("/layers/virtualization/").text


def test_the_page_of_exam_shares_says_what_follows_from_the_numbers(instructor_client):
    page = instructor_client.get("/admin/matrix/examshare/").text

    assert "What follows from these numbers" in page
    assert re.search(r"<th scope=\"row\">EC2</th>\s*<td>\d+\.\d%</td>", page)
    assert "Guest operating system, Infrastructure building blocks" in page


def test_the_page_of_a_cell_says_how_much_of_the_exam_is_on_it(instructor_client, cell):
    page = instructor_client.get(change_url(cell)).text

    assert re.search(r"\d\.\d\d%, \d+\.\d times the mean", page)
    assert "/admin/matrix/examshare/" in page


def test_another_exam_share_changes_what_follows(instructor_client):
    share = ExamShare.objects.get(service__slug="lambda")

    response = instructor_client.post(change_url(share), form_of(share) | {"number": 40})

    assert response.status_code == 302
    share.refresh_from_db()
    assert share.number == 40
