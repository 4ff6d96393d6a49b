"""What the site does with the variables of its environment, read by a process of its own where it would not start."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from serving.environment import Environment
from srm_site import settings as module

BASE = Path(site_settings.BASE_DIR)
KEY = "of-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {
    "SRM_PRODUCTION": "true",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "learn.example.com",
    "DATABASE_URL": "postgres://srm_app:pa55word@db.example.com:5432/whose_layer",
}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command], env=kept | variables, cwd=BASE, capture_output=True, text=True, check=False
    )


def read(**variables: str) -> Environment:
    return Environment(variables)


# ---- Values that cannot be read

WRONG = [
    ("whole", "SRM_WORKERS", "abc", {"default": 2, "least": 1}, "a whole number, 1 or more"),
    ("whole", "SRM_WORKERS", "0", {"default": 2, "least": 1}, "a whole number, 1 or more"),
    ("whole", "SRM_POOL_SIZE", "-1", {"default": 4}, "a whole number, 0 or more"),
    ("flag", "SRM_READ_ONLY", "maybe", {}, "true or false"),
    ("seconds", "SRM_SLOW_SECONDS", "nan", {"default": 1.0}, "a number of seconds, such as 0.5"),
    ("choice", "SRM_LOG_FORMAT", "xml", {"choices": ["plain", "json"], "default": "plain"}, "one of plain, json"),
]


@pytest.mark.parametrize(("kind", "name", "value", "options", "right"), WRONG)
def test_a_value_that_cannot_be_read_is_refused_by_its_name_and_what_would_be_right(kind, name, value, options, right):
    env = read(**{name: value})

    assert getattr(env, kind)(name, **options) == options.get("default", False)
    assert env.refused == [f"{name} must be {right}, not {value!r}."]


@pytest.mark.parametrize("value", ["true", "True", "1", "yes", "on"])
def test_a_flag_is_set_by_any_usual_word(value):
    env = read(SRM_READ_ONLY=value)

    assert env.flag("SRM_READ_ONLY") is True
    assert env.refused == []


def test_an_empty_variable_counts_as_not_set():
    env = read(SRM_WORKERS="", SRM_MAIL_TLS="", SRM_MAIL_HOST="", DATABASE_URL="", ALLOWED_HOSTS="")

    assert env.whole("SRM_WORKERS", 2) == 2
    assert env.flag("SRM_MAIL_TLS", True) is True
    assert env.text("SRM_MAIL_HOST", "localhost") == "localhost"
    assert env.database("DATABASE_URL") is None
    assert env.words("ALLOWED_HOSTS") == env.refused == []


@pytest.mark.parametrize(
    "address",
    [
        "mysql://root:pa55word@host/name",
        "nonsense",
        "dbname=whose_layer password=pa55word",
        "postgres://",
        "postgres://srm_app:pa55word@host",
        "postgres://srm_app:pa55word@host:port/name",
        "postgres://srm_app:pa55word@host/name?conn_max_age=5",
    ],
)
def test_an_address_that_names_no_database_of_postgresql_is_refused_without_its_password(address):
    env = read(DATABASE_URL=address)

    assert env.database("DATABASE_URL") is None
    [said] = env.refused
    assert said.startswith("DATABASE_URL must look like postgres://")
    assert "pa55word" not in said


@pytest.mark.parametrize(
    ("address", "host", "port", "password"),
    [
        ("postgres://srm_app:p%40ss%2Fword@db.example.com:6432/whose_layer", "db.example.com", "6432", "p@ss/word"),
        ("postgresql://srm_app@/whose_layer?host=/run/postgresql", "/run/postgresql", "", ""),
        ("postgres://srm_app@%2Frun%2Fpostgresql/whose_layer", "/run/postgresql", "", ""),
        ("postgres://srm_app:$HOME@db/whose_layer", "db", "", "$HOME"),
    ],
)
def test_an_address_is_read_as_postgresqls_own_programs_read_it(address, host, port, password):
    env = read(DATABASE_URL=address)

    entry = env.database("DATABASE_URL")

    assert env.refused == []
    assert entry["NAME"] == "whose_layer"
    assert (entry["USER"], entry["HOST"], entry["PORT"], entry["PASSWORD"]) == ("srm_app", host, port, password)


def test_what_an_address_says_beyond_the_place_reaches_the_connection():
    entry = read(DATABASE_URL="postgres://db/whose_layer?sslmode=verify-full").database("DATABASE_URL")

    assert entry["OPTIONS"] == {"sslmode": "verify-full"}


def test_everything_that_is_wrong_is_told_at_once():
    variables = PRODUCTION | {"SRM_MAIL_PORT": "smtp", "SRM_READ_ONLY": "maybe", "DATABASE_URL": "mysql://host/name"}

    said = run("manage.py", "check", **variables).stderr

    assert "SRM_MAIL_PORT must be a whole number" in said
    assert "SRM_READ_ONLY must be true or false" in said
    assert "DATABASE_URL must look like" in said


def test_gunicorn_names_the_setting_that_it_cannot_read():
    done = run("-m", "gunicorn", "--config", "python:serving.web_server", "srm_site.wsgi", SRM_WORKERS="many")

    assert done.returncode == 1
    assert done.stderr == "SRM_WORKERS must be a whole number, 1 or more, not 'many'.\n"


# ---- Keys


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "SECRET_KEY must be set to a secret of your own"),
        (module.PUBLISHED_KEY, "SECRET_KEY must be set to a secret of your own"),
        ("short", "SECRET_KEY is too short: it has 5 characters and needs 50."),
        ("abc" * 20, "SECRET_KEY is not random: it has 3 different characters."),
    ],
)
def test_a_key_that_protects_nobody_is_refused_in_production(key, said):
    assert said in run("manage.py", "check", **PRODUCTION | {"SECRET_KEY": key}).stderr


@pytest.mark.parametrize("variables", [{}, {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": module.PUBLISHED_KEY}])
def test_the_published_key_opens_nothing_in_a_database_of_ones_own(variables):
    said = run("manage.py", "check", DATABASE_URL=PRODUCTION["DATABASE_URL"], **variables)

    assert said.returncode == 1
    assert "SECRET_KEY must be set to a secret of your own" in said.stderr


def test_the_demo_needs_no_key():
    assert run("manage.py", "check").returncode == 0


# ---- Settings in doubt


def test_a_variable_that_no_setting_asks_for_is_told_with_the_nearest_name():
    env = read(SRM_REQUIRE_MFAA="true", SRM_NONSENSE="1", SRM_READ_ONLY="true", OTHER="1")
    env.flag("SRM_REQUIRE_MFA")
    env.flag("SRM_READ_ONLY")

    assert env.unknown() == [
        "SRM_NONSENSE is not a setting.",
        "SRM_REQUIRE_MFAA is not a setting. Did you mean SRM_REQUIRE_MFA?",
    ]


def test_commands_warn_of_settings_in_doubt():
    said = run("manage.py", "check", SRM_WORKER="2", SECRET_KEY=KEY, DATABASE_URL=PRODUCTION["DATABASE_URL"]).stderr

    assert "SRM_WORKER is not a setting. Did you mean SRM_WORKERS?" in said
    assert "SRM_PRODUCTION is not set, and DATABASE_URL is" in said


def test_a_site_set_up_as_documented_leaves_no_doubt():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr


def test_the_documents_list_every_variable_and_no_other():
    _, _, chapter = (BASE / "docs" / "running.md").read_text().partition("\n## Settings\n")
    rows = re.findall(r"^\| (`[^|]+`) \|", chapter.partition("\n## ")[0], re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row)}

    for_developers = {"SRM_CHROMIUM"}
    assert listed == module.env.known - for_developers


# ---- What browsers are told


def test_browsers_are_held_to_https_for_a_day_until_the_operator_asks_for_more():
    names = ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]
    code = f"from srm_site import settings; print([getattr(settings, name) for name in {names!r}])"
    more = {"SRM_HSTS_SECONDS": "31536000", "SRM_HSTS_SUBDOMAINS": "true", "SRM_HSTS_PRELOAD": "true"}

    assert run("-c", code, **PRODUCTION).stdout == "[86400, False, False]\n"
    assert run("-c", code, **PRODUCTION | more).stdout == "[31536000, True, True]\n"
