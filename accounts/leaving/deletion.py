"""Deleting what is personal about a learner. The ledger retains the answers under an anonymous row."""

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import transaction

from accounts.cohorts.belongings import forget_on_rosters
from accounts.leaving.belongings import before_forgetting, belongings
from accounts.login.second_factors import remove_second_factors
from accounts.login.sessions import end_sessions
from accounts.models import CohortTeacher, Learner, LogIn, User


@transaction.atomic
def forget(learner: Learner) -> None:
    for keep in before_forgetting:
        keep(learner)
    for belonging in belongings:
        if belonging.forget:
            belonging.forget(learner)
    zone = Learner._meta.get_field("time_zone").default
    Learner.objects.filter(pk=learner.pk).update(time_zone=zone, zone_chosen=False, due_count=0, due_on=None)


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete a person's user, addresses, sessions and personal rows; their anonymous learner stays.

    If the admin's log, which nobody may change, names them by number, their user stays as an empty row that cannot log
    in.
    """
    # Two requests at once must run one after the other.
    found = User.objects.select_for_update().filter(pk=user.pk).first()
    if found is None:
        return
    for learner in Learner.objects.select_for_update(no_key=True).filter(user=found):
        forget(learner)
    Learner.objects.filter(user=found).update(user=None)
    forget_on_rosters(found)
    CohortTeacher.objects.filter(user=found).delete()
    end_sessions(found)
    LogIn.objects.filter(user=found).delete()
    EmailAddress.objects.filter(user=found).delete()
    remove_second_factors(found)
    found.groups.clear()
    found.user_permissions.clear()
    if LogEntry.objects.filter(user=found).exists():
        empty(found)
    else:
        # Not delete(): it deletes from the log first even if there are no rows, which the serving role may not.
        User._base_manager.filter(pk=found.pk)._raw_delete("default")


def empty(user: User) -> None:
    user.set_unusable_password()
    user.email = f"deleted-{user.pk}@invalid"
    user.name, user.theme, user.single_keys = "", User.Theme.SYSTEM, True
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.save()
