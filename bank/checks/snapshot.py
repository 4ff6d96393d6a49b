"""Published questions as plain values for the checks of the whole bank, read in a few queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bank.models import Claim, Form, Item, Needs, Option, TestedCell
from bank.models.items import ItemQuerySet
from matrix.models import Side


@dataclass(frozen=True)
class SnapshotOption:
    """`claims` are (subject, owner), with a subject such as "duty:ec2/guest-os/patch-it" or "cell:ec2/guest-os".

    `expected` is the owner if it is a row.
    """

    text: str
    is_key: bool
    rationale: str
    claims: tuple[tuple[str, str], ...] = ()
    expected: str = ""

    @property
    def is_right(self) -> bool:
        return self.is_key or self.expected == Side.AWS


@dataclass(frozen=True)
class SnapshotQuestion:
    slug: str
    stem: str
    generator: str = ""
    cells: list[str] = field(default_factory=list)
    options: list[SnapshotOption] = field(default_factory=list)
    form: str = Form.CHOOSE_ONE
    needs: str = Needs.BOTH

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(normalized(option.text) for option in self.options if option.is_right)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        yield "the stem", self.stem
        for option in self.options:
            yield f"the option “{option.text}”", option.text
            yield f"the reason of “{option.text}”", option.rationale


def normalized(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .?!")


def questions() -> list[SnapshotQuestion]:
    return _questions(Item.objects.about_matrix())


def own_questions() -> list[SnapshotQuestion]:
    """The questions of courses that are not about the matrix."""
    return _questions(Item.objects.filter(skill=""))


def _questions(items: ItemQuerySet) -> list[SnapshotQuestion]:
    published = items.of_bank().exclude(published=None).order_by("slug")
    asked = {
        version: SnapshotQuestion(slug, stem, generator, form=form, needs=needs)
        for version, slug, stem, generator, form, needs in published.values_list(
            "published", "slug", "published__stem", "generator", "published__form", "published__needs"
        )
    }
    versions = published.order_by().values("published")
    claimed = _claims(versions)
    options = Option.objects.filter(version__in=versions)
    for pk, version, text, is_key, rationale, expected in options.order_by("position").values_list(
        "pk", "version", "text", "is_key", "rationale", "expected"
    ):
        asked[version].options.append(SnapshotOption(text, is_key, rationale, tuple(claimed[pk]), expected))
    tested = TestedCell.objects.filter(version__in=versions).order_by("position")
    for version, service, layer in tested.values_list("version", "cell__service__slug", "cell__layer__slug"):
        asked[version].cells.append(f"{service}/{layer}")
    return list(asked.values())


def _claims(versions) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    claims = Claim.objects.filter(option__version__in=versions).order_by("pk")
    of_cells = ("cell__service__slug", "cell__layer__slug")
    of_duties = ("duty__cell__service__slug", "duty__cell__layer__slug", "duty__slug")
    for option, owner, *subject in claims.values_list("option", "owner", *of_cells, *of_duties):
        cell, duty = subject[:2], subject[2:]
        if all(duty):
            found[option].append((f"duty:{'/'.join(duty)}", owner))
        elif all(cell):
            found[option].append((f"cell:{'/'.join(cell)}", owner))
    return found
