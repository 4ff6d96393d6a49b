"""The four answers to "who?": AWS, the customer, both, or a tool, worded so that length tells nothing."""

from dataclasses import dataclass

from matrix.models import Owner, Service
from quizzes.generators.draft import fingerprint, picked
from quizzes.generators.wording import brief

AWS, CUSTOMER, BOTH, TOOL = "aws", "customer", "both", "tool"
ROLES = (AWS, CUSTOMER, BOTH, TOOL)
OWNER = {AWS: Owner.AWS, CUSTOMER: Owner.CUSTOMER, BOTH: Owner.SHARED}

PLAIN = {
    AWS: ("AWS", "AWS alone"),
    CUSTOMER: ("The customer", "The customer alone"),
    BOTH: ("AWS and the customer", "The customer and AWS"),
    TOOL: ("{tool}",),
}
MIDDLING = {
    AWS: ("AWS, as the provider of {service}", "AWS, which runs {service}"),
    CUSTOMER: ("The customer, as the user of {service}", "The customer, who uses {service}"),
    BOTH: ("AWS and the customer, side by side", "AWS together with the customer"),
    TOOL: ("{tool}, by default", "{tool}, by itself"),
}
LONG = {
    AWS: (
        "AWS, as part of running {service} for everyone who uses it",
        "AWS, whatever else is left to those who use {service}",
    ),
    CUSTOMER: (
        "The customer, in the account where {service} is in use",
        "The customer, even though it is AWS that runs {service}",
    ),
    BOTH: (
        "AWS and the customer, each doing one half of the work for {service}",
        "AWS and the customer, who have to act together on {service}",
    ),
    TOOL: (
        "{tool}, which does this for {service} without any set-up",
        "{tool}, which takes over such work on {service} by default",
    ),
}


@dataclass(frozen=True)
class Tool:
    name: str
    does: str


TOOLS = {
    "customer-data": (
        Tool("Amazon Macie", "can find sensitive data in S3"),
        Tool("AWS Audit Manager", "collects evidence"),
    ),
    "identity-access": (
        Tool("IAM Access Analyzer", "reports who could get in"),
        Tool("AWS Trusted Advisor", "gives hints on open access"),
    ),
    "application-code": (
        Tool("Amazon Inspector", "finds known flaws"),
        Tool("AWS Trusted Advisor", "checks settings, not code"),
    ),
    "client-side-encryption": (
        Tool("AWS Secrets Manager", "stores secrets"),
        Tool("AWS Support", "answers questions"),
    ),
    "network-config": (
        Tool("AWS Firewall Manager", "spreads rules that somebody wrote"),
        Tool("AWS Config", "reports settings that break a rule"),
    ),
    "logging-monitoring": (
        Tool("Amazon GuardDuty", "raises findings once it is on"),
        Tool("AWS Security Hub", "gathers findings once it is on"),
    ),
    "backup-recovery": (
        Tool("AWS Backup", "follows a plan that somebody wrote"),
        Tool("AWS Support", "answers questions"),
    ),
    "encryption-at-rest": (
        Tool("AWS Config", "reports what is not encrypted"),
        Tool("AWS Security Hub", "gathers findings once it is on"),
    ),
    "encryption-in-transit": (
        Tool("AWS Certificate Manager", "issues certificates on request"),
        Tool("AWS Config", "reports settings that break a rule"),
    ),
    "availability-scaling": (
        Tool("AWS Trusted Advisor", "gives hints on fault tolerance"),
        Tool("AWS Health Dashboard", "reports events"),
    ),
    "platform-software": (
        Tool("AWS Systems Manager", "works on machines that somebody enrolled"),
        Tool("AWS Trusted Advisor", "gives hints"),
    ),
    "guest-os": (
        Tool("AWS Systems Manager", "patches machines that somebody enrolled"),
        Tool("Amazon Inspector", "finds missing patches and installs none"),
    ),
    "virtualization": (Tool("AWS Support", "answers questions"), Tool("AWS Health Dashboard", "reports events")),
    "hardware-network": (Tool("AWS Health Dashboard", "reports events"), Tool("AWS Support", "answers questions")),
    "physical-facilities": (Tool("AWS Artifact", "hands out audit reports"), Tool("AWS Support", "answers questions")),
}
ANY_TOOL = (Tool("AWS Support", "answers questions"), Tool("AWS Trusted Advisor", "gives hints"))


def tool_for(layer: str | None, *seed: object) -> Tool:
    return picked(TOOLS.get(layer or "", ANY_TOOL), "tool", *seed)


def worded(service: Service | None, tool: Tool, *seed: object) -> dict[str, str]:
    """A text for each role. Which one is longest is drawn, so that it says nothing about the key."""
    longest = fingerprint("longest", *seed) % len(ROLES)
    middling = (longest + 1 + fingerprint("middling", *seed) % (len(ROLES) - 1)) % len(ROLES)
    slots = {"service": brief(service) if service else "the cloud", "tool": tool.name}
    texts = {}
    for number, role in enumerate(ROLES):
        bank = LONG if number == longest else MIDDLING if number == middling else PLAIN
        texts[role] = picked(bank[role], role, *seed).format(**slots)
    return texts
