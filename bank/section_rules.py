"""Which section of a lesson teaches a derived question, for reading again after a wrong answer.

The first rule that fits decides: the generator's form, the control, the service and layer, the layer. Sections are
named as in items, "identity-and-access#roles".
"""

from collections.abc import Collection, Iterator

from bank.generators import boundary, control_kinds, controls_alike, helping_tools, scenarios
from bank.generators.draft import DerivedQuestion
from bank.models import Item
from lessons.models import Lesson
from matrix.facts import Facts
from matrix.models import ControlKind, Responsibility

BY_GENERATOR = {
    helping_tools.NAME: "controls-and-evidence#tools",
    boundary.NAME: "security-vocabulary#layers",
}
ABOUT_CONTROLS = {control_kinds.NAME, controls_alike.NAME}
BY_KIND = {
    ControlKind.INHERITED: "controls-and-evidence#inherited",
    ControlKind.SHARED: "controls-and-evidence#shared",
    ControlKind.CUSTOMER_SPECIFIC: "controls-and-evidence#specific",
}
BY_LAYER = {
    "customer-data": "security-vocabulary#aims",
    "identity-access": "identity-and-access#policies",
    "application-code": "shared-responsibility-model#in",
    "client-side-encryption": "protecting-data#client",
    "network-config": "aws-infrastructure#network",
    "logging-monitoring": "controls-and-evidence#evidence",
    "backup-recovery": "protecting-data#backup",
    "encryption-at-rest": "protecting-data#rest",
    "encryption-in-transit": "protecting-data#transit",
    "availability-scaling": "aws-infrastructure#scope",
    "platform-software": "shared-responsibility-model#shifts",
    "guest-os": "shared-responsibility-model#shifts",
    "virtualization": "shared-responsibility-model#of",
    "hardware-network": "aws-infrastructure#buildings",
    "physical-facilities": "aws-infrastructure#buildings",
}

SOFTWARE = ("platform-software", "guest-os")
HOSTS = ("virtualization", "hardware-network", "physical-facilities")
# Sections that a lesson gives to some services, and the layers that they teach there.
SPECIAL: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("hard-cases#outposts", ("outposts",), (*SOFTWARE, *HOSTS, "encryption-at-rest")),
    ("hard-cases#snow", ("snow",), (*SOFTWARE, *HOSTS, "encryption-at-rest", "identity-access", "backup-recovery")),
    (
        "hard-cases#rds-custom",
        ("rds-custom-oracle", "rds-custom-sqlserver"),
        (*SOFTWARE, "backup-recovery", "encryption-at-rest", "availability-scaling"),
    ),
    ("hard-cases#eks", ("eks-mng", "eks-auto", "eks-fargate"), (*SOFTWARE, "application-code")),
    ("hard-cases#beanstalk", ("beanstalk",), (*SOFTWARE, "application-code", "backup-recovery")),
    ("hard-cases#lightsail", ("lightsail",), (*SOFTWARE, "backup-recovery")),
    ("hard-cases#lambda-image", ("lambda-container",), (*SOFTWARE, "application-code")),
    (
        "hard-cases#bedrock",
        ("bedrock",),
        (*SOFTWARE, "customer-data", "identity-access", "application-code", "logging-monitoring"),
    ),
    (
        "protecting-data#hsm",
        ("kms", "cloudhsm"),
        ("platform-software", "encryption-at-rest", "backup-recovery", "identity-access", "availability-scaling"),
    ),
    ("identity-and-access#two-sides", ("iam",), ("identity-access", "platform-software")),
    ("identity-and-access#bad-days", ("iam",), ("backup-recovery", "availability-scaling", "logging-monitoring")),
    ("identity-and-access#federation", ("cognito",), ("identity-access", "platform-software", "application-code")),
    (
        "identity-and-access#inside",
        ("rds", "aurora", "redshift", "opensearch", "elasticache", "emr", "workspaces", "lightsail", "ec2"),
        ("identity-access",),
    ),
    (
        "identity-and-access#roles",
        ("lambda", "lambda-container", "ecs-ec2", "ecs-fargate", "eks-mng", "eks-auto", "eks-fargate", "sagemaker"),
        ("identity-access",),
    ),
    ("identity-and-access#roles", ("beanstalk",), ("identity-access",)),
    ("aws-infrastructure#edge", ("cloudfront", "route53"), (*SOFTWARE, *HOSTS, "backup-recovery")),
    ("aws-infrastructure#network", ("vpc",), ("platform-software", "hardware-network", "encryption-in-transit")),
)
BY_CELL = {
    f"{service}/{layer}": section for section, names, layers in SPECIAL for service in names for layer in layers
}


def section_for(draft: DerivedQuestion, facts: Facts) -> str:
    if draft.generator in BY_GENERATOR:
        return BY_GENERATOR[draft.generator]
    if draft.generator in ABOUT_CONTROLS:
        return BY_KIND[ControlKind(facts.controls[draft.parameters["control"]].kind)]
    if draft.generator == scenarios.NAME:
        scenario = facts.scenarios[draft.parameters["scenario"]]
        if scenario.control_id:
            return BY_KIND[ControlKind(facts.control_by_id(scenario.control_id).kind)]
    return section_about(draft.cells[0])


def section_about(cell: Responsibility) -> str:
    return BY_CELL.get(cell.path) or BY_LAYER.get(cell.layer.slug, "shared-responsibility-model#rule")


def questions_without_section() -> Iterator[str]:
    known = known_sections()
    for slug, section in Item.objects.exclude(published=None).order_by("slug").values_list("slug", "section"):
        if section not in known:
            named = f"there is no section “{section}”" if section else "it names no section"
            yield f"{slug}: {named} that teaches it. Name one as lesson#section."


def known_sections() -> Collection[str]:
    lessons = Lesson.objects.filter(published=True).values_list("slug", "sections")
    return {f"{slug}#{section['anchor']}" for slug, sections in lessons for section in sections}
