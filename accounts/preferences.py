"""How the pages look and behave for one person."""

from django.db import transaction

from accounts.models import Learner, User


@transaction.atomic
def keep_preferences(
    learner: Learner, *, name: str, theme: str, single_keys: bool, time_allowance: str, time_zone: str
) -> None:
    User.objects.filter(learner=learner).update(
        name=name, theme=theme, single_keys=single_keys, time_allowance=time_allowance
    )
    chosen = Learner.objects.filter(pk=learner.pk).exclude(time_zone=time_zone)
    chosen.update(time_zone=time_zone, zone_chosen=True)


def keep_theme(user: User, theme: str) -> None:
    User.objects.filter(pk=user.pk).update(theme=theme)
