"""Tasks that many services need: one duty per cell says what is one there, and whose it is."""

import json
import shutil

import pytest
from django.conf import settings
from django.db import IntegrityError

from matrix import facts
from matrix.editing.undo import prepare_undo
from matrix.files.content import ContentError
from matrix.files.writing import fact_files
from matrix.history import key_of
from matrix.models import CommonTask, Duty, Responsibility
from tests.helpers.loaded_facts import load_facts_alone
from tests.matrix.test_admin import change_url, posted

pytestmark = pytest.mark.django_db

BACKUPS = "take-automated-backups-daily-by-default"


@pytest.fixture
def duty() -> Duty:
    return Duty.objects.select_related("common_task", "cell__layer").get(slug=BACKUPS, cell__service__slug="rds")


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(settings.FIXTURES_DIR, tmp_path / "fixtures")
    return tmp_path / "fixtures"


def say(folder, **fields):
    """Write these fields of the duty into its file."""
    path = folder / "responsibilities" / "rds.json"
    data = json.loads(path.read_text())
    [own] = [each for each in data["cells"]["backup-recovery"]["duties"] if each["slug"] == BACKUPS]
    own.update(fields)
    path.write_text(json.dumps(data))


def test_the_facts_know_who_does_a_common_task_on_a_service(duty):
    known = facts.current()

    assert known.duty(duty.path).common_task == known.common_tasks["start-backups"]
    assert known.duty(duty.path).owner == "aws"


def test_a_file_that_names_no_common_task_is_refused(folder):
    say(folder, common_task="feed-the-cat")

    with pytest.raises(ContentError, match="there is no common task “feed-the-cat”"):
        load_facts_alone(folder)


def test_a_file_that_names_a_common_task_of_another_layer_is_refused(folder):
    say(folder, common_task="patch-operating-system")

    with pytest.raises(ContentError, match="is a task of another layer: guest-os"):
        load_facts_alone(folder)


def test_a_cell_names_a_common_task_once(duty):
    other = duty.cell.duties.exclude(pk=duty.pk).first()
    other.common_task = duty.common_task

    with pytest.raises(IntegrityError, match="matrix_common_task_once_per_cell"):
        other.save()


def test_files_are_written_as_they_were_loaded():
    written = fact_files()

    for name in ("common_tasks.json", "responsibilities/rds.json"):
        assert json.loads(written[name]) == json.loads((settings.FIXTURES_DIR / name).read_text())


# In the admin


def numbered(duty: Duty) -> int:
    return [each.pk for each in duty.cell.duties.order_by("position")].index(duty.pk)


def errors_of(answer) -> list[str]:
    [inline] = answer.context["inline_admin_formsets"]
    return [message for form in inline.formset.forms for messages in form.errors.values() for message in messages]


def test_a_reason_is_not_kept_for_another_owner(instructor_client, duty):
    place = numbered(duty)

    kept = instructor_client.post(change_url(duty.cell), posted(duty.cell, **{f"duties-{place}-owner": "customer"}))
    emptied = instructor_client.post(
        change_url(duty.cell),
        posted(duty.cell, **{f"duties-{place}-owner": "customer", f"duties-{place}-reason": ""}),
    )

    assert errors_of(kept) == ["Rewrite it or empty it: the text explains why the previous owner does the task."]
    assert "inline_admin_formsets" not in (emptied.context or {})


def test_a_task_of_another_layer_gets_a_message(instructor_client, duty):
    patching = CommonTask.objects.get(slug="patch-operating-system")

    answer = instructor_client.post(
        change_url(duty.cell), posted(duty.cell, **{f"duties-{numbered(duty)}-common_task": patching.pk})
    )

    assert errors_of(answer) == ["This is a task of another layer: Guest operating system."]


def test_undoing_a_change_brings_the_reason_back(instructor_client, duty):
    reason, place = duty.reason, numbered(duty)
    changed = posted(duty.cell, **{f"duties-{place}-reason": "Another reason."})
    assert instructor_client.post(change_url(duty.cell), changed).status_code == 302
    event = Duty.objects.get(pk=duty.pk).events.order_by("-pgh_id").first()

    prepare_undo(key_of((event.pgh_created_at, event.pgh_context_id)), hold=True).restore()

    assert Duty.objects.get(pk=duty.pk).reason == reason
    assert Responsibility.objects.get(pk=duty.cell_id).edit_number == duty.cell.edit_number + 2


def test_common_tasks_are_edited_in_the_admin(instructor_client):
    task = CommonTask.objects.get(slug="start-backups")

    page = instructor_client.get(change_url(task)).text

    assert task.phrase in page
    assert task.question in page
