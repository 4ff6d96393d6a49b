"""The form that chooses a practice. It is shown by GET, also from a link, and starts the practice by POST."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import get_text_list

from bank.models import Skill
from lessons.models import Course, Lesson
from matrix.models import ControlKind
from quizzes.memory.knowledge import totals_of
from quizzes.practice.choices import (
    LENGTHS,
    USUAL_LENGTH,
    By,
    PracticeChoice,
    PracticePool,
    QuestionSupply,
    is_attempt,
)
from serving.whole_numbers import counted

HELP = {
    By.MIXED: "The exam’s core services first: what you haven’t met, then what is weak.",
    By.WEAK: "Your last answer was wrong, not sure or a guess.",
    By.MISSED: "The same questions, until you get them right.",
    By.FLAGGED: "The same questions, again.",
    By.ONLY_FLAGGED: "Those that you marked with the star.",
    By.SERVICE: "All its layers.",
    By.ROWS: "What is due or new, in rows to sort.",
    By.LAYER: "The same layer in every service: where does its owner change?",
    By.CELL: "One layer of one service.",
    By.LESSON: "What it explains, and the facts that it shows.",
    By.TRAPS: "Something happened. Who has to act?",
    By.CONTROL: "Inherited, shared or customer-specific.",
    By.SKILL: "As the exam guide divides the task.",
    By.ATTEMPT: "Other questions on the same facts, where there are any.",
}
GROUPS = (
    ("For you", (By.ATTEMPT, By.MIXED, By.WEAK, By.MISSED, By.FLAGGED, By.ONLY_FLAGGED)),
    ("One subject", (By.SERVICE, By.ROWS, By.LAYER, By.CELL, By.LESSON)),
    ("As the exam asks", (By.TRAPS, By.SKILL, By.CONTROL)),
)


@dataclass(frozen=True)
class PracticeWay:
    by: By
    help: str
    checked: bool
    stock: QuestionSupply | None

    @property
    def needs(self) -> tuple[str, ...]:
        return self.by.needs

    @property
    def drawn_as(self) -> Hashable:
        return self.by.value, self.checked, self.stock and (self.stock.questions, self.stock.facts)


@dataclass(frozen=True)
class CurrentChoice:
    choice: PracticeChoice
    length: int
    bank: PracticePool

    @property
    def title(self) -> str:
        return self.bank.title(self.choice)

    @property
    def url(self) -> str:
        return f"{self.choice.url}&length={self.length}"

    @property
    def stock(self) -> QuestionSupply:
        return self.bank.stock(self.choice)

    @property
    def nearest(self) -> "CurrentChoice | None":
        near = self.bank.nearest(self.choice)
        return CurrentChoice(near, self.length, self.bank) if near else None

    @property
    def says(self) -> str:
        stock = self.stock
        if not stock.startable:
            return self._why_not(stock)
        if self.choice.by == By.WEAK:
            them = "it" if stock.facts == 1 else "them"
            return f"{counted(stock.facts, 'weak fact')}, {counted(stock.questions, 'question')} on {them}."
        told = [f"{counted(stock.questions, 'question')} on {self._subjects(stock)}."]
        told += [self._what_is_new(stock)] if stock.never_met else []
        if 0 < stock.weak < stock.facts:
            told.append(f"{stock.weak} {'is' if stock.weak == 1 else 'are'} weak.")
        if stock.questions < self.length:
            told.append(f"The practice has {stock.questions}.")
        return " ".join(told)

    def _subjects(self, stock: QuestionSupply) -> str:
        cells = counted(stock.cells, "fact") if stock.cells else ""
        if self.choice.by == By.MIXED:
            cells = f"{stock.cells} of {totals_of(self.bank.known).all_facts}"
        named = filter(None, [cells, *(counted(number, noun) for number, noun in _further(stock) if number)])
        return get_text_list(list(named), "and")

    def _what_is_new(self, stock: QuestionSupply) -> str:
        if stock.never_met == stock.facts:
            return "All of them are new to you." if stock.facts > 1 else "It is new to you."
        kinds = ["facts"] * bool(stock.cells) + [f"{noun}s" for number, noun in _further(stock) if number]
        verb = "is" if stock.never_met == 1 else "are"
        return f"{stock.never_met} of these {get_text_list(kinds, 'and')} {verb} new to you."

    def _why_not(self, stock: QuestionSupply) -> str:
        if stock.questions:
            return "You just answered the only question on this. Asking it again now would teach you only its words."
        if self.choice.by == By.ROWS:
            return f"There’s nothing to sort now: no fact with a common task is due or new to you: {self.title}."
        if self.choice.by in (By.WEAK, By.MISSED, By.ATTEMPT):
            return "There’s nothing left to try again."
        if self.choice.by == By.FLAGGED:
            return "You haven’t guessed on or flagged a question."
        if self.choice.by == By.ONLY_FLAGGED:
            return "You haven’t flagged a question that can be asked now."
        return f"No question asks about this yet: {self.title}."


def _further(stock: QuestionSupply) -> tuple[tuple[int, str], ...]:
    return (stock.controls, "control"), (stock.rules, "general rule")


class PracticeForm(forms.Form):
    by = forms.ChoiceField(
        choices=[(by.value, by.label) for by in By if not by.is_of_course],
        error_messages={"invalid_choice": "There’s no such way to practice. Choose one of these."},
    )
    length = forms.TypedChoiceField(
        label="How many questions",
        coerce=int,
        choices=[(length, str(length)) for length in LENGTHS],
        error_messages={"invalid_choice": "A practice has 5, 10 or 20 questions."},
    )
    attempt = forms.CharField(required=False, widget=forms.HiddenInput)
    leaving = forms.CharField(required=False, widget=forms.HiddenInput)

    NAMES = {
        "service": "a service",
        "layer": "a layer",
        "lesson": "a lesson",
        "control": "a kind of control",
        "skill": "a skill",
    }

    def __init__(self, data, *, bank: PracticePool):
        super().__init__({"by": By.MIXED.value, "length": USUAL_LENGTH, **data})
        self.bank = bank
        for name, label, choices in self._selects():
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "Choose…"), *choices],
                error_messages={"invalid_choice": f"There is no such {label.lower()}. Choose one of these."},
            )

    def _selects(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        bank, known = self.bank, self.bank.known
        services = sorted(known.services.values(), key=lambda service: service.name.casefold())
        named = {
            "service": [(service.slug, service.name) for service in services],
            "layer": [(layer.slug, layer.name) for layer in known.layers.values()],
            "control": ControlKind.choices,
            "skill": Skill.choices,
        }
        for name, choices in named.items():
            count = bank.questions_by(name)
            label = "Kind of control" if name == "control" else name.capitalize()
            yield name, label, [(slug, f"{text} ({count.get(slug, 0)})") for slug, text in choices]
        lessons = [(slug, f"{lesson} ({bank.questions_in(slug)})") for slug, lesson in bank.lessons.items()]
        yield "lesson", "Lesson", lessons

    def clean(self):
        data: dict[str, Any] = super().clean() or {}
        by = By(data["by"]) if "by" in data else None
        for name in by.needs if by else ():
            if name == "attempt":
                if not is_attempt(data["attempt"]):
                    self.add_error("by", "That isn’t one of your attempts. Choose another way to practice.")
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, f"Choose {self.NAMES[name]}.")
        return data

    @property
    def choice(self) -> PracticeChoice:
        by = By(self.cleaned_data["by"])
        return PracticeChoice(by, **{name: self.cleaned_data[name] for name in by.needs})

    @property
    def chosen(self) -> CurrentChoice | None:
        return CurrentChoice(self.choice, self.cleaned_data["length"], self.bank) if self.is_valid() else None

    @property
    def missing(self) -> str:
        return next((str(message) for messages in self.errors.values() for message in messages), "")

    @property
    def lengths(self) -> list[tuple[int, bool]]:
        return [(length, str(length) == str(self["length"].value())) for length in LENGTHS]

    @property
    def groups(self) -> Iterator[tuple[str, list[PracticeWay], list[tuple[forms.BoundField, Hashable]]]]:
        for title, ways in GROUPS:
            needed = dict.fromkeys(name for by in ways for name in by.needs if name in self.NAMES)
            fields = [(self[name], self._drawn_as(name)) for name in needed]
            yield title, [self._way(by) for by in ways if self._is_offered(by)], fields

    def _drawn_as(self, name: str) -> Hashable:
        """What a select shows."""
        field: Any = self.fields[name]
        return name, self[name].value(), name in self.errors, tuple(field.choices)

    def _is_offered(self, by: By) -> bool:
        """A past attempt is offered only through the link on its own page, flagged questions alone through theirs."""
        if by == By.ONLY_FLAGGED:
            return self["by"].value() == by.value
        return by != By.ATTEMPT or is_attempt(self["attempt"].value() or "")

    def _way(self, by: By) -> PracticeWay:
        choice = PracticeChoice(by, attempt=self["attempt"].value() or "") if by == By.ATTEMPT else PracticeChoice(by)
        stock = None if by.needs and by != By.ATTEMPT else self.bank.stock(choice)
        return PracticeWay(by, HELP[by], self["by"].value() == by.value, stock)


class CoursePracticeForm(forms.Form):
    by = forms.ChoiceField(
        label="Which questions",
        choices=[(By.COURSE.value, "All questions"), (By.COURSE_MISSED.value, "Questions you missed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which questions.", "invalid_choice": "Choose one of these."},
    )
    lesson = forms.ChoiceField(label="Lesson", required=False)
    length = forms.TypedChoiceField(
        label="How many questions",
        coerce=int,
        choices=[(length, str(length)) for length in LENGTHS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how many.", "invalid_choice": "A practice has 5, 10 or 20 questions."},
    )
    leaving = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, course: Course, pool: PracticePool, lessons: list[Lesson], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.course, self.pool = course, pool
        choices = [("", "All lessons"), *((lesson.slug, str(lesson)) for lesson in lessons)]
        self.fields["lesson"].choices = choices  # type: ignore[attr-defined]

    @property
    def choice(self) -> PracticeChoice:
        data = self.cleaned_data
        return PracticeChoice(By(data["by"]), course=self.course.slug, lesson=data["lesson"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.pool.stock(self.choice).startable:
            self.add_error("by", self._why_not())
        return cleaned

    def _why_not(self) -> str:
        if self.pool.stock(self.choice).questions:
            return "You just answered the only question. Asking it again now would teach you only its words."
        if self.choice.by == By.COURSE_MISSED:
            return "You have missed none of these questions. Practice all of them instead."
        return "There are no questions to practice here yet."
