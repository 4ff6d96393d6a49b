"""A change of facts that one person proposes and another accepts, changes or declines."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.html import escape

from matrix import changelog, facts
from matrix.editing.fact_proposals import (
    PROPOSAL,
    ProposalClosed,
    decline,
    preview_of,
    proposal_to_accept,
    save,
    withdraw,
)
from matrix.models import FactProposal, ProposalOutcome, Responsibility
from tests.conftest import client_of, make_user
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application
from tests.matrix.editing.test_editor import SETS, sent_by, typed
from tests.matrix.editing.test_editor import cells as cells

pytestmark = pytest.mark.django_db
EDITOR, INBOX = "/teach/matrix/", "/teach/inbox/"


def make_proposer(email: str = "petra@example.com"):
    """An instructor without the right to edit facts."""
    user = make_user(email, is_staff=True, name="Petra")
    codes = ["view_attempt", "add_factproposal"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


@pytest.fixture
def proposer(db):
    return make_proposer()


@pytest.fixture
def editor_client(content_editor):
    return client_of(content_editor)


def propose(client, data) -> FactProposal:
    """Press the button on the page of consequences."""
    answer = client.post(SETS, data)
    if answer.status_code == 200:
        answer = client.post(SETS, data | {"seen": answer.context["preview"].fingerprint})
    assert answer["Location"] == f"{EDITOR}#proposals", answer.context
    return FactProposal.objects.open().get()


def entry_of(client, proposal: FactProposal) -> str:
    answer = client.get(f"{INBOX}proposal/{proposal.pk}/")
    assert answer.status_code == 200
    return answer.text


def accept(client, proposal: FactProposal, **changes):
    return client.post(SETS, fields_of(client, proposal) | {"seen": seen(proposal)} | changes)


def fields_of(client, proposal: FactProposal) -> dict[str, str]:
    """What the buttons of the entry in the inbox send."""
    shown = client.get(f"{INBOX}proposal/{proposal.pk}/")
    assert all(f'name="{name}"' in shown.text for name, _ in shown.context["about"]["typed"])
    return dict(shown.context["about"]["typed"])


def seen(proposal: FactProposal) -> str:
    return preview_of(proposal)[1].fingerprint


@pytest.mark.questions_follow
def test_a_proposal_changes_nothing_and_shows_both_people_the_same_consequences(proposer, editor_client, cells):
    client = client_of(proposer)
    consequences = client.post(SETS, typed(cells[0]))
    proposal = propose(client, typed(cells[0]))

    entry = entry_of(editor_client, proposal)

    assert "Propose the change" in consequences.text
    assert "Questions made from the facts" in consequences.text
    assert "Questions made from the facts" in entry
    assert "Proposed by Petra" in entry
    assert "AWS says so now." in entry
    assert str(cells[0]) in editor_client.get(INBOX).text
    assert Responsibility.objects.get(pk=cells[0].pk).owner == "aws"
    assert "Not decided yet" in client.get(EDITOR).text


def test_words_and_tasks_are_shown_as_they_are_and_as_proposed(proposer, editor_client, cells):
    cell, first = cells[0], cells[0].duties.first()
    reworded = {f"c{cell.pk}-owner": "aws", f"c{cell.pk}-n0-task": "", f"c{cell.pk}-n0-owner": ""}
    reworded |= {f"c{cell.pk}-source_title": "Another page", f"c{cell.pk}-d{first.pk}-task": "Another task"}
    proposal = propose(client_of(proposer), typed(cell) | reworded)

    entry = entry_of(editor_client, proposal)

    for before, after in (
        (cell.rationale, f"You patch {cell.pk} now."),
        (cell.source_title, "Another page"),
        (f"{first.task} (AWS)", "Another task (AWS)"),
    ):
        assert re.search(rf"<td>{re.escape(escape(before))}</td>\s*<td>{re.escape(after)}</td>", entry), before


def test_accepting_saves_it_with_both_names_in_the_history(proposer, content_editor, editor_client, cells, superuser):
    proposal = propose(client_of(proposer), typed(cells[0]))

    answer = accept(editor_client, proposal)

    proposal.refresh_from_db()
    change = changelog.current(facts.current()).by_key[proposal.change]
    assert answer["Location"] == change.url
    assert change.reason == "AWS says so now."
    assert (proposal.outcome, proposal.closed_by) == (ProposalOutcome.ACCEPTED, content_editor.pk)
    assert facts.current().cell(cells[0].path).owner == "customer"
    history = client_of(superuser).get(f"/teach/history/?who={content_editor.pk}").text
    assert "proposed by Petra" in history
    assert f'href="{change.url}"' in client_of(proposer).get(EDITOR).text
    assert f"{INBOX}proposal" not in editor_client.get(INBOX).text


def test_an_editor_can_change_a_proposal_before_it_is_saved(proposer, editor_client, cells):
    proposal = propose(client_of(proposer), typed(cells[0]))
    data = fields_of(editor_client, proposal)
    forms = editor_client.post(SETS, data | {"_edit": "1"})
    changed = sent_by(forms.text) | {f"c{cells[0].pk}-rationale": "The editor's words."}

    shown = editor_client.post(SETS, changed)
    answer = editor_client.post(SETS, changed | {"seen": shown.context["preview"].fingerprint})

    assert forms.status_code == 200
    assert answer.status_code == 302
    assert facts.current().cell(cells[0].path).rationale == "The editor's words."
    assert FactProposal.objects.get().outcome == ProposalOutcome.ACCEPTED


def test_the_proposer_reads_why_it_was_declined(proposer, editor_client, cells):
    proposal = propose(client_of(proposer), typed(cells[0]))

    empty = editor_client.post(f"{INBOX}proposal/{proposal.pk}/", {"answer": ""})
    editor_client.post(f"{INBOX}proposal/{proposal.pk}/", {"answer": "The page says AWS."})

    assert empty.status_code == 422
    page = client_of(proposer).get(EDITOR).text
    assert "Declined" in page
    assert "The page says AWS." in page
    assert Responsibility.objects.get(pk=cells[0].pk).owner == "aws"


def test_facts_that_changed_since_are_shown_beside_the_proposal(proposer, editor_client, cells):
    proposal = propose(client_of(proposer), typed(cells[0]))
    edit = cells[0].edit_number + 1
    Responsibility.objects.filter(pk=cells[0].pk).update(source_title="Their page", edit_number=edit)

    entry = entry_of(editor_client, proposal)
    fields = fields_of(editor_client, proposal)
    compared = editor_client.post(SETS, fields | {"_edit": "1"})
    without_looking = editor_client.post(SETS, fields | {"seen": "x"})

    assert "The facts have changed since this was proposed" in entry
    assert "Accept and save" not in entry
    assert "Their page" in entry
    assert cells[0].source_title in entry
    assert "Saved by someone else in the meantime" in compared.text
    assert 'value="Their page"' in compared.text
    assert without_looking.status_code == 422
    assert FactProposal.objects.open().exists()


def test_an_instructor_without_the_right_cannot_save_or_accept(proposer, cells, content_editor):
    client = client_of(proposer)
    own = propose(client, typed(cells[0]))
    preview = seen(own)

    client.post(SETS, typed(cells[0]) | {PROPOSAL: own.pk, "seen": preview})

    assert Responsibility.objects.get(pk=cells[0].pk).owner == "aws"
    assert client.get(f"{INBOX}proposal/{own.pk}/").status_code == 404
    assert client.post(f"{INBOX}proposal/{own.pk}/", {"answer": "No"}).status_code == 404
    assert client.get("/teach/matrix/changes/20200101/undo/").status_code == 404


def test_learners_find_no_proposals(learner_client, proposer, cells):
    proposal = propose(client_of(proposer), typed(cells[0]))

    assert learner_client.get(f"{EDITOR}proposals/{proposal.pk}/withdrawal/").status_code == 404
    assert learner_client.post(SETS, typed(cells[0])).status_code == 404


def test_a_proposal_is_withdrawn_by_the_person_who_made_it(proposer, editor_client, cells):
    client = client_of(proposer)
    proposal = propose(client, typed(cells[0]))
    address = f"{EDITOR}proposals/{proposal.pk}/withdrawal/"

    stranger = editor_client.post(address)
    asked = client.get(address)
    client.post(address)
    late = editor_client.post(SETS, typed(cells[0]) | {PROPOSAL: proposal.pk, "seen": "x"}, follow=True)

    assert stranger.status_code == 404
    assert "Withdraw this proposal?" in asked.text
    assert "Withdrawn" in client.get(EDITOR).text
    assert "Someone else already resolved this" in late.text


def test_by_default_an_editor_still_saves_directly(editor_client, cells):
    data = typed(cells[0])
    shown = editor_client.post(SETS, data)

    editor_client.post(SETS, data | {"seen": shown.context["preview"].fingerprint})

    assert "Save the change" in shown.text
    assert not FactProposal.objects.exists()
    assert Responsibility.objects.get(pk=cells[0].pk).owner == "customer"


def test_where_a_second_person_is_needed_an_editor_accepts_only_what_another_proposed(
    settings, content_editor, editor_client, instructor_client, cells
):
    settings.FACTS_NEED_SECOND_PERSON = True
    proposal = propose(editor_client, typed(cells[0]))

    entry = entry_of(editor_client, proposal)
    own = editor_client.post(SETS, typed(cells[0]) | {PROPOSAL: proposal.pk, "seen": seen(proposal)}, follow=True)
    accept(instructor_client, proposal)

    assert "You proposed this yourself" in entry
    assert "Accept and save" not in entry
    assert "You proposed this yourself" in own.text
    assert Responsibility.objects.get(pk=cells[0].pk).owner == "customer"


def test_where_a_second_person_is_needed_the_admin_and_undo_change_no_cell(
    settings, superuser, instructor_client, editor_client, proposer, cells
):
    accept(editor_client, propose(client_of(proposer), typed(cells[0])))
    key = FactProposal.objects.get().change
    settings.FACTS_NEED_SECOND_PERSON = True
    admin = client_of(superuser)

    refused = instructor_client.post(f"/teach/matrix/changes/{key}/undo/", {"set-reason": "No"})
    cell = admin.get(f"/admin/matrix/responsibility/{cells[1].pk}/change/").text

    assert refused.status_code == 409
    assert "a second person has to accept" in refused.text
    assert 'name="_save"' not in cell
    assert admin.post(f"/admin/matrix/responsibility/{cells[1].pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"/admin/matrix/service/{cells[1].service_id}/delete/", {"post": "yes"}).status_code == 403


def test_the_database_lets_nobody_accept_their_own(proposer):
    with pytest.raises(IntegrityError, match="matrix_nobody_accepts_their_own_proposal"):
        FactProposal.objects.create(
            typed={},
            title="A cell",
            reason="A reason",
            proposed_by=proposer.pk,
            closed_by=proposer.pk,
            closed_at="2026-11-28T09:00Z",
            outcome=ProposalOutcome.ACCEPTED,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_acceptors_one_saves_and_the_other_is_told():
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    proposal = propose(client_of(make_proposer("race@example.com")), typed(cell))
    fingerprint = seen(proposal)

    def accepting(editor: int):
        return lambda: accept_as(editor, proposal.pk, fingerprint)

    outcomes = at_once(accepting(101), accepting(102), refusals=(ProposalClosed,))

    assert sorted(map(type, outcomes), key=str) == sorted([str, ProposalClosed], key=str)
    stored = FactProposal.objects.get(pk=proposal.pk)
    assert stored.change in outcomes
    assert stored.closed_by in (101, 102)
    with pytest.raises(ProposalClosed):
        decline(proposal.pk, reason="Late", editor=103)
    with pytest.raises(ProposalClosed):
        withdraw(proposal)


def accept_as(editor: int, number: int, fingerprint: str) -> str:
    with transaction.atomic():
        found = proposal_to_accept(number, editor=editor)
        changes, _ = preview_of(found)
        return save(changes, editor=editor, seen=fingerprint, proposal=found)


def test_a_proposer_reads_at_home_what_was_decided_until_it_is_dismissed(proposer):
    client = client_of(proposer)
    accepted, declined = (
        FactProposal.objects.create(typed={}, title=title, reason="Why", proposed_by=proposer.pk)
        for title in ("EC2, guest", "RDS, guest")
    )
    assert "Your proposed change" not in client.get("/").text
    decline(declined.pk, reason="The page says otherwise.", editor=proposer.pk + 1)
    FactProposal.objects.filter(pk=accepted.pk).update(
        outcome="accepted", closed_at=Now(), closed_by=proposer.pk + 1, change="1-2"
    )

    page = client.get("/").text

    assert "Your proposed change was accepted: EC2, guest" in page
    assert "Your proposed change was declined: RDS, guest" in page
    assert "The page says otherwise." in page
    stranger = client_of(make_proposer("pia@example.com"))
    assert stranger.post(f"{EDITOR}proposals/{declined.pk}/reading/").status_code == 404
    for each in (accepted, declined):
        with as_application():
            client.post(f"{EDITOR}proposals/{each.pk}/reading/")
    assert "Your proposed change" not in client.get("/").text


def test_a_withdrawn_proposal_is_no_news(proposer):
    proposal = FactProposal.objects.create(typed={}, title="EC2", reason="Why", proposed_by=proposer.pk)
    withdraw(proposal)

    assert "Your proposed change" not in client_of(proposer).get("/").text
