"""What the three generators about controls share: how kinds are spoken of, and the cells where a control shows."""

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
    ControlKind.INHERITED: "inherited",
    ControlKind.SHARED: "shared",
    ControlKind.CUSTOMER_SPECIFIC: "customer-specific",
}


def cells_of(control: Control, facts: Facts) -> list[Responsibility]:
    return [facts.cells_by_path[path] for path in CELLS.get(control.slug, ()) if path in facts.cells_by_path]


def named(control: Control) -> str:
    """The name inside a sentence: "patch management"."""
    return control.name[0].lower() + control.name[1:]


def part(control: Control, side: str) -> str:
    """What one side has to do, as it follows "has to" or "to"."""
    text = control.aws_part if side == Side.AWS else control.customer_part
    return text[0].lower() + text[1:]


def claims_half(control: Control, half: str, owner: str) -> dict[str, str]:
    return {"control": control.slug, "half": str(half), "owner": str(owner)}


def claims_whole(control: Control, owner: str) -> dict[str, str]:
    return {"control": control.slug, "owner": str(owner)}


def both_halves(control: Control) -> str:
    """Who does what in the control, whatever its kind."""
    if control.kind == ControlKind.INHERITED:
        return f"AWS has to {part(control, Side.AWS)}, and you take that over as it is."
    if control.kind == ControlKind.CUSTOMER_SPECIFIC:
        return f"It is up to you to {part(control, Side.CUSTOMER)}."
    return f"AWS has to {part(control, Side.AWS)}. You have to {part(control, Side.CUSTOMER)}."
