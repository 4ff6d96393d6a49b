"""What an author can insert into a lesson: directives, and things by their names in texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from lessons.drawings import TITLES
from lessons.glossary import terms
from lessons.incidents import incidents
from lessons.models import Lesson, Picture
from lessons.registry import questions_to_offer
from matrix.facts import Facts
from matrix.models import ControlKind
from matrix.twins import twins

PICTURES = 200  # the newest; the admin lists all


@dataclass(frozen=True)
class Syntax:
    """`words` are the kinds of names that it takes, in order; the last kind may repeat."""

    name: str
    written: str
    shows: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Insertion:
    text: str
    title: str


@dataclass(frozen=True)
class InsertionKind:
    name: str
    title: str
    help: str
    found: Sequence[Insertion]


DIRECTIVES = (
    Syntax("stack", "[[stack ec2 rds lambda | caption]]", "services with the boundary drawn", ("service",)),
    Syntax("duties", "[[duties ec2: guest-os/patch-the-guest-operating-system]]", "tasks, by side", ("tasks",)),
    Syntax("always", "[[always aws]]", "layers that one side owns in every service", ("side",)),
    Syntax("boxes", "[[boxes]]", "the boxes of AWS’s own figure with their layers"),
    Syntax("cell", "[[cell rds/guest-os]]", "one cell with its reason", ("cell",)),
    Syntax("controls", "[[controls]]", "the kinds of control with both halves"),
    Syntax("incident", "[[incident open-bucket]]", "an incident: the reader names the layer", ("incident",)),
    Syntax("twins", "[[twins ec2 rds]]", "two services: the reader moves the boundary", ("twins",)),
    Syntax("drawing", "[[drawing boundary ec2 rds]]", "a drawing with its table behind it", ("drawing", "service")),
    Syntax("traps", "[[traps s3-bucket-public]]", "scenarios to decide before the answer", ("scenario",)),
    Syntax("question", "[[question rds-host-os-flaw]]", "a question, asked after the section", ("question",)),
)
OTHERS = (
    Syntax("section", "## Title {#anchor}", "a section; the anchor is its address"),
    Syntax("side", "## Title {#anchor owner=aws}", "a section with AWS’s strip beside it"),
    Syntax("claim", "You patch it. {customer: ec2/guest-os}", "what a sentence claims, checked against the facts"),
    Syntax("picture", '![what it shows](/pictures/…) or (/pictures/… "caption")', "a picture that was uploaded"),
    Syntax("link", "[words](/matrix/ec2/guest-os/)", "a link"),
)


def kinds(facts: Facts) -> Iterator[InsertionKind]:
    yield InsertionKind(
        "service", "Services", "in stack, and before the colon of duties", _named(facts.services.values())
    )
    yield InsertionKind("layer", "Layers", "behind a service: rds/guest-os", _named(facts.layers.values()))
    yield InsertionKind("side", "Sides", "in always", [Insertion("aws", "AWS"), Insertion("customer", "the customer")])
    yield InsertionKind(
        "drawing",
        "Drawings",
        "in drawing; services stand behind boundary alone",
        [Insertion(name, title) for name, title in TITLES.items()],
    )
    yield InsertionKind("twins", "Twins", "in twins: services that do the same work on two sides", _twins(facts))
    yield InsertionKind("scenario", "Scenarios", "in traps", _scenarios(facts))
    found = [Insertion(each.slug, f"{each.section}: {each.stem}") for each in questions_to_offer()]
    yield InsertionKind("question", "Questions", "in question, after the section that teaches it", found)
    found = [Insertion(slug, incident.title) for slug, incident in incidents(facts).items()]
    yield InsertionKind("incident", "Incidents", "in incident", found)
    yield InsertionKind("control", "Controls", "in claims, with the half where it is shared", _controls(facts))
    yield InsertionKind("address", "Addresses", "in links, behind the words", list(_addresses(facts)))
    found = [Insertion(picture.markdown, str(picture)) for picture in Picture.objects.all()[:PICTURES]]
    yield InsertionKind(
        "picture", "Pictures", "on a line of its own, with a caption in quotes behind the address", found
    )
    found = [Insertion(cell.path, f"{cell}: {cell.get_owner_display()}") for cell in facts.cells.values()]
    yield InsertionKind("cell", "Cells", "in cell and in claims", found)
    found = [Insertion(duty.path, duty.task) for duty in facts.duties.values()]
    yield InsertionKind("duty", "Duties", "in claims; in duties without the service", found)


def _named(rows: Iterable[Any]) -> list[Insertion]:
    return [Insertion(row.slug, row.name) for row in rows]


def _twins(facts: Facts) -> list[Insertion]:
    return [
        Insertion(f"{pair.a.slug} {pair.b.slug}", f"{pair.a.short_name} and {pair.b.short_name}")
        for pair in twins(facts)
    ]


def _scenarios(facts: Facts) -> list[Insertion]:
    return [Insertion(slug, scenario.text) for slug, scenario in facts.scenarios.items() if facts.settles(scenario)]


def _controls(facts: Facts) -> list[Insertion]:
    return [
        Insertion(f"control:{slug}{half}", control.name)
        for slug, control in facts.controls.items()
        for half in (("/aws", "/customer") if control.kind == ControlKind.SHARED else ("",))
    ]


def _addresses(facts: Facts) -> Iterator[Insertion]:
    for lesson in Lesson.objects.published().only("slug", "label", "title", "sections"):
        yield Insertion(lesson.get_absolute_url(), str(lesson))
        for section in lesson.sections:
            address = f"{lesson.get_absolute_url()}#{section['anchor']}"
            yield Insertion(address, f"{lesson.label}, {section['title']}")
    for term in terms(facts):
        yield Insertion(term.get_absolute_url(), f"Glossary: {term.name}")
    for service in facts.services.values():
        yield Insertion(reverse("matrix:service", args=[service.slug]), service.name)
    for layer in facts.layers.values():
        yield Insertion(reverse("matrix:layer", args=[layer.slug]), layer.name)


def as_json(facts: Facts) -> dict[str, Any]:
    return {
        "directives": [asdict(directive) for directive in DIRECTIVES],
        "kinds": {kind.name: [[each.text, each.title] for each in kind.found] for kind in kinds(facts)},
    }
