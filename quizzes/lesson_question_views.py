"""A question at its place in a lesson: with the lesson's page, and alone, where it is answered and opened again."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.learners import learner_for, learner_to_begin
from accounts.models import Learner
from lessons.models import Lesson
from lessons.prose import render_text
from lessons.section_questions import QuestionPlace
from lessons.views import lessons_for, make_page
from matrix import facts
from matrix.facts import Facts
from quizzes import answer_events, ledger
from quizzes.attempt_start import locked_learner
from quizzes.forms import AnswerForm, answer_form, fresh_event
from quizzes.lesson_questions import GivenAnswer, LessonQuestion, as_shown, begin_in_lesson, questions_of
from quizzes.models import Mode, ServedItem
from quizzes.question import LessonLink
from quizzes.views import item_of, locked_item_of, private, told_after
from serving.whole_numbers import address_of

OPEN, AGAIN = "ask", "again"  # ?ask=of shows the answer given after the section "of", ?again=of the form once more


@dataclass
class LessonCard:
    """What the place shows: the question with its form, the answer (`item`) or its verdict, or why there is none."""

    lesson: Lesson
    place: QuestionPlace
    facts: Facts
    question: LessonQuestion | None
    form: AnswerForm | None = None  # that was sent
    again: bool = False  # the form is asked for though there is an answer
    choice: str | None = None
    item: ServedItem | None = None
    overtaken: bool = False
    unsaved: bool = False  # an answer was sent, and there is no question for it (any more)

    template = "quizzes/lesson_question.html"

    @property
    def section(self) -> str:
        return self.question.section if self.question else ""

    @cached_property
    def url(self) -> str:
        return address_of("quizzes:lesson-question", self.lesson.slug, self.place.name)

    @property
    def section_url(self) -> str:
        return f"{self.lesson.get_absolute_url()}#{self.place.anchor}"

    @property
    def prefix(self) -> str:
        return f"{self.place.id}-"

    @property
    def kept_by(self) -> Mode | None:
        return Mode(self.question.kept_by.mode) if self.question and self.question.kept_by else None

    @property
    def is_asked(self) -> bool:
        """Whether the form is shown."""
        return bool(self.question and not (self.item or self.kept_by or self.answered))

    @property
    def answered(self) -> GivenAnswer | None:
        """The last answer, where neither it nor the form is shown."""
        return self.question.last if self.question and not (self.form or self.again) else None

    @cached_property
    def told(self) -> dict[str, Any]:
        outcome = ledger.outcome_of(self.item) if self.item else None
        return told_after(self.item, outcome) if self.item and outcome else {}

    @property
    def reading(self) -> LessonLink | None:
        """None: the section at which the question is."""
        reading: LessonLink | None = self.told["reading"]
        return reading if reading and reading.url != self.section_url else None

    @cached_property
    def asked(self) -> AnswerForm:
        assert self.question
        return self.form or answer_form(self.question, initial={"choice": self.choice})

    @property
    def event(self) -> str:
        assert self.question
        return fresh_event(self.question)

    @property
    def drawn_as(self) -> str | None:
        """A key for the options, which are the same for everybody who has answered as often; None: not the same."""
        assert self.question
        return None if self.choice or self.form or self.unsaved else f"{self.question.pk} {self.place.id}"

    @property
    def answered_as(self) -> Hashable:
        """A key for what is said of the last answer."""
        last = self.answered
        assert self.question
        assert last
        return self.url, self.question.version.pk, last.verdict, localdate(last.at), last.corrected


def cards_of(
    lesson: Lesson, places: Sequence[QuestionPlace], learner: Learner | None, query: QueryDict, known: Facts
) -> dict[str, LessonCard]:
    found = questions_of([place.slug for place in places], learner)
    return {
        place.name: card_at(lesson, place, found[place.slug], learner, query, known)
        for place in places
        if place.slug in found
    }


def card_at(
    lesson: Lesson,
    place: QuestionPlace,
    question: LessonQuestion,
    learner: Learner | None,
    query: QueryDict,
    known: Facts,
) -> LessonCard:
    card = LessonCard(lesson, place, known, question, choice=query.get("choice"))
    card.again = query.get(AGAIN) == place.name
    if question.last and query.get(OPEN) == place.name and not question.kept_by:
        card.item = item_of(learner, question.last.attempt, 1)
    return card


@require_http_methods(["GET", "HEAD", "POST"])
@private
@vary_on_headers("HX-Request")
def lesson_question(request, slug: str, place: str):
    lesson = get_object_or_404(lessons_for(request, slug), slug=slug)
    known = facts.current()
    here = next((each for each in render_text(lesson.body, known).questions if each.name == place), None)
    if here is None:
        raise Http404("The lesson asks nothing there.")
    if request.method == "POST":
        return take_answer(request, lesson, here, known)
    if not request.htmx:
        way = AGAIN if AGAIN in request.GET else OPEN
        return redirect(f"{lesson.get_absolute_url()}?{way}={place}#{here.id}")
    query = QueryDict(mutable=True)
    query[AGAIN if AGAIN in request.GET else OPEN] = place
    card = cards_of(lesson, [here], request.learner, query, known).get(place)
    return show_card(request, card or LessonCard(lesson, here, known, None))


def take_answer(request, lesson: Lesson, place: QuestionPlace, known: Facts):
    # The transaction ends before the response is sent, so the page shows what is stored.
    with transaction.atomic():
        learner = locked_learner(request.learner) if request.learner else None
        question = questions_of([place.slug], learner).get(place.slug)
        card = LessonCard(lesson, place, known, question)
        status = answer_at(request, card, learner)
    if status == 200 and not request.htmx and card.item:
        return redirect(card.item)
    return show_card(request, card, status=status)


def answer_at(request, card: LessonCard, learner: Learner | None) -> int:
    """Stores the answer, or sets on the card why not. Returns the status; the learner is locked."""
    try:
        belongs_to, event = answer_events.read_any(request.POST.get("event", ""))
        shown = card.question and as_shown(card.question, belongs_to)
    except answer_events.ForgedError:
        event, shown = None, card.question
    if card.question is None or card.question.kept_by:
        card.unsaved = True
        return 422
    if shown is None:
        card.unsaved = card.again = True
        return 409
    if event and (again := next((each for each in card.question.given if each.event == event.id), None)):
        card.item = item_of(learner, again.attempt, 1)
        return 200
    if card.question.last and len(card.question.given) > len(shown.given):
        card.item, card.overtaken = item_of(learner, card.question.last.attempt, 1), True
        return 409
    card.question = shown
    card.form = answer_form(shown, request.POST)
    if not card.form.is_valid():
        return 422
    attempt = begin_in_lesson(who_answers(request, shown), card.lesson, card.place, shown)
    card.item = locked_item_of(attempt.learner, attempt.pk, 1)
    ledger.answer(
        card.item,
        attempt=card.item.attempt,
        event=card.form.sent.id,
        answer=card.form.answer,
        confidence=card.form.cleaned_data["confidence"],
        facts=card.facts,
    )
    card.item = item_of(attempt.learner, attempt.pk, 1)
    return 200


def who_answers(request, question: LessonQuestion) -> Learner:
    """The first answers of a guest are as many as there are questions. Further tries count as beginnings."""
    return learner_to_begin(request) if question.given else learner_for(request)


def show_card(request, card: LessonCard, *, status: int = 200):
    if request.htmx:
        return render(request, card.template, {"ask": card}, status=status)
    page = make_page(request, card.lesson.slug)
    page.questions[card.place.name] = card
    return render(request, "lessons/lesson.html", {"page": page}, status=status)
