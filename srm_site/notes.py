"""Notes on the home page that a learner has not read yet. Each kind is a function here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.text import capfirst

from accounts.cohorts.messages import Unread
from accounts.mailing.claims import refused_address
from accounts.models import Learner
from matrix.models import FactProposal, ProposalOutcome
from matrix.models.disputes import Dispute, DisputeOutcome
from quizzes.corrections import unseen
from quizzes.problem_reports import unseen_answers


@dataclass(frozen=True)
class Note:
    title: str
    text: str
    url: str
    link: str
    seen_url: str = ""  # where it is dismissed, if it does not end by itself


def notes_of(learner: Learner, unread: Iterable[Unread] = (), *, others: bool) -> list[Note]:
    """`others` says whether there are corrections or answers too, which saves three queries."""
    notes = [*_refused_address(learner), *map(_from_teacher, unread)]
    if others:
        notes += [*_corrected_scores(learner), *_answered_disputes(learner), *_answered_reports(learner)]
        notes += _decided_proposals(learner)
    return notes


def _refused_address(learner: Learner) -> Iterator[Note]:
    if refused := refused_address(learner):
        day = formatted(timezone.localtime(refused.at), "F j, Y")
        yield Note(
            "Emails to you don’t arrive",
            f"On {day}, the mail server refused {refused.email} for good, so we stopped sending email there.",
            f"{reverse('account')}#log-in",
            "Check the address",
        )


def _from_teacher(message: Unread) -> Note:
    return Note(
        f"{message.author}, to {message.cohort}",
        message.text,
        "",
        "",
        reverse("class-message-seen", args=[message.number]),
    )


def _corrected_scores(learner: Learner) -> Iterator[Note]:
    for correction in unseen(learner):
        attempt = correction.attempt
        yield Note(
            correction.run.heading,
            f"{correction.run.reason}\nYour score in “{attempt.title}” changed from {correction.percent_before}% "
            f"to {correction.percent_after}%.",
            attempt.get_absolute_url(),
            "See the attempt",
            reverse("quizzes:correction-seen", args=[correction.pk]),
        )


def _answered_disputes(learner: Learner) -> Iterator[Note]:
    for dispute in Dispute.objects.answered_unread(learner).select_related("cell__service", "cell__layer"):
        agreed = dispute.outcome == DisputeOutcome.AGREED
        yield Note(
            f"{dispute.cell}: {'you were right' if agreed else 'it stays the same'}",
            dispute.answer,
            dispute.cell.get_absolute_url(),
            "See the cell",
            reverse("matrix:dispute-reading", args=[dispute.pk]),
        )


def _answered_reports(learner: Learner) -> Iterator[Note]:
    for report in unseen_answers(learner):
        yield Note(
            f"Your report on “{report.version.stem}” was answered",
            report.answer,
            report.attempt_item.get_absolute_url() if report.attempt_item else "",
            "See the question",
            reverse("quizzes:report-seen", args=[report.pk]),
        )


def _decided_proposals(learner: Learner) -> Iterator[Note]:
    for proposal in FactProposal.objects.decided_unseen(learner.user_id):
        accepted = proposal.outcome == ProposalOutcome.ACCEPTED
        yield Note(
            capfirst(f"{proposal.decision}: {proposal.title}"),
            "Learners see it now." if accepted else proposal.answer,
            reverse("matrix:change", args=[proposal.change]) if accepted else f"{reverse('matrix:editor')}#proposals",
            "See the change" if accepted else "Your proposals",
            reverse("matrix:proposal-reading", args=[proposal.pk]),
        )
