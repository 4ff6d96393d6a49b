"""Logs security events: log-ins, refusals, and attempts to open forbidden pages.

Accounts are named by number and tried addresses by keyed hash, because logs have more readers and live longer than the
data.
"""

import logging

from serving.origins import fingerprint, network_of

log = logging.getLogger("whose_layer.security")


def log_event(event: str, request, *, level: int = logging.INFO, user=None, account: str = "", **more: object) -> None:
    """Write the event, then name=value pairs without blanks, so that input cannot imitate another line."""
    # By name, because some addresses contain a secret.
    page = request.resolver_match.view_name if request.resolver_match else ""
    said: dict[str, object] = {"network": network_of(request), "page": page}
    known = user or getattr(request, "user", None)  # a request that is refused early has none
    if known is not None and known.pk:
        said["user"] = known.pk
    if account:
        said["account"] = fingerprint("account", account.lower())[:12]
    pairs = " ".join(f"{name}={''.join(str(value).split())}" for name, value in {**said, **more}.items())
    log.log(level, "%s %s", event, pairs)
