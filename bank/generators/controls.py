"""What the generators about controls share: kinds in words, both halves, and the cells where a control shows."""

from bank.generators.wording import lowered
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

KINDS = {
    ControlKind.INHERITED: "an inherited control",
    ControlKind.SHARED: "a shared control",
    ControlKind.CUSTOMER_SPECIFIC: "a customer-specific control",
}


def cells_of(control: Control, facts: Facts) -> list[Responsibility]:
    return [facts.cells_by_path[path] for path in CELLS.get(control.slug, ()) if path in facts.cells_by_path]


def control_rule(control: Control) -> str:
    return f"control/{control.slug}"


def half_of(control: Control, side: str) -> str:
    """A sentence on what one side does: "AWS has to train its own staff."."""
    text = control.aws_part if side == Side.AWS else control.customer_part
    if text.startswith("Nothing"):
        return f"{control.name} leaves {lowered(text)} to the customer."
    return f"{'AWS has' if side == Side.AWS else 'You have'} to {lowered(text)}."


def why_or_why_not(control: Control, asked: ControlKind) -> str:
    """Say what makes the control of the kind that is asked for, or what keeps it from being so."""
    kind = ControlKind(control.kind)
    if kind == ControlKind.INHERITED:
        return f"Customers have no access here: {half_of(control, Side.AWS)}"
    if kind == ControlKind.CUSTOMER_SPECIFIC:
        return f"Only the customer can judge this: {lowered(half_of(control, Side.CUSTOMER))}"
    if asked == kind:
        return f"Each side has a part. {half_of(control, Side.AWS)} {half_of(control, Side.CUSTOMER)}"
    if asked == ControlKind.CUSTOMER_SPECIFIC:
        return f"This one is shared: AWS also has to {lowered(control.aws_part)}."
    return f"This one is shared: {lowered(half_of(control, Side.CUSTOMER))}"


def claims_whole(control: Control, owner: str) -> dict[str, str]:
    return {"control": control.slug, "owner": str(owner)}
