"""Inviting the people on a class list. Nobody is added to a class without accepting.

It reveals nothing about accounts to a teacher: every address that is not a member's is invited in the same way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.template.loader import render_to_string

from accounts.cohorts.roster import RosterRow
from accounts.models import Cohort, CohortInvite, CohortMembership, Invitee, User

LASTING = timedelta(days=30)
AT_ONCE = 20  # mails within one request


@dataclass
class RosterChanges:
    new: list[RosterRow] = field(default_factory=list)
    renamed: list[RosterRow] = field(default_factory=list)
    renewed: list[RosterRow] = field(default_factory=list)  # invited before with an invitation that has ended
    kept: list[RosterRow] = field(default_factory=list)
    members: list[RosterRow] = field(default_factory=list)


def sort(cohort: Cohort, rows: Iterable[RosterRow]) -> RosterChanges:
    joined = members_by_address(cohort)
    invited = {invitee.email: invitee for invitee in invitees_of(cohort)}
    found = RosterChanges()
    for row in rows:
        invitee = invited.get(row.email)
        if row.email in joined or (invitee and invitee.joined):
            found.members.append(row)
        elif invitee is None:
            found.new.append(row)
        elif invitee.ended:
            found.renewed.append(row)
        elif row.name and row.name != invitee.name:
            found.renamed.append(row)
        else:
            found.kept.append(row)
    return found


def members_by_address(cohort: Cohort) -> set[str]:
    members = CohortMembership.objects.filter(cohort=cohort, left_at=None)
    return set(members.values_list("learner__user__email", flat=True))


def invitees_of(cohort: Cohort | int) -> QuerySet[Invitee]:
    """Adds `joined`: they are in the cohort now by this invitation; and `ended`: the invitation cannot be used any
    more.
    """
    came = CohortMembership.objects.filter(invite=OuterRef("invite"))
    over = Q(invite__revoked_at__isnull=False) | Q(invite__expires_at__lte=TransactionNow())
    return (
        # The class declares the annotations for type checkers.
        Invitee.objects.filter(cohort=cohort)  # type: ignore[no-redef]
        .select_related("invite")
        .annotate(
            joined=Exists(came.filter(left_at=None)),
            ended=Case(When(over | Q(Exists(came)), then=True), default=False, output_field=BooleanField()),
        )
    )


@transaction.atomic
def import_rows(cohort: Cohort, rows: Sequence[RosterRow], *, by: User) -> RosterChanges:
    """Add rows to the roster. Repeating it creates no duplicates, updates names and renews ended invitations."""
    # Of two imports at once the second finds what the first has done.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    found = sort(cohort, rows)
    names = {row.email: row.name for row in (*found.renamed, *found.renewed) if row.name}
    invites = CohortInvite.objects.bulk_create(_invite(cohort, by) for _ in (*found.new, *found.renewed))
    fresh = iter(invites)
    Invitee.objects.bulk_create(
        Invitee(cohort=cohort, email=row.email, name=row.name, invite=next(fresh), added_by=by.pk) for row in found.new
    )
    old = {row.email for row in (*found.renamed, *found.renewed)}
    renewed = {row.email for row in found.renewed}
    changed = list(Invitee.objects.filter(cohort=cohort, email__in=old).order_by("pk"))
    for invitee in changed:
        invitee.name = names.get(invitee.email, invitee.name)
        if invitee.email in renewed:
            invitee.invite, invitee.mailed_at, invitee.refused = next(fresh), None, False
    Invitee.objects.bulk_update(changed, ["name", "invite", "mailed_at", "refused"], batch_size=500)
    return found


def _invite(cohort: Cohort, by: User) -> CohortInvite:
    return CohortInvite(
        cohort=cohort, made_by=by.pk, expires_at=TransactionNow() + LASTING, most_uses=1, personal=True
    )


def to_mail() -> QuerySet[Invitee]:
    open_now = Q(cohort__archived_at=None, invite__revoked_at=None, invite__expires_at__gt=TransactionNow())
    return Invitee.objects.filter(open_now, mailed_at=None, refused=False).order_by("pk")


def send_invitations(waiting: QuerySet[Invitee], *, site: str, most: int) -> int:
    """Mail up to `most` invitations and return how many were sent; stop when the mail server does not answer.

    Each has its own transaction, which locks the row while its mail is sent, so two runs at once send none twice.
    """
    sent = 0
    for number in waiting.values_list("pk", flat=True)[:most]:
        with transaction.atomic():
            invitee = waiting.filter(pk=number).select_for_update(skip_locked=True, of=("self",)).first()
            if invitee is None:
                continue
            try:
                _send(invitee, site)
            except SMTPRecipientsRefused:
                Invitee.objects.filter(pk=number).update(refused=True)
                continue
            except (SMTPException, OSError):
                return sent
            Invitee.objects.filter(pk=number).update(mailed_at=TransactionNow())
            sent += 1
    return sent


def _send(invitee: Invitee, site: str) -> None:
    words = {
        "name": invitee.name,
        "cohort": invitee.cohort.name,
        "teachers": " and ".join(invitee.cohort.taught_by),
        "link": site.rstrip("/") + invitee.invite.get_absolute_url(),
        "until": invitee.invite.expires_at,
        "site_name": settings.SITE_NAME,
        "site": site,
    }
    send_mail(
        f"{settings.SITE_NAME}: invitation to {invitee.cohort.name}",
        render_to_string("account/email/class_invitation.txt", words),
        settings.DEFAULT_FROM_EMAIL,
        [invitee.email],
    )
