"""Reads the contents of many versions in a few queries."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from bank.content import Content, content_of
from bank.models import Claim, ItemVersion, TestedCell


def contents_of(versions: Iterable[ItemVersion]) -> list[Content]:
    listed = list(versions)
    claims = Claim.objects.select_related(
        "cell__service", "cell__layer", "duty__cell__service", "duty__cell__layer", "control", "layer"
    )
    tested = TestedCell.objects.select_related("cell__service", "cell__layer")
    prefetch_related_objects(
        listed, "item", "options", Prefetch("options__claims", claims), Prefetch("tested_cells", tested)
    )
    return [content_of(version) for version in listed]


def content_of_version(version: ItemVersion) -> Content:
    return contents_of([version])[0]
