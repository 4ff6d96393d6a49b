"""The members of a platform's course: shown to its instructors, and who left there leaves here."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.cohorts.membership import leave
from accounts.models import CohortMembership
from lti.models import Identity, LinkedClass, RosterEntry
from lti.platform_access import PlatformAccess
from lti.platform_requests import PlatformFailed
from lti.tokens import ROSTER_SCOPE, has_role, name_of

MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MOST_MEMBERS = 20_000

log = logging.getLogger("whose_layer.schools")


@dataclass(frozen=True)
class RosterChange:
    learners: int
    left: int


def refresh(linked: LinkedClass) -> RosterChange | None:
    """None if the platform could not be asked; the class and its roster then stay as they are."""
    began = _now()
    try:
        learners = read_learners(linked)
        here = members_with_identity(linked)
        if not learners and here:
            # An empty course with learners here is more likely a mistake of the platform than a course that all left.
            raise PlatformFailed("The platform sent a list without learners.")
    except PlatformFailed as failed:
        log.warning("Roster of linked class %s: %s", linked.pk, failed)
        LinkedClass.objects.filter(pk=linked.pk).update(roster_tried_at=Now(), roster_failure=str(failed)[:300])
        return None
    return store_roster(linked, learners, began)


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def read_learners(linked: LinkedClass) -> dict[str, str]:
    """Map subjects to names, of active learners. Raises PlatformFailed unless all pages came."""
    access = PlatformAccess(linked.deployment.platform, ROSTER_SCOPE)
    found: dict[str, str] = {}
    for page in access.pages(linked.roster_url, MEMBERS):
        if not isinstance(page, dict) or not isinstance(page.get("members"), list):
            raise PlatformFailed("The platform sent a roster without members.")
        for each in page["members"]:
            if isinstance(each, dict) and (subject := _subject_of(each)):
                found[subject] = name_of(each.get("name") or f"{each.get('given_name')} {each.get('family_name')}")
        if len(found) > MOST_MEMBERS:
            raise PlatformFailed(f"The course has more than {MOST_MEMBERS:,} learners.")
    return found


def _subject_of(member: dict[str, Any]) -> str:
    """Empty if it is no active learner."""
    subject, roles = member.get("user_id"), member.get("roles")
    if isinstance(subject, int):
        subject = str(subject)
    if not isinstance(subject, str) or not subject.isprintable() or len(subject) > 255:
        return ""
    is_active = member.get("status", "Active") == "Active"
    return subject if is_active and isinstance(roles, list) and has_role(roles, "Learner") else ""


def members_with_identity(linked: LinkedClass) -> dict[str, CohortMembership]:
    """Map subjects to the memberships of this class: nobody else is on the platform's list."""
    issuer = linked.deployment.platform.issuer
    members = CohortMembership.objects.filter(
        cohort=linked.cohort_id, left_at=None, learner__identities__issuer=issuer
    )
    told = members.select_related("cohort").annotate(
        subject=F("learner__identities__subject"), launched_at=F("learner__identities__launched_at")
    )
    return {member.subject: member for member in told}


@transaction.atomic
def store_roster(linked: LinkedClass, learners: dict[str, str], began: datetime) -> RosterChange:
    LinkedClass.objects.select_for_update().get(pk=linked.pk)
    issuer = linked.deployment.platform.issuer
    known = dict(Identity.objects.filter(issuer=issuer, subject__in=learners).values_list("subject", "learner"))
    RosterEntry.objects.filter(linked=linked).exclude(subject__in=learners).delete()
    RosterEntry.objects.bulk_create(
        [
            RosterEntry(linked=linked, subject=subject, name=name, learner_id=known.get(subject))
            for subject, name in learners.items()
        ],
        update_conflicts=True,
        unique_fields=["linked", "subject"],
        update_fields=["name", "learner"],
        batch_size=1000,
    )
    # Who opened this site since the list was asked for may have been enrolled since.
    gone = [
        member
        for subject, member in members_with_identity(linked).items()
        if subject not in learners and member.launched_at < began  # type: ignore[attr-defined]
    ]
    for member in gone:
        leave(member)
    LinkedClass.objects.filter(pk=linked.pk).update(
        roster_read_at=TransactionNow(), roster_tried_at=TransactionNow(), roster_failure=""
    )
    return RosterChange(len(learners), len(gone))
