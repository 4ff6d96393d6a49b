"""What a class can be given: lessons to read, checks, practices of chosen questions, exam simulations."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from accounts.models import Cohort
from bank.models import Skill
from lessons.models import Lesson, of_class
from matrix import facts
from matrix.models import ControlKind
from quizzes.exam.simulations import SIMULATIONS, Simulation, in_words
from quizzes.models import Assignment, AssignmentKind, Quiz
from quizzes.practice.choices import By, PracticeChoice

LESSON, QUIZ, EXAM, PRACTICE = "lesson", "quiz", "exam", "practice"
Choices = list[tuple[str, str]]
LABELS = {AssignmentKind.HOMEWORK: "Lesson or questions", AssignmentKind.EXAM: "Exam"}
# Nothing that depends on what a learner has answered, so that everybody in the class gets questions.
ALONE = (By.MIXED, By.TRAPS)


class AssignableWork:
    """The choices of a form. What `now_given` asks stays among them, even if it is not published anymore."""

    def __init__(self, cohort: Cohort, kind: str, now_given: Assignment | None = None):
        self.cohort, self.kind, self.now_given = cohort, kind, now_given

    @property
    def label(self) -> str:
        return LABELS.get(AssignmentKind(self.kind), "Questions")

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        published = Lesson.objects.published().filter(of_class(self.cohort))
        if self.now_given and self.now_given.lesson_id:
            published = published | Lesson.objects.filter(pk=self.now_given.lesson_id)
        return {f"{LESSON}-{lesson.pk}": lesson for lesson in published.in_outline()}

    @cached_property
    def checks(self) -> dict[str, Quiz]:
        asked = Q(lesson__in=Lesson.objects.published().filter(of_class(self.cohort)))
        if self.now_given and self.now_given.quiz_id:
            asked |= Q(pk=self.now_given.quiz_id)
        found = Quiz.objects.filter(asked).annotate(questions=Count("slots")).select_related("lesson")
        found = found.order_by("lesson__course__position", "lesson__position", "pk")
        return {f"{QUIZ}-{quiz.pk}": quiz for quiz in found.defer("lesson__body", "lesson__transcript")}

    def choices(self) -> list[tuple[str, Choices]] | Choices:
        if self.kind == AssignmentKind.EXAM:
            return [(f"{EXAM}-{each.slug}", _in_words(each)) for each in SIMULATIONS.values()]
        read = [("Read", [(key, f"{lesson.label}. {lesson.title}") for key, lesson in self.lessons.items()])]
        return [
            *(read if self.kind == AssignmentKind.HOMEWORK else []),
            ("Answer", [(key, _of_check(quiz)) for key, quiz in self.checks.items()]),
            ("Practice", [(PRACTICE, "A practice selection")]),
        ]

    def offers(self, name: str) -> bool:
        return name in dict(flat(self.choices()))

    def first_not_given(self) -> str:
        given = {AssignableWork.named(each)["work"] for each in Assignment.objects.filter(cohort=self.cohort)}
        names = [name for name, _ in flat(self.choices())]
        return next((name for name in names if name not in given), names[0])

    @cached_property
    def practices(self) -> list[tuple[str, Choices]]:
        known = facts.current()
        read = {lesson.slug: f"{lesson.label}. {lesson.title}" for lesson in self.lessons.values()}
        return [
            ("As the exam asks", [(by.value, by.label) for by in ALONE]),
            *_named(By.LESSON, read.items()),
            *_named(By.SKILL, Skill.choices),
            *_named(By.CONTROL, ControlKind.choices),
            *_named(By.LAYER, ((layer.slug, layer.short_name) for layer in known.layers.values())),
            *_named(By.SERVICE, ((service.slug, service.short_name) for service in known.services.values())),
        ]

    def chosen(self, work: str, practice: str, length: int) -> dict[str, Any]:
        """The fields of an assignment that say what it gives."""
        kind, _, name = work.partition("-")
        return {
            "lesson": self.lessons.get(work),
            "quiz": self.checks.get(work),
            "selection": selection_of(practice, length) if kind == PRACTICE else None,
            "simulation": name if kind == EXAM else "",
        }

    @staticmethod
    def named(given: Assignment) -> dict[str, Any]:
        """By field of the form what an assignment gives: `chosen` the other way round."""
        if given.selection:
            by = By(given.selection["by"])
            practice = ":".join([by.value, *(given.selection[name] for name in by.needs)])
            return {"work": PRACTICE, "practice": practice, "length": given.selection["length"]}
        if given.simulation:
            return {"work": f"{EXAM}-{given.simulation}"}
        return {"work": f"{QUIZ}-{given.quiz_id}" if given.quiz_id else f"{LESSON}-{given.lesson_id}"}


def flat(choices) -> Iterator[tuple[str, str]]:
    """Without the groups."""
    for name, label in choices:
        yield from label if isinstance(label, list) else [(name, label)]


def selection_of(practice: str, length: int) -> dict[str, Any]:
    by, _, name = practice.partition(":")
    chosen = PracticeChoice(By(by), **({By(by).needs[0]: name} if name else {}))
    return {**chosen.query, "length": length}


def _named(by: By, rows) -> Iterator[tuple[str, Choices]]:
    yield by.label, [(f"{by.value}:{name}", label) for name, label in rows]


def _of_check(quiz: Quiz) -> str:
    number = quiz.questions  # type: ignore[attr-defined]
    name = f"{quiz.lesson.label} check" if quiz.lesson else quiz.title
    return f"{name}, {number} question{'' if number == 1 else 's'}"


def _in_words(simulation: Simulation) -> str:
    return f"{simulation.name}: {simulation.questions} questions, {in_words(simulation.time)}"
