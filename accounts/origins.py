"""Where a request that tries a password comes from."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from accounts.devices import device_of
from accounts.guessing import Origin, admit
from accounts.models import Guess

UNKNOWN = "unknown"  # behind a socket whose proxy is not counted, all come from one network


def network_of(request) -> str:
    """The address of the peer, which nobody can forge; of IPv6 the part that one household or firm has."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address)


def admit_from(request, account: str) -> Guess | None:
    """Who is logged in and asked once more is no stranger; somebody who found the device open has the tries of one."""
    device = device_of(request, account)
    if request.user.is_authenticated and request.user.email == account.lower():
        device = device or f"session {account}"
    return admit(account, Origin(network_of(request), device))
