"""Whom a teacher can write to: members of a cohort by how they are doing, and people who have not joined yet."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from accounts.cohorts.roster_invitations import invitees_of, members_by_address
from accounts.mailing.claims import with_address
from accounts.models import Cohort, CohortGroup, CohortMembership, Invitee
from quizzes.assigned.progress import AssignedState, assignments_of
from quizzes.models import Assignment
from teach.assignments.page import EXCUSED, AssignmentPage
from teach.cohorts.access import members_of
from teach.cohorts.learner_list import SHOWN, in_order, lowered

EVERYONE, INVITED = "everyone", "invited"
FILTERS = {name: f"Learners: {lowered(part.label)}" for name, part in SHOWN.items() if name}
AUDIENCES = {
    EVERYONE: "Everyone in the class",
    **FILTERS,
    INVITED: "People who were invited by email and haven’t joined",
}
OF_ASSIGNMENT = re.compile(r"^assignment-(\d{1,18})-([a-z-]+)$")
STATES = {slugify(state): str(state) for state in (*AssignedState, EXCUSED)}
NO_ADDRESS = "No verified email address"
REFUSED = "The mail server refused the address"
STOPPED = "Stopped emails of this class"


@dataclass(frozen=True)
class Addressee:
    """`shown` is what the teacher calls them, and `name` what the mail does. `why_not` is empty if they get it."""

    shown: str
    name: str
    why_not: str
    learner: UUID | None = None
    invitee: Invitee | None = None


@dataclass(frozen=True)
class Audience:
    words: str
    everybody: list[Addressee]

    @property
    def recipients(self) -> list[Addressee]:
        return [each for each in self.everybody if not each.why_not]

    @property
    def left_out(self) -> dict[str, list[str]]:
        """Names by the reason why they get nothing."""
        found = defaultdict(list)
        for each in self.everybody:
            if each.why_not:
                found[each.why_not].append(each.shown)
        return dict(found)

    @property
    def learners(self) -> list[UUID]:
        return [each.learner for each in self.recipients if each.learner]

    @property
    def invitees(self) -> list[int]:
        return [each.invitee.pk for each in self.recipients if each.invitee]

    @property
    def digest(self) -> str:
        """Other recipients have another one."""
        return hashlib.sha256(repr((sorted(self.learners), sorted(self.invitees))).encode()).hexdigest()[:32]


def audiences_for(cohort: Cohort, to: str = "") -> dict[str, str]:
    """What a form offers; of assignments only the one and the state that `to` names."""
    assignment, state = _assignment_in(cohort, to)
    return AUDIENCES | ({to: f"Learners: “{assignment}”, {STATES[state].lower()}"} if assignment else {})


def _assignment_in(cohort: Cohort, to: str) -> tuple[Assignment | None, str]:
    found = OF_ASSIGNMENT.match(to)
    if found is None or found[2] not in STATES:
        return None, ""
    return assignments_of(cohort).filter(pk=int(found[1])).first(), found[2]


def audience_of(cohort: Cohort, to: str, group: CohortGroup | None = None) -> Audience:
    name = audiences_for(cohort, to)[to]
    words = f"{name}, group {group}" if group else name
    return Audience(words, list(_invited(cohort) if to == INVITED else _members(cohort, to, group)))


def _members(cohort: Cohort, to: str, group: CohortGroup | None) -> Iterator[Addressee]:
    members = with_address(members_of(cohort))
    assignment, state = _assignment_in(cohort, to)
    if assignment:
        whole = AssignmentPage(assignment, list(members_of(cohort)), now=timezone.now()).whole
        members = members.filter(pk__in=[row.member.pk for row in whole if slugify(row.state) == state])
    elif to != EVERYONE:
        members = members.filter(pk__in=SHOWN[to].among(members_of(cohort)).values("pk"))
    if group:
        members = members.filter(group=group)
    for member in in_order(members, "name", falls=False):
        name = member.learner.user.name if member.learner.user else ""
        yield Addressee(str(member.learner), name, _why_not(member), learner=member.learner_id)


def _why_not(member: CohortMembership) -> str:
    if member.address is None:  # type: ignore[attr-defined]
        return NO_ADDRESS
    if member.is_refused:  # type: ignore[attr-defined]
        return REFUSED
    return STOPPED if member.mail_stopped_at else ""


def _invited(cohort: Cohort) -> Iterator[Addressee]:
    """Leaves out those whose invitation is over, and those who joined in another way."""
    joined = members_by_address(cohort)
    for invitee in invitees_of(cohort).filter(Q(ended=False)):
        if invitee.email not in joined:
            why_not = REFUSED if invitee.refused else STOPPED if invitee.mail_stopped_at else ""
            yield Addressee(str(invitee), invitee.name, why_not, invitee=invitee)
