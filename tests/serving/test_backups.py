"""A backup is made while people answer, and becomes a site again elsewhere; what is damaged or foreign does not."""

import json
import tarfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from quizzes.models import Response
from quizzes.rebuild import differences
from serving.backups import archive, contents
from serving.backups.restore import restore_backup
from tests.conftest import PASSWORD, make_user
from tests.helpers.sittings import begin, item_at, key_of, served_event, token_of

ELSEWHERE = "restored"


def answer_some(client: Client, learner, count: int) -> int:
    """Answers the next questions of checks; returns how many were acknowledged."""
    told = 0
    for _ in range(count):
        attempt = begin(learner)
        position = attempt.items.filter(result=None).order_by("position").values_list("position", flat=True)[0]
        item = item_at(attempt, position)
        data = {"choice": token_of(item, key_of(item)), "event": served_event(item)}
        told += client.post(item.get_absolute_url(), data).status_code == 302
    return told


@contextmanager
def people_who_answer(learner, client: Client):
    """Somebody goes on answering in the background."""
    stopping, begun = threading.Event(), threading.Event()

    def work():
        try:
            while not stopping.is_set():
                answer_some(client, learner, 1)
                begun.set()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(30)
    try:
        yield
    finally:
        stopping.set()
        thread.join(30)


@contextmanager
def in_another_database():
    """An empty database that is there for the test, and the one that the connection is to."""
    name = connection.settings_dict["NAME"]

    def administer(statement: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    administer(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")
    administer(f"CREATE DATABASE {ELSEWHERE}")
    connection.close()
    connection.settings_dict["NAME"] = ELSEWHERE
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        administer(f"DROP DATABASE {ELSEWHERE} WITH (FORCE)")


def fingerprint(table: str, where: str = "true") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM {table} AS r WHERE {where}")
        return cursor.fetchone()[0]


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    film = tmp_path / "media" / "lessons" / "film.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"film" * 1000)
    return tmp_path / "media"


@pytest.mark.django_db(transaction=True)
def test_a_backup_under_load_is_a_whole_site_elsewhere(media, tmp_path, settings):
    lena = make_user("lena@example.com", name="Lena")
    client = Client()
    client.force_login(lena)
    answer_some(client, lena.learner, 5)
    before = set(Response.objects.values_list("pk", flat=True))
    file = tmp_path / "site.backup"

    with people_who_answer(lena.learner, client):
        call_command("backup", str(file), verbosity=0)
    assert file.stat().st_mode & 0o777 == 0o600
    tables = [table for table in contents.rows_by_table() if table.startswith(("matrix_", "lessons_", "bank_item"))]
    facts = {table: fingerprint(table) for table in tables if table not in ("quizzes_itemresult",)}
    here = dict(Response.objects.values_list("pk", "event"))

    settings.MEDIA_ROOT = str(tmp_path / "elsewhere")
    with in_another_database():
        call_command("restore", str(file), verbosity=0)

        restored = dict(Response.objects.values_list("pk", "event"))
        assert before <= restored.keys()
        assert restored.items() <= here.items()
        assert differences() == []
        assert {table: fingerprint(table) for table in facts} == facts
        assert (tmp_path / "elsewhere/lessons/film.mp4").read_bytes() == b"film" * 1000
        client = Client()
        client.post("/account/login/", {"login": "lena@example.com", "password": PASSWORD})
        assert answer_some(client, lena.learner, 1) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('srm_app', 'quizzes_response', 'INSERT')")
            assert cursor.fetchone() == (True,)
            cursor.execute("SELECT has_table_privilege('srm_app', 'quizzes_response', 'DELETE')")
            assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_restored_over_anything(media, tmp_path):
    file = tmp_path / "site.backup"
    call_command("backup", str(file), verbosity=0)

    with pytest.raises(CommandError, match="contains files"):
        call_command("restore", str(file))
    media.rename(tmp_path / "moved")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", str(file))
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", str(file))


# ---- What is not taken


@pytest.fixture
def backup(tmp_path) -> Path:
    """A small file in the form of a backup; nothing that is refused comes as far as its dump."""
    (tmp_path / "dump").write_bytes(bytes(range(256)) * 50)
    path = tmp_path / "site.backup"
    with archive.written(path) as writer:
        writer.add(archive.DUMP, tmp_path / "dump")
        writer.seal({"migrations": [], "rows": {}, "server": 15, "made_at": "2026-11-25T12:00:00+00:00"})
    return path


def test_a_whole_one_is_recognized(backup):
    assert archive.verified(backup)["members"][archive.DUMP]["size"] == 12_800


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.7])
def test_one_that_was_cut_short_is_refused(backup, share):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(archive.BackupRefused, match=r"damaged|incomplete"):
        archive.verified(backup)


def test_one_in_which_a_bit_differs_is_refused_unless_it_only_fills_up(backup):
    content = backup.read_bytes()
    taken = []
    for place in range(0, len(content), 97):
        backup.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with suppress(archive.BackupRefused):
            archive.verified(backup)
            taken.append(content[place])

    assert set(taken) == {0}
    assert len(taken) < 80


@pytest.mark.parametrize("content", [b"", b"PGDMP nonsense", b"\x1f\x8b gzip"])
def test_another_file_is_refused(tmp_path, content):
    other = tmp_path / "other"
    other.write_bytes(content)

    with pytest.raises(archive.BackupRefused, match="not a backup of this site"):
        archive.verified(other)


@pytest.mark.parametrize("changed", [{"site": "another"}, {"format": 2}])
def test_another_sites_backup_is_refused(tmp_path, changed):
    with archive.written(tmp_path / "other") as writer:
        writer.seal({"migrations": [], "rows": {}} | changed)
    # `seal` writes the site and the format first, so what is given stands.
    with pytest.raises(archive.BackupRefused, match="another site"):
        archive.verified(tmp_path / "other")


@pytest.mark.django_db
def test_a_newer_versions_backup_is_refused_with_its_migration(tmp_path, media):
    with archive.written(tmp_path / "newer") as writer:
        writer.seal({"migrations": ["quizzes.9999_from_the_future"], "rows": {}, "server": 15})

    with pytest.raises(archive.BackupRefused, match="9999_from_the_future"):
        restore_backup(tmp_path / "newer")


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    def fail():
        with archive.written(tmp_path / "site.backup") as writer:
            writer.add(archive.DUMP, tmp_path / "not there")

    with pytest.raises(archive.BackupRefused, match="could not be written"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_is_readable_by_people(backup):
    with tarfile.open(backup) as tar:
        assert json.load(tar.extractfile(archive.MANIFEST))["site"] == "whose-layer"
