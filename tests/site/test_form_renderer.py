"""Selects look as Django draws them."""

from django import forms
from django.forms.renderers import DjangoTemplates

from srm_site.form_renderer import FormRenderer

CHOICES = [
    ("", "Choose…"),
    (5, "5 & more"),
    ("By <kind>", [("a'b", "one"), (True, '"two"')]),
]


def test_a_select_says_what_djangos_own_would_say():
    widget = forms.Select(attrs={"id": 'x"y', "required": True, "disabled": False, "data-count": 3}, choices=CHOICES)

    ours, djangos = (
        widget.render("kind<", "a'b", renderer=renderer) for renderer in (FormRenderer(), DjangoTemplates())
    )

    assert ours == "".join(line.strip() for line in djangos.splitlines())
    assert "a&#x27;b" in ours
    assert "selected" in ours
