"""The line of ticks above a question, and what its page says of the attempt."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from quizzes.attempt_state import QuestionState, asked_in
from quizzes.forms import fresh_event
from quizzes.ledger import Verdict, verdict_on
from quizzes.models import Attempt, Mode, ServedItem
from serving.whole_numbers import address_of

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


class PageWords(NamedTuple):
    """What the page of a question says that differs between questions which look alike."""

    stem: str
    heading: str
    place: str
    here: str
    score: str
    ticks: str
    clock: str
    next_url: str
    flag_url: str
    flag_event: str
    slip_url: str


MOST_TICKS = 30


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

    @property
    def look(self) -> Hashable:
        """What the page of an answer shows of it besides `PageWords`."""
        return self.is_over, self.is_at_extra, self.is_done, self.draws_next

    def words(self, item: ServedItem, *, clock: str = "", slip_url: str = "") -> PageWords:
        return PageWords(
            stem=item.version.stem,
            heading=self.attempt.heading,
            place=self.place,
            here=self.place.lower(),
            score=self.count,
            ticks=self.drawn if len(self.shown) <= MOST_TICKS else "",
            clock=clock,
            next_url=self.next_url,
            flag_url=item.flag_url if self.attempt.is_practice else "",
            flag_event=fresh_event(item) if self.attempt.is_practice else "",
            slip_url=slip_url,
        )

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
