"""Functions through which upper rooms add to questions. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Sequence

from matrix.models import Responsibility
from matrix.registry import Consequence

# Each gets ids of versions and returns the consequences for open attempts that contain one of them.
open_attempts: list[Callable[[Sequence[int]], Iterable[Consequence]]] = []

# Each gets a stem, its options as (text, is key), and the cell that settles it. It returns why the key looks wrong, or
# an empty string.
doubts: list[Callable[[str, Sequence[tuple[str, bool]], Responsibility], str]] = []
