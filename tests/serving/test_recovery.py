"""pgBackRest with the files that an operator copies: back to the second before a mistake, and damage is noticed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.harness import OwnSite, people, wait_until
from serving.backups.contents import rows_of
from serving.backups.programs import DEBIAN

FILES = Path(settings.BASE_DIR) / "deploy" / "backups"
UNIT = (Path(settings.BASE_DIR) / "deploy" / "systemd" / "whose-layer-pgbackrest@.service").read_text()
pytestmark = pytest.mark.skipif(
    not shutil.which("pgbackrest"), reason="pgBackRest is not installed (Debian: pgbackrest)"
)


def content_of(cursor) -> dict[str, str]:
    """A digest of the rows of each table that has any."""
    digests = {}
    for table in [table for table, rows in rows_of(cursor).items() if rows]:
        cursor.execute(f"SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM {table} AS r")
        digests[table] = cursor.fetchone()[0]
    return digests


class ArchivedSite(OwnSite):
    """A site whose database archives its log as deploy/backups says, with every folder in one of its own."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.cluster = self.database.embedded.cluster
        self.repository = folder / "repository"
        self.as_owner = self.database.url.replace("srm_app", "srm_owner")
        places = {"LOG_PATH": "log", "LOCK_PATH": "lock", "SPOOL_PATH": "spool", "REPO1_PATH": "repository"}
        self.variables = {
            "PGBACKREST_CONFIG": str(FILES / "pgbackrest.conf"),
            "PGBACKREST_REPO1_CIPHER_PASS": "a-key-of-this-test-only",
            "PGBACKREST_PG1_PATH": str(self.cluster),
            "PGBACKREST_PG1_SOCKET_PATH": str(self.database.embedded.socket_folder),
            "PGBACKREST_PG1_USER": "postgres",
            **{f"PGBACKREST_{name}": str(folder / place) for name, place in places.items()},
        }
        for place in places.values():
            (folder / place).mkdir()

    def pgbackrest(self, *words: str) -> None:
        self.run("pgbackrest", "--stanza=whose-layer", *words)

    def back_up(self, kind: str) -> None:
        """What a timer starts."""
        self.run(*re.search("^ExecStart=(.+)$", UNIT, re.MULTILINE)[1].replace("%i", kind).split())

    def run(self, *command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def rehearse(self, *words: str) -> str:
        return self.python("manage.py", "rehearse_restore", *words, DATABASE_URL=self.as_owner)


# Programs of the site's own wheel, and Debian's, as on the machine of docs/running.md.
OF_DEBIAN = [pytest.param(str(folder), marks=pytest.mark.long) for folder in sorted(DEBIAN.glob("*/bin"))[-1:]]


@pytest.fixture(scope="module", params=["", *OF_DEBIAN])
def site(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SRM_PG_BIN", request.param)
        site = ArchivedSite(tmp_path_factory.mktemp("archived"))
        for name, value in site.variables.items():
            patch.setenv(name, value)
        for words in ("migrate -v0", "createcachetable"):
            site.manage(words)
        with (site.cluster / "postgresql.conf").open("a") as conf:
            conf.write((FILES / "archiving.conf").read_text())
        site.database.start()
        site.pgbackrest("stanza-create")
        site.back_up("full")
        yield site
        site.database.stop()


def test_a_table_destroyed_a_second_after_a_moment_is_back_as_it_was(site):
    site.call(people, 3, DATABASE_URL=site.as_owner)
    site.back_up("diff")
    site.python("manage.py", "createsuperuser", "--no-input", "--email=ada@example.com", DATABASE_URL=site.as_owner)
    with site.database.connect() as connection, connection.cursor() as cursor:
        before = content_of(cursor)
        cursor.execute("SELECT clock_timestamp()::text, pg_sleep(1)")
        [moment, _] = cursor.fetchone()
        cursor.execute("DROP TABLE accounts_learner CASCADE")
        cursor.execute("SELECT pg_walfile_name(pg_switch_wal())")
        [last] = cursor.fetchone()
        archived = "SELECT last_archived_wal >= %s FROM pg_stat_archiver"
        wait_until(lambda: cursor.execute(archived, [last]).fetchone() == (True,))

    queue = site.folder / "spool" / "archive" / "whose-layer" / "out"
    assert queue.exists()
    newest, told = site.rehearse(), site.rehearse("--moment", moment)
    assert queue.exists()
    site.database.stop()
    site.pgbackrest("--delta", "--type=time", f"--target={moment}", "--target-action=promote", "restore")
    site.database.start()

    with site.database.connect() as connection, connection.cursor() as cursor:
        wait_until(lambda: cursor.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,))
        assert content_of(cursor) == before
        rows = rows_of(cursor)
    assert f"{sum(rows.values()):,} rows in {len(rows)} tables" in told
    assert f"rows in {len(rows) - 1} tables" in newest


def test_what_is_stored_cannot_be_read_without_the_key(site):
    stored = [path.read_bytes() for path in site.repository.rglob("*") if path.is_file()]

    assert stored
    assert not [content for content in stored if b"srm_owner" in content or b"accounts_learner" in content]


def test_a_damaged_repository_is_noticed(site):
    largest = max(site.repository.glob("backup/whose-layer/*F/**/*"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)

    with pytest.raises(SystemExit, match="The repository is damaged"):
        site.rehearse()
