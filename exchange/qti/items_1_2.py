"""Converts items of QTI 1.2, as Canvas, Blackboard and Common Cartridges hold them."""

from collections.abc import Iterator
from itertools import combinations

from exchange.audit.words import clipped
from exchange.parsed_file import ImportedOption, ImportedQuestion
from exchange.qti.scoring_1_2 import Condition, conditions_of, score_of
from exchange.qti.texts import ItemTexts
from exchange.weighted_options import NOT_SORTED, NoKey, WeightedOption, notes_on, options_of, owner_of
from exchange.xml_elements import Element

# Parts of what Canvas, Common Cartridges and Blackboard call a kind of question.
KINDS = {
    "essay": "an essay question", "short": "a short answer question", "fib": "a short answer question",
    "fill_in": "a question with gaps", "fill in": "a question with gaps", "dropdown": "a question with gaps",
    "pattern": "a short answer question", "numer": "a numerical question", "calculated": "a calculated question",
    "file": "a question that asks for a file", "text_only": "a text that asks nothing",
    "order": "a question that orders items", "hot": "a question on a picture", "opinion": "a scale of opinions",
    "jumbled": "a question with gaps", "quiz bowl": "a short answer question",
}  # fmt: skip
TYPED = {"response_str": "a question with a typed answer", "response_num": "a numerical question",
         "response_xy": "a question on a picture", "response_grp": "a question that pairs texts"}  # fmt: skip
PICTURES = {"matimage": "a picture", "mataudio": "a sound", "matvideo": "a film", "matapplet": "a program",
            "matapplication": "a file"}  # fmt: skip
FORMATS = {"text/html": "html", "html": "html", "text/xhtml": "html", "text/plain": "plain", "plain": "plain"}
MOST_TRIES = 512  # of conditions with answers, for one question
TRUTH = {"true": "True", "false": "False"}


def converted(item: Element, told: dict[str, object]) -> ImportedQuestion:
    """`told` is what the keywords of its package say of it. Raises NoKey with a sentence."""
    presentation = item.first("presentation")
    if presentation is None:
        raise NoKey("it has no presentation.")
    metadata = _metadata(item)
    kind = _kind(item, metadata)
    lists = list(presentation.descendants("response_lid"))
    _refuse_others(kind, presentation, lists)
    texts = ItemTexts()
    stem = _text(presentation, texts, "question", without=("response_lid",))
    if len(lists) > 1 or "match" in kind:
        options = list(_matching(item, lists, texts))
    else:
        options = _choice(item, lists[0], texts)
    if metadata.get("parent_stimulus_item_ident"):
        texts.note(item.line, "question", "a text that it shares with others is left out.")
    for name, what in (("hint", "a hint for another try"), ("solution", "a solution")):
        for each in item.descendants(name):
            texts.note(each.line, name, f"{what} is left out.")
    return ImportedQuestion(
        line=item.line, stem=stem, options=tuple(options), id=item.attributes.get("ident", ""),
        name=" ".join(item.attributes.get("title", "").split()), notes=tuple(texts.notes), **told,  # type: ignore[arg-type]
    )  # fmt: skip


def _metadata(item: Element) -> dict[str, str]:
    fields = item.descendants("qtimetadatafield", "qti_metadatafield")
    return {field.said("fieldlabel"): field.said("fieldentry") for field in fields}


def _kind(item: Element, metadata: dict[str, str]) -> str:
    for name in ("question_type", "cc_profile", "qmd_itemtype", "qmd_questiontype"):
        if name in metadata:
            return metadata[name].lower()
    return next((each.words.lower() for each in item.descendants("bbmd_questiontype", "qmd_itemtype")), "")


def _refuse_others(kind: str, presentation: Element, lists: list[Element]) -> None:
    named = next((words for part, words in KINDS.items() if part in kind), "")
    typed = next((TYPED[each.name] for each in presentation.descendants(*TYPED)), "")
    is_order = any(each.attributes.get("rcardinality", "").lower() == "ordered" for each in lists)
    if refused := named or typed or is_order * "a question that orders items":
        raise NoKey(f"{refused}; only questions with options can be kept.")
    if not lists:
        raise NoKey("it asks nothing.")


def _text(element: Element | None, texts: ItemTexts, field: str, without: tuple[str, ...] = ()) -> str:
    return "\n".join(filter(None, _pieces(element, texts, field, without))) if element else ""


def _pieces(element: Element, texts: ItemTexts, field: str, without: tuple[str, ...]) -> Iterator[str]:
    for child in element.children:
        if child.name in ("mattext", "mat_formattedtext"):
            format = (child.attributes.get("texttype") or child.attributes.get("type") or "").lower()
            if child.children:
                yield texts.of(child, field)
            else:
                yield texts.of_html(child.words, field, child.line, FORMATS.get(format, ""))
        elif child.name in PICTURES:
            about = child.attributes.get("uri", "")[:60]
            texts.note(child.line, field, f"{PICTURES[child.name]}{about and f' “{about}”'} is left out.")
        elif child.name not in without:
            yield from _pieces(child, texts, field, without)


def _labels(responses: Element) -> dict[str, Element]:
    labels = list(responses.descendants("response_label"))
    named = {label.attributes.get("ident", ""): label for label in labels}
    if len(named) < len(labels):
        raise NoKey("two of its options have the same identifier.")
    return named


def _choice(item: Element, responses: Element, texts: ItemTexts) -> list[ImportedOption]:
    labels = _labels(responses)
    conditions = conditions_of(item, responses.attributes.get("ident", ""))
    single = responses.attributes.get("rcardinality", "Single").lower() != "multiple"
    brought = {name: score_of(conditions, {name}) for name in labels}
    if single:
        most = max(brought.values(), default=0.0)
        shares = {name: 100 * score / most if most > 0 else 0.0 for name, score in brought.items()}
        if sum(share > 99.99 for share in shares.values()) > 1:
            raise NoKey("several options of it are right, and only one can be chosen.")
    else:
        shares = _shares_of_several([each for each in conditions if each.acts], brought)
    reasons, explanation = _feedback(item, conditions, labels, texts)
    answers = []
    for number, (name, label) in enumerate(labels.items(), 1):
        text = _text(label, texts, f"option {number}")
        text = TRUTH.get(text, text)
        answers.append(WeightedOption(text, shares[name], reasons.get(name, ""), label.line))
    keys = sum(share > 0 for share in shares.values())
    if not single and keys == 1:
        texts.note(item.line, "form", "several can be chosen there and one is right; it becomes a choice of one.")
    # All or nothing there too, if each key brings everything.
    by_share = single or max(shares.values(), default=0.0) > 99.99
    texts.notes += notes_on(answers, single=by_share, explanation=explanation, line=item.line)
    return options_of(answers, single=by_share, explanation=explanation)


def _shares_of_several(conditions: list[Condition], brought: dict[str, float]) -> dict[str, float]:
    """100 for each key if only all keys together bring anything, else what each brings, in percent."""
    scored = {chosen: score_of(conditions, chosen) for chosen in _answers(conditions, brought)}
    most = max(scored.values(), default=0.0)
    best = [chosen for chosen, score in scored.items() if score == most > 0]
    if not best:
        return dict.fromkeys(brought, 0.0)
    # Without penalties, more options bring as much.
    keys = frozenset.intersection(*best)
    if keys not in best:
        raise NoKey("several answers bring all marks, and only one can be right here.")
    if len(keys) > 1 and all(brought[name] > 0 for name in keys):
        return {name: 100 * brought[name] / most if name in keys else 0.0 for name in brought}
    return {name: 100.0 * (name in keys) for name in brought}


def _answers(conditions: list[Condition], brought: dict[str, float]) -> list[frozenset[str]]:
    """All answers that could be given, or of many those that a condition or the single scores suggest."""
    if 2 ** len(brought) * len(conditions) <= MOST_TRIES:
        sizes = range(1, len(brought) + 1)
        return [frozenset(chosen) for size in sizes for chosen in combinations(brought, size)]
    asked = [each.wanted & brought.keys() for each in conditions]
    return [chosen for chosen in (*asked, frozenset(n for n, score in brought.items() if score > 0)) if chosen]


def _matching(item: Element, lists: list[Element], texts: ItemTexts) -> Iterator[ImportedOption]:
    for number, responses in enumerate(lists, 1):
        conditions = conditions_of(item, responses.attributes.get("ident", ""))
        owners = {name: owner_of(_text(label, ItemTexts(), "")) for name, label in _labels(responses).items()}
        right = [owner for name, owner in owners.items() if score_of(conditions, {name}) > 0]
        if len(right) != 1 or not right[0]:
            raise NoKey(NOT_SORTED)
        text = _text(responses, texts, f"row {number}", without=("render_choice",))
        yield ImportedOption(text, expected=right[0])
    for feedback in item.all("itemfeedback"):
        if words := _text(feedback, texts, "feedback"):
            texts.note(feedback.line, "feedback", f"“{clipped(words)}” is left out: here each row has its own reason.")


def _feedback(
    item: Element, conditions: list[Condition], labels: dict[str, Element], texts: ItemTexts
) -> tuple[dict[str, str], str]:
    """Return the reasons of options, and what is said to right answers or to all."""
    reasons: dict[str, str] = {}
    explanation: list[str] = []
    for feedback in item.all("itemfeedback"):
        name, words = feedback.attributes.get("ident", ""), _text(feedback, texts, "feedback", ("hint", "solution"))
        showing = [each for each in conditions if name in each.shows]
        about = {option for each in showing for option in each.wanted} if all(x.wanted for x in showing) else set()
        if not words:
            continue
        if name in labels or (len(about) == 1 and not any(each.scores for each in showing)):
            option = name if name in labels else about.pop()
            reasons[option] = "\n".join(filter(None, [reasons.get(option, ""), words]))
        elif "incorrect" not in name.lower() and any(each.scores or each.is_other for each in showing):
            explanation.append(words)
        else:
            texts.note(feedback.line, "feedback", f"“{clipped(words)}” is left out: it is about no single option.")
    return reasons, "\n".join(explanation)
