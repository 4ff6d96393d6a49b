import pytest

from lessons.directives import sections_of
from lessons.markup import read
from lessons.models import Incident, Lesson, Term
from lessons.problems import problems, published
from matrix import facts
from quizzes.models import Quiz

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return list(problems(published(facts.current())))


def change(lesson: Lesson, old: str, new: str) -> None:
    """The lesson with other words, stored as loading would store it."""
    assert old in lesson.body
    body = lesson.body.replace(old, new)
    Lesson.objects.filter(pk=lesson.pk).update(body=body, sections=sections_of(read(body)))


def test_what_we_ship_is_whole():
    assert found() == []


@pytest.mark.parametrize(("heading", "anchor"), [("{#goals}", "goals"), ("{#sources}", "sources")])
def test_a_lesson_needs_goals_and_sources(lesson, heading, anchor):
    change(lesson, heading, "{#something}")

    assert f"lesson shared-responsibility-model: add a section with the anchor #{anchor}." in found()


def test_a_lesson_needs_takeaways_and_a_check(lesson):
    Lesson.objects.filter(pk=lesson.pk).update(takeaways=[])
    Quiz.objects.filter(lesson=lesson).update(lesson=None)

    assert found() == [
        "lesson shared-responsibility-model: add its takeaways.",
        "lesson shared-responsibility-model: give it a check of at least 8 questions.",
    ]


def test_a_section_that_is_hard_to_read_is_named(lesson):
    hard = "Organizational responsibility necessitates comprehensive documentation of cryptographic configurations. "
    change(lesson, "## One rule before any list {#rule}\n", "## One rule before any list {#rule}\n\n" + hard * 12)

    [problem] = found()

    assert problem.startswith("section shared-responsibility-model#rule: its grade is 1")


def test_a_section_with_nothing_to_do_or_to_look_at_is_named(lesson):
    change(lesson, "[[boxes]]", "Imagine them.")

    [problem] = found()

    assert problem.startswith("section shared-responsibility-model#figure: give it a figure")


def test_a_trap_that_another_lesson_asks_is_named(lesson):
    change(lesson, "[[traps ec2-kernel-unpatched", "[[traps ec2-single-zone ec2-kernel-unpatched")

    assert found() == [
        "lesson shared-responsibility-model: choose another trap than “ec2-single-zone”, "
        "which lesson aws-infrastructure asks."
    ]


def test_an_incident_or_a_term_that_leads_nowhere_is_named():
    Incident.objects.filter(slug="open-bucket").update(section="identity-and-access#nowhere")
    Term.objects.filter(slug="hypervisor").update(forms=["demigod"])
    Term.objects.filter(slug="policy").update(section="no#where")

    assert set(found()) == {
        "incident open-bucket: there is no section “identity-and-access#nowhere”.",
        "term hypervisor: no lesson leads to it. Give it the form that a lesson uses, or remove it.",
        "term policy: there is no section “no#where”.",
    }


def test_a_link_to_a_term_that_is_gone_is_named():
    body = Lesson.objects.get(slug="security-vocabulary").body
    line = body[: body.index("/glossary/#control")].count("\n") + 1

    Term.objects.filter(slug="control").delete()
    body = Lesson.objects.get(slug="security-vocabulary").body
    line = 1 + body[: body.index("/glossary/#control")].count("\n")

    assert found() == [f"lesson security-vocabulary: correct line {line}: there is no term “control”."]
