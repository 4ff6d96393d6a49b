"""Where the demo listens."""

import errno
import socket
from contextlib import suppress

import pytest
from django.core.management import CommandError

from srm_site.management.commands import demo


@pytest.fixture
def listening():
    listeners = demo.bind(0)
    yield listeners
    for listener in listeners:
        listener.close()


def numbers_of_localhost() -> list[str]:
    """What a browser may take for the name on this machine."""
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return ["127.0.0.1", "::1"]
    return ["127.0.0.1"]


@pytest.mark.parametrize("number", numbers_of_localhost())
def test_the_demo_is_reached_by_each_number_that_its_name_may_have(listening, number):
    with socket.create_connection((number, listening[0].getsockname()[1]), timeout=5):
        pass


def test_a_port_that_somebody_has_at_one_of_the_two_is_in_use():
    for family, address in demo.addresses_of_this_machine():
        with socket.socket(family) as other:
            other.bind((address, 0))
            other.listen()

            assert demo.bind(other.getsockname()[1]) == []


def test_without_ipv6_it_listens_at_the_other(monkeypatch):
    real = socket.socket.bind

    def bind(self, address):
        if address[0] == "::1":
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        return real(self, address)

    monkeypatch.setattr(socket, "socket", type("NoIPv6", (socket.socket,), {"bind": bind}))

    assert demo.addresses_of_this_machine() == [(socket.AF_INET, "127.0.0.1")]


def test_a_port_that_cannot_be_is_told():
    with pytest.raises(CommandError, match="Port 99999 cannot be used"):
        demo.bind(99999)


@pytest.fixture
def done(tmp_path):
    """What was done, each time from the sources that are named."""
    acts: list[str] = []

    def start(sources: str) -> list[str]:
        demo.unless_done(tmp_path / "mark", lambda: sources, lambda: acts.append(sources))
        return acts

    return start


def test_what_was_done_is_done_again_only_from_other_sources(done):
    assert done("content as it was") == ["content as it was"]
    assert done("content as it was") == ["content as it was"]

    assert done("content edited") == ["content as it was", "content edited"]


def test_what_failed_is_tried_again(tmp_path, done):
    with pytest.raises(ZeroDivisionError):
        demo.unless_done(tmp_path / "mark", lambda: "content", lambda: 1 / 0)

    assert done("content") == ["content"]


def test_an_edited_lesson_is_other_content(tmp_path, settings):
    settings.FIXTURES_DIR = tmp_path
    lesson = tmp_path / "lesson.md"
    lesson.write_text("Before")
    before = demo.fingerprint_of_content()

    lesson.write_text("After it was edited")

    assert demo.fingerprint_of_content() != before


def test_content_goes_each_time_into_a_database_that_the_demo_does_not_keep(monkeypatch, settings):
    kept = demo.mark_of_content()
    monkeypatch.delitem(demo.connection.settings_dict, "EMBEDDED_SERVER")

    assert kept.is_relative_to(settings.DATA_DIR)
    assert demo.mark_of_content() is None
