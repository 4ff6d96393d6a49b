import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError

from matrix import facts
from matrix.files.content import ContentError
from matrix.models import Duty, Responsibility, Scenario, Service
from srm_site.management.commands.load_content import load_content
from tests.helpers.loaded_facts import load_facts_alone

pytestmark = pytest.mark.django_db

# The last duty of EFS's encryption in transit; no scenario and no question that a person wrote speaks of it.
LEAVING = "enforce-tls-in-the-file-system-policy"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(settings.FIXTURES_DIR, tmp_path / "fixtures")
    return tmp_path / "fixtures"


def rewrite(path, change):
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def test_loading_twice_changes_nothing(folder):
    report = load_content(folder)

    assert (report.created, report.updated, report.removed, report.kept) == ([], [], [], [])
    assert report.unchanged > 2000


def test_a_changed_file_changes_its_row(folder):
    rewrite(
        folder / "responsibilities" / "ec2.json",
        lambda file: file["cells"]["guest-os"].update(rationale="Another reason."),
    )

    report = load_content(folder)

    assert report.updated[0] == "ec2.json, guest-os"
    assert all(name.startswith("derived question") for name in report.updated[1:])
    assert Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os").rationale == "Another reason."


def test_a_confirmed_cell_keeps_its_date_and_is_still_corrected_by_its_file(folder):
    cell = Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")
    cell.update(reviewed_on="2026-11-01")
    assert load_content(folder).kept == []
    assert str(cell.get().reviewed_on) == "2026-11-01"
    rewrite(
        folder / "responsibilities" / "ec2.json",
        lambda file: file["cells"]["guest-os"].update(rationale="Another reason."),
    )

    report = load_content(folder)

    assert report.kept == []
    assert (cell.get().rationale, cell.get().reviewed_on) == ("Another reason.", None)


def test_a_file_confirms_no_cell_that_is_here(folder):
    rewrite(
        folder / "responsibilities" / "ec2.json",
        lambda file: file["cells"]["guest-os"].update(rationale="Another reason.", reviewed_on="2026-11-01"),
    )

    load_content(folder)

    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    assert (cell.rationale, cell.reviewed_on) == ("Another reason.", None)


def test_a_row_edited_here_stays_and_is_listed(folder):
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(rationale="Edited here.")
    rewrite(
        folder / "responsibilities" / "ec2.json",
        lambda file: file["cells"]["guest-os"].update(rationale="Another reason."),
    )

    report = load_facts_alone(folder)

    assert report.kept == ["ec2.json, guest-os"]
    assert Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os").rationale == "Edited here."


def test_a_duty_that_left_its_file_leaves_the_cell_and_its_neighbors_keep_their_identity(folder):
    kept = Duty.objects.get(cell__service__slug="efs", slug="mount-the-file-system-with-tls")

    def drop_one(file):
        del file["cells"]["encryption-in-transit"]["duties"][-1]

    rewrite(folder / "responsibilities" / "efs.json", drop_one)
    report = load_content(folder)

    assert report.kept == []
    assert report.removed[0] == "duty Enforce TLS in the file system policy"
    assert not Duty.objects.filter(slug=LEAVING).exists()
    assert f"efs/encryption-in-transit/{LEAVING}" not in facts.current().duties
    assert Duty.objects.get(cell__service__slug="efs", slug=kept.slug).pk == kept.pk
    again = load_facts_alone(folder)
    assert (again.created, again.updated, again.removed, again.kept) == ([], [], [], [])


def test_a_duty_that_returns_to_its_file_is_the_one_that_left(folder):
    duty = Duty.objects.get(slug=LEAVING)
    duty.delete()

    report = load_facts_alone(folder)

    assert report.created[0] == f"efs.json, encryption-in-transit, duty {LEAVING}"
    assert Duty.objects.get(slug=LEAVING) == duty


def test_a_duty_that_a_published_question_of_a_person_speaks_of_cannot_go():
    claimed = Duty.objects.get(cell__service__slug="rds", slug="test-restores-of-the-database")
    Scenario.objects.filter(duty=claimed).delete()

    with pytest.raises(ProtectedError):
        claimed.delete()


def test_a_duty_that_a_scenario_points_at_cannot_go():
    pointed_at = Scenario.objects.exclude(duty=None).first().duty

    with pytest.raises(ProtectedError):
        pointed_at.delete()


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        (
            "responsibilities/ec2.json",
            lambda file: file["cells"]["guest-os"].update(owner="nobody"),
            "ec2.json, line 1, guest-os: owner: Value 'nobody' is not a valid choice.",
        ),
        (
            "responsibilities/ec2.json",
            lambda file: file["cells"].update({"roof": file["cells"]["guest-os"]}),
            "ec2.json, line 1, roof: there is no layer “roof”.",
        ),
        (
            "services.json",
            lambda file: file[0].pop("summary"),
            "services.json, line 1, ec2: “summary” is missing.",
        ),
        (
            "services.json",
            lambda file: file[0].update(colour="red"),
            "services.json, line 1, ec2: “colour” is not a field here",
        ),
        (
            "scenarios.json",
            lambda file: file[0].update(points_at={"cell": "ec2/guest-os", "duty": "ec2/guest-os/x"}),
            "point at exactly one fact",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place_and_nothing_is_loaded(folder, file, change, message):
    rewrite(folder / "layers.json", lambda layers: layers[0].update(definition="Changed too."))
    rewrite(folder / file, change)

    with pytest.raises(ContentError) as refused:
        load_content(folder)

    assert message in str(refused.value)
    assert not Service.objects.filter(cells__layer__definition="Changed too.").exists()


def test_of_several_new_rows_the_one_that_the_database_refuses_is_named(folder):
    new = {"slug": "another-schedule", "owner": "customer", "task": "Set another schedule"}
    twice = {**new, "slug": "schedule-twice", "common_task": "start-backups"}
    rewrite(
        folder / "responsibilities" / "ec2.json",
        lambda file: file["cells"]["backup-recovery"]["duties"].extend([new, twice]),
    )

    with pytest.raises(ContentError) as refused:
        load_content(folder)

    assert refused.value.problems[0].startswith(
        "ec2.json, line 1, backup-recovery, duty schedule-twice: the database refuses it"
    )
    assert len(refused.value.problems) == 1
    assert not Duty.objects.filter(slug="another-schedule").exists()


def test_a_rule_comes_and_goes_with_its_file(folder):
    with_all = (folder / "rules.json").read_text()
    rewrite(folder / "rules.json", lambda rules: [rules.remove(each) for each in rules[:] if each["kind"] == "edge"])
    load_content(folder)
    assert "edge/network-config" not in facts.current().rules

    (folder / "rules.json").write_text(with_all)
    report = load_content(folder)

    assert report.kept == []
    assert "edge/network-config" in facts.current().rules


def test_a_rule_that_most_of_its_cells_contradict_is_refused_with_the_exceptions(folder):
    rewrite(folder / "rules.json", lambda rules: rules[0].update(owner="aws"))

    with pytest.raises(ContentError) as refused:
        load_content(folder)

    assert "rules.json, line 1, entry 1: AWS is the owner of 0 of 44 cells" in str(refused.value)
    assert "Exceptions: EC2 (Customer), " in str(refused.value)
    assert " and 34 more." in str(refused.value)


def test_an_exam_share_of_nothing_that_exists_is_refused(folder):
    rewrite(folder / "exam_shares.json", lambda shares: shares[-1].update(about="service/ec3"))

    with pytest.raises(ContentError, match="there is no service “ec3”"):
        load_content(folder)


def test_broken_json_is_named_with_its_line(folder):
    (folder / "layers.json").write_text('[\n  {"slug": "a"\n  "name": "b"}\n]')

    with pytest.raises(CommandError, match=r"layers\.json: line 3: not valid JSON"):
        call_command("load_content", folder)


@pytest.mark.django_db(transaction=True)  # what ANALYZE finds out would outlast a rollback
def test_the_database_plans_with_new_content_right_after_it_was_loaded(folder):
    """Otherwise it takes the tables for empty for a minute, and a first practice takes longer than it may."""

    def terms_planned_for() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples::int FROM pg_class WHERE relname = 'lessons_term'")
            return cursor.fetchone()[0]

    another = {"slug": "one-more", "name": "One more", "forms": ["one more"]}
    rewrite(folder / "glossary.json", lambda terms: terms.append(terms[0] | another))
    before = terms_planned_for()

    call_command("load_content", folder)

    assert terms_planned_for() == before + 1
