"""Names for what somebody may have had in mind: the same as in hand-written questions where they fit."""

from collections.abc import Iterable

from matrix.models import Duty, Responsibility, Side

TOOL_AS_OWNER = "tool-as-owner"
OF_CUSTOMER_TASKS = {
    "guest-os": "host-owner-owns-guest",
    "identity-access": "service-taken-for-contents",
    "network-config": "enforces-means-configures",
    "encryption-at-rest": "encryption-has-one-owner",
    "encryption-in-transit": "encryption-has-one-owner",
    "backup-recovery": "durability-is-backup",
    "application-code": "image-follows-host",
}
OF_AWS_TASKS = {
    "guest-os": "customer-patches-managed-os",
    "platform-software": "customer-patches-managed-os",
    "virtualization": "lower-layers-are-yours",
    "hardware-network": "lower-layers-are-yours",
    "physical-facilities": "lower-layers-are-yours",
    "encryption-at-rest": "encryption-has-one-owner",
    "encryption-in-transit": "encryption-has-one-owner",
}


def taking_customer_part(cell: Responsibility) -> str:
    """Behind giving a customer's task to AWS."""
    return OF_CUSTOMER_TASKS.get(cell.layer.slug, "managed-means-everything")


def taking_aws_part(cell: Responsibility) -> str:
    """Behind giving AWS's task to the customer."""
    return OF_AWS_TASKS.get(cell.layer.slug, "aws-part-taken-for-yours")


def taking_for(owner: str, cell: Responsibility) -> str:
    """Behind giving a task of the other side to `owner`."""
    return (taking_aws_part if owner == Side.CUSTOMER else taking_customer_part)(cell)


def first_mistake(said: Iterable[tuple[Duty, str]]) -> str:
    """Behind naming these owners: what the first wrong one suggests; empty if all are right."""
    return next((taking_for(owner, duty.cell) for duty, owner in said if owner != duty.owner), "")
