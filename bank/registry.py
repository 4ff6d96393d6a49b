"""What rooms above say about questions. They fill these lists in AppConfig.ready(), since it imports none of them."""

from collections.abc import Callable, Iterable, Sequence

from matrix.models import Responsibility
from matrix.registry import Consequence

# Each is called with ids of versions and tells of the open attempts that hold one of them.
open_attempts: list[Callable[[Sequence[int]], Iterable[Consequence]]] = []

# Each is called with a question, its options as texts with whether they are keys, and the cell that settles it.
# It says why the key looks wrong, or nothing.
doubts: list[Callable[[str, Sequence[tuple[str, bool]], Responsibility], str]] = []
