"""A template or stylesheet that was formatted says what it said: where white space shows, it stays as it was."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from formatting import layout, stylesheet

LONG = "long enough that this no longer fits on the line with all the rest of it"


def test_a_tag_with_three_attributes_has_one_on_each_line():
    source = '<p><a class="btn" href="{% url "home" %}"{% if far %} rel="external"{% endif %}>Home</a></p>\n'

    assert layout.formatted(source) == (
        "<p>\n"
        "  <a\n"
        '      class="btn"\n'
        '      href="{% url "home" %}"\n'
        '      {% if far %}rel="external"{% endif %}>\n'
        "    Home\n"
        "  </a>\n"
        "</p>\n"
    )


@pytest.mark.parametrize(
    "source",
    [
        '<p><a href="/">Home</a></p>\n',
        '<p class="a"{% if b %} id="b"{% endif %}>{{ c }}</p>\n',
        "<pre>\n  two\n    blanks   each</pre>\n",
        '<dd class="as-typed">{{ a }}<b>a word</b>{% if b %} a word{% endif %}</dd>\n',
        f'<p class="told">{{% if told %}}{{{{ told }}}}{{% endif %}}</p>\n<p>{LONG}</p>\n',
        "{% if open %}\n  <div>\n{% endif %}\n",
    ],
)
def test_what_is_in_form_stays_as_it_is(source):
    assert layout.formatted(source) == source


@pytest.mark.parametrize(
    "glued",
    [
        f"<b>{LONG}</b><i>{LONG}</i>",
        f"{LONG}{{% if more %}}{LONG}{{% endif %}}, {LONG}",
        f'<span>{LONG}</span><input name="a"><span>{LONG}</span>',
        f"{LONG}{{% for each in all %}}{{{{ each }}}}{{% endfor %}}{LONG}",
        f"{LONG}{{% if a %}}<p>{LONG}</p>{{% endif %}}{LONG}",
    ],
)
def test_no_blank_comes_between_what_stood_together(glued):
    """Between two shown things, a blank is seen; where an `if` shows nothing, its neighbors are together."""
    text = layout.formatted(f"<p>{glued}</p>\n")

    for seam in ("</b><i", "{% endif %},", "</span><input", "all %}{{ each }}{% endfor %}long", "rest of it{% if"):
        assert (seam in glued) == (seam in " ".join(text.split()))


def test_a_line_breaks_where_a_browser_shows_no_blank():
    source = f"<div><p>{LONG}</p>{{% if more %}}<p>{LONG}</p>{{% endif %}}</div>\n"

    assert layout.formatted(source) == (
        f"<div>\n  <p>{LONG}</p>\n  {{% if more %}}<p>{LONG}</p>{{% endif %}}\n</div>\n"
    )


def test_what_is_in_a_flex_box_is_laid_out_as_blocks():
    source = f'<p class="row"><a href="/">{LONG}</a><a href="/">{LONG}</a></p>\n'

    assert layout.formatted(source) == (f'<p class="row">\n  <a href="/">{LONG}</a>\n  <a href="/">{LONG}</a>\n</p>\n')


def test_no_blank_comes_behind_what_is_out_of_the_flow():
    """In a flex box, Chromium takes a blank there for an item of its own."""
    source = f'<p class="row">{LONG}<span class="vh">{LONG}</span></p>\n'

    assert "</span></p>" in layout.formatted(source)


def test_a_stylesheet_has_a_declaration_a_line_and_keeps_its_nesting():
    source = '@layer a { .b,\n.c > d { top: 0; &:hover { top: 1px; left: 0 } } /* why */ [e~="f"] { top: 0 } }\n'

    assert stylesheet.formatted(source) == (
        "@layer a {\n"
        "  .b, .c > d {\n"
        "    top: 0;\n"
        "    &:hover {\n"
        "      top: 1px;\n"
        "      left: 0;\n"
        "    }\n"
        "  } /* why */\n"
        '  [e~="f"] { top: 0; }\n'
        "}\n"
    )


@pytest.mark.parametrize(
    ("command", "pattern"), [("templates", "templates/**/*.html"), ("styles", "static/css/*.css")]
)
def test_every_file_is_in_form_and_no_other_is_accepted(tmp_path, command, pattern):
    root = Path(settings.BASE_DIR)
    check = [sys.executable, str(root / "bin" / f"format-{command}"), "--check"]
    wrong = tmp_path / "wrong"
    wrong.write_text("<p><a></a></p>  <p></p>" if command == "templates" else "a{top:0;left:0}")

    assert subprocess.run([*check, *root.glob(pattern)], capture_output=True).stdout == b""
    assert subprocess.run([*check, wrong], capture_output=True).returncode == 1
