"""What other apps add to the matrix. They fill these lists in AppConfig.ready(), since the matrix imports nobody."""

from collections.abc import Callable
from dataclasses import dataclass

from matrix.models import Responsibility


@dataclass(frozen=True)
class Link:
    title: str
    url: str


# Each is called with an open cell and returns where a learner can read about it.
readings: list[Callable[[Responsibility], list[Link]]] = []
