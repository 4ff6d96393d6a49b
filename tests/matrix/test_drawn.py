from dataclasses import dataclass, field
from typing import NamedTuple

from django.template import Context, Template

from matrix.facts import Drawings


@dataclass
class Stand:
    """Facts, as far as drawing is concerned."""

    drawn: Drawings = field(default_factory=Drawings)


ONE = Template("{% load drawn %}{% drawn facts key %}<b>{{ word }}</b>{% enddrawn %}")
OTHER = Template("{% load drawn %}{% drawn facts key %}<i>{{ word }}</i>{% enddrawn %}")


def drawn(template: Template, facts: Stand, key: object, word: str) -> str:
    return template.render(Context({"facts": facts, "key": key, "word": word}))


def test_a_block_is_drawn_once_for_a_key():
    facts = Stand()

    assert drawn(ONE, facts, "a", "<x>") == "<b>&lt;x&gt;</b>"
    assert drawn(ONE, facts, "a", "later") == "<b>&lt;x&gt;</b>"
    assert drawn(ONE, facts, "b", "later") == "<b>later</b>"


def test_other_facts_and_other_blocks_are_drawn_anew():
    facts = Stand()
    drawn(ONE, facts, "a", "first")

    assert drawn(OTHER, facts, "a", "second") == "<i>second</i>"
    assert drawn(ONE, Stand(), "a", "third") == "<b>third</b>"


def test_what_has_no_key_is_drawn_each_time():
    facts = Stand()

    assert drawn(ONE, facts, None, "mine") == "<b>mine</b>"
    assert drawn(ONE, facts, None, "yours") == "<b>yours</b>"


def test_what_was_not_asked_for_longest_makes_room(monkeypatch):
    monkeypatch.setattr(Drawings, "MOST", 25)
    facts = Stand()
    for key in ("a", "b", "a", "c"):  # ten characters each
        drawn(ONE, facts, key, f"{key}{key}{key}")

    assert drawn(ONE, facts, "a", "new") == "<b>aaa</b>"
    assert drawn(ONE, facts, "b", "new") == "<b>new</b>"


WITH = Template(
    "{% load drawn %}{% drawn facts key with text=word %}<b>{{ text }}</b>{% if text %}!{% endif %}{% enddrawn %}"
)


def test_a_named_value_is_put_into_the_drawing():
    facts = Stand()

    assert drawn(WITH, facts, "a", "<x>") == "<b>&lt;x&gt;</b>!"
    assert drawn(WITH, facts, "a", "later") == "<b>later</b>!"
    assert drawn(WITH, facts, "a", "") == "<b></b>"
    assert drawn(WITH, facts, None, "<y>") == "<b>&lt;y&gt;</b>!"
    assert len(facts.drawn._kept) == 2


class Words(NamedTuple):
    name: str
    texts: list[str]


LISTED = Template(
    "{% load drawn %}{% drawn facts key with words=words %}"
    "{{ words.name }}:{% for place in key %} {{ words.texts|at:place }}{% endfor %}{% enddrawn %}"
)


def listed(facts: Stand, key: object, words: Words) -> str:
    return LISTED.render(Context({"facts": facts, "key": key, "words": words}))


def test_values_of_lists_are_put_into_the_drawing_by_their_place():
    facts = Stand()

    assert listed(facts, (1, 0), Words("A", ["<a>", "b"])) == "A: b &lt;a&gt;"
    assert listed(facts, (1, 0), Words("B", ["c", "d"])) == "B: d c"
    assert listed(facts, (0,), Words("", ["c", ""])) == ": c"
    assert len(facts.drawn._kept) == 2


NESTED = Template(
    "{% load drawn %}{% drawn facts key with outer=word %}<p>{{ outer }} "
    "{% drawn facts key with inner=outer %}<b>{{ inner }}</b>{% enddrawn %}</p>{% enddrawn %}"
)


def test_a_block_in_a_block_gets_its_values():
    facts = Stand()

    assert drawn(NESTED, facts, "a", "<x>") == "<p>&lt;x&gt; <b>&lt;x&gt;</b></p>"
    assert drawn(NESTED, facts, "a", "later") == "<p>later <b>later</b></p>"
