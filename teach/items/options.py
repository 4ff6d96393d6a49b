"""The buttons of the question editor, which add, remove, reorder and fill options. Nothing is stored."""

from bank.content import MOST_LAYERS, MOST_OPTIONS, OPTION, Content
from bank.models import Form
from matrix.facts import Facts
from matrix.models import Owner
from serving.whole_numbers import whole_number

STACK_ABOVE, STACK_BELOW = 3, 3
FIRST_OPTIONS = {Form.CHOOSE_ONE: 4, Form.CHOOSE_N: 5, Form.SORT: 6, Form.OWNER: 3, Form.BOUNDARY: 5}
OWNERS = ((Owner.AWS, "AWS"), (Owner.CUSTOMER, "The customer"), (Owner.SHARED, "AWS and the customer"))


def blank() -> Content:
    return {**OPTION, "claims": []}


def with_blank_options(content: Content) -> Content:
    if any(option["text"] or option["rationale"] for option in content["options"]):
        return content
    return {**content, "options": [blank() for _ in range(FIRST_OPTIONS[Form(content["form"])])]}


def apply_button(content: Content, what: str, facts: Facts) -> tuple[Content, int | None]:
    """Returns the content and the index of the option to focus, or None.

    `what` is "add", "fill", "up:2", "down:2", "remove:2" or "kind". An impossible act changes nothing.
    """
    verb, _, place = what.partition(":")
    options = list(content["options"])
    if verb == "kind":
        return with_blank_options(content), None
    if verb == "fill":
        return filled_from_facts(content, facts), 0
    if verb == "add":
        most = MOST_LAYERS if content["form"] == Form.BOUNDARY else MOST_OPTIONS
        if len(options) < most:
            options.append(blank())
        return {**content, "options": options}, len(options) - 1
    number = whole_number(place)
    if number is None or number >= len(options):
        return content, None
    if verb == "remove":
        del options[number]
        return {**content, "options": options}, min(number, len(options) - 1) if options else None
    to = number + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= to < len(options):
        options[number], options[to] = options[to], options[number]
        return {**content, "options": options}, to
    return content, number


def can_be_filled(content: Content, facts: Facts) -> bool:
    return content["form"] in (Form.OWNER, Form.BOUNDARY) and bool(
        content["cells"] and content["cells"][0] in facts.cells_by_path
    )


def filled_from_facts(content: Content, facts: Facts) -> Content:
    if not can_be_filled(content, facts):
        return content
    cell = facts.cell(content["cells"][0])
    if content["form"] == Form.OWNER:
        reason = cell.rationale
        options = [
            {
                **blank(),
                "text": name,
                "is_key": cell.ownership.answer == owner,
                "rationale": reason,
                "claims": [{"cell": cell.path, "owner": owner.value}],
            }
            for owner, name in OWNERS
        ]
        return {**content, "options": options}
    return {**content, "options": _stack(cell.service.slug, facts)}


def _stack(service: str, facts: Facts) -> list[Content]:
    """The layers around the boundary that have a single owner. The key is the last of the customer's."""
    cells = [facts.cells[service, layer] for layer in facts.layers]
    cells = [cell for cell in cells if cell.ownership.answer in (Owner.AWS, Owner.CUSTOMER)]
    last_yours = max((n for n, cell in enumerate(cells) if cell.ownership.answer == Owner.CUSTOMER), default=-1)
    below = cells[last_yours + 1 :]
    above = [cell for cell in cells[: last_yours + 1] if cell.ownership.answer == Owner.CUSTOMER]
    shown = [*above[-STACK_ABOVE:], *below[:STACK_BELOW]]
    options = []
    for number, cell in enumerate(shown):
        claims = [{"cell": cell.path, "owner": Owner.CUSTOMER.value}]
        claims += [{"cell": next_down.path, "owner": Owner.AWS.value} for next_down in shown[number + 1 : number + 2]]
        options.append(
            {
                **blank(),
                "text": cell.layer.name,
                "is_key": bool(above) and cell == above[-1],
                "rationale": cell.rationale,
                "claims": claims,
            }
        )
    return options
