"""What must hold for every question that the facts give, and for all of them together."""

import re
from collections import Counter
from copy import copy

import pytest

from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.whole_bank import PublishedBank, figures, problems
from bank.content import Content, problems_of
from bank.generators import GENERATORS, all_drafts, rationales
from bank.generators.draft import DerivedQuestion, choose_distractors, fingerprint, one_per_wording
from bank.generators.moves import MOVES
from bank.generators.rationales import roots
from bank.generators.wording import brief, full, layer_of, names_of, on
from bank.models import Form
from matrix import facts
from matrix.models import Duty, FactConfidence, Owner, Responsibility

pytestmark = pytest.mark.django_db

OF_CONTROLS = {"control-kinds", "control-halves", "controls-alike", "scenarios"}
OPTIONS = {Form.CHOOSE_ONE: (4, 1), Form.CHOOSE_N: (5, 2), Form.BOUNDARY: (6, 1), Form.SORT: (6, 0)}

Derived = list[tuple[DerivedQuestion, Content]]


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


@pytest.fixture
def derived(known) -> Derived:
    return [(draft, draft.content) for draft in all_drafts(known)]


def options_of(derived: Derived):
    return [(draft, option) for draft, content in derived for option in content["options"]]


def as_asked(draft: DerivedQuestion, content: Content) -> SnapshotQuestion:
    options = [
        SnapshotOption(
            option["text"],
            option["is_key"],
            option["rationale"],
            tuple((f"{kind}:{path}", claim["owner"]) for claim in option["claims"] for kind, path in subjects(claim)),
            option["expected"],
        )
        for option in content["options"]
    ]
    return SnapshotQuestion(draft.slug, draft.stem, draft.generator, content["cells"], options)


def subjects(claim: dict[str, str]):
    return [(kind, claim[kind]) for kind in ("duty", "cell") if kind in claim]


# Each question


def test_every_question_agrees_with_the_facts(known, derived):
    assert [(draft.slug, problem) for draft, content in derived for problem in problems_of(content, known)] == []


def test_every_question_has_as_many_options_and_keys_as_its_form_asks_for(derived):
    for draft, content in derived:
        options = content["options"]
        keys = sum(option["is_key"] for option in options)
        assert (len({option["text"].casefold() for option in options}), keys) == OPTIONS[draft.form], draft.stem


def test_only_what_can_be_got_wrong_names_a_misconception_and_all_of_it_does(derived):
    assert [
        draft.slug for draft, option in options_of(derived) if bool(option["misconception"]) == option["is_key"]
    ] == []


def test_all_options_but_tools_make_claims(derived):
    without = {option["misconception"] for _, option in options_of(derived) if not option["claims"]}

    assert without == {"tool-as-owner", "another-tools-work"}


def test_every_rationale_names_the_service_or_the_control(known, derived):
    services = {name for service in known.services.values() for name in names_of(service)}
    controls = {control.name.lower() for control in known.controls.values()}
    silent = [
        (draft.stem, option["rationale"])
        for draft, option in options_of(derived)
        if draft.generator != "scenarios"  # the key's reason there is the scenario's own
        and not any(name in option["rationale"] for name in services)
        and not any(name in option["rationale"].lower() for name in controls)
    ]

    assert silent == []


def test_every_rationale_names_the_layer(known, derived):
    silent = []
    for draft, content in derived:
        if draft.generator in OF_CONTROLS:
            continue
        cells = [known.cell(path) for path in content["cells"]]
        layers = [roots(name) for cell in cells for name in (layer_of(cell), cell.layer.name, cell.layer.short_name)]
        for option in content["options"]:
            said = roots(option["rationale"])
            shared_control = "is shared as a control" in option["rationale"]
            if not shared_control and not any(layer <= said for layer in layers):
                silent.append((draft.stem, option["rationale"]))

    # A question about a layer names it in its stem, and the key then sets two services side by side.
    assert [stem for stem, told in silent if not told.startswith(("On ", "With "))] == []


def test_no_question_is_about_facts_that_are_uncertain_or_do_not_exist(known, derived):
    cells = {path for _, content in derived for path in content["cells"]}

    assert not any(known.cell(path).confidence == FactConfidence.LOW for path in cells)
    assert not any(known.cell(path).owner == Owner.NOT_APPLICABLE for path in cells)


def test_the_owner_of_a_shared_layer_is_asked_only_where_both_is_offered(known, derived):
    for draft, content in derived:
        if draft.form == Form.BOUNDARY:
            continue  # asks where you have work, not who owns a layer
        asked = {claim["cell"] for option in content["options"] for claim in option["claims"] if "cell" in claim}
        shared = {path for path in asked if known.cell(path).owner == Owner.SHARED}
        if shared:
            assert "both" in {option["key"] for option in content["options"]}


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


def test_there_are_many_questions_of_every_kind(derived):
    by_generator = Counter(draft.generator for draft, _ in derived)
    by_form = Counter(draft.form for draft, _ in derived)

    assert len(derived) >= 1500
    assert set(by_generator) == set(GENERATORS)
    assert len(by_generator) >= 10
    assert min(by_form[form] for form in OPTIONS) >= 39


def test_the_checks_of_the_whole_bank_find_nothing(known, derived):
    bank = PublishedBank([as_asked(draft, content) for draft, content in derived], [], known)

    assert list(problems(bank)) == []
    assert figures(bank)["services_met"] == len(known.services)
    assert figures(bank)["layers_met"] == len(known.layers)


def test_core_services_settle_most_questions(known, derived):
    settling = [known.cell(content["cells"][0]) for _, content in derived]

    assert sum(cell.service.exam_weight == "core" for cell in settling) >= 0.75 * len(settling)


def test_no_two_questions_share_a_stem(derived):
    assert [stem for stem, times in Counter(draft.stem for draft, _ in derived).items() if times > 1] == []


def test_no_question_says_that_aws_is_paid_for_a_service(derived):
    """IAM, VPC, Elastic Beanstalk and ECS are free of charge, and nobody is paid for a task."""
    texts = [(draft.slug, draft.stem) for draft, _ in derived]
    texts += [(draft.slug, option[name]) for draft, option in options_of(derived) for name in ("text", "rationale")]

    assert [(slug, text) for slug, text in texts if re.search(r"\b(paid|pays)\b", text)] == []


def test_a_question_names_no_move_that_nobody_makes(derived):
    """Both services and what moves come from one row of the list."""
    moving = re.compile(r"\b(mov(e[sd]?|ing)|replaces?|migrat\w+|company leaves|used to run|was on)\b")
    credible = {(source, target): workload for source, target, workload in MOVES}
    asked = [draft for draft, _ in derived if moving.search(draft.pattern)]

    assert len(asked) > 100
    for draft in asked:
        workload = credible.get((draft.parameters.get("from"), draft.parameters.get("to")), "no such move")
        assert workload in draft.stem[0].lower() + draft.stem[1:], draft.stem


def test_identities_differ(derived):
    assert len({draft.slug for draft, _ in derived}) == len(derived)
    assert all(len(draft.slug) <= 60 for draft, _ in derived)


def test_both_sides_are_the_answer_to_who_does_this_at_times(derived):
    keys = Counter(
        option["key"]
        for draft, option in options_of(derived)
        if draft.generator == "who-does-this" and option["is_key"]
    )

    assert min(keys["aws"], keys["customer"], keys["both"]) >= 0.1 * keys.total()


def test_a_tool_is_the_answer_where_help_is_asked_for(derived):
    helped = [content for draft, content in derived if draft.generator == "helping-tools"]

    assert len(helped) >= 10
    assert {option["misconception"] for content in helped for option in content["options"]} == {
        "",
        "another-tools-work",
    }


def test_the_sides_of_tasks_to_sort_are_not_always_as_many(derived):
    of_aws = Counter(
        sum(option["expected"] == "aws" for option in content["options"])
        for draft, content in derived
        if draft.form == Form.SORT
    )

    assert set(of_aws) == {2, 3, 4}


def test_a_stack_has_the_customers_layers_above_those_of_aws(known, derived):
    places = {slug: number for number, slug in enumerate(known.layers)}
    for draft, content in derived:
        if draft.form == Form.BOUNDARY:
            service = content["cells"][0].partition("/")[0]
            keys = [option["key"] for option in content["options"]]
            key = next(number for number, option in enumerate(content["options"]) if option["is_key"])
            owners = [known.cell(f"{service}/{layer}").ownership.answer for layer in keys]

            assert keys == sorted(keys, key=places.__getitem__)
            assert all(owner in (Owner.CUSTOMER, Owner.SHARED) for owner in owners[: key + 1])
            assert all(owner == Owner.AWS for owner in owners[key + 1 :])
            assert not any(known.cell(f"{service}/{layer}").customer_duties for layer in keys[key + 1 :])


def test_a_question_about_a_stack_is_about_the_layers_it_shows(derived):
    stems = {draft.stem for draft, _ in derived if draft.form == Form.BOUNDARY}

    assert all("of these layers" in stem or "this stack of layers" in stem for stem in stems)


# Reasons


@pytest.mark.parametrize("path", ["rds/customer-data", "s3/guest-os", "ec2/guest-os"])
def test_wrong_options_of_one_question_are_corrected_in_different_words(known, path):
    duty = known.cell(path).duties.first()

    assert len({rationales.corrects(duty, "question", turn=turn) for turn in range(3)}) == 3


def a_cell_that_says(known, rationale: str) -> Responsibility:
    """A copy: the facts are one for all."""
    cell = copy(known.cell("ec2/guest-os"))
    cell.rationale = rationale
    return cell


def test_a_sentence_that_only_says_the_task_again_is_left_out(known):
    cell = a_cell_that_says(known, "AWS watches the fleet of servers. Alarms are yours to set. The rest follows.")
    watching = Duty(cell=cell, owner="aws", task="Watch the fleet of servers")

    assert rationales.reason(cell, after=watching) == "Alarms are yours to set. The rest follows."


@pytest.mark.parametrize(
    "told",
    [
        "AWS watches the fleet of servers, so you cannot. Alarms are yours to set.",
        "AWS watches the fleet of servers. If that fleet fails, you are told.",
    ],
    ids=["it gives a reason", "the next one points back at it"],
)
def test_a_sentence_that_is_needed_stays_though_it_says_the_task_again(known, told):
    cell = a_cell_that_says(known, told)
    watching = Duty(cell=cell, owner="aws", task="Watch the fleet of servers")

    assert rationales.reason(cell, after=watching) == told


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("AWS keeps the copies, but you test them.", "But you test them."),
        ("AWS keeps the copies, but deletes them in time.", "AWS keeps the copies, but deletes them in time."),
    ],
)
def test_half_a_sentence_stands_alone_only_with_a_subject(known, told, kept):
    cell = a_cell_that_says(known, told)
    keeping = Duty(cell=cell, owner="aws", task="Keep the copies")

    assert rationales.reason(cell, after=keeping) == kept


# The choices that are made without chance


class Text:
    def __init__(self, text: str):
        self.text = text


def test_the_right_text_has_any_place_by_length_among_those_chosen():
    right = Text("m" * 10)
    candidates = [Text(str(length)[-1] * length) for length in range(1, 30) if length != 10]
    longer = Counter(
        sum(len(each.text) > 10 for each in choose_distractors(right, candidates, seed)) for seed in range(400)
    )

    assert all(70 <= longer[number] <= 130 for number in range(4))


def test_texts_that_are_alike_are_offered_once():
    chosen = choose_distractors(
        Text("patch"), [Text("PATCH"), Text("rotate"), Text("Rotate"), Text("test"), Text("log")], 1
    )

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
        ("snow", "AWS Snowball Edge", "Snowball Edge", "with"),
    ],
)
def test_services_are_named_as_the_exam_names_them(known, slug, name, short, preposition):
    service = known.services[slug]

    assert (full(service), brief(service), on(service)) == (name, short, preposition)
