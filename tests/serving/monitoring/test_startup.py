"""What the log tells an operator when the site begins to serve."""

import logging
import os
import subprocess
import sys

import pytest
from django.db import connection

from serving.monitoring import startup

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch, caplog):
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction goes on

    def look_around() -> list[str]:
        caplog.clear()
        with caplog.at_level(logging.WARNING, "serving.monitoring.startup"):
            startup.log_startup_doubts()
        return [record.getMessage() for record in caplog.records if record.name == "serving.monitoring.startup"]

    return look_around


def test_serving_with_a_role_that_may_change_answers_is_a_warning(said):
    [warning] = said()

    assert "the second lock of the ledger is off" in warning


def test_serving_as_the_application_is_none(said):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")

    assert said() == []


def test_settings_in_doubt_are_named(said, settings):
    settings.SETTINGS_IN_DOUBT = ["SRM_TYPO is not a setting."]

    assert "SRM_TYPO is not a setting." in said()


START = """
import django
django.setup()
from serving.monitoring import startup
startup.log_startup_doubts()
"""


def test_why_there_is_no_database_is_logged_at_the_start_before_anybody_asks_for_a_page():
    own = {"DATABASE_URL": "postgres://srm_app:pa55word@127.0.0.1:1/none", "SECRET_KEY": "of-this-test"}
    served = {"SRM_DATABASE_USER": "srm_app", "SRM_PRODUCTION": "false", "DJANGO_SETTINGS_MODULE": "srm_site.settings"}

    done = subprocess.run(
        [sys.executable, "-c", START], env={**os.environ, **own, **served}, capture_output=True, text=True, check=True
    )

    assert "The database cannot be reached: Connection refused" in done.stderr
    assert "pa55word" not in done.stderr
    assert "127.0.0.1" not in done.stderr
