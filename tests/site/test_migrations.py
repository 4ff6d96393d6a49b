"""A migration runs while the code before it still serves, and the last of each app can be taken back."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

from benchmarks.faults.upgrading import last_release
from serving.backups.contents import rows_by_table

APPS = ["accounts", "bank", "lessons", "lti", "matrix", "planner", "quizzes", "teach"]
START = 1  # where a new site begins: no site has run the code before it
# What the linter finds and we know to be harmless: the name of the migration, and why.
HARMLESS: dict[str, str] = {}


def later_ones() -> list[tuple[str, str]]:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [(app, name) for app, name in sorted(known) if app in APPS and int(name[:4]) > START]


def test_old_code_runs_on_the_new_schema(django_db_setup, django_db_blocker):
    """The linter knows what breaks it: a column dropped, renamed or required, a table renamed, and the like."""
    # Outside of a transaction, as an index that is made concurrently wants it; nothing is run.
    with django_db_blocker.unblock():
        linter = MigrationLinter(
            str(settings.BASE_DIR), quiet=["ok", "ignore", "warning"], no_cache=True, analyser_string="postgresql"
        )
        for app, name in later_ones():
            if name not in HARMLESS:
                linter.lint_migration(linter.migration_loader.disk_migrations[app, name])

    assert linter.nb_erroneous == 0, "see what the linter printed, and docs/operations.md, Updates"


@pytest.mark.skipif(not last_release(), reason="no tag yet: no site has run a step")
def test_steps_of_the_last_release_are_as_they_were():
    changed = ["git", "diff", "--name-only", "--diff-filter=a", last_release(), "--", ":(glob)*/migrations/*.py"]
    done = subprocess.run(changed, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert done.stdout == ""


@pytest.mark.parametrize("app", APPS)
def test_every_step_says_how_it_is_taken_back(app):
    loader = MigrationLoader(None, ignore_no_migrations=True)

    for _, name in [key for key in loader.disk_migrations if key[0] == app]:
        for operation in loader.disk_migrations[app, name].operations:
            assert operation.reversible, f"{app}.{name}: {operation.describe()}"


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("app", sorted({app for app, _ in later_ones()}))
def test_the_last_step_is_taken_back_and_done_again(app):
    tables = rows_by_table().keys()
    graph = MigrationExecutor(connection).loader.graph
    [last] = graph.leaf_nodes(app)
    [previous] = [node.key for node in graph.node_map[last].parents if node.key[0] == app]

    MigrationExecutor(connection).migrate([previous])
    assert last not in MigrationExecutor(connection).loader.applied_migrations
    MigrationExecutor(connection).migrate(graph.leaf_nodes())

    assert rows_by_table().keys() == tables


@pytest.mark.long
@pytest.mark.skipif(not last_release(), reason="no tag yet: there is no release to update from")
def test_an_update_from_the_last_release_loses_no_answer():
    done = subprocess.run([sys.executable, "-m", "benchmarks.faults.upgrading"], cwd=settings.BASE_DIR, check=False)

    assert done.returncode == 0
