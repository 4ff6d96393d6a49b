"""Advice on a question while it is being written. It never prevents publishing.

bank.checks.whole_bank runs the same checks on the whole bank; here each result names a field. No check reads the whole
bank: equal stems are found by an index, and similar questions by the cell that settles them.
"""

from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.db.models import F, Value

from bank import registry
from bank.checks.confirmations import alike
from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.whole_bank import chance_of_longest, names_in, raw_slugs, reader_of, whole_text
from bank.checks.wording import MIXED_ENDINGS, pairs_alike, placed_slips, wording_problems
from bank.content import Content, ContentProblem, claim_from
from bank.models import Form, ItemVersion
from bank.models.items import same_stem
from lessons.editing.readability import GRADE_AT_MOST, grade
from matrix.editing.subject_paths import path_of
from matrix.facts import Facts
from matrix.files.loading import KnownFacts

FEWEST_WORDS = 3  # shorter stems are not compared with others
TELLS = 1.5  # a key this many times as long as the next option is conspicuous


def advice_on(
    content: Content, facts: Facts, *, sections: Collection[str], item: int | None = None, is_own: bool = False
) -> list[ContentProblem]:
    """`content` must be normalized and of the right shape.

    `sections` are those that lessons have; `item` is the id of the question, None for a new one. A question that
    `is_own`, of a course that is not about the matrix, is not held against the facts.
    """
    asked = asked_from(content, facts)
    return [
        *_wording(asked, facts),
        *_options(content, asked),
        *(() if is_own else _held_against_facts(content, asked, facts)),
        *_reading(asked, facts),
        *_taught(content, sections),
        *_others_like_it(content, item),
    ]


def _held_against_facts(content: Content, asked: SnapshotQuestion, facts: Facts) -> Iterator[ContentProblem]:
    yield from _defensible(asked, facts)
    yield from _claimed(content)
    yield from _doubted(content, facts)


def asked_from(content: Content, facts: Facts) -> SnapshotQuestion:
    offered = [
        SnapshotOption(
            option["text"],
            option["is_key"],
            option["rationale"],
            tuple(_claims(option, facts)),
            option["expected"],
        )
        for option in content["options"]
    ]
    return SnapshotQuestion("", content["stem"], "", list(content["cells"]), offered)


def _claims(option: Content, facts: Facts) -> Iterator[tuple[str, str]]:
    lookup = KnownFacts(facts)
    for claim in option["claims"]:
        try:
            claim_from(claim, lookup)
        except ValidationError:
            continue
        kind = next(iter(claim.keys() & {"duty", "cell"}), "")
        if kind:
            yield f"{kind}:{path_of(claim)}", claim["owner"]


def _wording(asked: SnapshotQuestion, facts: Facts) -> Iterator[ContentProblem]:
    names = {"stem": "The question", "text": "This option", "rationale": "The reason"}
    for _, (field, number), slip in placed_slips(asked, raw_slugs(facts)):
        if field != "stem" or asked.stem.strip():
            yield ContentProblem(field, f"{names[field]} {slip}.", option=number)
    if MIXED_ENDINGS in wording_problems(asked):
        yield ContentProblem("options", "Some options end with a full stop and others do not.")
    for one, other in pairs_alike(asked):
        yield ContentProblem("text", f"It says the same as option {one + 1}.", option=other)


def _options(content: Content, asked: SnapshotQuestion) -> Iterator[ContentProblem]:
    lengths = sorted((len(option.text) for option in asked.options), reverse=True)
    if content["form"] not in (Form.CHOOSE_ONE, Form.CHOOSE_N) or len(lengths) < 3 or not lengths[1]:
        return
    if chance_of_longest(asked) == 1 and lengths[0] > TELLS * lengths[1]:
        number = max(range(len(asked.options)), key=lambda place: len(asked.options[place].text))
        said = "It is by far the longest option, which gives the key away. Shorten it or lengthen the others."
        yield ContentProblem("text", said, option=number)


def _defensible(asked: SnapshotQuestion, facts: Facts) -> Iterator[ContentProblem]:
    reader = reader_of(facts)
    for number, option in enumerate(asked.options):
        for why in reader.defensible(SnapshotQuestion("", asked.stem, options=[option])):
            said = f"{why[0].upper()}{why[1:]}. Replace it, or make the question say what it is about."
            yield ContentProblem("claims", said, option=number)


def _reading(asked: SnapshotQuestion, facts: Facts) -> Iterator[ContentProblem]:
    own = grade(whole_text(asked), names_in(facts))
    if own > GRADE_AT_MOST:
        said = (
            f"All of it reads at grade {own:.1f}; up to {GRADE_AT_MOST:.0f} is easy. Cut sentences, take short words."
        )
        yield ContentProblem("stem", said)


def _taught(content: Content, sections: Collection[str]) -> Iterator[ContentProblem]:
    if not content["section"]:
        yield ContentProblem("section", "Name the section that teaches it: a learner who was wrong goes there.")
    elif content["section"] not in sections:
        yield ContentProblem("section", f"No published lesson has the section “{content['section']}”.")


def _claimed(content: Content) -> Iterator[ContentProblem]:
    for number, option in enumerate(content["options"]):
        if option["is_key"] and option["text"].strip() and not option["claims"]:
            said = "The key claims nothing, so a change of the facts will not find it."
            yield ContentProblem("claims", said, option=number)


def _doubted(content: Content, facts: Facts) -> Iterator[ContentProblem]:
    cell = facts.cells_by_path.get(content["cells"][0]) if content["cells"] else None
    if cell is None or any(option["claims"] for option in content["options"]):
        return
    options = [(option["text"], option["is_key"]) for option in content["options"]]
    for said in filter(None, (doubt(content["stem"], options, cell) for doubt in registry.doubts)):
        yield ContentProblem("is_key", said, option=next(place for place, (_, is_key) in enumerate(options) if is_key))


def _others_like_it(content: Content, item: int | None) -> Iterator[ContentProblem]:
    stem = content["stem"]
    if len(stem.split()) < FEWEST_WORDS:
        return
    published = ItemVersion.objects.filter(item__published=F("pk")).exclude(item=item)
    same = published.alias(same=same_stem(F("stem"))).filter(same=same_stem(Value(stem)))
    twins = list(same.values_list("item__slug", flat=True)[:3])
    if twins:
        yield ContentProblem("stem", f"It is asked already, word for word: {', '.join(twins)}.")
        return
    if content["cells"]:
        service, _, layer = content["cells"][0].partition("/")
        settled = published.filter(
            tested_cells__position=1,
            tested_cells__cell__service__slug=service,
            tested_cells__cell__layer__slug=layer,
            item__generator="",
        )
        near = [slug for slug, other in settled.values_list("item__slug", "stem") if alike(stem, other)]
        if near:
            yield ContentProblem("stem", f"It is much like {', '.join(near[:3])}, which the same cell settles.")
