"""What nobody would type on purpose ends in a page of ours, whatever it is sent as and wherever it is sent to."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from quizzes.statistics.rollup import roll_all
from tests.lessons.conftest import filmed_in_folder as filmed_in_folder
from tests.site.test_access import (
    ADMIN,
    DECLARED,
    EVERYBODY,
    LEADS_ON,
    OURS,
    ROUTES,
    WHO,
    address_in_admin,
    model_and_action,
)
from tests.site.test_access import Cast as Cast
from tests.site.test_access import cast as cast
from tests.site.test_access import world as world

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ODD = {
    "5,000 digits": "9" * 5000,
    "4,300 digits": "9" * 4300,
    "20 digits": "9" * 20,
    "negative": "-1",
    "last day": "9999-12-31",
    "first day": "0001-01-01",
    "last moment": "9999-12-31T23:59",
    "nothing": "",
    "NUL": "\0",
    "surrogate": b"\xed\xa0\x80",
    "no UTF-8": b"\xff",
    "a digit that is no number": "²",
    "no finite number": "1e400",
    "no number": "nan",
    "half of a list": '[{"',
    "very long": "ab " * 20_000,
}
ENDS = {"account_logout", "admin:logout"}


@pytest.fixture(autouse=True)
def everything_counted(world):
    """Each request is taken back, and would count anew."""
    roll_all()


# These come as a value of one name alone too, where all others are in order; the rest as values of all names at once.
ALONE = ("5,000 digits", "20 digits", "last day", "NUL")


@contextmanager
def names_read() -> Iterator[set[str]]:
    """The names of values that a view asks for while it answers."""
    read: set[str] = set()

    def spy(method):
        def asked(self, key, *rest):
            if isinstance(self, QueryDict):
                read.add(key)
            return method(self, key, *rest)

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            patch.setattr(MultiValueDict, name, spy(getattr(MultiValueDict, name)), raising=False)
        yield read


def encoded(values: dict[str, str | bytes]) -> str:
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in values.items())


class Trial:
    """Asks as one person and writes down what broke."""

    def __init__(self, cast, person: str) -> None:
        self.cast, self.person = cast, person
        self.broke: list[str] = []

    def ask(self, method: str, address: str, values: dict[str, str | bytes], why: str) -> None:
        try:
            if method == "get":
                answer = self.cast.ask(self.person, "get", f"{address}?{encoded(values)}")
            else:
                kind = "application/x-www-form-urlencoded"
                answer = self.cast.ask(self.person, "post", address, data=encoded(values), content_type=kind)
            if answer.status_code >= 500 and answer.status_code != 503:
                self.broke.append(f"{method} {address} {why}: {answer.status_code}")
        except Exception as error:
            self.broke.append(f"{method} {address} {why}: {type(error).__name__}: {str(error)[:100]}")

    def every_value(self, method: str, address: str, *, briefly: bool = False) -> None:
        with names_read() as names:
            self.ask(method, address, {}, "without values")
        said = ", ".join(sorted(names))[:60]
        for odd in ALONE if briefly else ODD:
            self.ask(method, address, dict.fromkeys(names, ODD[odd]), f"{odd} as {said}")
        for name, odd in product(sorted(names) if not briefly else (), ALONE):
            self.ask(method, address, {name: ODD[odd]}, f"{odd} as {name}")


def who_sees_most(name: str) -> str:
    may = WHO[DECLARED[name]]
    return (
        "superuser"
        if "superuser" in may and may != EVERYBODY
        else min(may & {"owner", "instructor", "visitor"}, default="owner")
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_breaks_at_an_odd_value(world, cast, method):
    broke = []
    for name in OURS:
        if name not in ENDS:
            trial = Trial(cast, who_sees_most(name))
            trial.every_value(method, world.address(ROUTES[name]))
            broke += trial.broke

    assert not broke, "\n".join(broke)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_admin_breaks_at_an_odd_value(world, cast, method):
    trial = Trial(cast, "superuser")
    for route in ADMIN:
        if route.name not in LEADS_ON | ENDS:
            # What Django brings along for each model is the same code each time.
            trial.every_value(method, address_in_admin(route, world), briefly=model_and_action(route) is not None)

    assert not trial.broke, "\n".join(trial.broke)


def test_no_address_breaks_at_an_odd_part_of_it(world, cast):
    trial = Trial(cast, "superuser")
    for name in OURS:
        parts = world.address(ROUTES[name]).split("/")
        given = {str(world.parts.get(f"{name} {part}") or world.parts[part]) for part in ROUTES[name].parameters}
        for place, part in enumerate(parts):
            known = part.removesuffix(".ics")
            for odd, value in ODD.items() if known in given else ():
                address = "/".join([*parts[:place], part.replace(known, quote(value or "%")), *parts[place + 1 :]])
                trial.ask("get", address, {}, f"{odd} in place of {part}")

    assert not trial.broke, "\n".join(trial.broke)
