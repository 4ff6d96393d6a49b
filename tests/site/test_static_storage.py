"""Static files as they are collected for a site."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from srm_site.static_storage import minified


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("collected")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "srm_site.static_storage.MinifyingStorage"},
    }
    ours = ["django.contrib.staticfiles.finders.FileSystemFinder", "srm_site.joined_files.JoinedFilesFinder"]
    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages, STATICFILES_FINDERS=ours):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def served(collected, pattern: str):
    [file] = collected.glob(pattern)
    return file


def test_a_stylesheet_is_named_and_compressed_as_it_is_served(collected):
    file = served(collected, "css/site.*.css")

    assert file.suffixes[0] == f".{hashlib.md5(file.read_bytes()).hexdigest()[:12]}"
    assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == file.read_bytes()
    assert file.with_name(f"{file.name}.br").exists()


def test_a_stylesheet_is_served_without_what_only_its_authors_read(collected):
    source = Path(finders.find("css/site.css")).read_text()
    text = served(collected, "css/site.*.css").read_text()

    assert "/*" in source
    assert "/*" not in text
    assert "\n" not in text
    assert len(text) < 0.85 * len(source)


def test_a_stylesheet_asks_for_fonts_by_the_names_that_change_with_them(collected):
    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', served(collected, "css/site.*.css").read_text())

    assert fonts
    assert all((collected / font).exists() for font in fonts)


def test_a_script_is_served_as_it_was_written_without_lines_of_comment(collected, settings):
    lines = (settings.BASE_DIR / "static/js/site.js").read_text().splitlines()

    text = served(collected, "js/site.*.js").read_text()

    assert text.splitlines() == [line for line in lines if not line.lstrip().startswith("//")]
    assert len(text) < sum(len(line) + 1 for line in lines)


def test_no_text_of_a_script_spans_lines_so_none_can_look_like_a_comment(settings):
    for script in (settings.BASE_DIR / "static/js").iterdir():
        for line in script.read_text().splitlines():
            assert line.lstrip().startswith("//") or line.count("`") % 2 == 0, (script.name, line)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("@layer a { .b , .c { top : 0 ; } }\n", "@layer a{.b,.c{top : 0;}}"),
        ("@layer a { .b :is(th, td) { top: 0 } }", "@layer a{.b :is(th,td){top: 0}}"),
        (".b { & .c:hover > :focus { top: 0 } }", ".b{& .c:hover > :focus{top: 0}}"),
        ("/* why */ a { width: calc(1rem + 2px) } /*! MIT */", "a{width: calc(1rem + 2px)}/*! MIT */"),
        (
            'a::before { content: "a , { b" } @media (width > 1px) and print { }',
            'a::before{content: "a , { b"}@media (width > 1px) and print{}',
        ),
        ("a/* one word to a reader */b { top: 0 }", "a/**/b{top: 0}"),
    ],
)
def test_white_space_goes_only_where_it_says_nothing(source, text):
    assert minified(source) == text
