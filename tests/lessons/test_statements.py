import shutil
from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse

from lessons.directives import problems_in
from lessons.editing.publishing import BrokenText, content_of, publish
from lessons.markup import read
from lessons.problems import figures, problems, published
from lessons.statements import refuted
from matrix import facts
from matrix.files.content import ContentError
from matrix.models import Duty, Responsibility
from srm_site.management.commands.load_content import load_content
from tests.lessons.conftest import SLUG, make_lesson
from tests.lessons.test_markup import html_of, messages, whole
from tests.matrix.test_admin import change_url, confirmed, posted

PATCH = "ec2/guest-os/patch-the-guest-operating-system"


def said(body: str) -> list[tuple[str, str, tuple[str, ...], int]]:
    return [(each.text, each.owner, each.paths, each.line) for each in read(whole(body)).statements]


def test_readers_see_nothing_of_a_claim():
    html = html_of("You install it. {customer: ec2/guest-os} AWS cannot {aws: iam/guest-os}.")

    assert html == '<p class="lede">You install it. AWS cannot.</p>\n'


def test_a_claim_belongs_to_the_sentence_before_it():
    marks = "{customer: ec2/guest-os rds/guest-os} {aws: s3/guest-os}"
    body = f"First one.\nYou *patch* it on [EC2](/matrix/), always. {marks} Last."

    text = "You patch it on EC2, always."
    assert said(body) == [
        (text, "customer", ("ec2/guest-os", "rds/guest-os"), 2),
        (text, "aws", ("s3/guest-os",), 2),
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("- one\n- Two is yours. {customer: ec2/guest-os}", 2),
        ("| a | b |\n|---|---|\n| x | y |\n| It is yours. {customer: ec2/guest-os} | z |", 4),
        ("> Quoted\n> and yours. {customer: ec2/guest-os}", 2),
        ("Long {aws: a/b\nc/d}\nand yours. {customer: ec2/guest-os}", 3),
    ],
)
def test_a_claim_knows_its_line_wherever_it_stands(body, line):
    assert said(body)[-1][3] == line


def test_code_may_show_a_claim():
    body = "Write `{aws: rds/guest-os}` behind it."

    assert said(body) == []
    assert "{aws: rds/guest-os}" in html_of(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("It is yours. {you: ec2/guest-os}", "line 1: “you” is not an owner here; write {aws: …}"),
        ("It is yours.\nReally. {customer:}", "line 2: name what is owned: {customer: service/layer}."),
        ("{customer: ec2/guest-os}", "line 1: a claim stands behind the sentence that makes it."),
        ("It is yours. {customer ec2/guest-os}", "line 1: a claim is written {aws: service/layer}"),
    ],
)
def test_a_claim_that_cannot_be_read_is_told_at_its_line(body, message):
    [found] = messages(whole(body))

    assert found.startswith(message)


def held(body: str) -> list[str]:
    return [str(problem) for problem in problems_in(read(whole(body)), facts.current())]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claim",
    [
        "{customer: ec2/guest-os}",
        f"{{customer: {PATCH}}}",
        "{shared: control:patch-management}",
        "{aws: control:patch-management/aws control:physical-environmental}",
        "{aws: layer:physical-facilities/all-but-hybrid}",
    ],
)
def test_what_the_facts_confirm_is_fine(claim):
    assert held(f"It is so. {claim}") == []


@pytest.mark.django_db
def test_what_the_facts_refute_is_told_with_the_proof():
    [found] = held("Words.\n\nAWS installs the fix. {aws: ec2/guest-os}")

    assert found.startswith(
        "line 3: “AWS installs the fix.” says that AWS owns EC2, guest operating system; "
        "the matrix says the customer, source “"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("ec2/roof", "there is no cell “ec2/roof”."),
        ("ec2/guest-os/fly", "there is no duty “ec2/guest-os/fly”."),
        ("control:x", "there is no control “x”."),
        ("layer:roof/all", "there is no layer “roof”."),
    ],
)
def test_what_does_not_exist_is_told(path, told):
    assert held(f"It is so. {{aws: {path}}}") == [f"line 1: a claim names what does not exist: {told}"]


@pytest.mark.django_db
def test_a_lesson_that_the_facts_refute_is_not_published(lesson, instructor):
    content = content_of(lesson) | {"body": whole("AWS installs the fix. {aws: ec2/guest-os}")}

    with pytest.raises(BrokenText, match="says that AWS owns EC2, guest operating system"):
        publish(lesson, content, editor=instructor, based_on=lesson.edit_number)


@pytest.fixture
def cell(db) -> Responsibility:
    return Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")


def test_changing_a_cell_shows_the_statements_that_it_contradicts(instructor_client, cell, lesson):
    make_lesson(body=whole("You patch it. {customer: ec2/guest-os}\n\nAWS builds. {aws: ec2/physical-facilities}"))

    page = instructor_client.post(change_url(cell), posted(cell, owner="aws"))

    found = next(each for each in page.context["preview"].consequences if "statements" in each.title)
    other = next(each for each in found.found if each.text.startswith("L9"))
    assert other.text == "L9. Another lesson, line 1"
    assert other.detail.startswith("“You patch it.” says that the customer owns EC2, guest operating system; ")
    assert any(each.text.startswith(f"{lesson}, line ") for each in found.found)


def test_after_the_change_editors_of_the_lesson_are_told(instructor_client, cell):
    lesson = make_lesson(body=whole("You patch it. {customer: ec2/guest-os}"))
    confirmed(instructor_client, change_url(cell), posted(cell, owner="aws"))

    page = instructor_client.get(reverse("admin:lessons_lesson_change", args=[lesson.pk]))

    assert "1 problem in the lesson as learners see it" in page.text
    assert "<li>line 1: “You patch it.”" in page.text


def test_a_retired_duty_refutes_who_still_speaks_of_it(db):
    Duty.objects.filter(slug="patch-the-guest-operating-system", cell__service__slug="ec2").update(retired=True)

    assert held(f"You patch it. {{customer: {PATCH}}}") == [
        f"line 1: a claim names what does not exist: there is no duty “{PATCH}”."
    ]


# The lesson that we ship


def test_l3_marks_what_it_says_and_says_nothing_that_the_facts_refute(lesson):
    known = facts.current()

    assert len(read(lesson.body).statements) >= 70
    assert figures(published(known))["refuted_statements"] == 0
    assert list(problems(published(known))) == []


@pytest.mark.parametrize("owner", ["aws", "customer", "shared"])
def test_every_claim_of_l3_would_be_refuted_with_another_owner(lesson, owner):
    text = read(lesson.body)
    turned = [
        replace(each, owner=owner, paths=(path,))
        for each in text.statements
        for path in each.paths
        if each.owner != owner
    ]

    found = list(refuted(replace(text, statements=turned), facts.current()))

    assert [each.statement for each in found] == turned


def test_a_refuted_statement_is_counted_and_named(cell):
    Responsibility.objects.filter(pk=cell.pk).update(owner="aws")
    known = facts.current()

    assert figures(published(known))["refuted_statements"] > 1
    assert "lesson shared-responsibility-model: correct line " in "\n".join(problems(published(known)))


def test_nothing_of_the_claims_is_on_the_page(client, lesson):
    page = client.get(lesson.get_absolute_url()).text

    for mark in ("{aws", "{customer", "{shared", "guest-os/patch", "control:p", "layer:"):
        assert mark not in page


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(settings.FIXTURES_DIR, tmp_path / "content")


def test_a_fact_edited_here_does_not_keep_the_site_from_loading_the_lesson_it_has(folder, cell):
    Responsibility.objects.filter(pk=cell.pk).update(owner="aws")

    report = load_content(folder)

    assert not [name for name in report.updated if "shared-responsibility-model.md" in name]
    assert report.kept == ["ec2.json, guest-os"]


def test_a_file_that_brings_an_untrue_sentence_is_refused_at_its_line(folder, db):
    path = folder / "lessons" / f"{SLUG}.md"
    path.write_text(f"{path.read_text()}\n\nAWS installs the fix. {{aws: ec2/guest-os}}\n")
    line = path.read_text().count("\n")

    with pytest.raises(ContentError, match=rf"{SLUG}\.md: line {line}: “AWS installs the fix\.” says that AWS owns"):
        load_content(folder)
