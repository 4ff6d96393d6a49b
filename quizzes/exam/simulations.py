"""Exam simulations of task 2.1: their lengths, their questions and their start."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q

from accounts.cohorts.membership import memberships_of
from accounts.models import Learner, TimeAllowance
from bank.grading import MOST_SCALED, PASS_SCALED
from bank.keys import NO_CLAIMS, key_claims
from bank.mixing import tier_of
from bank.models import Form, Item, ItemVersion, Needs, TestedCell
from bank.near_twins import likeness
from bank.session_order import kind_of
from matrix.facts import Facts
from quizzes.attempt_start import NothingToAsk, Sitting, begin, locked_learner, open_attempt, published
from quizzes.exam.drawing import ExamCandidate, draw
from quizzes.models import Attempt, Mode, Response
from quizzes.models.attempts import open_since
from quizzes.pool import held_back
from serving import chance

ASKED_FORMS = (Form.CHOOSE_ONE, Form.CHOOSE_N)  # as the exam has them
LATELY = timedelta(days=7)
MORE_TIME = timedelta(minutes=30)  # what AWS grants on request
MOST = list(TimeAllowance)  # ordered from least to most


class TooFewQuestions(NothingToAsk):
    pass


@dataclass(frozen=True)
class Simulation:
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
        return -(-self.scored * PASS_SCALED // MOST_SCALED)

    def time_with(self, allowance: TimeAllowance) -> timedelta | None:
        return time_with(self.time, allowance)


def time_with(time: timedelta, allowance: TimeAllowance) -> timedelta | None:
    if allowance == TimeAllowance.UNLIMITED:
        return None
    return time + MORE_TIME if allowance == TimeAllowance.MORE else time


# As much time for a question as the exam gives: 90 minutes for 65.
SHORT = Simulation("short", "Short form", 20, 0, timedelta(minutes=27, seconds=40))
FULL = Simulation("full", "Full form", 65, 15, timedelta(minutes=90))
SIMULATIONS = {simulation.slug: simulation for simulation in (SHORT, FULL)}


@dataclass(frozen=True)
class SimulationOffer:
    simulation: Simulation
    time: str
    missing: int


def offers(allowance: TimeAllowance) -> list[SimulationOffer]:
    available = askable().count()
    return [
        SimulationOffer(each, in_words(each.time_with(allowance)), max(each.questions - available, 0))
        for each in SIMULATIONS.values()
    ]


def in_words(time: timedelta | None) -> str:
    if time is None:
        return "no time limit"
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


@dataclass(frozen=True)
class Allowance:
    time: TimeAllowance
    granted_by: int | None = None  # id of the user
    cohort: str = ""

    @property
    def label(self) -> str:
        return self.time.label

    @property
    def kept(self) -> dict[str, object]:
        granted = {"granted_by": self.granted_by} if self.granted_by else {}
        return {"time_allowance": self.time.value, **granted}


def allowance_of(learner: Learner | None) -> Allowance:
    """Guests have standard time, since the setting and the membership of a cohort need an account."""
    if learner is None or learner.user is None:
        return Allowance(TimeAllowance.STANDARD)
    granted = memberships_of(learner).filter(cohort__archived_at=None).exclude(time_allowance="")
    found = [Allowance(TimeAllowance(learner.user.time_allowance))] + [
        Allowance(TimeAllowance(each.time_allowance), each.allowance_by, each.cohort.name) for each in granted
    ]
    # `max` prefers the learner's own setting among equals.
    return max(found, key=lambda allowance: MOST.index(allowance.time))


@transaction.atomic
def start(learner: Learner, simulation: Simulation, facts: Facts) -> Attempt:
    """Returns the learner's open exam, or a new one. Raises TooFewQuestions.

    The time is fixed now: a later allowance does not change an open exam.
    """
    learner = locked_learner(learner)
    opened = open_attempt(learner, mode=Mode.EXAM)
    if opened:
        return opened
    return begin(learner, sitting_of(learner, simulation, facts))


def sitting_of(learner: Learner, simulation: Simulation, facts: Facts) -> Sitting:
    """The caller has locked the learner. Raises TooFewQuestions."""
    allowance = allowance_of(learner)
    drawn = draw(candidates(learner, facts), simulation.questions, chance=chance.source)
    if len(drawn) < simulation.questions:
        raise TooFewQuestions
    positions = range(1, simulation.questions + 1)
    return Sitting(
        Mode.EXAM,
        simulation.title,
        published(candidate.item for candidate in drawn),
        selection={"simulation": simulation.slug, **allowance.kept},
        unscored=frozenset(chance.source.sample(positions, simulation.unscored)),
        time=simulation.time_with(allowance.time),
    )


def askable():
    return Item.objects.asked().about_matrix().filter(published__form__in=ASKED_FORMS)


def candidates(learner: Learner, facts: Facts) -> list[ExamCandidate]:
    """Leaves out questions in other open attempts. It takes four queries."""
    items = askable().exclude(pk__in=held_back(learner.pk)).order_by("pk")
    settling = dict(
        TestedCell.objects.filter(version__in=askable().values("published"))
        .order_by("version", "-position")
        .values_list("version", "cell")
    )
    keys = key_claims(askable().order_by().values("published"))
    recent = answered_lately(learner)
    found = []
    for item, version, skill, form, needs, generator, stem in items.values_list(
        "pk", "published", "skill", "published__form", "published__needs", "generator", "published__stem"
    ):
        cell = facts.cell_by_id(settling[version])
        key = keys.get(version, NO_CLAIMS)
        is_about_a_service = needs != Needs.RULE and not key.controls
        found.append(
            ExamCandidate(
                item=item,
                skill=skill,
                form=form,
                kind=kind_of(generator, form),
                stem=stem,
                cell=cell.pk,
                service=cell.service.slug,
                tier=tier_of(cell.service.exam_weight) if is_about_a_service else 0,
                is_prominent=cell.service.opening,
                is_recent=item in recent,
                likeness=likeness(generator=generator, stem=stem, fact=key.settled_by(cell.pk), key=key),
            )
        )
    return found


def answered_lately(learner: Learner) -> set[int]:
    """In two steps: the planner expects few answers, and would compare each of thousands with every version."""
    since = TransactionNow() - LATELY
    lately = open_since(since, "attempt_item__attempt__") & Q(received_at__gt=since)
    answers = Response.objects.filter(lately, attempt_item__attempt__learner=learner).order_by()
    versions = set(answers.values_list("attempt_item__version", flat=True))
    return set(ItemVersion.objects.filter(pk__in=versions).values_list("item", flat=True))
