"""Where a request comes from, and names that tell nobody what they stand for."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

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


def fingerprint(kind: str, value: str) -> str:
    """A keyed hash: the same value of the same kind has the same one, and nobody finds the value by it."""
    return salted_hmac(f"serving.origins.{kind}", value, algorithm="sha256").hexdigest()[:32]
