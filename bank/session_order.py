"""How the questions of a session are mixed: near-twins apart, no two neighbors of one kind, few with the same options.

A practice, a review and an exam draw their questions with a `KindMix` and put them in order with `kept_apart`; a check
keeps its author's order but for near-twins. It is arithmetic over what was drawn, without queries. Where the questions
allow no order without a fault, near-twins come first: they stand as far apart as there is room for, and the order has
as few neighbors of one kind as this greedy way finds. A fact that is due, missed or new, a question not yet met, and
one without a near-twin come before a better mix; a class's own bank of one kind is asked as it is.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

from bank.models import Form
from bank.near_twins import QuestionLikeness

APART = 10  # questions from a near-twin to the next
WINDOW = 10  # in so many questions that follow each other
SLACK = 5  # one place in so many is left over
MOST_OF_OWNERS = 3  # may have the same options "AWS", "the customer", "both" and perhaps a tool
OWNERS = Form.OWNER.value


def kind_of(generator: str, form: str) -> str:
    """Return what learners see as one kind: the way of asking, or for written questions the form."""
    return OWNERS if form == Form.OWNER else generator or form


class KindMix:
    """Counts the kinds in a draw, and says which have had so many that one more would leave no good order."""

    def __init__(self, *kinds: str) -> None:
        self.used: Counter[str] = Counter()
        self.add(*kinds)

    def add(self, *kinds: str) -> None:
        self.used.update(kinds)
        following = self.used.total() + 1
        # Less than there is room for, since an order is found greedily.
        places = following - following // SLACK
        self.most = (places + 1) // 2
        # Of every second place, in case another kind has the others.
        full, more = divmod(max(places // 2, 1), WINDOW // 2)
        self.most_of_owners = MOST_OF_OWNERS * full + min(MOST_OF_OWNERS, more)

    def is_full(self, kind: str) -> bool:
        return self.used[kind] >= (self.most_of_owners if kind == OWNERS else self.most)

    def crowding(self, kind: str) -> int:
        """Return 2 for a full kind, and 1 for the last place of `OWNERS`: some facts have no other questions."""
        return 2 if self.is_full(kind) else int(kind == OWNERS and self.used[kind] == self.most_of_owners - 1)


def kept_apart[Each](
    ordered: Sequence[Each],
    likeness_of: Callable[[Each], QuestionLikeness],
    kind_of: Callable[[Each], str] | None = None,
    *,
    not_first: Callable[[Each], bool] = lambda each: False,
) -> list[Each]:
    """Return the questions in an order that follows the rules above and else the given one.

    Near-twins are at least `APART` places from each other, or as far as there is room for. Without `kind_of` nothing
    else is moved.
    """
    likes = [likeness_of(each) for each in ordered]
    near = [
        {other for other in range(len(likes)) if other != one and likes[one].is_near(likes[other])}
        for one in range(len(likes))
    ]
    kinds: list[object] = [kind_of(each) if kind_of else place for place, each in enumerate(ordered)]
    if not any(near) and not any(faults(kinds)):
        return list(ordered)
    last = {place for place, each in enumerate(ordered) if not_first(each)}
    for reach in range(APART, 0, -1):
        found = [
            _spread(near, kinds, reach, last, owners_first=owners, most_first=most)
            for owners, most in product((False, True), repeat=2)
        ]
        orders = [order for order in found if order is not None]
        if orders:
            # `min` returns the first of equals, which is closer to the given order.
            best = min(orders, key=lambda order: faults([kinds[place] for place in order]))
            return [ordered[place] for place in best]
    return list(ordered)


def faults(kinds: Sequence[object]) -> tuple[int, int]:
    """Count the neighbors of one kind, and the runs of `WINDOW` questions with too many of the same options."""
    owners = [kind == OWNERS for kind in kinds]
    return (
        sum(kinds[place] == kinds[place + 1] for place in range(len(kinds) - 1)),
        sum(sum(owners[place : place + WINDOW]) > MOST_OF_OWNERS for place in range(max(len(kinds) - WINDOW, 0) + 1)),
    )


def _spread(
    near: Sequence[set[int]],
    kinds: Sequence[object],
    reach: int,
    last: set[int],
    *,
    most_first: bool,
    owners_first: bool,
) -> list[int] | None:
    """Return places in an order without near-twins within `reach`, None if this way of choosing finds none."""
    left = list(range(len(near)))
    order: list[int] = []
    while left:
        lately = set(order[len(order) - reach :] if reach < len(order) else order)
        open_to = [place for place in left if near[place].isdisjoint(lately)]
        if not order:
            open_to = [place for place in open_to if place not in last] or open_to
        if not open_to:
            return None
        waiting, before = set(left), [kinds[place] for place in order[1 - WINDOW :]]
        urgent = _urgent([kinds[place] for place in left], before) | ({OWNERS} if owners_first else set())
        taken = min(
            open_to,
            key=lambda place: (
                kinds[place] in before[-1:],
                kinds[place] == OWNERS and before.count(OWNERS) >= MOST_OF_OWNERS,
                kinds[place] not in urgent,
                -len(near[place] & waiting) if most_first else 0,
                place,
            ),
        )
        left.remove(taken)
        order.append(taken)
    return order


def _urgent(kinds: Sequence[object], before: Sequence[object]) -> set[object]:
    """Return the kinds that have to come now, or there will be too few others between them."""
    left = Counter(kinds)
    urgent = {kind for kind, number in left.items() if 2 * number > len(kinds)}
    if left[OWNERS] and left[OWNERS] > _room([each == OWNERS for each in before] + [False], len(kinds) - 1):
        urgent.add(OWNERS)
    return urgent


def _room(owners: list[bool], places: int) -> int:
    """Return how many of the same options fit into so many places after these."""
    taken = list(owners)
    for _ in range(places):
        taken.append(not taken[-1] and sum(taken[1 - WINDOW :]) < MOST_OF_OWNERS)
    return sum(taken) - sum(owners)
