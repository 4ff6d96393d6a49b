"""What a school's platform and this site know of a person through each other, for the download and for leaving."""

from accounts.leaving.belongings import personal_rows
from lti.models import Identity, Launch, RosterEntry, Score

# A guest has none of these, so there is nothing to move. Roster entries and scores are created by a command.
BELONGINGS = [
    personal_rows(
        Identity,
        *("issuer", "subject", "made_at", "launched_at"),
        once_per=["issuer"],
        used=["identities__launched_at"],
    ),
    personal_rows(
        Launch,
        *("platform__name", "began_at", "expires_at", "claims"),
        once_per=["state"],
        used=["launches__began_at"],
    ),
    personal_rows(RosterEntry, "linked__cohort__name", "subject", "name", "seen_at", once_per=["linked_id"]),
    personal_rows(Score, "line_item__label", "share", "stamp", "delivered_at", once_per=["line_item_id"]),
]
