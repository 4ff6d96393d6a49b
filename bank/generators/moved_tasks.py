"""What changes when a workload moves to another service: which task passes to AWS, which one stays yours?

All options are common tasks. Those that are wrong stay with their owner, or are the ones that pass.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from bank.generators.columns import columns, needed_for
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.moves import Move, moves
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import full, joined, on
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

PASSES, STAYS = "passes-to-aws", "stays-yours"
WORDINGS = {
    PASSES: (
        "A company moves {workload} from {source} to {target}. Which task passes to AWS?",
        "You move {workload} from {source} to {target}. Which of these tasks does AWS take over?",
        "{workload} used to run on {source} and now runs on {target}. Which task did AWS take over?",
        "A team plans to move {workload} from {source} to {target}. Which task can it cross off its list?",
        "What is one task that you no longer have after you move {workload} from {source} to {target}?",
    ),
    STAYS: (
        "A company moves {workload} from {source} to {target}. Which task stays with the company?",
        "You move {workload} from {source} to {target}. Which of these tasks do you keep?",
        "A team moves {workload} from {source} to {target}. Which task does the team still have after the move?",
        "{workload} used to run on {source} and now runs on {target}. Which task is still the customer's?",
        "A manager expects AWS to do all the work once {workload} has moved from {source} to {target}. "
        "Which task is still the company's?",
    ),
}
MOST = 12  # keys that say the same, in each kind
Pair = tuple[Duty, Duty]  # one task before the move and after it
Change = tuple[Side, Side]  # who did the task before the move, and who does it after
KEYS: dict[str, Change] = {PASSES: (Side.CUSTOMER, Side.AWS), STAYS: (Side.CUSTOMER, Side.CUSTOMER)}


def drafts_of(name: str) -> Callable[[Facts], Iterator[DerivedQuestion]]:
    def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
        asked: Counter[str] = Counter()
        for move in moves(facts):
            pairs = _on_both(move, facts)
            for pair in ranked(pairs, lambda pair: pair[1].path, name, move.source.slug):
                if _change(pair) == KEYS[name] and asked[str(pair[1].common_task)] < MOST:
                    asked[str(pair[1].common_task)] += 1
                    wrong = _wrong(name, move, pair, [each for each in pairs if _change(each) != KEYS[name]])
                    if len(wrong) == 3:
                        yield from _draft(name, move, pair, wrong, facts)

    return drafts


def _on_both(move: Move, facts: Facts) -> list[Pair]:
    return [
        (column.duties[move.source.slug], column.duties[move.target.slug])
        for column in columns(facts).values()
        if move.source.slug in column.duties and move.target.slug in column.duties
    ]


def _change(pair: Pair) -> Change:
    return Side(pair[0].owner), Side(pair[1].owner)


def _wrong(name: str, move: Move, right: Pair, others: list[Pair]) -> list[Pair]:
    others = ranked(others, lambda pair: pair[1].path, name, move.source.slug, right[1].path)
    if name == PASSES:  # what AWS did before is offered once, because every such option has the same reason
        before_too = [pair for pair in others if pair[0].owner == Side.AWS]
        others = [pair for pair in others if pair not in before_too[1:]]
    return others[:3]


@while_reasons_last
def _draft(name: str, move: Move, right: Pair, wrong: list[Pair], facts: Facts) -> DerivedQuestion:
    before, after = right
    reasons = Reasons()
    owners = KEYS[name]
    choices = [
        DerivedOption(
            one.common_task.slug,
            one.common_task.phrase,
            _why(name, one, other, reasons),
            is_key=one is before,
            misconception=taking_for(owners[1], other.cell),
            claims=(claims(one, owners[0]), claims(other, owners[1])),
        )
        for one, other in (right, *wrong)
        if one.common_task
    ]
    return DerivedQuestion(
        generator=name,
        parameters={**move.parameters, "duty": after.path},
        skill=Skill.SHIFT,
        pattern=picked(WORDINGS[name], name, move.source.slug, after.path),
        slots={"workload": move.workload, "source": full(move.source), "target": move.target_name},
        cells=[after.cell, before.cell, *(duty.cell for pair in wrong for duty in pair)],
        choices=choices,
        evidence=needed_for((after, before), facts),
    )


def _why(name: str, before: Duty, after: Duty, reasons: Reasons) -> str:
    if name == PASSES and before.owner == after.owner == Side.AWS:
        already = f"AWS already does this {on(before.service)} {full(before.service)}, so the move changes"
        return joined(f"{already} nothing.", reasons.of(after, 1))
    return reasons.of(after)
