"""Two instructors edit one cell at once."""

import pytest

from matrix.models import Duty, Responsibility
from tests.matrix.test_admin import change_url, confirmed, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="rds", layer__slug="backup-recovery")


def row_of(cell, slug: str) -> int:
    """The number of the duty's row in the form."""
    return list(cell.duties.order_by("position").values_list("slug", flat=True)).index(slug)


def overtaken(client, cell, mine: dict, theirs: dict):
    """What the second instructor sees: both opened the form at the same time, and the first has saved."""
    opened = posted(cell)
    saved = client.post(change_url(cell), opened | theirs)
    if saved.status_code == 200:
        confirmed(client, change_url(cell), opened | theirs)
    cell.refresh_from_db()
    assert cell.edit_number == 2
    return client.post(change_url(cell), opened | mine)


def form_of(page) -> dict[str, str]:
    """What the page's form would send: Django shows bound forms from their data."""
    data = dict(page.context["adminform"].form.data.items())
    for inline in page.context["inline_admin_formsets"]:
        data = {name: value for name, value in data.items() if not name.startswith("duties-")}
        data |= {name: value for name, value in inline.formset.data.items() if name.startswith("duties-")}
    return data


def test_the_second_is_told_and_sees_both_versions_side_by_side(instructor_client, cell):
    before = cell.rationale

    page = overtaken(instructor_client, cell, {"rationale": "Mine."}, {"rationale": "Theirs."})

    assert "Someone else saved this after you opened it" in page.text
    [version] = page.context["versions"]
    assert (version.opened, version.theirs, version.yours) == (before, "Theirs.", "Mine.")
    assert '<th scope="row">Rationale</th>' in page.text
    cell.refresh_from_db()
    assert cell.rationale == "Theirs."


def test_what_was_typed_is_in_the_form_and_can_be_saved_in_full_knowledge(instructor_client, cell):
    page = overtaken(instructor_client, cell, {"rationale": "Mine."}, {"rationale": "Theirs."})

    saved = instructor_client.post(change_url(cell), form_of(page))

    assert saved.status_code == 302
    cell.refresh_from_db()
    assert (cell.rationale, cell.edit_number) == ("Mine.", 3)


def test_a_field_that_only_the_first_changed_keeps_their_version(instructor_client, cell):
    page = overtaken(instructor_client, cell, {"rationale": "Mine."}, {"source_title": "Their page"})

    instructor_client.post(change_url(cell), form_of(page))

    cell.refresh_from_db()
    assert (cell.rationale, cell.source_title) == ("Mine.", "Their page")


def test_an_owner_is_shown_by_its_name(instructor_client, cell):
    page = overtaken(instructor_client, cell, {"owner": "shared"}, {"owner": "customer"})

    [version] = page.context["versions"]
    assert (version.opened, version.theirs, version.yours) == ("AWS", "Customer", "Shared")


def test_duties_that_each_reworded_are_both_kept(instructor_client, cell):
    retention, restores = (
        row_of(cell, slug)
        for slug in ("choose-how-long-automated-backups-are-retained", "test-restores-of-the-database")
    )
    mine = {f"duties-{restores}-task": "Try restores"}
    theirs = {f"duties-{retention}-task": "Set the retention"}

    page = overtaken(instructor_client, cell, mine, theirs)
    instructor_client.post(change_url(cell), form_of(page))

    tasks = set(cell.duties.values_list("task", flat=True))
    assert {"Try restores", "Set the retention"} <= tasks
    assert len(page.context["versions"]) == 2


def test_one_duty_that_both_reworded_is_shown_in_both_versions(instructor_client, cell):
    number = row_of(cell, "test-restores-of-the-database")
    duty = cell.duties.get(slug="test-restores-of-the-database")

    page = overtaken(instructor_client, cell, {f"duties-{number}-task": "Mine"}, {f"duties-{number}-task": "Theirs"})

    [version] = page.context["versions"]
    assert (version.opened, version.theirs, version.yours) == (
        f"{duty.task} (Customer)",
        "Theirs (Customer)",
        "Mine (Customer)",
    )
    assert form_of(page)[f"duties-{number}-task"] == "Mine"


def added(cell, number: int, task: str) -> dict:
    new = {"task": task, "owner": "customer", "slug": task.lower().replace(" ", "-"), "position": 8, "cell": cell.pk}
    return {"duties-TOTAL_FORMS": number + 1} | {f"duties-{number}-{name}": value for name, value in new.items()}


def test_duties_that_each_added_are_both_kept(instructor_client, cell):
    number = cell.duties.count()

    page = overtaken(instructor_client, cell, added(cell, number, "My duty"), added(cell, number, "Their duty"))
    saved = instructor_client.post(change_url(cell), form_of(page))

    assert saved.status_code == 302
    assert {"My duty", "Their duty"} <= set(cell.duties.values_list("task", flat=True))


@pytest.fixture
def duty() -> Duty:
    """One that nothing but history keeps from going."""
    return next(duty for duty in Duty.objects.order_by("pk") if duty.may_go)


def takes_out(duty: Duty) -> dict:
    return {f"duties-{row_of(duty.cell, duty.slug)}-DELETE": "on"}


def test_a_duty_that_the_first_took_out_stays_out(instructor_client, duty):
    page = overtaken(instructor_client, duty.cell, {"rationale": "Mine."}, takes_out(duty))
    saved = instructor_client.post(change_url(duty.cell), form_of(page))

    assert "Removed" in [version.theirs for version in page.context["versions"]]
    assert saved.status_code == 302
    assert not duty.cell.duties.filter(slug=duty.slug).exists()


def test_a_duty_that_the_first_took_out_and_the_second_reworded_comes_back(instructor_client, duty):
    mine = {f"duties-{row_of(duty.cell, duty.slug)}-task": "Mine"}

    page = overtaken(instructor_client, duty.cell, mine, takes_out(duty))
    saved = instructor_client.post(change_url(duty.cell), form_of(page))

    assert saved.status_code == 302
    assert Duty.objects.get(cell=duty.cell, slug=duty.slug).task == "Mine"


def test_a_form_that_nobody_overtook_is_left_alone(instructor_client, cell):
    saved = instructor_client.post(change_url(cell), posted(cell, rationale="Mine."))

    assert saved.status_code == 302
    cell.refresh_from_db()
    assert (cell.rationale, cell.edit_number) == ("Mine.", 2)
