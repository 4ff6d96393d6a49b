"""The question editor as a browser uses it, for tests."""

import re

from django.urls import reverse

from bank.models import Item

SLUG = "ec2-os-unpatched-6-months"


def page_of(item: Item) -> str:
    return reverse("admin:bank_item_change", args=[item.pk])


def form_of(client, item: Item) -> dict[str, str]:
    """What a browser would send back unchanged."""
    return sent_by(client.get(page_of(item)).context["editor"])


def form_of_new(client) -> dict[str, str]:
    return sent_by(client.get(reverse("admin:bank_item_add")).context["editor"])


def sent_by(page) -> dict[str, str]:
    data = {}
    for form in [page.question, page.options.management_form, *page.options]:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = value
    return data


def save(client, item: Item, data: dict, button: str = "_save", **headers):
    return client.post(page_of(item), {**data, button: "1"}, headers=headers)


def look(client, item: Item, data: dict, **more):
    """What the page asks for while somebody types."""
    return client.post(page_of(item), {**data, **more}, headers={"HX-Request": "true"})


def arrange(client, item: Item, data: dict, what: str):
    return client.post(page_of(item), {**data, "_arrange": what}).context["editor"]


def another_key(data: dict) -> dict:
    """The same question with the fourth option as its key; the second claims nothing any more."""
    data = {name: value for name, value in data.items() if name != "options-1-is_key"}
    blank = {f"options-1-{name}_{n}": "" for name in ("subject", "owner") for n in (1, 2)}
    return data | blank | {"options-3-is_key": "on"}


def said_at(page: str, place: str) -> str:
    return re.search(rf'id="said-{place}"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
