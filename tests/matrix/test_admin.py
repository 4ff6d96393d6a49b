import pytest
from django.urls import reverse

from matrix.models import Responsibility, Scenario

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
        "duties-TOTAL_FORMS": len(duties),
        "duties-INITIAL_FORMS": len(duties),
    }
    for number, duty in enumerate(duties):
        for name in ("task", "owner", "slug", "position"):
            data[f"duties-{number}-{name}"] = getattr(duty, name)
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


def test_a_form_opened_before_somebody_elses_save_is_told_and_keeps_its_text(instructor_client, cell):
    opened = posted(cell, rationale="Mine.")
    instructor_client.post(change_url(cell), posted(cell, rationale="Theirs."))

    response = instructor_client.post(change_url(cell), opened)

    assert response.status_code == 200
    assert "Somebody saved this after you had opened it" in response.text
    assert "Mine." in response.text
    assert "Theirs." in response.text
    cell.refresh_from_db()
    assert cell.rationale == "Theirs."


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


def test_a_duty_that_a_scenario_rests_on_stays_and_the_form_says_so(instructor_client):
    scenario = Scenario.objects.exclude(duty=None).select_related("duty__cell").first()
    cell = scenario.duty.cell
    data = posted(cell)
    number = next(n for n in range(9) if data.get(f"duties-{n}-id") == scenario.duty_id)

    refused = instructor_client.post(change_url(cell), data | {f"duties-{number}-DELETE": "on"})

    assert refused.status_code == 200
    assert scenario.text[:40] in refused.text.replace("&#x27;", "'")
    assert cell.duties.filter(pk=scenario.duty_id).exists()
