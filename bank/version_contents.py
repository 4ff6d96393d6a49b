"""Reads the contents of many versions in a few queries."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from bank.content import Content, content_of
from bank.models import Claim, ItemVersion, TestedCell


def content_prefetches(version: str = "") -> list[str | Prefetch]:
    """Return prefetches of everything that `content_of` reads; `version` is the prefix that leads to the versions."""
    claims = Claim.objects.select_related(
        "cell__service", "cell__layer", "duty__cell__service", "duty__cell__layer", "control", "layer"
    )
    tested = TestedCell.objects.select_related("cell__service", "cell__layer")
    return [
        f"{version}options",
        Prefetch(f"{version}options__claims", claims),
        Prefetch(f"{version}tested_cells", tested),
    ]


def contents_of(versions: Iterable[ItemVersion]) -> list[Content]:
    listed = list(versions)
    prefetch_related_objects(listed, "item", *content_prefetches())
    return [content_of(version) for version in listed]


def content_of_version(version: ItemVersion) -> Content:
    return contents_of([version])[0]
