"""Inbox entries about facts: disputes, traps that argue for a former owner, sources to read."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Lower

from matrix import changelog, facts
from matrix.editing import dispute_store, fact_proposals
from matrix.editing.change_set_forms import DeclineForm
from matrix.editing.confirmations import (
    CitedPage,
    ConfirmationForm,
    confirm_cells,
    page_at,
    pages_to_read,
    pages_to_replace,
)
from matrix.editing.dispute_forms import DisputeAnswerForm
from matrix.editing.looks import NoteForm, mark_as_checked
from matrix.editing.outdated_texts import CHANGED, texts_about, to_reread
from matrix.facts import Facts
from matrix.inbox import AlreadySettled, DerivedEntry, InboxKind
from matrix.models import FactProposal, Scenario
from matrix.models.disputes import Dispute
from serving.whole_numbers import whole_number


def open_disputes() -> QuerySet[Dispute]:
    layer = Lower("cell__layer__short_name")
    return Dispute.objects.open().annotate(
        inbox_key=Cast("pk", TextField()),
        inbox_at=F("opened_at"),
        inbox_title=Concat("cell__service__short_name", Value(", "), layer, output_field=TextField()),
        inbox_text=F("text"),
    )


def about_dispute(key: str, facts: Facts) -> dict[str, Any] | None:
    dispute = Dispute.objects.open().filter(pk=whole_number(key) or 0).first()
    if dispute is None:
        return None
    cell = facts.cell_by_id(dispute.cell_id)
    log = changelog.current(facts).about(cell.service.slug, cell.layer.slug)
    since = next((change for change in log if change.at >= dispute.opened_at), None)
    return {"dispute": dispute, "cell": cell, "since": since}


def answer_dispute(key: str, given: dict[str, Any], editor: int) -> None:
    dispute = Dispute.objects.filter(pk=key).first()
    if dispute is None:
        raise AlreadySettled
    try:
        dispute_store.answer(dispute, given["outcome"], text=given["answer"], editor=editor)
    except dispute_store.DisputeSettled as error:
        raise AlreadySettled from error


def about_page(key: str, facts: Facts) -> CitedPage | None:
    return page_at(key)


def outdated_traps(known: Facts) -> list[DerivedEntry]:
    found = [trap for trap in known.scenarios.values() if trap.outdated]
    if not found:
        return []
    log = changelog.current(known)

    def since(trap: Scenario) -> datetime:
        cell = known.cell_of(trap)
        return (log.latest(cell.path if cell else "") or log.changes[0]).at

    return [DerivedEntry(str(trap.pk), since(trap), trap.text, trap.why) for trap in found]


def about_trap(key: str, known: Facts) -> dict[str, Any] | None:
    trap = next((each for each in known.scenarios.values() if str(each.pk) == key and each.outdated), None)
    return {"trap": trap, "answer": known.owner_of(trap), "cell": known.cell_of(trap)} if trap else None


def changed_facts(known: Facts) -> list[DerivedEntry]:
    return [DerivedEntry(str(each.cell.pk), each.at, str(each.cell), each.said) for each in to_reread(known)]


def about_changed(key: str, known: Facts) -> dict[str, Any] | None:
    found = next((each for each in to_reread(known) if str(each.cell.pk) == key), None)
    return {"changed": found, "texts": texts_about(found.cell, known)} if found else None


@transaction.atomic
def confirm_reread_texts(key: str, given: dict[str, Any], editor: int) -> None:
    found = next((each for each in to_reread(facts.lock_facts()) if str(each.cell.pk) == key), None)
    if found is None:
        raise AlreadySettled
    mark_as_checked(CHANGED, key, note=given["note"], editor=editor, evidence=found.key)


def about_proposal(key: str, known: Facts) -> dict[str, Any] | None:
    proposal = FactProposal.objects.open().filter(pk=whole_number(key) or 0).first()
    if proposal is None:
        return None
    changes, preview = fact_proposals.preview_of(proposal)
    typed = [(name, value) for name, values in proposal.data.lists() for value in values]
    return {
        "proposal": proposal,
        "by": fact_proposals.name_of(proposal.proposed_by),
        "preview": preview,
        "changes": changes,
        "typed": [*typed, (fact_proposals.PROPOSAL, proposal.pk)],
    }


def decline_proposal(key: str, given: dict[str, Any], editor: int) -> None:
    try:
        fact_proposals.decline(whole_number(key) or 0, reason=given["answer"], editor=editor)
    except fact_proposals.ProposalClosed as error:
        raise AlreadySettled from error


PROPOSALS = InboxKind(
    name="proposal",
    title="Proposed changes of facts",
    help="Someone proposes another owner, reason, source or task.",
    permission="matrix.change_responsibility",
    urgency=2,
    waiting=fact_proposals.open_proposals,
    about=about_proposal,
    template="teach/inbox/proposal.html",
    form=lambda data, about: DeclineForm(data),
    answer=decline_proposal,
    button="Decline the proposal",
    done="Declined. The person who proposed it can read why.",
)
CHANGES = InboxKind(
    name=CHANGED,
    title="Changed facts to follow up",
    help="Their owner changed. Reread the texts that mention them.",
    permission="matrix.change_responsibility",
    urgency=2,
    derived=changed_facts,
    about=about_changed,
    template="teach/inbox/changed.html",
    form=lambda data, about: NoteForm(data),
    answer=confirm_reread_texts,
    button="Mark as reread",
    done="Noted: these texts were reread. The fact comes back when its owner changes again.",
)
TRAPS = InboxKind(
    name="trap",
    title="Exam traps to rewrite",
    help="Their answer has changed, but their reason argues for the old one. Learners don't see the reason.",
    permission="matrix.change_scenario",
    urgency=2,
    derived=outdated_traps,
    about=about_trap,
    template="teach/inbox/trap.html",
)
DISPUTES = InboxKind(
    name="dispute",
    title="Disputed cells",
    help="A learner says that a fact is wrong.",
    permission="matrix.change_dispute",
    urgency=2,
    waiting=open_disputes,
    about=about_dispute,
    template="teach/inbox/dispute.html",
    form=lambda data, about: DisputeAnswerForm(data),
    answer=answer_dispute,
    done="Answered. The learner sees it on the home page and in the cell.",
)
SOURCES = InboxKind(
    name="source",
    title="Sources to read",
    help="No one has confirmed the cells that are based on them in the last year.",
    permission="matrix.change_responsibility",
    urgency=1,
    waiting=pages_to_read,
    about=about_page,
    template="teach/inbox/source.html",
    form=ConfirmationForm,
    answer=confirm_cells,
    button="Save",
)
ADDRESSES = replace(
    SOURCES,
    name="address",
    title="Sources to replace",
    help="Landing pages, and pages that don’t say what the cells claim.",
    waiting=pages_to_replace,
)
