"""What was mailed to a learner, for the download and for leaving. Guests get no mail."""

from accounts.leaving.belongings import Belonging, move_rows, values_of
from accounts.models import Mail, RefusedAddress

MAILS = Belonging(
    Mail,
    move=move_rows(Mail, once_per=["kind", "key"]),
    tell=values_of(Mail, "kind", "key", "state", "queued_at", "claimed_at", "email", "subject"),
    used=[],  # a command creates them
    forget=lambda learner: Mail.objects.filter(learner=learner).delete(),
)
# After the mails: see `claims.pause`.
REFUSED_ADDRESSES = Belonging(
    RefusedAddress,
    move=move_rows(RefusedAddress, once_per=[]),
    tell=values_of(RefusedAddress, "email", "at"),
    used=[],
    forget=lambda learner: RefusedAddress.objects.filter(learner=learner).delete(),
)
