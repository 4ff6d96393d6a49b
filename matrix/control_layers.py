"""Which layers each control is about, so that a page on a layer or a service can show the halves that matter there."""

from matrix.facts import Facts
from matrix.models import Control, ControlKind, Layer

# By slug. A control that an editor adds is listed on its own page and takes part here once it has a line.
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
    """Controls by kind; kinds without any are left out."""
    kinds = [(kind, [control for control in facts.controls.values() if control.kind == kind]) for kind in ControlKind]
    return [(kind, controls) for kind, controls in kinds if controls]
