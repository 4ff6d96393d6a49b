"""What belongs to a learner, and what happens to it when a guest gets an account or a person leaves.

Apps add their relations in AppConfig.ready(), since accounts imports none of them. A test reports a relation to
Learner that nobody has added.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from accounts.models import Learner


@dataclass(frozen=True)
class Belonging:
    """One model whose rows point at their learner by the field `learner`.

    `move` gives the first learner's rows to the second, without losses or duplicates. `tell` returns them for the
    download, as JSON values. `forget` deletes personal rows; without it the rows stay with the anonymous learner, as
    the ledger does. `used` are paths from the learner to the times at which rows were created.
    """

    model: type[Model]
    move: Callable[[Learner, Learner], None]
    tell: Callable[[Learner], list[dict[str, Any]]]
    used: Sequence[str]
    forget: Callable[[Learner], object] | None = None

    def of(self, learner: Learner) -> QuerySet:
        return self.model._default_manager.filter(learner=learner)


# Called before anything is forgotten: what stays without the name is made of it.
before_forgetting: list[Callable[[Learner], object]] = []

# In the order in which they are moved. Attempts come first, because their locks hold back answers in progress.
belongings: list[Belonging] = []


def has_any(learner: Learner) -> bool:
    return any(belonging.of(learner).exists() for belonging in belongings)


def move_rows(model: type[Model], *, once_per: Sequence[str], among: Q | None = None) -> Callable[..., None]:
    """Return a `move` for rows of which a learner may have one per these fields; on a collision the receiver's row
    stays. `among` limits the rule to some rows.
    """

    def move(source: Learner, target: Learner) -> None:
        rows = model._default_manager.filter(learner=source)
        kept = model._default_manager.filter(among or Q(), learner=target)
        for row in rows.filter(among or Q()):
            if kept.filter(**{name: getattr(row, name) for name in once_per}).exists():
                row.delete()
        rows.update(learner=target)

    return move


def delete_rows(model: type[Model]) -> Callable[[Learner], object]:
    return lambda learner: model._default_manager.filter(learner=learner).delete()


def values_of(model: type[Model], *paths: str) -> Callable[[Learner], list[dict[str, Any]]]:
    return lambda learner: list(model._default_manager.filter(learner=learner).order_by("pk").values(*paths))


def personal_rows(
    model: type[Model],
    *told: str,
    once_per: Sequence[str] = (),
    used: Sequence[str] = (),
    move: Callable[[Learner, Learner], None] | None = None,
) -> Belonging:
    """Rows of a person, told by these paths, which are deleted when the person leaves; otherwise as `move_rows`."""
    return Belonging(
        model,
        move=move or move_rows(model, once_per=once_per),
        tell=values_of(model, *told),
        used=used,
        forget=delete_rows(model),
    )
