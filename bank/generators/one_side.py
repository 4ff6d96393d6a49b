"""Why a task is for one side alone: what "Both" and the other side are told.

A task beside it explains something only where it is nearly the same work. Otherwise the reason is what keeps the
other side out: of this common task, or of the layer.
"""

import re
from collections.abc import Iterable

from bank.generators.draft import opposite
from bank.generators.owners import AWS, CUSTOMER
from bank.generators.reasons import Reasons
from bank.generators.wording import full, is_vendors, lowered, on
from bank.words import content_words
from matrix.models import Duty, Side

NEARLY_THE_SAME = 2  # words that two tasks of a cell share
NEVER_ALIKE = {"customer-data"}  # to keep data apart explains nothing about who classifies the same data

# Keyed by the slug of a common task: why the side that does not own it has no part.
OF_TASKS = {
    Side.AWS: {
        "patch-operating-system": "Customers have no access to the operating system behind {service}.",
        "patch-runtime-or-engine": "Customers have no access to the software that runs {service}.",
        "start-backups": "{service} starts backups automatically, so customers have nothing to set up.",
        "turn-on-encryption-at-rest": "{service} has no switch for encryption at rest that you could leave off.",
        "block-unencrypted-connections": "No setting of a customer could open {service} to unencrypted connections.",
        "supply-server-certificate": "Only AWS can get certificates for the names of {service} endpoints.",
        "spread-over-zones": "AWS already spreads {service} over several Availability Zones.",
        "add-capacity": "Customers of {service} can't add servers to it.",
        "size-the-servers": "{service} offers customers no server size to choose.",
    },
    Side.CUSTOMER: {
        "patch-operating-system": "AWS can't know when your servers may restart, so {service} updates none of them.",
        "patch-runtime-or-engine": "AWS can't know which version your application needs, so it changes none unasked.",
        "start-backups": "AWS can't know what you need to have back, so {service} starts no backup unasked.",
        "turn-on-encryption-at-rest": "AWS supplies the encryption, but doesn't change your settings for {service}.",
        "block-unencrypted-connections": "AWS can't know which clients still come without TLS, so it turns none away.",
        "supply-server-certificate": "AWS can't know which certificates your clients trust, so {service} adds none.",
        "spread-over-zones": "AWS offers several zones, but sets up nothing in a second one for {service} unasked.",
        "add-capacity": "AWS has more capacity, but {service} adds none that you didn't ask for.",
        "size-the-servers": "AWS offers sizes from small to large, but can't know which one you need for {service}.",
    },
}
# Keyed by the slug of a layer.
OF_LAYERS = {
    Side.AWS: {
        "customer-data": "Customers have no access to a disk of {service} once they have given it back.",
        "identity-access": "Customers write the rules, but only AWS's servers can check each request.",
        "network-config": "Customers choose settings, but only AWS can reach the network equipment of {service}.",
        "logging-monitoring": "AWS does its work on systems that customers of {service} can't reach.",
        "backup-recovery": "AWS does its work on storage systems that customers of {service} can't reach.",
        "encryption-at-rest": "Customers have no access to the AWS systems that encrypt stored data for {service}.",
        "encryption-in-transit": "AWS does its work on endpoints and lines that customers of {service} can't reach.",
        "availability-scaling": "AWS does its work on hardware that customers of {service} can't reach.",
        "platform-software": "Customers have no access to the software that runs {service}.",
        "guest-os": "Customers have no access to the operating system behind {service}.",
        "virtualization": "Customers have no access to the hypervisors and host software behind {service}.",
        "hardware-network": "The equipment behind {service} belongs to AWS, so customers can't open or repair it.",
        "physical-facilities": "Customers can't enter the data centers behind {service}.",
    },
    Side.CUSTOMER: {
        "customer-data": "AWS doesn't look into the data that you store or send, so AWS can't judge what it is worth.",
        "identity-access": "AWS knows neither your people and programs nor what each of them should be allowed to do.",
        "application-code": "AWS can't know how your application is meant to work, so AWS doesn't change it.",
        "client-side-encryption": "Client-side encryption happens in your programs, before a service gets the data.",
        "network-config": "AWS can't know which connections you want to allow.",
        "logging-monitoring": "AWS can't know which logs, alarms and events matter to you.",
        "backup-recovery": "AWS can't know how much data you could afford to lose.",
        "encryption-at-rest": "AWS supplies the encryption, but doesn't know your rules or change your settings.",
        "encryption-in-transit": "AWS can't change the programs and settings on your side of {service}.",
        "availability-scaling": "AWS can't know what you need or want to pay for.",
        "platform-software": "AWS can't know which version you need, or when your systems may be interrupted.",
        "guest-os": "AWS can't know when a machine of yours may be interrupted.",
        "physical-facilities": "AWS can't decide who enters a building of yours.",
    },
}


def only_one(duty: Duty, reasons: Reasons) -> str:
    """Why the task is not for both. Raises NothingLeft."""
    alone = duty.common_task or duty.cell.layer.slug in NEVER_ALIKE
    others = [] if alone else duty.cell.duties_of(opposite(duty.owner))
    for other in others:
        if not is_vendors(other) and len(content_words(other.task) & content_words(duty.task)) >= NEARLY_THE_SAME:
            whose = "the customer has" if other.owner == Side.CUSTOMER else "AWS has"
            place = f"{on(duty.service).capitalize()} {full(duty.service)}"
            return reasons.say(f"{place}, {whose} a different task: to {lowered(other.task)}.")
    return not_the_other(duty, reasons)


def not_the_other(duty: Duty, reasons: Reasons) -> str:
    """Why the side that does not own the task has no part in it. Raises NothingLeft."""
    side = Side(duty.owner)
    task = duty.common_task.slug if duty.common_task else ""
    text = OF_TASKS[side].get(task) or OF_LAYERS[side].get(duty.cell.layer.slug)
    # Nothing here depends on how a function is packaged.
    service = re.sub(r" \((zip packages|container images)\)$", "", full(duty.service))
    return reasons.say(text.format(service=service)) if text else reasons.of(duty.cell)


def missing_halves(duties: Iterable[Duty], reasons: Reasons) -> dict[str, str]:
    """For each owner alone of a shared layer: why a task there is not for this side. Raises NothingLeft."""
    aws, yours = (next(duty for duty in duties if duty.owner == side) for side in Side)
    return {AWS: not_the_other(yours, reasons), CUSTOMER: not_the_other(aws, reasons)}
