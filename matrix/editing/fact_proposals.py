"""Proposing a change of cells, and accepting, declining or withdrawing the proposal."""

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from matrix.editing.change_set_forms import ChangeSet
from matrix.editing.permissions import may_edit
from matrix.editing.revision import RevisionPreview, Unseen, rehearse, revise
from matrix.history import key_of
from matrix.models import FactProposal, FactsRevision, ProposalOutcome

PROPOSAL = "proposal"  # the field with the number of the proposal that is being accepted
LONGEST_TITLE = 200


class ProposalClosed(Exception):
    """It was accepted, declined or withdrawn, or is the editor's own; the message says which."""


def saves_directly(user) -> bool:
    return may_edit(user) and not settings.FACTS_NEED_SECOND_PERSON


@transaction.atomic
def propose(changes: ChangeSet, typed: QueryDict, *, by: int, seen: str) -> FactProposal:
    """Raises Unseen if the consequences differ from those `seen`."""
    preview = rehearse(changes.save)
    if not preview.is_empty and preview.fingerprint != seen:
        raise Unseen(preview)
    return FactProposal.objects.create(
        typed=dict(typed.lists()),
        title="; ".join(entry.title for entry in changes.entries if entry.is_changed)[:LONGEST_TITLE],
        reason=changes.why.cleaned_data["reason"],
        proposed_by=by,
    )


def proposal_to_accept(number: int | None, *, editor: int) -> FactProposal:
    """Lock the proposal until it is accepted. Raises ProposalClosed."""
    found = FactProposal.objects.open().select_for_update().filter(pk=number or 0).first()
    if found is None:
        raise ProposalClosed("Someone else already resolved this. Nothing was saved.")
    if found.proposed_by == editor:
        raise ProposalClosed("You proposed this yourself, so another content editor has to accept it.")
    return found


@transaction.atomic
def save(changes: ChangeSet, *, editor: int, seen: str, proposal: FactProposal | None = None) -> str:
    """Save the change and return its key. Its history names the proposer beside the editor. Raises Unseen."""
    metadata: dict[str, Any] = {"reason": changes.why.cleaned_data["reason"]}
    if changes.reasons:
        metadata["reasons"] = changes.reasons
    if proposal:
        metadata["proposed_by"] = proposal.proposed_by
    with pghistory.context(**metadata) as context:
        revise(changes.save, editor=editor, seen=seen)
        key = key_of_context(context)
    if proposal:
        _close(proposal.pk, ProposalOutcome.ACCEPTED, by=editor, change=key)
    return key


def key_of_context(context) -> str:
    return key_of((FactsRevision.objects.values_list(TransactionNow()).get()[0], context.id))


@transaction.atomic
def decline(number: int, *, reason: str, editor: int) -> None:
    """Raises ProposalClosed."""
    _close(number, ProposalOutcome.DECLINED, by=editor, answer=reason)


@transaction.atomic
def withdraw(proposal: FactProposal) -> None:
    """Raises ProposalClosed."""
    _close(proposal.pk, ProposalOutcome.WITHDRAWN, by=proposal.proposed_by)


def _close(number: int, outcome: str, *, by: int, **fields: str) -> None:
    waiting = FactProposal.objects.open().filter(pk=number)
    if not waiting.update(outcome=outcome, closed_at=TransactionNow(), closed_by=by, **fields):
        raise ProposalClosed("It was already answered or withdrawn. Nothing was saved.")


def open_proposals() -> QuerySet[FactProposal]:
    return FactProposal.objects.open().annotate(
        inbox_key=Cast("pk", TextField()), inbox_at=F("opened_at"), inbox_title=F("title"), inbox_text=F("reason")
    )


@transaction.atomic
def preview_of(proposal: FactProposal) -> tuple[ChangeSet, RevisionPreview | None]:
    """Return what accepting it would do now; no preview if the facts have changed so that it has to be compared."""
    changes = ChangeSet.posted(proposal.data)
    return changes, rehearse(changes.save) if changes.is_valid() else None


def name_of(user: int) -> str:
    found = get_user_model().objects.filter(pk=user).first()
    return str(found) if found else "Someone who has left"
