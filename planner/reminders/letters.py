"""What a reminder says, found for a few learners at a time just before it is sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.urls import reverse
from django.utils.dateformat import format as formatted

from accounts.mailing.registry import Letter
from accounts.models import CohortMembership, Learner, Mail, MailState
from matrix.models import FactProposal
from matrix.models.disputes import ANSWERS, Dispute
from planner.daily import Day
from planner.models import Reminders
from planner.nightly import days_of
from planner.plan_inputs import settings_of
from planner.reminders.settings import KIND
from quizzes.assigned.of_member import assigned_to_member, title_of, url_of
from quizzes.models import ProblemReport


@dataclass(frozen=True)
class DueTomorrow:
    title: str
    at: str  # "5:00 PM", in the learner's zone
    cohort: str
    url: str


class AnswerLine(NamedTuple):
    about: str
    what: str = "your instructor answered"


@dataclass
class Contents:
    facts: int = 0
    minutes: int = 0
    due_dates: list[DueTomorrow] = field(default_factory=list)
    answers: list[AnswerLine] = field(default_factory=list)

    @property
    def topics(self) -> list[str]:
        told = (self.facts, self.due_dates, self.answers)
        return [kind for kind, something in zip(Reminders.KINDS, told, strict=True) if something]

    @property
    def subject(self) -> str:
        parts = []
        if self.facts:
            parts.append(f"{self.facts} {'fact' if self.facts == 1 else 'facts'} to review, about {self.minutes} min")
        if self.due_dates:
            more = f" and {len(self.due_dates) - 1} more" if len(self.due_dates) > 1 else ""
            parts.append(f"{self.due_dates[0].title}{more} due tomorrow")
        if self.answers:
            parts.append(self.answers[0].what)
        whole = "; ".join(parts)
        return " ".join((whole[:1].upper() + whole[1:]).split())

    @property
    def action(self) -> tuple[str, str]:
        """The one link, and its words."""
        if self.facts:
            return reverse("planner:review"), "Start today’s review"
        if self.due_dates:
            return self.due_dates[0].url, f"Open {self.due_dates[0].title}"
        return reverse("home"), "Read the answer"


def write_reminders(mails: Sequence[Mail]) -> Iterator[tuple[Mail, Letter | None]]:
    to = [(mail, mail.learner_id) for mail in mails if mail.learner_id]
    ids = [learner for _, learner in to]
    wanted = {each.learner_id: each for each in Reminders.objects.filter(learner__in=ids)}
    learners = {learner.pk: learner for learner in settings_of(Learner.objects.filter(pk__in=ids))}
    found: dict[UUID, Contents] = defaultdict(Contents)
    _add_reviews(found, [learner for learner in learners.values() if _wants(wanted, learner.pk, "review")])
    _add_due_dates(found, learners, [pk for pk in ids if _wants(wanted, pk, "due_dates")])
    _add_answers(found, [pk for pk in ids if _wants(wanted, pk, "answers")])
    for mail, pk in to:
        learner = learners[pk]
        is_today = _local(learner).date().isoformat() == mail.key
        yield mail, _letter(found[pk]) if is_today else None


def _letter(contents: Contents) -> Letter | None:
    if not contents.topics:
        return None
    path, words = contents.action
    told = {"contents": contents, "path": path, "action": words}
    return Letter(contents.subject, "planner/email/reminder", told, contents.topics)


def _wants(wanted: Mapping[UUID, Reminders], learner: UUID, kind: str) -> bool:
    return learner in wanted and getattr(wanted[learner], kind)


def _local(learner: Any) -> datetime:
    return learner.now.astimezone(ZoneInfo(learner.time_zone))


def _add_reviews(found: dict[UUID, Contents], learners: Sequence[Learner]) -> None:
    for learner, day in days_of(learners):
        if _asks_something(day):
            found[learner.pk].facts, found[learner.pk].minutes = len(day.due), day.minutes


def _asks_something(day: Day) -> bool:
    return bool(day.due) and not day.is_done and not day.known.is_new


def _add_due_dates(found: dict[UUID, Contents], learners: Mapping[UUID, Learner], ids: Sequence[UUID]) -> None:
    """What is due tomorrow by the learner's own clock, in classes that run."""
    running = CohortMembership.objects.filter(learner__in=ids, left_at=None, cohort__archived_at=None)
    for membership in running.select_related("cohort").annotate(dates=assigned_to_member()):
        local = _local(learners[membership.learner_id])
        for row in membership.dates:
            decided_at = None if row["held"] else row["due"] or row["closes"]
            at = datetime.fromisoformat(decided_at).astimezone(local.tzinfo) if decided_at else None
            if at and at.date() == local.date() + timedelta(days=1):
                due = DueTomorrow(title_of(row), formatted(at, "g:i A"), membership.cohort.name, url_of(row))
                found[membership.learner_id].due_dates.append(due)


def _add_answers(found: dict[UUID, Contents], ids: Sequence[UUID]) -> None:
    """Answers that nobody has read and no earlier reminder named."""
    earlier = Mail.objects.filter(learner__in=ids, kind=KIND, state__in=[MailState.SENT, MailState.LOST])
    told = dict(earlier.values_list("learner").annotate(last=Max("queued_at")))
    for learner, at, answer in _answers_to(ids):
        if at and (learner not in told or told[learner] < at):
            found[learner].answers.append(answer)


def _answers_to(ids: Sequence[UUID]) -> Iterator[tuple[UUID, datetime | None, AnswerLine]]:
    disputes = Dispute.objects.filter(learner__in=ids, outcome__in=ANSWERS, read_at=None).order_by("closed_at")
    for dispute in disputes.select_related("cell__service", "cell__layer"):
        yield dispute.learner_id, dispute.closed_at, AnswerLine(f"What you said about {dispute.cell}")
    reports = ProblemReport.objects.filter(learner__in=ids, answered_at__isnull=False, seen_at=None)
    for report in reports.select_related("version").order_by("answered_at"):
        yield report.learner_id, report.answered_at, AnswerLine(f"Your report on “{report.version.stem}”")
    proposers = dict(Learner.objects.filter(pk__in=ids).exclude(user=None).values_list("user", "pk"))
    for proposal in FactProposal.objects.decided_unseen(*proposers).order_by("closed_at"):
        yield proposers[proposal.proposed_by], proposal.closed_at, AnswerLine(proposal.title, proposal.decision)
