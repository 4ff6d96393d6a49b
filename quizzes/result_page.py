"""The result of one finished attempt: the score by owner, and the pattern of the misses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from bank.generators.misconceptions import TOOL_AS_OWNER
from bank.keys import one_owner
from bank.models import Claim, Option
from matrix.claims import is_true
from matrix.facts import Facts
from matrix.models import Owner, Responsibility
from quizzes.corrections import CorrectedKey, corrected_keys
from quizzes.ledger import NO_ANSWER, Verdict, outcome_of
from quizzes.memory.knowledge import CellKnowledge, Knowledge
from quizzes.models import Attempt, ExplainedItem
from quizzes.question import LessonLink, ShownOption, part_right, reading_for, shown


class Slip(StrEnum):
    GAVE_AWS_YOURS = "you gave AWS a task that’s yours"
    GAVE_AWS_SHARED = "you gave AWS all of something that you share"
    TOOK_AWS = "you took on a task that’s AWS’s"
    TOOK_SHARED = "you took on all of something that you share with AWS"
    SHARED_YOURS = "you chose shared for something that’s yours alone"
    SHARED_AWS = "you chose shared for something that’s AWS’s alone"
    DEPENDS = "you treated something that depends on the service as a rule"
    NO_OWNER = "you named a tool, but a tool isn’t responsible for anything"
    UNSURE = "you said you didn’t know"
    OTHER = "you had the right owner but the wrong reason"


SLIPS: dict[tuple[Owner, Owner | None], Slip] = {
    (Owner.AWS, Owner.CUSTOMER): Slip.GAVE_AWS_YOURS,
    (Owner.AWS, Owner.SHARED): Slip.GAVE_AWS_SHARED,
    (Owner.CUSTOMER, Owner.AWS): Slip.TOOK_AWS,
    (Owner.CUSTOMER, Owner.SHARED): Slip.TOOK_SHARED,
    (Owner.SHARED, Owner.CUSTOMER): Slip.SHARED_YOURS,
    (Owner.SHARED, Owner.AWS): Slip.SHARED_AWS,
}
SOLID = {
    Owner.AWS: "You’re solid on AWS’s responsibilities.",
    Owner.CUSTOMER: "You’re solid on your own responsibilities.",
    Owner.SHARED: "You’re solid on shared responsibilities.",
}
FEWEST_TO_BE_SOLID = 2


@dataclass(frozen=True)
class OwnerTally:
    owner: Owner
    right: int
    asked: int


def slip_of(wrong: Iterable[Option], facts: Facts) -> Slip | None:
    """Goes by the first claim of the chosen distractors that the facts refute.

    None if they claim nothing and do not name a tool.
    """
    wrong = list(wrong)
    claims = claims_of(wrong)
    if not claims:
        return Slip.NO_OWNER if any(option.misconception == TOOL_AS_OWNER for option in wrong) else None
    false = [claim for claim in claims if not is_true(claim, facts)]
    for claim in false:
        slip = SLIPS.get((Owner(claim.owner), facts.owner_of(claim)))
        if slip:
            return slip
    return Slip.DEPENDS if false else Slip.OTHER


def pattern(slips: Sequence[Slip | None], tallies: Sequence[OwnerTally]) -> str:
    if not slips:
        asked = sum(tally.asked for tally in tallies)
        return f"All {asked} correct." if asked > 1 else "Correct."
    return " ".join([*solid(tallies)[:1], in_common(slips)])


def solid(tallies: Sequence[OwnerTally]) -> list[str]:
    return [SOLID[t.owner] for t in tallies if t.asked >= FEWEST_TO_BE_SOLID and t.right == t.asked]


def in_common(slips: Sequence[Slip | None]) -> str:
    slip, often = next(iter(Counter(filter(None, slips)).most_common(1)), (None, 0))
    if len(slips) == 1:
        return "One miss. The reason is with its question."
    if often == len(slips):
        every = "Both" if often == 2 else f"All {often}"
        return f"{every} misses share one pattern: {slip}."
    if 2 * often > len(slips):
        return f"{often} of your {len(slips)} misses share one pattern: {slip}."
    return f"Your {len(slips)} misses have no pattern in common. The reason for each is with its question."


def claims_of(options: Iterable[Option]) -> list[Claim]:
    return [claim for option in options for claim in option.claims.all()]


def owner_named(claims: Iterable[Claim]) -> Owner | None:
    return one_owner(Owner(claim.owner) for claim in claims)


@dataclass(frozen=True)
class AnsweredQuestion:
    item: int
    position: int
    url: str
    stem: str
    section: str
    verdict: Verdict
    options: list[ShownOption]
    keys: list[Option]
    cell: Responsibility | None  # None: a course that is not about the matrix asks it
    facts: Facts
    is_extra: bool = False
    left_out: bool = False
    is_corrected: bool = False  # the key changed after the question was served
    how_graded: str = ""  # a sentence, if the key changed

    @property
    def cells(self) -> list[Responsibility]:
        """The fact that settles the question, and of rows each one's own."""
        rows = claims_of(shown.option for shown in self.options if shown.expected)
        return [cell for cell in (self.cell, *map(self.facts.cell_of, rows)) if cell]

    @property
    def chosen(self) -> list[Option]:
        return [shown.option for shown in self.options if shown.chosen]

    @property
    def reasons(self) -> list[ShownOption]:
        """The options that say why: the chosen and the right ones, or all rows."""
        return [shown for shown in self.options if shown.expected or shown.chosen or shown.option.is_key]

    @property
    def wrong_rows(self) -> list[ShownOption]:
        return [shown for shown in self.options if shown.answered and shown.verdict == Verdict.WRONG]

    @property
    def part_right(self) -> str:
        return part_right(self.verdict, self.options)

    @property
    def owner(self) -> Owner | None:
        return owner_named(claims_of(self.keys)) or (self.cell.ownership.answer if self.cell else None)

    @property
    def owners(self) -> tuple[Owner, Owner] | None:
        chosen, right = owner_named(claims_of(self.chosen)), owner_named(claims_of(self.keys))
        return (chosen, right) if chosen and right and chosen != right else None

    @property
    def given(self) -> str:
        return "; ".join(option.text for option in self.chosen)

    @property
    def right_answer(self) -> str:
        return "; ".join(option.text for option in self.keys)

    @property
    def slip(self) -> Slip | None:
        if self.verdict == Verdict.UNSURE:
            return Slip.UNSURE
        return slip_of((option for option in self.chosen if not option.is_key), self.facts)


@dataclass(frozen=True)
class AttemptSummary:
    """`extras` were added for contrast and are not scored, nor are those `left_out` since.

    `skipped` questions were never answered.
    """

    answers: list[AnsweredQuestion]
    extras: list[AnsweredQuestion]
    left_out: list[AnsweredQuestion]
    skipped: int
    rereading: LessonLink | None
    seconds: int

    @property
    def took(self) -> str:
        return duration(self.seconds)

    @property
    def right(self) -> list[AnsweredQuestion]:
        return [answer for answer in self.answers if answer.verdict == Verdict.RIGHT]

    @property
    def missed(self) -> list[AnsweredQuestion]:
        return [answer for answer in self.answers if answer.verdict != Verdict.RIGHT]

    @property
    def is_own(self) -> bool:
        """Return whether its questions are those of a course that is not about the matrix."""
        return not any(answer.cell for answer in (*self.answers, *self.left_out))

    @property
    def tallies(self) -> list[OwnerTally]:
        return [
            OwnerTally(owner, sum(a in self.right for a in about), len(about))
            for owner in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)
            if (about := [answer for answer in self.answers if answer.owner == owner])
        ]

    @property
    def sentence(self) -> str:
        """What the misses have in common. A question without an answer is no miss that says anything."""
        if self.is_own:
            return f"All {len(self.right)} correct." if len(self.right) > 1 and not self.missed else ""
        given = [answer for answer in self.missed if answer.verdict != Verdict.UNANSWERED]
        unanswered = len(self.missed) - len(given)
        said = [f"You left {unanswered} question{'' if unanswered == 1 else 's'} unanswered."] if unanswered else []
        return " ".join(
            [*said, pattern([answer.slip for answer in given], self.tallies)] if given or not said else said
        )


def summary_of(attempt: Attempt, facts: Facts) -> AttemptSummary:
    items = list(items_of(attempt))
    corrected = corrected_keys(items)
    given = [answered_question(item, facts, corrected.get(item.pk)) for item in items if item.is_answered]
    asked = [answer for answer in given if not answer.is_extra]
    answers = [answer for answer in asked if not answer.left_out]
    return AttemptSummary(
        answers=answers,
        extras=[answer for answer in given if answer.is_extra],
        left_out=[answer for answer in asked if answer.left_out],
        skipped=sum(not item.is_answered and not item.is_extra for item in items),
        rereading=rereading_for(answers, attempt),
        seconds=sum(item.result.response.took_ms for item in items if item.is_answered) // 1000,
    )


def states_after(summary: AttemptSummary, knowledge: Knowledge) -> list[tuple[Responsibility, CellKnowledge]]:
    """Return the facts that were asked, with what the learner knows of each now. Questions on a rule change none."""
    cells = dict.fromkeys(cell for answer in summary.answers for cell in answer.cells)
    known = [(cell, knowledge.of(cell)) for cell in cells]
    return [(cell, record) for cell, record in known if record.memory]


def items_of(attempt: Attempt) -> QuerySet[ExplainedItem]:
    return (
        ExplainedItem.objects.filter(attempt=attempt)
        .select_related("attempt", "version__item", "result__response", "again_after")
        .prefetch_related("version__options", Prefetch("version__options__claims", Claim.objects.order_by("pk")))
        .order_by("position")
    )


def rereading_for(answers: Iterable[AnsweredQuestion], attempt: Attempt) -> LessonLink | None:
    missed = [answer.section for answer in answers if answer.verdict != Verdict.RIGHT]
    most_missed = Counter(missed).most_common(1)
    return reading_for(most_missed[0][0], attempt.lesson) if most_missed else None


def answered_question(item: ExplainedItem, facts: Facts, corrected: CorrectedKey | None) -> AnsweredQuestion:
    options = item.all_options if corrected is None else corrected.shown(item.all_options)
    outcome = outcome_of(item) or NO_ANSWER
    return AnsweredQuestion(
        item=item.version.item_id,
        position=item.position,
        url=item.get_absolute_url(),
        stem=item.version.stem,
        section=item.version.item.section,
        verdict=outcome.verdict,
        options=shown(options, outcome.answer),
        keys=[option for option in options if option.is_key] if corrected is None else corrected.keys,
        cell=facts.cell_by_id(item.settling_cell) if item.settling_cell else None,
        facts=facts,
        is_extra=item.is_extra,
        left_out=item.is_answered and item.result.left_out,
        how_graded=corrected.how_graded(item) if corrected else "",
        is_corrected=corrected is not None,
    )


def duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
