"""Published texts that the facts contradict, computed from the facts each time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from lessons.glossary import terms
from lessons.incidents import incidents, problems_of_names
from lessons.markup import Statement, read, read_passage
from lessons.mentions import broken_directives
from lessons.models import Lesson, Novelty
from lessons.statements import RefutedStatement, refuted_among, statements_of_lines
from matrix.facts import Facts


@dataclass(frozen=True)
class PublishedText:
    kind: str
    pk: int
    title: str
    url: str
    statements: list[Statement]
    broken: Sequence[str] = ()  # what it can no longer show, and why


@dataclass(frozen=True)
class ContradictedText:
    text: PublishedText
    found: list[RefutedStatement]

    @property
    def proofs(self) -> list[str]:
        return [*(each.proof for each in self.found), *self.text.broken]

    @property
    def key(self) -> str:
        return f"{self.text.kind}-{self.text.pk}"

    @property
    def editor_url(self) -> str:
        return reverse(f"admin:lessons_{self.text.kind}_change", args=[self.text.pk])

    @property
    def cells(self) -> set[str]:
        paths = {path for each in self.found for path in each.statement.paths}
        return {"/".join(path.split("/")[:2]) for path in paths if ":" not in path}


def contradicted(facts: Facts) -> list[ContradictedText]:
    texts = [*_lessons_and_novelties(facts), *_incidents(facts), *_terms(facts)]
    found = ((text, list(refuted_among(text.statements, facts))) for text in texts)
    return [ContradictedText(text, refuted) for text, refuted in found if refuted or text.broken]


def contradicted_lessons(facts: Facts) -> list[int]:
    return [each.text.pk for each in contradicted(facts) if each.text.kind == "lesson"]


def _lessons_and_novelties(facts: Facts) -> Iterator[PublishedText]:
    """A change of these does not renew the facts' revision, so they are queried each time."""
    lessons = (
        Lesson.objects.about_matrix()
        .filter(published=True)
        .annotate(
            kind=Value("lesson"),
            said_title=Concat("label", Value(". "), "title", output_field=TextField()),
            said=Cast("body", TextField()),
            lines=Cast("takeaways", ArrayField(TextField())),
        )
    )
    novelties = Novelty.objects.annotate(
        kind=Value("novelty"),
        said_title=Cast("title", TextField()),
        said=Concat("before", Value("\n\n"), "now", output_field=TextField()),
        lines=Value([], ArrayField(TextField())),
    )
    columns = ("kind", "pk", "slug", "said_title", "said", "lines")
    rows = (
        lessons.order_by().values_list(*columns).union(novelties.order_by().values_list(*columns), all=True).order_by()
    )
    for kind, pk, slug, title, said, lines in rows:
        if kind == "lesson":
            statements = [*read(said).statements, *statements_of_lines(lines)]
            url = reverse("lessons:lesson", args=[slug])
            yield PublishedText(kind, pk, title, url, statements, _lost_in(said, facts))
        else:
            url = f"{reverse('lessons:lately')}#{slug}"
            yield PublishedText(kind, pk, f"What changed lately: {title}", url, _statements_in([said]))


# A lesson's figures are rendered to see whether they can be: once for each text and revision of the facts.
@lru_cache(maxsize=16)
def _lost_in(body: str, facts: Facts) -> list[str]:
    return list(broken_directives(read(body).directives, facts))


def _incidents(facts: Facts) -> Iterator[PublishedText]:
    for incident in incidents(facts).values():
        words = [incident.story, incident.why, *(each["why"] for each in incident.tempting)]
        url = incident.get_absolute_url()
        yield PublishedText(
            "incident",
            incident.pk,
            f"Incident: {incident}",
            url,
            _statements_in(words),
            list(problems_of_names(incident, facts)),
        )


def _terms(facts: Facts) -> Iterator[PublishedText]:
    for term in terms(facts):
        url = term.get_absolute_url()
        yield PublishedText("term", term.pk, f"Glossary: {term}", url, _statements_in([term.definition]))


def _statements_in(passages: Iterable[str]) -> list[Statement]:
    return [statement for words in passages for statement in read_passage(words).statements]
