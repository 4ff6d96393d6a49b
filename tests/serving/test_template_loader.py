"""Templates are served with the line breaks that they had before bin/format-templates."""

import weakref

from serving.template_loader import Templates, packed


def test_a_tag_is_on_one_line():
    assert packed('<div>\n  <a\n      class="b"\n      href="c">\n    d\n  </a>\n</div>\n') == (
        '<div>\n<a class="b" href="c">\nd\n</a>\n</div>\n'
    )


def test_an_attribute_that_is_left_out_leaves_no_blank():
    assert packed('<b\n    id="a"\n    {% if c %}class="c"{% endif %}\n    title="d">\n') == (
        '<b id="a"{% if c %} class="c"{% endif %} title="d">\n'
    )


def test_a_block_begins_with_its_text():
    assert packed("  <td>\n    {{ a }}\n  </td>\n") == "<td>{{ a }}</td>\n"


def test_a_sentence_is_on_one_line():
    assert packed("  <p>\n    One and\n    <b>two</b>\n    and {{ three }}\n    or four.\n  </p>\n") == (
        "<p>One and <b>two</b> and {{ three }} or four.</p>\n"
    )


def test_what_shows_its_white_space_keeps_it():
    as_it_is = "<textarea>\n{{ text }}</textarea>\n{% if a %}\n<b>b</b>\n{% endif %}\n"

    assert packed(as_it_is) == as_it_is


class Shown:
    def __str__(self):
        return "shown"


def test_what_a_page_shows_is_gone_once_it_is_drawn(rf, tmp_path, without_collector):
    (tmp_path / "page.html").write_text("{{ shown }}")
    templates = Templates({"NAME": "own", "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": {}})
    shown = Shown()
    gone = weakref.ref(shown)

    page = templates.get_template("page.html").render({"shown": shown}, rf.get("/"))
    del shown

    assert page == "shown"
    assert gone() is None
