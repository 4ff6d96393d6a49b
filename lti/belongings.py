"""What a school's platform and this site know of a person through each other, for the download and for leaving."""

from typing import Any

from accounts.leaving.belongings import Belonging, move_rows, values_of
from lti.models import Identity, Launch, RosterEntry, Score


def _deletes(model) -> Any:
    return lambda learner: model.objects.filter(learner=learner).delete()


# A guest has none of these, so there is nothing to move.
BELONGINGS = [
    Belonging(
        Identity,
        move=move_rows(Identity, once_per=["issuer"]),
        tell=values_of(Identity, "issuer", "subject", "made_at", "launched_at"),
        used=["identities__launched_at"],
        forget=_deletes(Identity),
    ),
    Belonging(
        Launch,
        move=move_rows(Launch, once_per=["state"]),
        tell=values_of(Launch, "platform__name", "began_at", "expires_at", "claims"),
        used=["launches__began_at"],
        forget=_deletes(Launch),
    ),
    Belonging(
        RosterEntry,
        move=move_rows(RosterEntry, once_per=["linked_id"]),
        tell=values_of(RosterEntry, "linked__cohort__name", "subject", "name", "seen_at"),
        used=[],  # a command creates them
        forget=_deletes(RosterEntry),
    ),
    Belonging(
        Score,
        move=move_rows(Score, once_per=["line_item_id"]),
        tell=values_of(Score, "line_item__label", "share", "stamp", "delivered_at"),
        used=[],  # a command creates them
        forget=_deletes(Score),
    ),
]
