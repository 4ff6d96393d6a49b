"""Where a request comes from, and keyed hashes of names and addresses."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

UNKNOWN = "unknown"  # behind a socket whose proxy is not counted, all requests come from one network


def network_of(request) -> str:
    """Return the peer's address, which cannot be forged; for IPv6 the /64 network of one household or company."""
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
    return salted_hmac(f"serving.origins.{kind}", value, algorithm="sha256").hexdigest()[:32]
