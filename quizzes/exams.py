"""Exam simulations of task 2.1: how long they are, which questions they draw, how they begin."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow

from accounts.models import Learner, User
from matrix.facts import Facts
from matrix.models import ExamScope
from quizzes.drawing import Candidate, draw
from quizzes.grading import MOST_SCALED, PASS_SCALED
from quizzes.models import Attempt, Form, Item, Mode, Response, TestedCell
from quizzes.starting import NothingToAsk, Sitting, begin, open_attempt, published

ASKED_FORMS = (Form.CHOOSE_ONE, Form.CHOOSE_N)  # as the exam has them
LATELY = timedelta(days=7)
MORE_TIME = timedelta(minutes=30)  # what AWS grants on request

_chance = random.SystemRandom()


class TooFewQuestions(NothingToAsk):
    """The bank holds fewer questions than the simulation asks."""


@dataclass(frozen=True)
class Simulation:
    """A length of exam. `unscored` questions count nothing, and nobody is told which."""

    slug: str
    name: str
    questions: int
    unscored: int
    time: timedelta

    @property
    def title(self) -> str:
        return f"Exam simulation, {self.name.lower()}"

    @property
    def scored(self) -> int:
        return self.questions - self.unscored

    @property
    def passing(self) -> int:
        """How many of the scored questions make a pass."""
        return -(-self.scored * PASS_SCALED // MOST_SCALED)

    def time_for(self, learner: Learner | None) -> timedelta | None:
        """With what the account allows; None is no limit."""
        allowance = time_allowance_of(learner)
        if allowance == User.TimeAllowance.UNLIMITED:
            return None
        return self.time + MORE_TIME if allowance == User.TimeAllowance.MORE else self.time


# As much time for a question as the exam gives: 90 minutes for 65.
SHORT = Simulation("short", "Short form", 20, 0, timedelta(minutes=27, seconds=40))
FULL = Simulation("full", "Full form", 65, 15, timedelta(minutes=90))
SIMULATIONS = {simulation.slug: simulation for simulation in (SHORT, FULL)}


@dataclass(frozen=True)
class Offer:
    """A simulation as it is for one learner; `missing` questions keep it from being begun."""

    simulation: Simulation
    time: str
    missing: int


def offers(learner: Learner | None) -> list[Offer]:
    available = askable().count()
    return [
        Offer(each, in_words(each.time_for(learner)), max(each.questions - available, 0))
        for each in SIMULATIONS.values()
    ]


def in_words(time: timedelta | None) -> str:
    """ "27 min 40 s", "90 min"."""
    if time is None:
        return "no time limit"
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


def time_allowance_of(learner: Learner | None) -> User.TimeAllowance:
    """Standard for guests: the allowance is a setting of an account."""
    user = learner.user if learner else None
    return User.TimeAllowance(user.time_allowance) if user else User.TimeAllowance.STANDARD


def start(learner: Learner, simulation: Simulation, facts: Facts) -> Attempt:
    """The learner's open exam, or a new one. Raises TooFewQuestions.

    The time is fixed now: an account's allowance that changes later changes no exam that is under way.
    """
    opened = open_attempt(learner, mode=Mode.EXAM)
    if opened:
        return opened
    drawn = draw(candidates(learner, facts), simulation.questions, chance=_chance)
    if len(drawn) < simulation.questions:
        raise TooFewQuestions
    positions = range(1, simulation.questions + 1)
    return begin(
        learner,
        Sitting(
            Mode.EXAM,
            simulation.title,
            published(candidate.item for candidate in drawn),
            selection={"simulation": simulation.slug, "time_allowance": time_allowance_of(learner).value},
            unscored=frozenset(_chance.sample(positions, simulation.unscored)),
            time=simulation.time_for(learner),
        ),
    )


def askable():
    """Items that an exam may ask."""
    return Item.objects.asked().filter(published__form__in=ASKED_FORMS)


def candidates(learner: Learner, facts: Facts) -> list[Candidate]:
    """Every question that may be drawn for this learner: three queries, however many there are."""
    items = askable().order_by("pk").select_related("published")
    settling = dict(
        TestedCell.objects.filter(version__in=askable().values("published"))
        .order_by("version", "-position")
        .values_list("version", "cell")
    )
    recent = answered_lately(learner)
    found = []
    for item in items:
        cell = facts.cell_by_id(settling[item.published_id])
        found.append(
            Candidate(
                item=item.pk,
                skill=item.skill,
                form=item.published.form,
                kind=item.generator,
                stem=item.published.stem,
                cell=cell.pk,
                service=cell.service.slug,
                is_core=cell.service.exam_scope == ExamScope.CORE,
                is_prominent=cell.service.opening,
                is_recent=item.pk in recent,
            )
        )
    return found


def answered_lately(learner: Learner) -> set[int]:
    answered = Response.objects.filter(
        attempt_item__attempt__learner=learner, received_at__gt=TransactionNow() - LATELY
    )
    return set(answered.values_list("attempt_item__version__item", flat=True))
