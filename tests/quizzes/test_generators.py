"""What must hold for every question that the facts give, and for all of them together."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from matrix import facts
from matrix.models import Confidence, Owner
from quizzes.generators import GENERATORS, all_drafts
from quizzes.generators.draft import Draft, among, fingerprint, one_per_wording
from quizzes.generators.wording import brief, full, on
from quizzes.item_content import Content, problems_of

pytestmark = pytest.mark.django_db

CHANCE_AND = 0.05
LITTLE = (
    "a an and the of to in on with for by is it its as at or from that this which who has have do does be you your"
)
LITTLE_WORDS = set(LITTLE.split())

Derived = list[tuple[Draft, Content]]


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


@pytest.fixture
def derived(known) -> Derived:
    return [(draft, draft.content) for draft in all_drafts(known)]


def options_of(derived: Derived):
    return [(draft, option) for draft, content in derived for option in content["options"]]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def sentences(text: str) -> set[str]:
    return set(re.split(r"(?<=[.?])\s+(?=[A-Z“])", text))


# Each question


def test_every_question_agrees_with_the_facts(known, derived):
    assert [(draft.slug, problem) for draft, content in derived for problem in problems_of(content, known)] == []


def test_every_question_has_four_options_that_differ_and_one_key(derived):
    for draft, content in derived:
        options = content["options"]
        assert len({option["text"].casefold() for option in options}) == len(options) == 4, draft.stem
        assert sum(option["is_key"] for option in options) == 1, draft.stem


def test_only_distractors_name_a_misconception_and_all_of_them_do(derived):
    assert [
        draft.slug for draft, option in options_of(derived) if bool(option["misconception"]) == option["is_key"]
    ] == []


def test_every_key_and_all_distractors_but_tools_make_claims(derived):
    without = {option["misconception"] for _, option in options_of(derived) if not option["claims"]}

    assert without == {"tool-as-owner"}


def test_every_rationale_names_the_service_or_the_control(known, derived):
    services = {name for service in known.services.values() for name in (brief(service), service.short_name)}
    controls = {control.name.lower() for control in known.controls.values()}
    silent = [
        (draft.stem, option["rationale"])
        for draft, option in options_of(derived)
        if draft.generator != "scenarios"  # the key's reason there is the scenario's own
        and not any(name in option["rationale"] for name in services)
        and not any(name in option["rationale"].lower() for name in controls)
    ]

    assert silent == []


def test_no_question_is_about_facts_that_are_uncertain_or_do_not_exist(known, derived):
    cells = {path for _, content in derived for path in content["cells"]}

    assert not any(known.cell(path).confidence == Confidence.LOW for path in cells)
    assert not any(known.cell(path).owner == Owner.NOT_APPLICABLE for path in cells)


def test_the_owner_of_a_shared_layer_is_asked_only_where_both_is_offered(known, derived):
    for _, content in derived:
        asked = {claim["cell"] for option in content["options"] for claim in option["claims"] if "cell" in claim}
        shared = {path for path in asked if known.cell(path).owner == Owner.SHARED}
        if shared:
            assert "both" in {option["key"] for option in content["options"]}


@pytest.mark.parametrize(
    "slip",
    [
        r"  | $|^ | [,.;:?]|\.\.|\?\.",  # spaces and stops
        r"[a-z]-[a-z]+-[a-z]+-[a-z]+-[a-z]",  # a slug
        r"[{}_]",  # a slot
        r"\b[Aa] (?=[aeioAEIO](?!ne\b|nce\b))|\b[Aa]n (?=[bcdfgjkpqtvwyzBCDGJKPQTUVWYZ])",
        r"\b(\w+) \1\b(?<!that that)",
        r"\b(?:you has|AWS have|(?<!does )it have|AWS's's|no customer can AWS)\b",
        r"[.?] [a-z]",
    ],
)
def test_no_text_has_a_slip_that_a_rule_can_find(derived, slip):
    texts = {content["stem"] for _, content in derived}
    for _, option in options_of(derived):
        texts |= {option["text"], option["rationale"]}

    assert [text for text in texts if re.search(slip, text)] == []


def test_nobody_is_said_to_have_a_part_in_a_control_that_is_not_divided(known, derived):
    undivided = {control.name.lower() for control in known.controls.values() if control.kind != "shared"}

    for _, option in options_of(derived):
        lead = option["rationale"].partition(". ")[0].lower()
        assert not ("part in" in lead and any(name in lead for name in undivided)), option["rationale"]


def test_stems_end_as_questions_and_rationales_as_sentences(derived):
    assert all(content["stem"].endswith("?") and re.match("[A-Z“]", content["stem"]) for _, content in derived)
    assert [o["rationale"] for _, o in options_of(derived) if not re.match(r"[A-Z“].*\.$", o["rationale"])] == []
    assert not any(option["text"].endswith(".") for _, option in options_of(derived))


# All of them


def test_there_are_many_questions_and_no_way_of_asking_prevails(derived):
    by_generator = Counter(draft.generator for draft, _ in derived)

    assert len(derived) >= 1500
    assert set(by_generator) == set(GENERATORS)
    assert len(by_generator) >= 10
    assert max(by_generator.values()) <= len(derived) / 5


def test_every_service_and_layer_is_met_and_core_services_weigh_most(known, derived):
    settling = [known.cell(content["cells"][0]) for _, content in derived]

    assert {cell.service.slug for cell in settling} == set(known.services)
    assert {cell.layer.slug for cell in settling} == set(known.layers)
    assert sum(cell.service.exam_scope == "core" for cell in settling) >= 0.75 * len(settling)


def test_no_stem_is_used_often_once_its_slots_are_blank(derived):
    assert max(Counter(draft.pattern for draft, _ in derived).values()) <= 60


def test_no_two_questions_share_a_stem(derived):
    assert [stem for stem, times in Counter(draft.stem for draft, _ in derived).items() if times > 1] == []


def test_no_sentence_of_a_rationale_is_heard_often(derived):
    heard = Counter(sentence for _, option in options_of(derived) for sentence in sentences(option["rationale"]))

    assert [(times, sentence) for sentence, times in heard.most_common(5) if times > 20] == []


def test_identities_differ(derived):
    assert len({draft.slug for draft, _ in derived}) == len(derived)
    assert all(len(draft.slug) <= 60 for draft, _ in derived)


def test_the_longest_option_is_seldom_the_key(derived):
    longest = [max(content["options"], key=lambda option: len(option["text"]))["is_key"] for _, content in derived]

    assert sum(longest) <= 0.3 * len(longest)


def longest_of(stem: str, options: list[Content]) -> list[int]:
    return most(len(option["text"]) for option in options)


def shortest_of(stem: str, options: list[Content]) -> list[int]:
    return most(-len(option["text"]) for option in options)


def echo_of(stem: str, options: list[Content]) -> list[int]:
    """Which option alone repeats words of the stem."""
    said = [words(option["text"]) - LITTLE_WORDS for option in options]
    heard = words(stem)
    return most(
        len((own & heard) - set().union(*(said[:number] + said[number + 1 :]))) for number, own in enumerate(said)
    )


def only_one_with(word: str) -> Callable:
    def cue(stem: str, options: list[Content]) -> list[int]:
        found = [number for number, option in enumerate(options) if word in words(option["text"])]
        return found if len(found) == 1 else list(range(len(options)))

    return cue


def at(place: int) -> Callable:
    return lambda stem, options: [place]


def most(values) -> list[int]:
    values = list(values)
    return [number for number, value in enumerate(values) if value == max(values)]


CUES = {
    "longest": longest_of,
    "shortest": shortest_of,
    "echo": echo_of,
    "only AWS": only_one_with("aws"),
    "only customer": only_one_with("customer"),
    "first": at(0),
    "second": at(1),
    "third": at(2),
    "last": at(3),
}


@pytest.mark.parametrize("cue", CUES)
def test_a_guesser_with_a_single_cue_does_not_beat_chance(derived, cue):
    won, by_chance = 0.0, 0.0
    for draft, content in derived:
        options = content["options"]
        guessed = CUES[cue](draft.stem, options)
        won += sum(options[number]["is_key"] for number in guessed) / len(guessed)
        by_chance += 1 / len(options)

    assert won / len(derived) <= by_chance / len(derived) + CHANCE_AND


# The choices that are made without chance


class Text:
    def __init__(self, text: str):
        self.text = text


def test_the_right_text_has_any_place_by_length_among_those_chosen():
    right = Text("m" * 10)
    candidates = [Text(str(length)[-1] * length) for length in range(1, 30) if length != 10]
    longer = Counter(sum(len(each.text) > 10 for each in among(right, candidates, seed)) for seed in range(400))

    assert all(70 <= longer[number] <= 130 for number in range(4))


def test_texts_that_are_alike_are_offered_once():
    chosen = among(Text("patch"), [Text("PATCH"), Text("rotate"), Text("Rotate"), Text("test"), Text("log")], 1)

    assert sorted(each.text.lower() for each in chosen) == ["log", "rotate", "test"]


def test_a_candidate_more_moves_no_other_to_another_wording():
    before = dict(one_per_wording(["a", "b", "c", "d"], str, ["1", "2", "3", "4", "5"], "seed"))
    after = dict(one_per_wording(["a", "b", "c", "d", "e"], str, ["1", "2", "3", "4", "5"], "seed"))

    assert all(after[wording] in (each, "e") for wording, each in before.items())


def test_the_fingerprint_never_changes():
    assert fingerprint("who-does-this", "ec2") == 13755607369335959120


@pytest.mark.parametrize(
    ("slug", "name", "short", "preposition"),
    [
        ("rds", "Amazon RDS", "RDS", "on"),
        ("lambda", "AWS Lambda", "Lambda", "on"),
        ("elb", "Elastic Load Balancing", "Elastic Load Balancing", "with"),
        ("kms", "AWS KMS", "KMS", "with"),
        ("ecs-fargate", "Amazon ECS on AWS Fargate", "ECS on AWS Fargate", "with"),
        ("snow", "AWS Snow Family", "Snow Family", "with"),
    ],
)
def test_services_are_named_as_the_exam_names_them(known, slug, name, short, preposition):
    service = known.services[slug]

    assert (full(service), brief(service), on(service)) == (name, short, preposition)
