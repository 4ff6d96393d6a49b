"""How services, layers and tasks are spoken of in derived questions.

Tasks are imperatives and stay so: "AWS has to patch …", "it is up to you to rotate …". No verb is ever inflected.
"""

import re

from matrix.models import Duty, Layer, Responsibility, Service, Side

PREFIXES = ("Amazon ", "AWS ")
# What one works with rather than on.
WITH = {"Networking", "Security and identity", "Application integration", "Hybrid"}

LAYERS = {
    "customer-data": "data handling",
    "identity-access": "identity and access",
    "application-code": "the application code",
    "client-side-encryption": "client-side encryption",
    "network-config": "the network access rules",
    "logging-monitoring": "logging and monitoring",
    "backup-recovery": "backup and recovery",
    "encryption-at-rest": "encryption at rest",
    "encryption-in-transit": "encryption in transit",
    "availability-scaling": "availability and scaling",
    "platform-software": "the platform software",
    "guest-os": "the operating system",
    "virtualization": "the virtualization layer",
    "hardware-network": "the hardware and physical network",
    "physical-facilities": "the physical facilities",
}

LONGEST_LOCAL_NAME = 40
PROPER = ("Oracle", "SQL", "HSM", "EMR", "ECS", "Kubernetes", "Fargate")

# Written alike for many services.
STOCK = ("Keep 90 days", "Enforce", "Authenticate", "Isolate", "Guard the keys", "Guard the data centers", "Run power")
# A vendor's step: true, but no learner would take it for a customer's.
VENDOR = ("Offer", "Provide", "Supply", "Support", "Publish", "Announce", "Issue", "Ship")


def full(service: Service) -> str:
    """The name as the exam says it: "Amazon RDS", "AWS Lambda", "Elastic Load Balancing"."""
    if service.short_name.isupper() and service.short_name not in service.name and service.name.startswith(PREFIXES):
        return f"{service.name.split()[0]} {service.short_name}"
    return re.sub(r" \(.*\)$", "", service.name)


def brief(service: Service) -> str:
    """The name inside an explanation: "RDS", "Lambda", "ECS on AWS Fargate"."""
    name = full(service).partition(" or ")[0]
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)


def on(service: Service) -> str:
    # "With ECS on AWS Fargate": one "on" is enough.
    return "with" if service.category in WITH or " on " in service.name else "on"


def On(service: Service) -> str:  # noqa: N802
    return f"{on(service).capitalize()} {brief(service)}"


def layer_phrase(layer: Layer) -> str:
    return LAYERS.get(layer.slug, layer.phrase)


def layer_of(cell: Responsibility) -> str:
    """What the layer is called in this service, where that is short enough for a sentence: "the database engine"."""
    name = cell.local_name
    if not name or len(name) > LONGEST_LOCAL_NAME or set(name) & set(":,("):
        return layer_phrase(cell.layer)
    return f"the {name if name.startswith(PROPER) else name[0].lower() + name[1:]}"


def infinitive(duty: Duty) -> str:
    """The task as it follows "to": "patch the guest operating system"."""
    return duty.task[0].lower() + duty.task[1:]


def who(side: str) -> str:
    return "AWS" if side == Side.AWS else "you"


def has_to(side: str) -> str:
    return "has to" if side == Side.AWS else "have to"


def is_vendors(duty: Duty) -> bool:
    return duty.task.startswith(VENDOR)


def is_stock(duty: Duty) -> bool:
    return duty.task.startswith(STOCK)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?])\s+(?=[A-Z“])", text.strip())


def joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part)
