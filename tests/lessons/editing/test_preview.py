"""What stands beside a lesson's form: the preview while one types, and what can be inserted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lessons import prose
from lessons.editing.proofreader import proofread
from lessons.editing.publishing import content_of, save_draft
from lessons.editing.schedule import schedule
from lessons.markup import read
from lessons.models import Lesson, LessonDraft
from matrix import facts
from tests.lessons.conftest import make_lesson
from tests.lessons.editing.test_admin import address, form_of

pytestmark = pytest.mark.django_db
NEW = reverse("admin:lessons_lesson_live_new")
INSERTIONS = reverse("admin:lessons_lesson_insertions")
AS_JSON = reverse("admin:lessons_lesson_insertions_json")


def test_what_is_typed_is_shown_with_its_problems_at_their_lines(instructor_client, lesson):
    form = form_of(instructor_client, lesson) | {
        "title": "Typed",
        "body": "## One {#one}\n\nHere.\n\n[[cell rds/roof]]\n",
    }

    reply = instructor_client.post(address(lesson, "live"), form).text

    assert "<h1>L3. Typed</h1>" in reply
    assert "<p>Here.</p>" in reply
    assert 'data-line="5">Line 5</a>: there is no layer “roof”.' in reply
    assert "<html" not in reply


def test_typing_saves_nothing_and_drives_no_published_lesson_out_of_what_is_kept(instructor_client, lesson):
    form = form_of(instructor_client, lesson) | {"body": "## One {#one}\n\nOnly typed.\n"}

    instructor_client.post(address(lesson, "live"), form)

    assert Lesson.objects.get(pk=lesson.pk).body == lesson.body
    assert not LessonDraft.objects.filter(lesson=lesson).exists()
    assert not [body for _, body, _ in prose._kept if "Only typed." in body]


def test_a_half_filled_form_is_shown_all_the_same(instructor_client, lesson):
    reply = instructor_client.post(address(lesson, "live"), {"body": "## One {#one}\n\nHere.\n"})

    assert reply.status_code == 200
    assert "<p>Here.</p>" in reply.text


def test_a_lesson_that_was_never_saved_is_shown_too(instructor_client):
    assert "data-live" in instructor_client.get(reverse("admin:lessons_lesson_add")).text

    reply = instructor_client.post(NEW, {"title": "New", "body": "## One {#one}\n\n[[stack ec2]]\n"})

    assert "New</h1>" in reply.text
    assert "No problems in the text." in reply.text


def test_no_script_of_an_author_reaches_the_preview(instructor_client, lesson):
    body = "## One {#one}\n\n<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n"

    reply = instructor_client.post(address(lesson, "live"), {"body": body, "title": "<script>alert(1)</script>"}).text

    shown = reply.partition("<template>")[2]
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_a_preview_costs_the_same_queries_for_any_text(instructor_client, lesson):
    def queries_for(body: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            instructor_client.post(address(lesson, "live"), {"body": body})
        return len(queries)

    link, question = "[L2](/learn/aws-infrastructure/)", "[[question ec2-os-unpatched-6-months]]"
    queries_for("## One {#one}\n")  # what is read once for all
    short = queries_for(f"## One {{#one}}\n\n{link}\n\n{question}\n")

    assert queries_for(lesson.body + "\n[[traps s3-bucket-public]]\n") == short


def test_the_page_opens_with_the_draft_in_the_pane(instructor_client, lesson):
    page = instructor_client.get(address(lesson)).text

    assert 'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"' in page
    assert "&lt;h1&gt;L3. The AWS Shared Responsibility Model&lt;/h1&gt;" in page


def test_what_can_be_inserted_is_listed_from_the_facts(instructor_client):
    page = instructor_client.get(INSERTIONS).text
    known = instructor_client.get(AS_JSON).json()

    for written in ("rds/guest-os", "open-bucket", "control:patch-management/aws", "s3-bucket-public"):
        assert f"<code>{written}</code>" in page
    assert ["rds/guest-os", "RDS, guest operating system: AWS"] in known["kinds"]["cell"]
    assert {directive["name"] for directive in known["directives"]} == {
        "stack", "duties", "always", "boxes", "cell", "controls", "incident", "twins", "drawing", "traps", "question"
    }  # fmt: skip
    assert all(set(each["words"]) <= {*known["kinds"], "tasks"} for each in known["directives"])


@pytest.mark.parametrize("page", [INSERTIONS, AS_JSON, NEW])
def test_learners_reach_none_of_it(learner_client, page):
    for response in (learner_client.get(page), learner_client.post(page)):
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_form_asks_few_questions_of_the_database(instructor_client, instructor, lesson):
    content = content_of(lesson) | {"minutes": 99}
    save_draft(lesson, content, based_on=lesson.edit_number, editor=instructor)
    schedule(lesson, content, at=timezone.now(), editor=instructor, based_on=lesson.edit_number)
    instructor_client.get(address(lesson))

    with CaptureQueriesContext(connection) as queries:
        instructor_client.get(address(lesson))

    assert len(queries) <= 12


def test_a_new_lesson_begins_where_the_last_one_ends(instructor_client, lesson):
    make_lesson("numbered", label="L41")
    make_lesson("last", label="A", position=900, exam_task="2.4")

    form = instructor_client.get(reverse("admin:lessons_lesson_add")).context["adminform"].form

    assert (form["label"].value(), form["exam_task"].value()) == ("L42", "2.4")
    assert proofread(read(form["body"].value()), facts.current()) == []


def test_a_trap_in_a_lesson_that_was_never_saved_is_shown(instructor_client):
    form = {"title": "New", "body": "## Try it {#try}\n\n[[traps ec2-kernel-unpatched]]\n"}

    reply = instructor_client.post(NEW, form)

    assert reply.status_code == 200
    assert "the Linux kernel of an EC2 web server" in reply.text
