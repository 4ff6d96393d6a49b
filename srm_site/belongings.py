"""What a learner owns in the matrix. That app knows no learners, so its disputes are registered here."""

from django.db.models import Q

from accounts.leaving.belongings import Belonging, move_rows, values_of
from matrix.models.disputes import Dispute

DISPUTES = Belonging(
    Dispute,
    move=move_rows(Dispute, once_per=["cell_id"], among=Q(closed_at=None)),
    tell=values_of(
        Dispute,
        "cell__service__name",
        "cell__layer__name",
        "text",
        "link",
        "opened_at",
        "closed_at",
        "outcome",
        "answer",
        "read_at",
    ),
    used=["disputes__opened_at"],
    # Free text may name a person, so disputes are deleted with the account.
    forget=lambda learner: Dispute.objects.filter(learner=learner).delete(),
)
