"""Everything stored about one person, in one document."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.cohorts.belongings import rosters_with
from accounts.leaving.belongings import belongings
from accounts.models import Cohort, Learner, User


def everything_about(learner: Learner) -> dict[str, Any]:
    return {
        "learner": {
            "id": learner.pk,
            "time_zone": learner.time_zone,
            "chose_the_time_zone": learner.zone_chosen,
            "since": learner.created_at,
            "due": learner.due_count,
            "due_on": learner.due_on,
            "was_the_guests": list(Learner.objects.filter(merged_into=learner).values_list("pk", flat=True)),
        },
        "account": account_of(learner.user) if learner.user else None,
    } | {
        str(belonging.model._meta.verbose_name_plural).replace(" ", "_"): belonging.tell(learner)
        for belonging in belongings
    }


def account_of(user: User) -> dict[str, Any]:
    return {
        "number": user.pk,
        "email": user.address,
        "name": user.name,
        "appearance": user.theme,
        "single_keys": user.single_keys,
        "joined": user.date_joined,
        "last_login": user.last_login,
        "groups": [group.name for group in user.groups.order_by("name")],
        # Without the secrets: a copy of the file must not allow log-in.
        "second_factors": list(
            Authenticator.objects.filter(user=user).order_by("pk").values("type", "created_at", "last_used_at")
        ),
        "log_ins": list(user.log_ins.values("at", "network", "browser")),
        "logged_in_until": list(user.session_set.order_by("pk").values_list("expire_date", flat=True)),
        "class_rosters": rosters_with(user),
        "teaches_classes": list(Cohort.objects.taught_by(user).values_list("name", flat=True)),
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
    }
