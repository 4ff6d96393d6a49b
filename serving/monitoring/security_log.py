"""What concerns security and is worth a line in the log: who logged in, who was refused, who went where they may not.

Accounts are named by number, addresses that were tried by their keyed hash: a log is read by more people, and kept for
longer, than what it tells of.
"""

import logging

from serving.origins import fingerprint, network_of

log = logging.getLogger("whose_layer.security")


def log_event(event: str, request, *, level: int = logging.INFO, user=None, account: str = "", **more: object) -> None:
    """One line: the event, then name=value pairs without blanks, so that nobody's input can look like another line."""
    # By its name, since some addresses hold a secret.
    page = request.resolver_match.view_name if request.resolver_match else ""
    said: dict[str, object] = {"network": network_of(request), "page": page}
    known = user or getattr(request, "user", None)  # a request that is refused early has none
    if known is not None and known.pk:
        said["user"] = known.pk
    if account:
        said["account"] = fingerprint("account", account.lower())[:12]
    pairs = " ".join(f"{name}={''.join(str(value).split())}" for name, value in {**said, **more}.items())
    log.log(level, "%s %s", event, pairs)
