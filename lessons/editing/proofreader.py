"""All problems of a text for its author: contradicted facts and broken addresses."""

from collections.abc import Callable, Container, Iterator, Mapping
from urllib.parse import urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from lessons.directives import problems_in, problems_of_form
from lessons.glossary import terms
from lessons.incidents import incidents
from lessons.markup import CHECK, TAKEAWAYS, MarkdownLink, ParsedText, TextProblem
from lessons.models import Lesson, Picture
from lessons.registry import sections_of_questions
from lessons.section_questions import places_in
from matrix.facts import Facts


def proofread(
    text: ParsedText,
    facts: Facts,
    lesson: str = "",
    *,
    taught: Mapping[str, str] | None = None,
    targets: "LinkTargets | None" = None,
    about_matrix: bool = True,
) -> list[TextProblem]:
    """Costs one query each if the text links to a lesson, shows a picture or asks a question.

    `lesson` is its slug, if that stays. `taught` are the sections that teach its questions, and `targets` what
    links may lead to, if they are known. In a course that is not about the matrix, no sentence is held against facts.
    """
    found = [
        *(problems_in if about_matrix else problems_of_form)(text, facts),
        *problems_of_addresses(text, targets or LinkTargets(facts)),
        *problems_of_pictures(text),
    ]
    return sorted([*found, *problems_of_questions(text, lesson, taught)])


def problems_of_pictures(text: ParsedText) -> Iterator[TextProblem]:
    names = {shown.name for shown in text.pictures}
    decorative = dict(Picture.objects.filter(name__in=names).values_list("name", "decorative")) if names else {}
    for shown in text.pictures:
        if shown.name not in decorative:
            yield TextProblem(shown.line, f"there is no picture “{shown.name}”.")
        elif not shown.alt and not decorative[shown.name]:
            yield TextProblem(shown.line, "the picture has no alternative text: describe the picture in ![…].")


def problems_of_questions(text: ParsedText, lesson: str, taught: Mapping[str, str] | None) -> Iterator[TextProblem]:
    places = places_in(text)
    known = sections_of_questions([place.slug for place in places]) if places and taught is None else taught or {}
    anchors = [section.anchor for section in text.sections]
    for place in places:
        if place.slug not in known:
            message = f"there is no question “{place.slug}” that is published and agrees with the facts."
            yield TextProblem(place.line, message)
            continue
        slug, _, anchor = known[place.slug].partition("#")
        if slug != (lesson or slug) or anchor not in anchors[: anchors.index(place.anchor) + 1]:
            message = f"the question “{place.slug}” is taught in “{known[place.slug]}”"
            yield TextProblem(place.line, f"{message}; ask it after that section or a later one of the same lesson.")


def problems_of_addresses(text: ParsedText, targets: "LinkTargets") -> Iterator[TextProblem]:
    for link in text.links:
        if link.address.startswith("/") and (message := targets.says_against(link)):
            yield TextProblem(link.line, message)


class LinkTargets:
    def __init__(self, facts: Facts):
        self.facts = facts
        self._lessons: dict[str, list[str]] | None = None

    @property
    def lessons(self) -> Mapping[str, list[str]]:
        """Anchors by slug, also of unpublished lessons, because two new lessons may link to each other."""
        if self._lessons is None:
            rows = Lesson.objects.values_list("slug", "sections")
            self._lessons = {slug: [section["anchor"] for section in sections] for slug, sections in rows}
        return self._lessons

    def says_against(self, link: MarkdownLink) -> str:
        address = urlsplit(link.address)
        try:
            match = resolve(address.path)
        except Resolver404:
            return f"there is no page at “{address.path}”."
        check = CHECKS.get(match.view_name)
        return check(self, match, address.fragment) if check else ""

    def lesson(self, match: ResolverMatch, fragment: str) -> str:
        slug = match.kwargs["slug"]
        if slug not in self.lessons:
            return f"there is no lesson “{slug}”."
        known = [*self.lessons[slug], TAKEAWAYS, CHECK, ""]
        return "" if fragment in known else f"the lesson “{slug}” has no section “{fragment}”."

    def term(self, match: ResolverMatch, fragment: str) -> str:
        if not fragment or fragment.startswith("letter-"):
            return ""
        return self._named("term", fragment, {term.slug for term in terms(self.facts)})

    def incident(self, match: ResolverMatch, fragment: str) -> str:
        return self._named("incident", match.kwargs["slug"], incidents(self.facts))

    def service(self, match: ResolverMatch, fragment: str) -> str:
        return self._named("service", match.kwargs["service"], self.facts.services)

    def layer(self, match: ResolverMatch, fragment: str) -> str:
        return self._named("layer", match.kwargs["layer"], self.facts.layers)

    def _named(self, kind: str, slug: str, known: Container[str]) -> str:
        return "" if slug in known else f"there is no {kind} “{slug}”."


CHECKS: dict[str, Callable[[LinkTargets, ResolverMatch, str], str]] = {
    "lessons:lesson": LinkTargets.lesson,
    "lessons:glossary": LinkTargets.term,
    "lessons:incident": LinkTargets.incident,
    "matrix:service": LinkTargets.service,
    "matrix:layer": LinkTargets.layer,
}
