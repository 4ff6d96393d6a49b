"""Where a template may break without a blank that a reader would see, and the document that has these breaks."""

from formatting.printer import Doc, Fill, Group, Indent, Line, is_forced, printed
from formatting.template_tree import ALONE, EDGE, SHOWN, SPACE, Block, Content, Element, Leaf, Node, Parser
from formatting.vocabulary import BOXES, BRANCHES


def flow(content: Content, state: int, *, back: bool) -> int:
    """Stores what a blank in each place would stand beside, forward or backward, and returns what is at the end."""
    number = len(content.nodes)
    seen = [SHOWN] * (number + 1)
    for step in range(number + 1):
        gap = number - step if back else step
        seen[gap] = state
        if content.spaces[gap]:
            state = max(state, SPACE)
        if step < number:
            state = passed(content.nodes[gap - 1 if back else gap], state, back)
    if back:
        content.after = seen
    else:
        content.before = seen
    return state


def passed(node: Node, state: int, back: bool) -> int:
    match node:
        case Leaf():
            return state if node.is_silent else EDGE if node.beside == EDGE else SHOWN if back else node.beside
        case Element():
            outside = state if state == EDGE or not back else SHOWN
            flow(node.content, EDGE if node.is_block or node.name in BOXES else outside, back=back)
            if node.is_out_of_flow:
                return SHOWN if back else EDGE if state == EDGE else ALONE
            return EDGE if node.is_block else SHOWN
        case Block() if node.name in BRANCHES:
            ends = [flow(content, state, back=back) for _, content in node.arms]
            if node.name == "for" and ends[0] < state:
                flow(node.arms[0][1], ends[0], back=back)
            return min([*ends, state] if node.may_be_skipped else ends)
    for _, content in node.arms:
        flow(content, SHOWN, back=back)
    return SHOWN


def is_tall(node: Node) -> bool:
    """Whether it stands on lines of its own."""
    match node:
        case Leaf():
            return node.beside == EDGE or is_forced(node.doc) or node.doc == "{% csrf_token %}"
        case Element():
            return node.is_block or is_forced(node.opening)
    return any(is_tall(inner) for _, content in node.arms for inner in content.nodes)


def doc_of(node: Node) -> Doc:
    match node:
        case Leaf():
            return node.doc
        case Element():
            glued = node.hides_empty and may_be_empty(node.content)
            inner, last = docs_of(node.content, glued, both_edges=not node.is_block)
            return Group([node.opening, Indent(inner), *last, node.closing])
    docs: list = []
    for tag, content in node.arms:
        inner, last = docs_of(content)
        docs += [tag, Indent(inner), *last]
    return Group([*docs, node.end])


def may_be_empty(content: Content) -> bool:
    shown = [
        node for node in content.nodes if not ((isinstance(node, Block) and node.may_be_skipped) or is_silent(node))
    ]
    return not (shown or any(content.spaces))


def is_silent(node: Node) -> bool:
    return isinstance(node, Leaf) and node.is_silent


def docs_of(content: Content, glued: bool = False, both_edges: bool = False) -> tuple[list, list]:
    """What to print, and apart from it the break at the end."""
    docs: list = []
    into = docs
    count = len(content.nodes)
    spaces = content.spaces
    if not count and not spaces[0]:
        return [], []
    can_break = [
        not glued and min(pair) > ALONE and max(pair) > SHOWN
        for pair in zip(content.before, content.after, strict=True)
    ]
    if both_edges and not (can_break[0] and can_break[-1]):
        can_break[0] = can_break[-1] = False
    for index in range(count + 1):
        beside = content.nodes[max(index - 1, 0) : index + 1]
        end: list = []
        if "\n" in spaces[index]:
            end = [Line(forced=True, blank=spaces[index].count("\n") > 1)]
        elif spaces[index] or can_break[index]:
            flat = " " if spaces[index] else ""
            end = [Fill(flat) if 0 < index < count and not any(map(is_tall, beside)) else Line(flat)]
        if index < count:
            into = docs if end else into
            into += end
            if end and isinstance(end[0], Fill):
                into = end[0].part
            into.append(doc_of(content.nodes[index]))
    return docs, end


def formatted(source: str) -> str:
    content = Parser(source).content
    flow(content, SHOWN, back=False)
    flow(content, SHOWN, back=True)
    inner, last = docs_of(content)
    text = printed([*inner, *last])
    if "".join(text.split()) != "".join(source.split()):
        raise ValueError("more than white space would change")
    return text
