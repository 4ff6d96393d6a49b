"""One question as a page shows it, before its answer is stored and after."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import ascii_uppercase
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from bank.generators.wording import sentences
from bank.grading import marks
from bank.models import Form, Option
from lessons.models import Lesson
from lessons.models.course import url_of_lesson
from matrix.facts import Facts
from matrix.grid import Box, stack_of
from matrix.learnable.rules import conforms, governing
from matrix.models import Control, Owner, Responsibility, Rule
from quizzes.attempt_state import QuestionState, asked_in
from quizzes.corrections import CorrectedKey
from quizzes.ledger import NoAnswer, Outcome, Verdict, verdict_on
from quizzes.models import Attempt, Mode, ServedItem
from serving.whole_numbers import address_of


@dataclass(frozen=True)
class ShownOption:
    letter: str
    option: Option
    chosen: bool
    sorted_to: str = ""

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
        """What a verdict shows of it besides its letter and texts."""
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


@dataclass(frozen=True)
class Explanation:
    """The verdict and its reasons. A page without it contains no key.

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

    @property
    def shows_stack(self) -> bool:
        return self.cell is not None and self.control is None

    @property
    def stack(self) -> list[Box]:
        return stack_of(self.facts, self.cell.service) if self.cell else []

    @property
    def near(self) -> list[Box]:
        """The layer and its neighbors, three rows of the stack."""
        here = next(place for place, box in enumerate(self.stack) if box.cell == self.cell)
        start = max(0, min(here - 1, len(self.stack) - 3))
        return self.stack[start : start + 3]

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
    def broken_rule(self) -> Rule | None:
        """The rule to which the cell as a whole is an exception."""
        if self.control or not self.cell:
            return None
        rule = governing(self.cell, self.facts)
        return rule if rule and not conforms(rule, self.cell) else None

    @property
    def part_right(self) -> str:
        return part_right(self.verdict, self.options)


def shown(options: list[Option], answer: dict[str, Any]) -> list[ShownOption]:
    chosen, rows = answer.get("chosen", ()), answer.get("sorted", {})
    return [
        ShownOption(letter, option, option.key in chosen, rows.get(option.key, ""))
        for letter, option in zip(ascii_uppercase, options, strict=False)
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
    )


def _across_services(item: ServedItem, facts: Facts) -> list[Responsibility]:
    cells = list(dict.fromkeys(facts.cell_by_id(claim["cell"]) for claim in item.claimed if claim["cell"]))
    is_one_layer = len({cell.layer_id for cell in cells}) == 1
    return cells if is_one_layer and len(cells) > 1 else []


# For each verdict: the class of its tick, its icon, and the word for screen readers.
LOOKS = {
    Verdict.RIGHT: ("ok", "tick", "right"),
    Verdict.PARTLY: ("no", "half", "partly right"),
    Verdict.WRONG: ("no", "cross", "wrong"),
    Verdict.UNSURE: ("un", "dash", "not known"),
    Verdict.UNANSWERED: ("", "dash", "without an answer"),
    None: ("", "", ""),
}


@dataclass(frozen=True)
class Tick:
    position: int
    verdict: Verdict | None
    extra_to: int | None = None  # the id of the question whose answer added this one
    is_current: bool = False

    @property
    def is_extra(self) -> bool:
        return self.extra_to is not None

    @property
    def classes(self) -> str:
        named = (LOOKS[self.verdict][0], "extra" if self.is_extra else "", "now" if self.is_current else "")
        return " ".join(filter(None, named))

    @property
    def icon(self) -> str:
        return LOOKS[self.verdict][1]

    @property
    def words(self) -> str:
        state = LOOKS[self.verdict][2] or ("" if self.is_current else "to do")
        said = ("Extra" if self.is_extra else str(self.position), state, "current" if self.is_current else "")
        return ", ".join(filter(None, said))

    @property
    def drawn(self) -> SafeString:
        return _drawn(self.position, self.verdict, self.is_extra, self.is_current)


@lru_cache(maxsize=2000)
def _drawn(position: int, verdict: Verdict | None, is_extra: bool, is_current: bool) -> SafeString:
    tick = Tick(position, verdict, 0 if is_extra else None, is_current)
    return render_to_string("quizzes/tick.html", {"tick": tick})


class ProgressStrip:
    def __init__(self, attempt: Attempt, current: int, asked: Iterable[QuestionState] | None = None):
        self.attempt = attempt
        self.current = current
        self.is_over = attempt.mode == Mode.EXAM and attempt.closed_at is not None
        nothing = Verdict.UNANSWERED if self.is_over else None
        self.ticks = [
            Tick(
                each.position,
                nothing if each.marks is None else verdict_on({"unsure": each.unsure}, each.marks),
                each.extra_to,
                each.position == current,
            )
            for each in (asked_in(attempt.pk) if asked is None else asked)
        ]

    @cached_property
    def questions(self) -> int:
        return self.attempt.expected(self._drawn)

    @cached_property
    def _drawn(self) -> int:
        return sum(not tick.is_extra for tick in self.ticks)

    @cached_property
    def to_draw(self) -> list[Tick]:
        """The questions that are expected and not drawn yet."""
        return [Tick(number, None) for number in range(self._drawn + 1, self.questions + 1)]

    @cached_property
    def shown(self) -> list[Tick]:
        """Extra ones last, as they are numbered."""
        return [*self.ticks[: self._drawn], *self.to_draw, *self.ticks[self._drawn :]]

    @property
    def drawn(self) -> SafeString:
        return mark_safe("".join([tick.drawn for tick in self.shown]))  # noqa: S308  as drawn

    @cached_property
    def is_at_extra(self) -> bool:
        return any(tick.is_extra for tick in self.ticks if tick.position == self.current)

    @cached_property
    def place(self) -> str:
        return "Extra question" if self.is_at_extra else f"Question {self.current} of {self.questions}"

    @cached_property
    def extras(self) -> set[int | None]:
        return {tick.extra_to for tick in self.ticks if tick.is_extra}

    @cached_property
    def count(self) -> str:
        verdicts = [tick.verdict for tick in self.ticks if not tick.is_extra]
        return ", ".join(f"{verdicts.count(v)} {word}" for v, (_, _, word) in LOOKS.items() if v and v in verdicts)

    @property
    def next_position(self) -> int | None:
        """The next question without an answer, starting over at the end; None if all have one.

        After an exam it is the next question in order.
        """
        if self.is_over:
            return self.current + 1 if self.current < len(self.ticks) else None
        todo = [tick.position for tick in self.ticks if not tick.verdict]
        return next((position for position in todo if position > self.current), todo[0] if todo else None)

    @property
    def is_done(self) -> bool:
        return self.next_position is None and not self.to_draw

    @property
    def draws_next(self) -> bool:
        """Whether the next question has to be drawn."""
        return self.next_position is None and bool(self.to_draw)

    @property
    def leave_url(self) -> str:
        """Where the attempt is continued, or its result."""
        if self.is_over:
            return self.attempt.get_absolute_url()
        if self.attempt.assignment_id:
            return address_of("quizzes:assignment", self.attempt.assignment_id)
        if self.attempt.lesson:
            return f"{self.attempt.lesson.get_absolute_url()}#check"
        if course := self.attempt.selection.get("course"):
            return reverse("quizzes:course-practice", args=[course])
        pages = {Mode.DRILL: "quizzes:practice", Mode.REVIEW: "planner:review"}
        return address_of(pages.get(Mode(self.attempt.mode), "planner:progress"))

    @property
    def next_url(self) -> str:
        if self.next_position is None:
            return self.attempt.get_absolute_url()
        return self.attempt.question_url(self.next_position)


@dataclass(frozen=True)
class LessonLink:
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
