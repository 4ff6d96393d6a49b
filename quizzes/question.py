"""One question as a page shows it, before its answer is stored and after."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from string import ascii_uppercase
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from bank.generators.wording import sentences
from bank.grading import marks
from bank.models import Form, Option
from lessons.models import Lesson
from lessons.models.course import url_of_lesson
from matrix.facts import Facts
from matrix.grid import Box, stack_of
from matrix.learnable.rules import conforms, governing
from matrix.models import Control, Owner, Responsibility
from quizzes.corrections import CorrectedKey
from quizzes.ledger import NoAnswer, Outcome, Verdict, verdict_on
from quizzes.models import ServedItem


@dataclass(frozen=True)
class ShownOption:
    place: int
    option: Option
    chosen: bool
    sorted_to: str = ""

    @property
    def letter(self) -> str:
        return ascii_uppercase[self.place]

    @cached_property
    def verdict(self) -> Verdict | None:
        if self.option.expected:
            if not self.sorted_to:
                return None
            return Verdict.RIGHT if self.sorted_to == self.option.expected else Verdict.WRONG
        if self.option.is_key:
            return Verdict.RIGHT
        return Verdict.WRONG if self.chosen else None

    @property
    def look(self) -> Hashable:
        """What a verdict shows of it besides its place and texts."""
        return self.verdict, self.chosen, self.option.expected, self.sorted_to

    @property
    def text(self) -> str:
        return self.option.text

    @property
    def why(self) -> str:
        return self.option.rationale

    @property
    def expected(self) -> Owner | None:
        return Owner(self.option.expected) if self.option.expected else None

    @property
    def answered(self) -> Owner | None:
        return Owner(self.sorted_to) if self.sorted_to else None


NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six")


def part_right(verdict: Verdict, options: Sequence[ShownOption]) -> str:
    right = sum(shown.verdict == Verdict.RIGHT for shown in options if shown.chosen or shown.answered)
    if any(shown.answered for shown in options):
        return {Verdict.PARTLY: f"{right} of {len(options)} rows", Verdict.RIGHT: f"all {right} rows"}.get(verdict, "")
    chosen = sum(shown.chosen for shown in options)
    if verdict != Verdict.WRONG or not 0 < right < chosen < len(NUMBERS):
        return ""
    return f"{NUMBERS[right]} of your {NUMBERS[chosen].lower()} {'is' if right == 1 else 'are'} right"


class ExplanationWords(NamedTuple):
    """What an explanation says and shows that differs between questions of one look. Pictures are HTML."""

    texts: list[str]
    whys: list[str]
    cell: str
    cell_url: str
    service: str
    reason: str
    near: str
    broken_rule: str
    stack: str
    control: str


def _near(facts: Facts, cell: Responsibility) -> SafeString:
    """The layer and its neighbors, three rows of the stack."""

    def draw() -> SafeString:
        stack = stack_of(facts, cell.service)
        here = next(place for place, box in enumerate(stack) if box.cell == cell)
        start = max(0, min(here - 1, len(stack) - 3))
        return _column(stack[start : start + 3], lit=cell)

    return facts.drawn.get((_near, cell.pk), draw)


def _broken_rule(facts: Facts, cell: Responsibility) -> SafeString:
    """The rule to which the cell as a whole is an exception."""

    def draw() -> SafeString:
        rule = governing(cell, facts)
        if rule is None or conforms(rule, cell):
            return mark_safe("")
        return render_to_string("quizzes/brief.html#broken_rule", {"rule": rule, "service": cell.service})

    return facts.drawn.get((_broken_rule, cell.pk), draw)


def _stack(facts: Facts, cell: Responsibility) -> SafeString:
    drawn = facts.drawn.get((_stack, cell.service_id), lambda: _column(stack_of(facts, cell.service)))
    row = f'data-layer="{cell.layer.slug}"'
    return mark_safe(drawn.replace(row, f'{row} class="lit"', 1))  # noqa: S308  as drawn


def _column(boxes: Sequence[Box], lit: Responsibility | None = None) -> SafeString:
    return render_to_string("matrix/column.html", {"boxes": boxes, "lit": lit})


def _control(facts: Facts, control: Control) -> SafeString:
    draw = partial(render_to_string, "quizzes/brief.html#control", {"control": control})
    return facts.drawn.get((_control, control.pk), draw)


@dataclass(frozen=True)
class Explanation:
    """The verdict and its reasons. A page without it contains no key.

    `is_plain` says that the page tells nothing else of the question, such as a correction, a note or a report.
    `claimed` are the owners that the key names for `cell` and its tasks. `elsewhere` are right answers by a corrected
    key that were not offered. `across` are the cells of rows about one layer of several services.
    """

    form: Form
    verdict: Verdict
    options: list[ShownOption]
    cell: Responsibility | None  # None: a course that is not about the matrix asks it
    facts: Facts
    control: Control | None = None
    claimed: frozenset[str] = frozenset()
    elsewhere: Sequence[Option] = ()
    across: Sequence[Responsibility] = ()
    is_plain: bool = False

    @property
    def look(self) -> Hashable:
        """A key for what is shown besides `words`; None: it is drawn for this page alone."""
        if not self.is_plain or self.across or self.elsewhere:
            return None
        looks = tuple([shown.look for shown in self.options])
        exception = self.cell.ownership.answer if self.cell and self.is_exception else None
        return self.form, self.verdict, self.shows_stack, exception, looks

    @property
    def words(self) -> ExplanationWords:
        cell = self.cell
        return ExplanationWords(
            texts=[shown.text for shown in self.options],
            whys=[shown.why for shown in self.options],
            cell=str(cell) if cell else "",
            cell_url=cell.get_absolute_url() if cell else "",
            service=cell.service.short_name if cell else "",
            reason=self.reason_of_cell,
            near=_near(self.facts, cell) if cell and self.shows_stack else "",
            broken_rule=_broken_rule(self.facts, cell) if cell and self.shows_stack else "",
            stack=_stack(self.facts, cell) if cell and self.shows_stack else "",
            control=_control(self.facts, self.control) if self.control else "",
        )

    @property
    def shows_stack(self) -> bool:
        return self.cell is not None and self.control is None

    @property
    def options_class(self) -> str:
        return {Form.CHOOSE_N: "several", Form.BOUNDARY: "layers"}.get(self.form, "")

    @property
    def brief(self) -> list[ShownOption]:
        """The chosen options and the right ones."""
        return [shown for shown in self.options if shown.verdict]

    @cached_property
    def reason_of_cell(self) -> str:
        if self.control or not self.cell or self.claimed != {self.cell.ownership.answer}:
            return ""
        said = any(
            sentence in shown.option.rationale for shown in self.options for sentence in sentences(self.cell.rationale)
        )
        return "" if said else self.cell.rationale

    @property
    def is_exception(self) -> bool:
        if self.control or not self.cell:
            return False
        return {*self.claimed, self.cell.ownership.answer} == {Owner.AWS, Owner.CUSTOMER}

    @property
    def part_right(self) -> str:
        return part_right(self.verdict, self.options)


def shown(options: list[Option], answer: dict[str, Any]) -> list[ShownOption]:
    chosen, rows = answer.get("chosen", ()), answer.get("sorted", {})
    return [
        ShownOption(place, option, option.key in chosen, rows.get(option.key, ""))
        for place, option in enumerate(options)
    ]


def explain(
    options: list[Option],
    *,
    form: str,
    answer: dict[str, Any],
    verdict: Verdict,
    cell: Responsibility | None,
    **told: Any,
) -> Explanation:
    return Explanation(Form(form), verdict, shown(options, answer), cell, **told)


def explanation_of(
    item: ServedItem, outcome: Outcome | NoAnswer, facts: Facts, corrected: CorrectedKey | None = None
) -> Explanation:
    """A corrected key decides the verdict, even if the answer is scored by the old one."""
    cell = facts.cell_by_id(item.settling_cell) if item.settling_cell else None
    about = [claim for claim in item.claimed if claim["is_key"] and claim["cell"] == item.settling_cell]
    options, verdict, claimed = item.options, outcome.verdict, {claim["owner"] for claim in about}
    if corrected:
        options = corrected.shown(options)
        claimed = {claim.owner for claim in corrected.claims if facts.cell_of(claim) == cell}
        if outcome.response:
            verdict = verdict_on(outcome.answer, marks(outcome.answer, options, late=outcome.response.late))
    return explain(
        options,
        form=item.version.form,
        answer=outcome.answer,
        verdict=verdict,
        cell=cell,
        facts=facts,
        control=facts.control_by_id(item.control_asked) if item.control_asked else None,
        claimed=frozenset(claimed),
        elsewhere=corrected.not_among(options) if corrected else (),
        across=_across_services(item, facts) if item.version.form == Form.SORT else (),
        is_plain=not (corrected or item.is_slip or item.report or item.note),
    )


def _across_services(item: ServedItem, facts: Facts) -> list[Responsibility]:
    cells = list(dict.fromkeys(facts.cell_by_id(claim["cell"]) for claim in item.claimed if claim["cell"]))
    is_one_layer = len({cell.layer_id for cell in cells}) == 1
    return cells if is_one_layer and len(cells) > 1 else []


class LessonLink(NamedTuple):
    label: str
    title: str
    url: str


def reading_for(section: str, fallback: Lesson | None = None) -> LessonLink | None:
    slug = section.partition("#")[0]
    lesson = fallback if fallback and fallback.slug == slug else None
    if slug and lesson is None:
        lesson = Lesson.objects.published().filter(slug=slug).defer("body", "transcript").first()
    return _reading_in(lesson or fallback, section)


def reading_of(item: ServedItem) -> LessonLink | None:
    if item.taught:
        return _link(item.version.item.section, **item.taught)
    return _reading_in(item.attempt.lesson, item.version.item.section)


def _reading_in(lesson: Lesson | None, section: str) -> LessonLink | None:
    return _link(section, lesson.slug, lesson.label, lesson.title, lesson.sections) if lesson else None


def _link(section: str, slug: str, label: str, title: str, sections: Iterable[Mapping[str, str]]) -> LessonLink:
    anchor = section.partition("#")[2]
    here = next((each["title"] for each in sections if each["anchor"] == anchor), "")
    if not here:
        return LessonLink(label, title, url_of_lesson(slug))
    return LessonLink(label, here, f"{url_of_lesson(slug)}#{anchor}")
