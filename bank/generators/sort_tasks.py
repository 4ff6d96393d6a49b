"""Six tasks of one service: which are AWS's, and which are yours? How many of each is drawn and says nothing."""

from collections.abc import Iterator

from bank.generators.draft import DerivedOption, DerivedQuestion, claims, duty_path, fingerprint, option_key, ranked
from bank.generators.misconceptions import taking_aws_part, taking_customer_part
from bank.generators.rationales import why_right
from bank.generators.tasks import NEVER_MOVES, tasks_of
from bank.generators.wording import at, full
from bank.models import Form, Skill
from matrix.facts import Facts
from matrix.models import Duty, Service, Side

NAME = "sort-tasks"
ROWS = 6
OF_AWS = (2, 3, 4)
WORDINGS = (
    "Six tasks come up {at} {service}. Which are AWS's, and which are yours?",
    "A team writes down who does what {at} {service}. Whose is each of these tasks?",
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for service in facts.services.values():
        for number, wording in enumerate(WORDINGS):
            if service.exam_scope == "core" or number == 0:
                rows = _rows(service, number, facts)
                if len(rows) == ROWS:
                    yield _draft(service, number, wording, rows)


def _rows(service: Service, number: int, facts: Facts) -> list[Duty]:
    """One task for each layer and side at most, the layers that change hands between services first."""
    of_aws = OF_AWS[fingerprint(NAME, "of AWS", service.slug, number) % len(OF_AWS)]
    aws = _one_per_layer(tasks_of(service, Side.AWS, facts), number)[:of_aws]
    yours = _one_per_layer(tasks_of(service, Side.CUSTOMER, facts), number)[: ROWS - of_aws]
    return [*yours, *aws]


def _one_per_layer(duties: list[Duty], number: int) -> list[Duty]:
    best: dict[str, Duty] = {}
    for duty in ranked(duties, duty_path, NAME, number):
        best.setdefault(duty.cell.layer.slug, duty)

    def place(duty: Duty) -> tuple[bool, int]:
        layer = duty.cell.layer.slug
        seldom = layer in NEVER_MOVES and fingerprint(NAME, "seldom", number, duty.path) % 3 != 0
        return seldom, fingerprint(NAME, "row", number, duty.path)

    return sorted(best.values(), key=place)


def _draft(service: Service, number: int, wording: str, rows: list[Duty]) -> DerivedQuestion:
    cells = {duty.cell.path: duty.cell for duty in rows}
    return DerivedQuestion(
        generator=NAME,
        parameters={"service": service.slug, "set": str(number + 1)},
        skill=Skill.COMPONENTS,
        pattern=wording,
        slots={"service": full(service), "at": at(service)},
        cells=list(cells.values()),
        choices=[_row(duty, service, number, turn) for turn, duty in enumerate(rows)],
        form=Form.SORT,
    )


def _row(duty: Duty, service: Service, number: int, turn: int) -> DerivedOption:
    taken = taking_customer_part if duty.owner == Side.CUSTOMER else taking_aws_part
    return DerivedOption(
        option_key(duty),
        duty.task,
        why_right(duty, NAME, service.slug, number, turn=turn),
        expected=duty.owner,
        misconception=taken(duty.cell),
        claims=(claims(duty, duty.owner),),
    )
