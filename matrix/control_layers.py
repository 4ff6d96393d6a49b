"""Which layers each control concerns, for the pages of layers and services."""

from matrix.facts import Facts
from matrix.models import Control, ControlKind, Layer

# By slug. A new control has its own page, but appears on the others only once it has a line here.
LAYERS = {
    "physical-environmental": ("physical-facilities",),
    "media-disposal": ("hardware-network", "physical-facilities"),
    "datacenter-staff": ("physical-facilities",),
    "patch-management": ("application-code", "platform-software", "guest-os", "virtualization"),
    "configuration-management": ("network-config", "platform-software", "guest-os", "hardware-network"),
    "awareness-training": ("customer-data", "identity-access"),
    "incident-response": ("logging-monitoring",),
    "contingency-planning": ("backup-recovery", "availability-scaling"),
    "vulnerability-testing": ("application-code", "guest-os", "hardware-network"),
    "compliance-evidence": ("customer-data", "logging-monitoring", "physical-facilities"),
    "logical-access": ("identity-access",),
    "communications-zone-security": ("network-config", "encryption-in-transit"),
    "data-classification": ("customer-data",),
    "application-security": ("application-code",),
    "credential-lifecycle": ("identity-access", "encryption-at-rest"),
    "client-side-protection": ("client-side-encryption",),
}


def layers_of(control: Control, facts: Facts) -> list[Layer]:
    return [facts.layers[slug] for slug in LAYERS.get(control.slug, ()) if slug in facts.layers]


def controls_of(layer: Layer, facts: Facts) -> list[Control]:
    return [control for control in facts.controls.values() if layer.slug in LAYERS.get(control.slug, ())]


def by_kind(facts: Facts) -> list[tuple[ControlKind, list[Control]]]:
    kinds = [(kind, [control for control in facts.controls.values() if control.kind == kind]) for kind in ControlKind]
    return [(kind, controls) for kind, controls in kinds if controls]
