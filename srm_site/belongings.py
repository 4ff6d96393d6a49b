"""What a learner owns in the matrix. That app knows no learners, so its disputes are registered here."""

from django.db.models import Q

from accounts.leaving.belongings import move_rows, personal_rows
from matrix.models.disputes import Dispute

# Free text may name a person, so disputes are deleted with the account.
DISPUTES = personal_rows(
    Dispute,
    *("cell__service__name", "cell__layer__name", "text", "link", "opened_at"),
    *("closed_at", "outcome", "answer", "read_at"),
    used=["disputes__opened_at"],
    move=move_rows(Dispute, once_per=["cell_id"], among=Q(closed_at=None)),
)
