"""The four answers to "who?": AWS, the customer, both, or a tool, worded so that length and names tell nothing.

Each of the words "AWS" and "customer" stands in exactly two of the four options, or "AWS" in all of them.
"""

from dataclasses import dataclass

from bank.generators.draft import fingerprint, picked
from bank.generators.wording import at, brief
from matrix.models import Owner, Service

AWS, CUSTOMER, BOTH, TOOL = "aws", "customer", "both", "tool"
ROLES = (AWS, CUSTOMER, BOTH, TOOL)
# Beside a tool whose name begins with "AWS", the customer must not be the only one without the word.
CUSTOMER_BESIDE_AWS = "customer beside AWS"
OWNER = {AWS: Owner.AWS, CUSTOMER: Owner.CUSTOMER, BOTH: Owner.SHARED}

# Every plain text is shorter than every middling one, and those are shorter than the long ones.
PLAIN = {
    AWS: ("AWS", "AWS itself"),
    CUSTOMER: ("The customer",),
    CUSTOMER_BESIDE_AWS: ("The customer, not AWS",),
    BOTH: ("AWS and the customer", "The customer and AWS"),
    TOOL: ("{tool}",),
}
MIDDLING = {
    AWS: ("AWS, because it runs {service}", "AWS, as the provider of {service}"),
    CUSTOMER: ("The customer, who uses {service}", "The customer, as the user of {service}"),
    CUSTOMER_BESIDE_AWS: ("The customer, although AWS runs {service}",),
    BOTH: ("AWS and the customer, a half each", "AWS together with the customer"),
    TOOL: ("{tool}, all by itself", "{tool}, without any help"),
}
LONG = {
    AWS: (
        "AWS, because it is the one that runs and maintains {service}",
        "AWS, because it builds and operates {service} for its customers",
    ),
    CUSTOMER: (
        "The customer, because it chooses how {service} is set up and used",
        "The customer, because this is up to whoever uses {service}",
    ),
    CUSTOMER_BESIDE_AWS: ("The customer, even though it is AWS that runs and maintains {service}",),
    BOTH: (
        "AWS and the customer, who split this work between them {at} {service}",
        "AWS and the customer, who have to do this together {at} {service}",
    ),
    TOOL: (
        "{tool}, which takes care of this by itself {at} {service}",
        "{tool}, which does this {at} {service} without anybody's help",
    ),
}


@dataclass(frozen=True)
class Tool:
    name: str
    does: str

    @property
    def short_name(self) -> str:
        """As AWS's own pages shorten it: "Trusted Advisor", but never plain "Config" or "Backup"."""
        return self.name if self.name in NEVER_SHORT else self.name.removeprefix("AWS ")


NEVER_SHORT = {"AWS Config", "AWS Backup", "AWS Support", "AWS Artifact"}
TOOLS = {
    "customer-data": (
        Tool("Amazon Macie", "can find sensitive data in S3"),
        Tool("AWS Audit Manager", "collects evidence for audits"),
    ),
    "identity-access": (
        Tool("IAM Access Analyzer", "reports who could get in"),
        Tool("AWS Trusted Advisor", "gives hints on open access"),
    ),
    "application-code": (
        Tool("Amazon Inspector", "finds known flaws"),
        Tool("AWS Trusted Advisor", "looks at settings, not at code"),
    ),
    "client-side-encryption": (
        Tool("AWS Secrets Manager", "stores secrets"),
        Tool("Amazon Macie", "can find sensitive data in S3"),
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
        Tool("AWS Trusted Advisor", "gives hints on missing backups"),
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
        Tool("AWS Trusted Advisor", "gives hints on outdated versions"),
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
NO_OWNER = (
    "{tool} {does}, but never owns {what}: {told}",
    "{tool} {does}, which does not make it the owner of {what}: {told}",
    "{tool} {does}, but taking care of {what} is not its job: {told}",
)


def tool_for(layer: str | None, *seed: object) -> Tool:
    return picked(TOOLS.get(layer or "", ANY_TOOL), "tool", *seed)


def worded(service: Service | None, tool: Tool, *seed: object) -> dict[str, str]:
    """A text for each role. Which one is longest and which one shortest is drawn, so that neither hints at the key."""
    longest = fingerprint("longest", *seed) % len(ROLES)
    shortest = (longest + 1 + fingerprint("shortest", *seed) % (len(ROLES) - 1)) % len(ROLES)
    slots = {
        "service": brief(service) if service else "the cloud",
        "at": at(service) if service else "in",
        "tool": tool.short_name,
    }
    beside_aws = tool.short_name.startswith("AWS ")
    texts = {}
    for number, role in enumerate(ROLES):
        banks = LONG if number == longest else PLAIN if number == shortest else MIDDLING
        bank = banks[CUSTOMER_BESIDE_AWS if role == CUSTOMER and beside_aws else role]
        texts[role] = picked(bank, role, *seed).format(**slots)
    return texts


def why_no_tool(tool: Tool, what: str, told: str, *seed: object) -> str:
    """To somebody who named a tool: what it does, that it does not own `what`, and who does."""
    return picked(NO_OWNER, "no owner", *seed).format(tool=tool.name, does=tool.does, what=what, told=told)
