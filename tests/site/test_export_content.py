"""The whole content as a folder: written, loaded into an empty database, and written again to the same bytes."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from bank.loading import load_items
from bank.models import Item, ItemDraft
from lessons.files.loading import load_lessons
from lessons.files.passages import load_further
from lessons.models import Lesson
from matrix import facts
from matrix.files.content import ContentError, Report
from matrix.files.folder import load_facts
from quizzes.loading import load_quizzes
from srm_site.content_folder import NotOurs, content_files, write

pytestmark = pytest.mark.django_db

LOADERS = [load_facts, load_further, load_lessons, load_items, load_quizzes]
# Everything that content can be: what else hangs on it goes along.
CONTENT = ["matrix_servicetype", "matrix_layer", "matrix_control", "lessons_course", "lessons_incident",
           "lessons_term", "lessons_novelty", "bank_item", "bank_misconception", "quizzes_quiz"]  # fmt: skip


def written(folder: Path) -> dict[str, str]:
    files = content_files(facts.lock_facts())
    write(folder, files)
    return files


def empty_the_database() -> None:
    """As a new database is: what refuses to be emptied is told to let it pass, which rolls back with the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'refuse_truncate'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER refuse_truncate")
        cursor.execute(f"TRUNCATE {', '.join(CONTENT)} CASCADE")
        # Else all texts to search are compared after each row and not once at the end.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_content_comes_back_to_the_byte_in_an_empty_database(tmp_path):
    Lesson.objects.filter(slug="hard-cases").update(published=False, body="\r\nOpening.\r\n\r\n## A {#a}\r\nText.\n")
    Lesson.objects.filter(slug="protecting-data").update(publish_at="2030-01-05T08:00Z", title='A "quote" \\ and \t')
    before = written(tmp_path)

    empty_the_database()
    report = Report()
    for load in LOADERS:
        load(tmp_path, report)

    assert (report.updated, report.removed, report.kept) == ([], [], [])
    assert content_files(facts.lock_facts()) == before
    lesson = Lesson.objects.get(slug="hard-cases")
    assert (lesson.published, lesson.body.startswith("Opening.\n\n## A")) == (False, True)


def test_what_ships_is_what_is_written(tmp_path):
    """So that a site's content can be put beside the shipped one line by line."""
    files = written(tmp_path)

    for name in ("services.json", "layers.json", "responsibilities/ec2.json", "lessons/identity-and-access.md"):
        assert files[name] == (settings.FIXTURES_DIR / name).read_text("utf-8")
    report = Report()
    for load in LOADERS:
        load(tmp_path, report)
    assert (report.created, report.updated, report.removed, report.kept) == ([], [], [], [])


def test_a_file_that_is_no_longer_written_goes_and_others_stay(tmp_path):
    files = written(tmp_path)
    (tmp_path / "lessons/gone.md").write_text("+++\n")
    (tmp_path / "README").write_text("ours")

    assert write(tmp_path, files) == ["lessons/gone.md"]
    assert (tmp_path / "README").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.json").write_text("{}")

    with pytest.raises(NotOurs):
        write(tmp_path, {"services.json": "[]"})
    with pytest.raises(CommandError, match="holds other things"):
        call_command("export_content", str(tmp_path))
    assert (tmp_path / "thesis.json").exists()


def test_the_command_says_what_the_files_do_not_hold(tmp_path, lena):
    item = Item.objects.filter(generator="").first()
    ItemDraft.objects.create(item=item, content={}, based_on=1)
    out = io.StringIO()

    call_command("export_content", str(tmp_path / "new"), stdout=out)

    assert "Not in the files: 1 draft of a question." in out.getvalue()
    everything = "".join(path.read_text() for path in (tmp_path / "new").rglob("*.*") if path.is_file())
    assert lena.email not in everything


LOADER = dict.fromkeys(["services.json", "layers.json", "scenarios.json", "responsibilities"], load_facts) | {
    "courses.json": load_lessons,
    **dict.fromkeys(["misconceptions.json", "items"], load_items),
    "quizzes.json": load_quizzes,
}
EC2 = "responsibilities/ec2.json"
BROKEN = [
    ("services.json", lambda rows: rows[1].update(slug=["x"]), "services.json, line 15, "),
    ("services.json", lambda rows: rows[1].update(name={"a": 1}), "services.json, line 15, "),
    ("services.json", lambda rows: rows.insert(1, 7), "services.json, line 15, entry 2: expected an object"),
    ("services.json", lambda rows: rows[1].update(summary=3), "“summary” is text"),
    ("layers.json", lambda rows: rows[0].update(name="x" * 5000), "layers.json, line 2, customer-data: name: "),
    (
        "responsibilities/ec2.json",
        lambda file: file["cells"].update({"guest-os": 3}),
        ", guest-os: expected an object",
    ),
    (
        "responsibilities/ec2.json",
        lambda file: file["cells"]["guest-os"].update(duties=3),
        "expected a list of duties",
    ),
    (EC2, lambda file: file["cells"]["guest-os"].update(source=3), "a source needs a title"),
    ("scenarios.json", lambda rows: rows[0].update(points_at=[]), "point at exactly one fact"),
    ("courses.json", lambda rows: rows[0].update(title=None), "courses.json, line 2, "),
    ("misconceptions.json", lambda rows: rows[0].update(pair=3), "misconceptions.json, line 2, "),
    ("misconceptions.json", lambda rows: rows[0].update(pair=[{}, []]), "misconceptions.json, line 2, "),
    ("quizzes.json", lambda rows: rows[0].update(items=3), "quizzes.json, line 2, "),
    ("quizzes.json", lambda rows: rows[0].update(items=[{}]), "quizzes.json, line 2, "),
    ("items/hard-cases.json", lambda rows: rows[0].update(stem=3), "hard-cases.json, line 2, "),
    ("items/hard-cases.json", lambda rows: rows[0].update(options=[[]]), "hard-cases.json, line 2, "),
    ("items/hard-cases.json", lambda rows: rows[0].update(form=[]), "hard-cases.json, line 2, "),
    ("items/hard-cases.json", lambda rows: rows[0].update(change=[]), "there is no kind of change"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        path = tmp_path_factory.mktemp("content")
        write(path, content_files(facts.current()))
        yield path


@pytest.mark.parametrize(("file", "change", "message"), BROKEN)
def test_a_value_of_the_wrong_kind_is_named_with_its_line(folder, file, change, message):
    path = folder / file
    intact = path.read_text()
    data = json.loads(intact)
    change(data)
    path.write_text(json.dumps(data, indent=2))

    try:
        with pytest.raises(ContentError) as told:
            LOADER[file.partition("/")[0]](folder, Report())
    finally:
        path.write_text(intact)

    assert message in str(told.value)
