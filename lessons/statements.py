"""Sentences of lessons that name an owner, compared with the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from lessons.markup import NOTE, Notes, ParsedText, Statement, TextLine, TextProblem, read, read_line
from lessons.models import Lesson
from matrix.claims import claim_at, claim_clause, is_true, new_owner_clause, proof
from matrix.facts import Facts
from matrix.files.loading import KnownFacts
from matrix.registry import Consequence, Consequences, Link


@dataclass(frozen=True)
class RefutedStatement:
    """A statement that the facts contradict: `proof` is for its author, `now` for learners."""

    statement: Statement
    proof: str
    now: str


def problems_of_statements(text: ParsedText | TextLine, facts: Facts) -> Iterator[TextProblem]:
    for found in refuted(text, facts):
        yield TextProblem(found.statement.line, found.proof)


def refuted(text: ParsedText | TextLine, facts: Facts) -> Iterator[RefutedStatement]:
    return refuted_among(text.statements, facts)


def refuted_among(statements: Iterable[Statement], facts: Facts) -> Iterator[RefutedStatement]:
    """Yield each untrue statement, once for every fact that it names."""
    lookup = KnownFacts(facts)
    for statement in statements:
        for path in statement.paths:
            try:
                claim = claim_at(path, statement.owner, lookup)
            except ValidationError as error:
                told = f"a claim names what does not exist: {' '.join(error.messages)}"
                yield RefutedStatement(statement, told, "what it describes is no longer in the matrix")
                continue
            if not is_true(claim, facts):
                told = f"“{statement.text}” says that {claim_clause(claim, facts)}; {proof(claim, facts)}."
                yield RefutedStatement(statement, told, new_owner_clause(claim, facts))


def notes_by(facts: Facts) -> Notes:
    def note(statement: Statement) -> str:
        words = note_about([statement], facts)
        return format_html(' <small class="{}">{}</small>', NOTE, words) if words else ""

    return note


def note_about(statements: Iterable[Statement], facts: Facts) -> str:
    found = dict.fromkeys(each.now for each in refuted_among(statements, facts))
    return f"This sentence is being corrected: {'; '.join(found)}." if found else ""


def statements_of(lesson: Lesson) -> list[Statement]:
    return [*read(lesson.body).statements, *statements_of_lines(lesson.takeaways)]


def statements_of_lines(lines: Iterable[str]) -> list[Statement]:
    return [statement for number, line in enumerate(lines, 1) for statement in read_line(line, number).statements]


def problems_of_lines(lines: Iterable[str], facts: Facts, *, about_matrix: bool = True) -> Iterator[TextProblem]:
    """Each message names its takeaway, because takeaways are not lines of the text."""
    for number, line in enumerate(lines, 1):
        written = read_line(line)
        false = problems_of_statements(written, facts) if about_matrix else ()
        for problem in (*written.problems, *false):
            yield TextProblem(0, f"key takeaway {number}: {problem.message}")


def statements_that_change(before: Facts, after: Facts) -> list[Consequences]:
    found = []
    lessons = Lesson.objects.published().about_matrix()
    for lesson in lessons.only("pk", "label", "title", "body", "takeaways"):
        address = reverse("admin:lessons_lesson_change", args=[lesson.pk])
        for place, statements in (
            ("line", read(lesson.body).statements),
            ("takeaway", statements_of_lines(lesson.takeaways)),
        ):
            known = {(each.statement, each.proof) for each in refuted_among(statements, before)}
            found += [
                Consequence(f"{lesson}, {place} {each.statement.line}", address, each.proof)
                for each in refuted_among(statements, after)
                if (each.statement, each.proof) not in known
            ]
    return [
        Consequences(
            "Lesson statements that it contradicts",
            found,
            note="Learners see a note at each of them until you publish a corrected lesson.",
            task=Link("Correct them", f"{reverse('teach:inbox')}?kind=text"),
        )
    ]
