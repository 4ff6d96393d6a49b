"""A sentence that a changed fact makes false: in the inbox, in the list of lessons, and on the page."""

import re

import pytest
from django.urls import reverse

from lessons.editing.publishing import BrokenText, content_of, publish
from lessons.models import Incident, Lesson, Novelty, Term
from matrix import registry
from matrix.editing.revision import revise
from matrix.models import Responsibility
from tests.helpers.pages import tight
from tests.lessons.conftest import make_lesson
from tests.lessons.test_markup import whole
from tests.lessons.test_views import queries_of

pytestmark = pytest.mark.django_db
INBOX = "/teach/inbox/?kind=text"
NOTE = "This sentence is being corrected: AWS is now responsible for EC2, guest operating system."
CLAIM = "{customer: ec2/guest-os}"


@pytest.fixture(autouse=True)
def _no_question_follows(monkeypatch):
    monkeypatch.setattr(registry, "followers", [])


@pytest.fixture
def lesson(db) -> Lesson:
    """One that says who patches, in its text and as a takeaway; the other texts of the site are taken away."""
    Lesson.objects.update(published=False)
    for others in (Incident, Term, Novelty):
        others.objects.all().delete()
    return make_lesson(body=whole(f"You patch it. {CLAIM} It is fun."), takeaways=[f"You patch *it*. {CLAIM}"])


@pytest.fixture
def flipped(lesson, instructor) -> Lesson:
    make_it("aws", instructor)
    return lesson


def make_it(owner: str, editor) -> None:
    cell = Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")
    revise(lambda: cell.update(owner=owner), editor=editor.pk)


def page_of(client, lesson: Lesson) -> str:
    return " ".join(client.get(lesson.get_absolute_url()).text.split())


def waiting(client) -> list[str]:
    return [each.title for each in client.get(INBOX).context["page"].rows]


def test_nothing_is_marked_while_the_facts_agree(client, instructor_client, lesson):
    assert "being corrected" not in page_of(client, lesson)
    assert "<span>You patch *it*.</span>" in tight(page_of(client, lesson))
    assert waiting(instructor_client) == []


def test_learners_read_a_note_at_the_sentence_and_at_the_takeaway(client, flipped):
    page = page_of(client, flipped)

    assert f'You patch it. <small class="correction">{NOTE}</small> It is fun.' in page
    assert f'You patch *it*. <small class="correction">{NOTE}</small>' in page
    assert "The facts contradict" not in page


def test_an_editor_reads_how_many_there_are_with_the_way_to_the_form(instructor_client, flipped):
    page = page_of(instructor_client, flipped)

    assert "The facts contradict 2 sentences of this lesson" in page
    assert reverse("admin:lessons_lesson_change", args=[flipped.pk]) in page


def test_the_lesson_waits_in_the_inbox_with_the_proof(instructor_client, flipped):
    assert waiting(instructor_client) == [str(flipped)]

    opened = instructor_client.get(f"{INBOX}&open=text-lesson-{flipped.pk}").text

    assert "says that the customer owns EC2, guest operating system; the matrix says AWS, source" in opened
    assert reverse("admin:lessons_lesson_change", args=[flipped.pk]) in opened
    counted = {kind.title: kind.count for kind in instructor_client.get("/teach/").context["kinds"]}
    assert counted["Texts that the facts contradict"] == 1


def test_the_list_of_lessons_marks_it_and_can_show_only_such(instructor_client, flipped):
    other = make_lesson("other", label="L10", body=whole("AWS builds. {aws: ec2/physical-facilities}"))
    address = reverse("admin:lessons_lesson_changelist")

    page = instructor_client.get(address).text
    only = instructor_client.get(f"{address}?facts=contradict").text

    assert page.count("2 false sentences") == 1
    assert str(flipped) in only
    assert str(other) not in only


def test_it_clears_when_a_corrected_lesson_is_published(client, instructor_client, instructor, flipped):
    content = content_of(flipped) | {"body": whole("AWS patches it. {aws: ec2/guest-os}"), "takeaways": []}

    publish(flipped, content, editor=instructor, based_on=flipped.edit_number)

    assert waiting(instructor_client) == []
    assert "being corrected" not in page_of(client, flipped)


def test_it_clears_when_the_fact_changes_back(client, instructor_client, instructor, flipped):
    make_it("customer", instructor)

    assert waiting(instructor_client) == []
    assert "being corrected" not in page_of(client, flipped)


def test_a_lesson_that_is_not_published_waits_for_nobody(instructor_client, flipped):
    Lesson.objects.filter(pk=flipped.pk).update(published=False)

    assert waiting(instructor_client) == []


def test_a_takeaway_that_the_facts_contradict_is_not_published(lesson, instructor):
    content = content_of(lesson) | {"takeaways": ["One.", "AWS patches it. {aws: ec2/guest-os}"]}

    with pytest.raises(BrokenText, match=r"^key takeaway 2: “AWS patches it\.” says that AWS owns EC2"):
        publish(lesson, content, editor=instructor, based_on=lesson.edit_number)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("You do it. {customer ec2/guest-os}", "a claim is written {aws: service/layer}"),
        ("You do it. {you: ec2/guest-os}", "a claim is written {aws: service/layer}"),
        ("You do it. {customer: ec2/roof}", "there is no cell “ec2/roof”"),
    ],
)
def test_a_claim_in_a_takeaway_that_cannot_be_read_is_told(lesson, instructor, line, message):
    content = content_of(lesson) | {"takeaways": [line]}

    with pytest.raises(BrokenText, match=re.escape(message)):
        publish(lesson, content, editor=instructor, based_on=lesson.edit_number)


def test_incidents_terms_and_news_wait_too_and_say_so_on_their_pages(client, instructor_client, instructor, lesson):
    said = f"You patch it. {CLAIM}"
    duty = "ec2/virtualization/patch-the-hypervisor-and-host-firmware"
    tempting = [{"layer": layer, "why": said} for layer in ("guest-os", "application-code")]
    Incident.objects.create(
        slug="told", kind="Told", title="Told", story=said, duty=duty, tempting=tempting, why=said, section=""
    )
    Term.objects.create(slug="patch", name="Patch", definition=said)
    Novelty.objects.create(
        slug="new", title="New", since="2024", before="Nobody did.", now=said, about="ec2/guest-os", source_title="A",
        source_url="https://aws.amazon.com/",
    )  # fmt: skip

    make_it("aws", instructor)

    assert set(waiting(instructor_client)) == {
        str(lesson), "Incident: Told", "Glossary: Patch", "What changed lately: New"
    }  # fmt: skip
    for address in ("/incidents/told/?layer=guest-os", "/glossary/", "/lately/"):
        assert NOTE in client.get(address).text, address


def test_an_incident_that_cannot_be_told_any_more_says_so_and_waits(client, instructor_client, instructor, lesson):
    duty = "ec2/virtualization/patch-the-hypervisor-and-host-firmware"
    tempting = [{"layer": layer, "why": "No."} for layer in ("guest-os", "application-code")]
    Incident.objects.create(slug="told", kind="Told", title="Told", story="A.", duty=duty, tempting=tempting, why="B.")

    make_it("not_applicable", instructor)

    assert "This part is being edited." in client.get("/incidents/told/").text
    assert "Incident: Told" in waiting(instructor_client)


def test_a_page_with_false_sentences_costs_learners_what_it_costs_without(client, learner_client, flipped):
    for who, most in ((client, 3), (learner_client, 5)):  # the check costs one of them
        queries_of(who, flipped.get_absolute_url())
        assert len(queries_of(who, flipped.get_absolute_url())) <= most
