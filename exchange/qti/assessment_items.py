"""Converts items of QTI 2.x and 3.0, whose names are normalized to those of 2.x."""

from collections.abc import Iterator

from exchange.parsed_file import ImportedOption, ImportedQuestion
from exchange.qti.feedback import Feedback
from exchange.qti.texts import PASSED_OVER, ItemTexts
from exchange.qti.writer import BEFORE_ID, TOOL
from exchange.weighted_options import NOT_SORTED, NoKey, WeightedOption, notes_on, options_of, owner_of
from exchange.xml_elements import Element

KINDS = {
    "associateInteraction": "a question that pairs texts",
    "customInteraction": "a question with a program of its own",
    "drawingInteraction": "a question that asks for a drawing",
    "extendedTextInteraction": "an essay question",
    "gapMatchInteraction": "a question that drags words into a text",
    "hottextInteraction": "a question that marks words in a text",
    "inlineChoiceInteraction": "a question that chooses missing words",
    "orderInteraction": "a question that orders items",
    "portableCustomInteraction": "a question with a program of its own",
    "sliderInteraction": "a question that asks for a number on a slider",
    "textEntryInteraction": "a short answer question",
    "uploadInteraction": "a question that asks for a file",
}
# They ask nothing.
BESIDES = {"endAttemptInteraction": "a button", "mediaInteraction": "a film or sound"}
NOT_FOR_LEARNERS = {"author", "proctor", "scorer", "testConstructor", "tutor"}


def converted(item: Element, told: dict[str, object]) -> ImportedQuestion:
    """`told` is what the keywords of its package say of it. Raises NoKey with a sentence."""
    body = item.first("itemBody")
    if body is None:
        raise NoKey("it has no item body.")
    if item.first("templateDeclaration"):
        raise NoKey("its texts or numbers are drawn at random each time (an item template).")
    interaction = _interaction(body)
    texts = ItemTexts(verbatim=item.attributes.get("toolName") == TOOL)
    stem = "\n\n".join(filter(None, _stem(body, interaction, texts)))
    declared = _declaration(item, interaction)
    options = _OPTIONS[interaction.name](item, interaction, declared, texts, is_ordered="form" in told)
    if item.attributes.get("adaptive") == "true":
        texts.note(item.line, "attempts", "there it goes on after an answer; here one answer ends it.")
    identifier, title = item.attributes.get("identifier", ""), " ".join(item.attributes.get("title", "").split())
    if texts.verbatim:
        title = identifier = identifier.removeprefix(BEFORE_ID)
    return ImportedQuestion(
        line=item.line, stem=stem, options=tuple(options), id=identifier, name=title, notes=tuple(texts.notes),
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


def _interaction(body: Element) -> Element:
    found = [each for each in body.descendants() if each.name.endswith("Interaction") and each.name not in BESIDES]
    if not found:
        raise NoKey("it asks nothing.")
    for each in found:
        if each.name not in _OPTIONS:
            kind = KINDS.get(each.name, "a question on a picture" if _is_graphic(each.name) else "")
            kind = kind or f"a question of the kind “{each.name[:40]}”"
            raise NoKey(f"{kind}; only questions with options can be kept.")
    if len(found) > 1:
        raise NoKey(f"it asks {len(found)} things at once; a question here asks one.")
    return found[0]


def _is_graphic(name: str) -> bool:
    return name.startswith(("graphic", "hotspot", "selectPoint", "positionObject"))


def _stem(body: Element, interaction: Element, texts: ItemTexts) -> Iterator[str]:
    if not texts.verbatim:
        hidden = [each for each in body.descendants("rubricBlock") if _is_hidden(each)]
        for rubric in hidden:
            texts.note(rubric.line, "rubric", "a note for those who grade or edit is left out.")
        for each in body.descendants(*BESIDES):
            texts.note(each.line, "question", f"{BESIDES[each.name]} is left out.")
        for each in body.descendants("stimulusRef", "assessmentStimulusRef"):
            texts.note(each.line, "question", "a text that it shares with others is left out.")
        yield texts.of(body, "question", {*PASSED_OVER, *(("rubricBlock",) if hidden else ())})
    yield texts.of(interaction.first("prompt"), "question")


def _is_hidden(rubric: Element) -> bool:
    views = set(rubric.attributes.get("view", "").split())
    return bool(views) and views <= NOT_FOR_LEARNERS


def _declaration(item: Element, interaction: Element) -> Element:
    name = interaction.attributes.get("responseIdentifier", "")
    for declared in item.all("responseDeclaration"):
        if declared.attributes.get("identifier") == name:
            return declared
    raise NoKey(f"it declares no response “{name[:40]}”.")


def _correct(declared: Element) -> list[str]:
    correct = declared.first("correctResponse")
    return [" ".join(value.words.split()) for value in correct.all("value")] if correct else []


def _scores(item: Element, declared: Element) -> dict[str, float]:
    """Return what each answer brings, if the item is scored by its mapping."""
    mapping, processing = declared.first("mapping"), item.first("responseProcessing")
    is_mapped = processing is None or "map_response" in processing.attributes.get("template", "")
    if mapping is None or not (is_mapped or any(processing.descendants("mapResponse") if processing else ())):
        return {}
    try:
        return {
            " ".join(entry.attributes.get("mapKey", "").split()): float(entry.attributes.get("mappedValue", "0"))
            for entry in mapping.all("mapEntry")
        }
    except ValueError:
        raise NoKey("the score of an answer is no number.") from None


def _named(choices: list[Element]) -> dict[str, Element]:
    named = {choice.attributes.get("identifier", ""): choice for choice in choices}
    if len(named) < len(choices):
        raise NoKey("two of its options have the same identifier.")
    return named


def _choice(
    item: Element, interaction: Element, declared: Element, texts: ItemTexts, *, is_ordered: bool
) -> list[ImportedOption]:
    choices = _named(list(interaction.all("simpleChoice")))
    single = declared.attributes.get("cardinality", "single") == "single"
    correct, scores = set(_correct(declared)), _scores(item, declared)
    if unknown := sorted(correct - choices.keys()):
        raise NoKey(f"its right answer “{unknown[0][:40]}” is not one of its options.")
    brought = {name: scores.get(name, 0.0) for name in choices}
    most = max(brought.values(), default=0.0)
    scored = {name for name, score in brought.items() if score > 0 and (score == most or not single)}
    if correct and scored and correct != scored:
        raise NoKey("its right answer and its scores do not agree.")
    keys = correct or scored
    if not keys:
        raise NoKey("it names no right answer.")
    if single and len(keys) > 1:
        raise NoKey("several options of it are right, and only one can be chosen.")
    total = most if single else sum(brought[name] for name in scored)
    feedback = Feedback(item, choices, texts)
    answers = []
    for number, (name, choice) in enumerate(choices.items(), 1):
        share = 100 * brought[name] / total if scored else 100.0 * (name in keys)
        text = texts.of(choice, f"option {number}")
        answers.append(WeightedOption(text, share, feedback.of_option.get(name, ""), choice.line))
        if choice.attributes.get("fixed") == "true" and interaction.attributes.get("shuffle") == "true":
            texts.note(choice.line, f"option {number}, order", "it has a fixed place there; here all are shuffled.")
    if interaction.attributes.get("shuffle") == "false" and not is_ordered:
        texts.note(interaction.line, "order", "the options keep their order there; here they are shuffled.")
    if not single and len(keys) == 1:
        texts.note(
            interaction.line, "form", "several can be chosen there and one is right; it becomes a choice of one."
        )
    by_share = single or not scored
    texts.notes += notes_on(answers, single=by_share, explanation=feedback.explanation, line=item.line)
    return options_of(answers, single=by_share, explanation=feedback.explanation)


def _match(
    item: Element, interaction: Element, declared: Element, texts: ItemTexts, *, is_ordered: bool
) -> list[ImportedOption]:
    sets = [_named(list(each.all("simpleAssociableChoice"))) for each in interaction.all("simpleMatchSet")]
    if len(sets) != 2:
        raise NoKey(NOT_SORTED)
    rows, owners = _sides(*sets)
    scores = _scores(item, declared)
    pairs = [pair.split() for pair in _correct(declared) or [name for name, score in scores.items() if score > 0]]
    expected: dict[str, str] = {}
    for pair in pairs:
        row = next((name for name in pair if name in rows), "")
        owner = next((owners[name] for name in pair if name in owners), "")
        if not row or not owner or expected.setdefault(row, owner) != owner:
            raise NoKey(NOT_SORTED)
    if expected.keys() != rows.keys():
        raise NoKey("some of its rows have no right answer." if expected else "it names no right answer.")
    if not scores:
        texts.note(item.line, "marks", "there it is all or nothing; here each row counts.")
    feedback = Feedback(item, rows, texts)
    if feedback.explanation:
        texts.note(item.line, "feedback", "here each row has its own reason.")
    return [
        ImportedOption(
            texts.of(row, f"row {number}"), expected=expected[name], rationale=feedback.of_option.get(name, "")
        )
        for number, (name, row) in enumerate(rows.items(), 1)
    ]


def _sides(one: dict[str, Element], other: dict[str, Element]) -> tuple[dict[str, Element], dict[str, str]]:
    """Return the rows, and the owners by identifier: either set may hold them."""
    for rows, sides in ((one, other), (other, one)):
        owners = {name: owner_of(ItemTexts().of(side, "")) for name, side in sides.items()}
        if owners and all(owners.values()):
            return rows, owners
    raise NoKey(NOT_SORTED)


_OPTIONS = {"choiceInteraction": _choice, "matchInteraction": _match}
