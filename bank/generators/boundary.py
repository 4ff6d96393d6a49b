"""Where in the stack of a service does your part end? The layers from the top; the key is the last that is yours too.

A stack holds layers that leave no doubt: those where you have work to do, then those where you have none. How many
stand above the boundary is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bank.generators.columns import is_core
from bank.generators.draft import DerivedOption, DerivedQuestion, asked_about, claims, fingerprint, ranked
from bank.generators.misconceptions import taking_aws_part, taking_customer_part
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import at, full
from bank.models import Form, Needs, Skill
from matrix.facts import Facts
from matrix.models import Owner, Responsibility, Service

NAME = "boundary"
LAYERS = 6
# Nobody could say which of these lies above the other.
WITHOUT_PLACE = {"client-side-encryption", "encryption-in-transit"}
FEWEST_BELOW = 1
ABOVE = "above 19"  # among so few questions, other draws favor one place by luck
WORDINGS = (
    "These layers of {service} are listed from top to bottom. Which is the lowest one in which you have a task?",
    "Read these layers of {service} from the top. Which is the last one in which you have a task?",
)


@dataclass(frozen=True)
class LayerStack:
    """Cells of one service from the top: `yours` are the customer's or shared, the `theirs` below AWS's alone."""

    yours: list[Responsibility]
    theirs: list[Responsibility]

    @property
    def cells(self) -> list[Responsibility]:
        return [*self.yours, *self.theirs]

    @property
    def last(self) -> Responsibility:
        return self.yours[-1]


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for service in facts.services.values():
        for number, wording in enumerate(WORDINGS):
            if is_core(service) or number == 0:
                stack = _stack(service, number, facts)
                if stack:
                    yield from _draft(service, number, wording, stack)


def _stack(service: Service, number: int, facts: Facts) -> LayerStack | None:
    cells = [cell for layer in facts.layers if asked_about(cell := facts.cells[service.slug, layer])]
    cells = [cell for cell in cells if cell.layer.slug not in WITHOUT_PLACE]
    cut = max(range(len(cells) + 1), key=lambda place: _in_order(cells, place))
    yours = [cell for cell in cells[:cut] if _has_your_work(cell)]
    theirs = [cell for cell in cells[cut:] if _is_aws_alone(cell)]
    fewest, most = max(1, LAYERS - len(theirs)), min(len(yours), LAYERS - FEWEST_BELOW)
    if fewest > most:
        return None
    above = fewest + fingerprint(NAME, ABOVE, service.slug, number) % (most - fewest + 1)
    return LayerStack(
        [*_some(yours[:-1], above - 1, number), yours[-1]],
        [theirs[0], *_some(theirs[1:], LAYERS - above - 1, number)],
    )


def _in_order(cells: list[Responsibility], cut: int) -> int:
    """How many cells stand on their side of the cut."""
    return sum(map(_has_your_work, cells[:cut])) + sum(map(_is_aws_alone, cells[cut:]))


def _has_your_work(cell: Responsibility) -> bool:
    return cell.ownership.answer in (Owner.CUSTOMER, Owner.SHARED) and bool(cell.customer_duties)


def _is_aws_alone(cell: Responsibility) -> bool:
    return cell.ownership.answer == Owner.AWS and bool(cell.aws_duties) and not cell.customer_duties


def _some(cells: list[Responsibility], count: int, number: int) -> list[Responsibility]:
    """So many of the cells, in their order."""
    chosen = ranked(cells, lambda cell: cell.path, NAME, number)[:count]
    return [cell for cell in cells if cell in chosen]


@while_reasons_last
def _draft(service: Service, number: int, wording: str, stack: LayerStack) -> DerivedQuestion:
    cells, reasons = stack.cells, Reasons()
    names = dict(zip((cell.path for cell in cells), _names(stack, number), strict=True))
    choices = [_choice(cell, names, stack, reasons) for cell in cells]
    return DerivedQuestion(
        generator=NAME,
        parameters={"service": service.slug, "stack": str(number + 1)},
        skill=Skill.SHIFT,
        pattern=wording,
        slots={"service": full(service), "at": at(service)},
        cells=[stack.last, *(cell for cell in cells if cell != stack.last)],
        choices=choices,
        form=Form.BOUNDARY,
        evidence=(Needs.FACT, ""),
    )


def _names(stack: LayerStack, number: int) -> list[str]:
    """All layers by their full names or all by their short ones, whichever hides the key among longer and shorter."""
    layers = [cell.layer for cell in stack.cells]
    styles = [[layer.name for layer in layers], [layer.short_name for layer in layers]]
    styles = ranked(styles, lambda names: names[0], NAME, "names", stack.last.path, number)
    return next((names for names in styles if _is_between(names, len(stack.yours) - 1)), styles[0])


def _is_between(names: list[str], place: int) -> bool:
    lengths = [len(name) for name in names]
    return min(lengths) < lengths[place] < max(lengths)


def _choice(cell: Responsibility, names: dict[str, str], stack: LayerStack, reasons: Reasons) -> DerivedOption:
    is_key = cell == stack.last
    told = reasons.of(cell)
    if is_key:
        told += f" In the next layer down, “{names[stack.theirs[0].path]}”, you have nothing to do."
    elif cell in stack.yours:
        below = stack.yours[stack.yours.index(cell) + 1]
        told += f" Below it, in “{names[below.path]}”, you have a task too."
    wrong = taking_customer_part(stack.last) if cell in stack.yours else taking_aws_part(cell)
    return DerivedOption(
        key=cell.layer.slug,
        text=names[cell.path],
        rationale=told,
        is_key=is_key,
        misconception=wrong,
        claims=_says(cell, stack),
    )


def _says(cell: Responsibility, stack: LayerStack) -> tuple[dict[str, str], ...]:
    """That you have work in this layer, and AWS does all of the next one."""
    place = stack.cells.index(cell)
    own = cell.ownership.answer if cell in stack.yours else Owner.CUSTOMER
    return claims(cell, own), *(claims(below, Owner.AWS) for below in stack.cells[place + 1 : place + 2])
