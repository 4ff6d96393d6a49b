import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from matrix.editing import dispute_store
from matrix.models import Dispute, Responsibility
from tests.matrix.test_admin import change_url, posted

pytestmark = pytest.mark.django_db

CELL = "/matrix/rds/guest-os/"
ADDRESS = f"{CELL}disputes/"
HTMX = {"HX-Request": "true"}
SAID = {"text": "AWS lets you log in there since last week.", "link": "https://aws.amazon.com/rds/custom/"}


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")


@pytest.fixture
def dispute(cell, learner) -> Dispute:
    return dispute_store.dispute(cell, learner=learner, **SAID)


def answer_page(dispute: Dispute) -> str:
    return reverse("admin:matrix_dispute_change", args=[dispute.pk])


# The learner


def test_a_learner_says_what_is_wrong_and_sees_it_in_the_cell(learner_client, learner, cell):
    answer = learner_client.post(ADDRESS, SAID, follow=True)

    assert answer.redirect_chain == [(f"{CELL}#disputes", 302)]
    assert "Sent. You’ll see the answer" in answer.text
    assert SAID["text"] in answer.text
    assert "Not answered yet" in answer.text
    assert "Something wrong here?" not in answer.text
    assert Dispute.objects.get(learner=learner).cell == cell


def test_with_htmx_the_panel_alone_comes_back_and_says_so(learner_client):
    form = learner_client.get(ADDRESS, headers=HTMX)
    sent = learner_client.post(ADDRESS, SAID, headers=HTMX)

    for answer in (form, sent):
        assert answer.text.lstrip().startswith('<section id="disputes"')
    assert "Sent. You’ll see the answer" in sent.text
    assert SAID["text"] in sent.text


def test_nobody_else_sees_what_a_learner_said(dispute, client, stranger_client):
    for anyone in (client, stranger_client):
        assert dispute.text not in anyone.get(CELL).text


def test_a_visitor_is_sent_to_log_in_and_comes_back(client):
    assert client.get(ADDRESS)["Location"] == f"{reverse('account_login')}?next={ADDRESS}"
    assert client.post(ADDRESS, SAID).status_code == 302
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": ""}, "Tell us what is wrong."),
        ({"text": "No."}, "Tell us a little more"),
        ({"text": "x" * 2001}, "at most 2000"),
        ({"link": "http://aws.amazon.com/"}, "begins with https://"),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"link": "https://user:secret@aws.amazon.com/"}, "Leave out the name and password"),
        ({"link": "https://127.0.0.1/"}, "address of a public page"),
        ({"link": "https://[::1]/"}, "address of a public page"),
        ({"link": "https://localhost/"}, "address of a public page"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_message_and_keeps_its_text(learner_client, changed, told):
    answer = learner_client.post(ADDRESS, SAID | changed)

    assert answer.status_code == 422
    assert told in answer.text
    assert (SAID | changed)["link"].replace("&", "&amp;") in answer.text
    assert not Dispute.objects.exists()


def test_one_dispute_about_a_cell_is_open_at_a_time(learner_client, dispute, cell, learner):
    answer = learner_client.post(ADDRESS, SAID)

    assert answer.status_code == 422
    assert "You already told us" in answer.text
    with pytest.raises(IntegrityError, match="matrix_one_open_dispute"), transaction.atomic():
        Dispute.objects.create(cell=cell, learner=learner, text=SAID["text"])


def test_a_day_has_room_for_ten(learner_client, learner):
    others = Responsibility.objects.exclude(service__slug="rds")[: dispute_store.A_DAY]
    for other in others:
        dispute_store.dispute(other, learner=learner, text=SAID["text"])

    full = learner_client.post(ADDRESS, SAID)
    Dispute.objects.filter(cell=others[0]).update(opened_at="2026-01-01T00:00Z")
    later = learner_client.post(ADDRESS, SAID)

    assert full.status_code == 422
    assert "You’ve sent 10 in the last 24 hours" in full.text
    assert SAID["text"] in full.text
    assert later.status_code == 302


def test_a_learner_withdraws_it_and_may_say_it_anew(learner_client, dispute, cell, learner):
    learner_client.post(reverse("matrix:dispute-withdrawal", args=[dispute.pk]))

    assert dispute.text not in learner_client.get(CELL).text
    dispute_store.dispute(cell, learner=learner, **SAID)


@pytest.mark.parametrize("name", ["dispute-withdrawal", "dispute-reading"])
def test_strangers_find_nothing_and_change_nothing(stranger_client, client, dispute, name):
    address = reverse(f"matrix:{name}", args=[dispute.pk])

    assert stranger_client.post(address).status_code == 404
    assert client.post(address).status_code == 302
    dispute.refresh_from_db()
    assert (dispute.closed_at, dispute.read_at) == (None, None)


def test_an_unknown_cell_cannot_be_disputed(learner_client):
    assert learner_client.get("/matrix/rds/roof/disputes/").status_code == 404


def test_the_answer_is_on_the_home_page_until_it_is_read_and_stays_in_the_cell(learner_client, dispute, instructor):
    dispute_store.answer(dispute, "not-agreed", text="The page speaks of RDS Custom.", editor=instructor.pk)

    home = learner_client.get("/").text
    assert "RDS, guest operating system: it stays the same" in home
    assert "The page speaks of RDS Custom." in home
    learner_client.post(reverse("matrix:dispute-reading", args=[dispute.pk]))

    assert "The page speaks of RDS Custom." not in learner_client.get("/").text
    panel = learner_client.get(CELL).text
    assert "We don’t agree:" in panel
    assert "The page speaks of RDS Custom." in panel


def test_the_cell_costs_no_query_more(learner_client, dispute, django_assert_max_num_queries):
    learner_client.get(CELL)

    with django_assert_max_num_queries(4):
        assert dispute.text in learner_client.get(CELL).text


# The instructor


def test_instructors_see_open_disputes_in_the_list_and_beside_the_cell(instructor_client, dispute, cell):
    listed = instructor_client.get(reverse("admin:matrix_responsibility_changelist"), {"disputed": "open"})
    beside = instructor_client.get(change_url(cell))

    assert [row.open_disputes for row in listed.context["cl"].result_list] == [1]
    assert "What learners dispute about this cell: 1" in beside.text
    assert dispute.text in beside.text
    assert answer_page(dispute) in beside.text


def test_nobody_reads_in_the_admin_who_said_it(instructor_client, dispute, lena):
    pages = [answer_page(dispute), reverse("admin:matrix_dispute_changelist")]

    for page in pages:
        text = instructor_client.get(page).text
        assert dispute.text in text
        assert lena.name not in text
        assert lena.email not in text


def test_an_instructor_answers_and_the_dispute_is_closed(instructor_client, instructor, dispute):
    sent = instructor_client.post(answer_page(dispute), {"outcome": "agreed", "answer": "Thank you, corrected."})

    assert sent.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.outcome, dispute.answer, dispute.answered_by) == (
        "agreed",
        "Thank you, corrected.",
        instructor.pk,
    )
    assert instructor_client.get(answer_page(dispute)).context["adminform"].fieldsets[0][1]["fields"][-1] == "answer"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"outcome": "agreed", "answer": " "}, "Say why: the learner reads it."),
        ({"outcome": "", "answer": "Because."}, "Choose whether you agree."),
        ({"outcome": "withdrawn", "answer": "Because."}, "Select a valid choice"),
    ],
)
def test_an_answer_says_whether_and_why(instructor_client, dispute, sent, told):
    page = instructor_client.post(answer_page(dispute), sent)

    assert told in page.text
    assert Dispute.objects.open().filter(pk=dispute.pk).exists()


def test_the_second_of_two_answers_is_told(instructor_client, instructor, dispute):
    dispute_store.answer(dispute, "agreed", text="First.", editor=instructor.pk)

    second = instructor_client.post(answer_page(dispute), {"outcome": "not-agreed", "answer": "Second."}, follow=True)

    assert "already been answered or withdrawn" in second.text
    assert Dispute.objects.get(pk=dispute.pk).answer == "First."


def test_what_is_answered_can_be_neither_answered_again_nor_withdrawn(dispute, instructor):
    dispute_store.answer(dispute, "agreed", text="First.", editor=instructor.pk)

    with pytest.raises(dispute_store.DisputeSettled):
        dispute_store.answer(dispute, "not-agreed", text="Second.", editor=instructor.pk)
    with pytest.raises(dispute_store.DisputeSettled):
        dispute_store.withdraw(dispute)

    assert Dispute.objects.get(pk=dispute.pk).outcome == "agreed"


def test_the_instructor_sees_whether_the_cell_has_changed_since(instructor_client, dispute, cell):
    assert "No. The cell hasn’t changed" in instructor_client.get(answer_page(dispute)).text

    instructor_client.post(change_url(cell), posted(cell, rationale="Better.", reason="A learner said so."))

    assert "A learner said so." in instructor_client.get(answer_page(dispute)).text


def test_learners_do_not_reach_the_answers(learner_client, dispute):
    assert learner_client.get(answer_page(dispute)).status_code == 302
