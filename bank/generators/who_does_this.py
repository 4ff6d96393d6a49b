"""Who does this task on this service? And of whole layers: do both sides have tasks there?"""

from collections.abc import Iterator

from bank.generators.columns import columns, evened_out
from bank.generators.draft import DerivedQuestion, Evidence, asked_about, claims, opposite, picked, ranked
from bank.generators.one_side import missing_halves, only_one
from bank.generators.owners import BOTH, ROLES, SKILLS, owner_options
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import at, brief, is_vendors, joined, lowered, on
from bank.models import Form, Needs
from bank.words import content_words
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility, Side

NAME = "who-does-this"
OF_TASKS = (
    "{on} {service}, who has to {task}?",
    "Your team starts to use {service}. Who has to {task}?",
    "A team is going to use {service}. Who will have to {task}?",
    "A team works with {service}. {situation} {question}",
    "{situation} Your team uses {service}. {question}",
)
OF_PHRASE = 3  # of them need no situation
OF_PAIRS = (
    "{on} {service}, who has to {first}, and who has to {second}?",
    "Your team uses {service}. Who has to {first}, and who has to {second}?",
)
# Layers that both sides have tasks in on some services, and one side alone on others.
DIVIDED = (
    "encryption-at-rest",
    "encryption-in-transit",
    "availability-scaling",
    "platform-software",
)
LONGEST_PAIR = 85  # characters of two tasks in one sentence
PER_LAYER = {Owner.AWS: 2, Owner.CUSTOMER: 2, Owner.SHARED: 8}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for column in columns(facts).values():
        task = column.task
        slots = {"task": lowered(task.phrase), "situation": task.situation, "question": task.question}
        for duty in evened_out(column, NAME, extra=1):
            pattern = picked(OF_TASKS if task.situation else OF_TASKS[:OF_PHRASE], NAME, duty.path)
            yield from of_task(NAME, duty, pattern, slots, column.rule_for(duty.service, facts))
    for layer in DIVIDED:
        cells = [cell for service in facts.services if asked_about(cell := facts.cells[service, layer])]
        for owner in ROLES:
            pairs = [pair for cell in cells if (pair := pair_of(cell, owner))]
            for pair in ranked(pairs, lambda pair: pair[0].path, NAME)[: PER_LAYER[owner]]:
                yield from of_pair(NAME, pair, owner)


def pair_of(cell: Responsibility, owner: Owner) -> list[Duty]:
    """Two tasks of a cell: one of each side for "both", else two of one side; none where there are not so many."""
    aws, yours = (
        [duty for duty in ranked(cell.duties_of(side), lambda duty: duty.path, NAME) if not is_vendors(duty)]
        for side in Side
    )
    if owner == Owner.SHARED:  # the tasks that the reason of the cell speaks of
        for side in (aws, yours):
            side.sort(key=lambda duty: -len(content_words(duty.task) & content_words(cell.rationale)))
    pair = {Owner.SHARED: [*aws[:1], *yours[:1]], Owner.AWS: aws[:2], Owner.CUSTOMER: yours[:2]}[owner]
    short = sum(len(duty.task) for duty in pair) <= LONGEST_PAIR
    return ranked(pair, lambda duty: duty.path, NAME, "order") if len(pair) == 2 and short else []


@while_reasons_last
def of_task(
    name: str, duty: Duty, pattern: str, slots: dict[str, str], evidence: Evidence, sentences: int = 1
) -> DerivedQuestion:
    """The question who does a task; so many sentences of its reason are the key's, the rest the other side's."""
    owner, service = Owner(duty.owner), duty.service
    reasons = Reasons()
    told = {
        ROLES[owner]: reasons.of(duty, sentences),
        ROLES[Owner(opposite(owner))]: reasons.of(duty),
        BOTH: only_one(duty, reasons),
    }
    return DerivedQuestion(
        generator=name,
        parameters={"duty": duty.path},
        skill=SKILLS[owner],
        pattern=pattern,
        slots={"on": on(service), "at": at(service), "service": brief(service), **slots},
        cells=[duty.cell],
        choices=owner_options(ROLES[owner], told, lambda said: [claims(duty, said)], duty.cell),
        form=Form.OWNER,
        evidence=evidence,
    )


@while_reasons_last
def of_pair(name: str, pair: list[Duty], owner: Owner, rule: str = "") -> DerivedQuestion:
    """The question who does two tasks of one layer; `rule` is what answers it without the service's own fact."""
    first, second = pair
    cell = first.cell
    reasons = Reasons()
    if owner == Owner.SHARED:
        told = {BOTH: reasons.of(cell), **missing_halves(pair, reasons)}
    else:
        told = {
            ROLES[owner]: joined(reasons.of(first), reasons.of(second)),
            ROLES[Owner(opposite(owner))]: reasons.of(cell),
            BOTH: only_one(first, reasons),
        }

    def said(answer: Owner) -> list[dict[str, str]]:
        return [claims(duty, duty.owner if answer == owner else answer) for duty in pair]

    return DerivedQuestion(
        generator=name,
        parameters={"duty": first.path, "with": second.path},
        skill=SKILLS[owner],
        pattern=picked(OF_PAIRS, NAME, cell.path),
        slots={
            "on": on(cell.service),
            "service": brief(cell.service),
            "first": lowered(first.task),
            "second": lowered(second.task),
        },
        cells=[cell],
        choices=owner_options(ROLES[owner], told, said, cell),
        form=Form.OWNER,
        evidence=(Needs.RULE if rule else Needs.FACT, rule),
    )
