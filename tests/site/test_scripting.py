"""Nothing that anybody writes acts on a page: a hundred of our own payloads, in every field, on every page.

`python -m benchmarks.scripting FILE...` does the same in a browser, with any lists of payloads.
"""

import pytest

from benchmarks.payloads import PAYLOADS, fill
from lessons.markup import sanitize
from tests.helpers.dangers import dangers
from tests.helpers.practices import give, practice_of
from tests.helpers.questions import published
from tests.site.test_access import (  # noqa: F401
    ADMIN,
    DECLARED,
    EVERYBODY,
    LEADS_ON,
    OURS,
    ROUTES,
    WHO,
    address_in_admin,
    cast,
    filmed_in_folder,
    world,
)

pytestmark = pytest.mark.django_db


def test_there_are_a_hundred_payloads():
    assert len({*PAYLOADS}) >= 100


@pytest.mark.parametrize(
    "page",
    [
        "<script>xss()</script>",
        '<img src="x" onerror="xss()">',
        '<a href="java\tscript:xss()">x</a>',
        '<img src="//elsewhere.example/x">',
        '<meta http-equiv="refresh" content="0">',
        '<p data-hx-get="https://elsewhere.example/">',
        "<svg/onload=xss()>",
    ],
)
def test_the_reader_of_pages_sees_what_acts(page):
    assert dangers(page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_acts_comes_out_of_markdown(payload):
    assert dangers(sanitize(payload)) == []


def question(payloads, slug):
    """A published question of payloads alone: versions are never changed, so `fill` leaves them as they are."""
    parts = ["\n\n".join(payloads[start::5]) for start in range(5)]
    options = [
        {"key": key, "text": text, "rationale": text, "is_key": key == "a"}
        for key, text in zip("abcd", parts[:4], strict=True)
    ]
    content = {"form": "choose-one", "stem": parts[4], "cells": ["ec2/guest-os"], "options": options}
    return published(slug, content)


ASKING = "visitor", "owner", "superuser"


def asks(person: str, may: set[str], turn: int) -> bool:
    return person in may and (may != EVERYBODY or ASKING[turn % len(ASKING)] == person)


def test_nothing_in_any_field_acts_on_any_page(world, cast, learner, pytestconfig):  # noqa: F811
    """Short of the long run nobody asks for what is there for others only, one in turn for what is for anyone, and the
    administrator for a third of the admin.
    """
    attempt = practice_of(learner, question(PAYLOADS, "payloads"), question(PAYLOADS[::-1], "more-payloads"))
    give(attempt, 1, right=False)
    written = fill(PAYLOADS)
    assert sum(count > 0 for count in written.values()) >= 50, written
    pages = {
        person: [
            world.address(ROUTES[name])
            for turn, name in enumerate(OURS)
            if pytestconfig.getoption("--long") or asks(person, WHO[DECLARED[name]], turn)
        ]
        for person in ASKING
    }
    admin = [address_in_admin(route, world) for route in ADMIN if route.name not in LEADS_ON]
    pages["superuser"] += admin if pytestconfig.getoption("--long") else admin[::3]
    special = [f"/practice/{attempt.pk}/{position}/" for position in (1, 2)]
    special += ["/matrix/?kind=all", "/search/?q=xss", "/search/?q=%3Cimg+src%3Dx+onerror%3Dxss()%3E"]

    found, showing = {}, 0
    for person, addresses in pages.items():
        for address in addresses + special:
            answer = cast.ask(person, "get", address)
            if "text/html" not in answer.headers.get("Content-Type", ""):
                continue
            page = answer.content.decode()
            showing += "xss" in page
            if wrong := dangers(page):
                found[f"{person} {address}"] = wrong[:3]

    assert not found, found
    assert showing >= 100  # else nothing was looked at
