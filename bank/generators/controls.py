"""What the generators about controls share: kinds in words, both halves, and the cells where a control shows."""

from bank.generators.wording import has_to, lowered, who
from matrix.facts import Facts
from matrix.models import Control, ControlKind, Responsibility, Side

# Where a learner meets each control. A question about a control is settled by the control itself, not by these.
CELLS = {
    "physical-environmental": ("ec2/physical-facilities",),
    "media-disposal": ("s3/physical-facilities",),
    "datacenter-staff": ("rds/physical-facilities",),
    "patch-management": ("ec2/guest-os", "ec2/virtualization"),
    "configuration-management": ("ec2/guest-os", "ec2/hardware-network"),
    "awareness-training": ("ec2/identity-access",),
    "incident-response": ("ec2/logging-monitoring",),
    "contingency-planning": ("ec2/backup-recovery", "rds/backup-recovery"),
    "vulnerability-testing": ("ec2/application-code", "ec2/virtualization"),
    "compliance-evidence": ("ec2/physical-facilities", "ec2/identity-access"),
    "logical-access": ("iam/identity-access", "iam/platform-software"),
    "communications-zone-security": ("vpc/network-config",),
    "data-classification": ("s3/customer-data",),
    "application-security": ("ec2/application-code",),
    "credential-lifecycle": ("iam/identity-access",),
    "client-side-protection": ("s3/client-side-encryption",),
}

# Why a part is this side's: what keeps the other one from doing it.
BECAUSE = {
    Side.AWS: {
        "physical-environmental": "Customers can't enter AWS's buildings",
        "media-disposal": "Customers can't reach the disks in a data center",
        "datacenter-staff": "Customers have no say in who enters a data center",
        "patch-management": "Customers can't log in to AWS's own systems",
        "configuration-management": "Customers can't reach AWS's devices",
        "awareness-training": "Customers can't teach the people who work for AWS",
        "incident-response": "Customers can't see what happens in the infrastructure",
        "contingency-planning": "Customers can't build Regions or zones",
        "vulnerability-testing": "Customers may not attack AWS's infrastructure",
        "compliance-evidence": "Customers can't inspect data centers themselves",
        "logical-access": "Customers have no control over AWS's systems and staff",
    },
    Side.CUSTOMER: {
        "patch-management": "AWS can't log in to your systems",
        "configuration-management": "AWS can't know what your systems need",
        "awareness-training": "AWS doesn't know who works for you",
        "incident-response": "AWS can't know what is normal in your workloads",
        "contingency-planning": "AWS can't know how much downtime you accept",
        "vulnerability-testing": "AWS doesn't look into the software that you run",
        "compliance-evidence": "AWS's reports don't cover your settings",
        "logical-access": "AWS can't know who in your company should have access",
        "communications-zone-security": "AWS can't know where your data may go",
        "data-classification": "AWS can't know what your data means",
        "application-security": "AWS doesn't read or change your code",
        "credential-lifecycle": "AWS can't know who should have which credentials",
        "client-side-protection": "AWS can't act before it receives your data",
    },
}

KINDS = {
    ControlKind.INHERITED: "an inherited control",
    ControlKind.SHARED: "a shared control",
    ControlKind.CUSTOMER_SPECIFIC: "a customer-specific control",
}


def cells_of(control: Control, facts: Facts) -> list[Responsibility]:
    return [facts.cells_by_path[path] for path in CELLS.get(control.slug, ()) if path in facts.cells_by_path]


def half_of(control: Control, side: str) -> str:
    """A sentence on what one side does, and why: "AWS doesn't know who works for you, so you have to train ..."."""
    text = control.aws_part if side == Side.AWS else control.customer_part
    if text.startswith("Nothing"):
        return f"{control.name} leaves {lowered(text)} to the customer."
    because = BECAUSE[Side(side)].get(control.slug)
    has = f"{who(side)} {has_to(side)} {lowered(text)}."
    return f"{because}, so {has}" if because else has[0].upper() + has[1:]


def because(control: Control, side: Side) -> str:
    """Why the part of this side is not the other one's; without such a reason, what the part is."""
    told = BECAUSE[side].get(control.slug)
    return f"{told}." if told else half_of(control, side)


def why_or_why_not(control: Control, asked: ControlKind) -> str:
    """Say what makes the control of the kind that is asked for, or what keeps it from being so."""
    kind = ControlKind(control.kind)
    if asked == kind == ControlKind.SHARED:
        return f"Each side has a part. {half_of(control, Side.AWS)} {half_of(control, Side.CUSTOMER)}"
    of_aws = kind == ControlKind.INHERITED or asked == ControlKind.CUSTOMER_SPECIFIC != kind
    half = half_of(control, Side.AWS if of_aws else Side.CUSTOMER)
    told = f"This one is {kind.label.lower()}: {half if half.startswith('AWS') else lowered(half)}"
    return f"{told} The customer has a part of its own." if of_aws and kind == ControlKind.SHARED else told


def claims_whole(control: Control, owner: str) -> dict[str, str]:
    return {"control": control.slug, "owner": str(owner)}
