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
