"""A browser runs a script of ours only as it was collected: whoever changes it on its way changes nothing."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client

SCRIPTS = re.compile(r"<script[^>]* src=[^>]*>")


@pytest.fixture
def collected(tmp_path, settings) -> Path:
    """Our files under names that change with them, as in production, but not compressed."""
    settings.STATIC_ROOT = str(tmp_path / "collected")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "collected"


def test_every_script_of_a_page_says_what_it_must_be(collected, db):
    scripts = SCRIPTS.findall(Client().get("/matrix/").content.decode())

    assert len(scripts) == 3, "htmx, what every page needs, and the matrix's own"
    for script in scripts:
        name, said = re.search(r'src="/static/([^"]+)" integrity="sha384-([^"]+)"', script).groups()
        assert base64.b64decode(said) == hashlib.sha384((collected / name).read_bytes()).digest()


class AtOneAddress(StaticFilesStorage):
    """As if each lay in memory where the one before it had been."""

    def __hash__(self):
        return 1


def test_a_tag_is_that_of_its_own_storage(settings):
    backend = f"{AtOneAddress.__module__}.{AtOneAddress.__name__}"
    for url in ("/a/", "/b/"):
        storage = {"BACKEND": backend, "OPTIONS": {"base_url": url}}
        settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
        assert f'src="{url}js/site.js"' in Template('{% script "js/site.js" %}').render(Context())


def test_what_is_still_being_written_is_held_against_nothing():
    assert Template('{% script "js/site.js" %}').render(Context()) == (
        '<script type="module" src="/static/js/site.js"></script>'
    )


def test_no_template_of_ours_has_a_script_that_is_held_against_nothing():
    for template in (django_settings.BASE_DIR / "templates").rglob("*.html"):
        assert not SCRIPTS.search(template.read_text()), template
