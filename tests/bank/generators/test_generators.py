"""What must hold for every question that the facts give, and for all of them together."""

import re
from collections import Counter
from functools import lru_cache

import pytest

from bank.checks.learned_cues import learned, problems_of_cues
from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.whole_bank import PublishedBank, figures, problems
from bank.content import Content, problems_of
from bank.generators import GENERATORS, all_drafts
from bank.generators.columns import columns
from bank.generators.draft import DerivedQuestion, choose_distractors, fingerprint
from bank.generators.moves import MOVES
from bank.generators.wording import brief, full, on, sentences, third_person
from bank.models import Form, Needs
from matrix import facts
from matrix.models import FactConfidence, Owner

pytestmark = pytest.mark.django_db

OF_RULES = {"control-kinds", "controls-alike", "layer-rules", "scenarios"}
# Numbers of options, and of keys.
OPTIONS = {
    Form.CHOOSE_ONE: ({3, 4}, 1),
    Form.OWNER: ({3}, 1),
    Form.CHOOSE_N: ({5}, 2),
    Form.BOUNDARY: ({6}, 1),
    Form.SORT: ({4, 5}, 0),
}

Derived = list[tuple[DerivedQuestion, Content]]


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


@pytest.fixture
def derived(known) -> Derived:
    return contents_of(known)


@lru_cache(maxsize=1)
def contents_of(known: facts.Facts) -> Derived:
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
    return SnapshotQuestion(
        draft.slug, draft.stem, draft.generator, content["cells"], options, draft.form, content["needs"]
    )


def subjects(claim: dict[str, str]):
    return [(kind, claim[kind]) for kind in ("duty", "cell") if kind in claim]


# Each question


def test_every_question_agrees_with_the_facts(known, derived):
    assert [(draft.slug, problem) for draft, content in derived for problem in problems_of(content, known)] == []


def test_every_question_has_as_many_options_and_keys_as_its_form_asks_for(derived):
    for draft, content in derived:
        options = content["options"]
        keys = sum(option["is_key"] for option in options)
        numbers, right = OPTIONS[draft.form]
        assert len({option["text"].casefold() for option in options}) in numbers, draft.stem
        assert keys == right, draft.stem


def test_a_right_option_names_no_misconception(derived):
    assert [draft.slug for draft, option in options_of(derived) if option["misconception"] and option["is_key"]] == []


def test_all_options_but_tools_make_claims(derived):
    assert {draft.generator for draft, option in options_of(derived) if not option["claims"]} == {"helping-tools"}


def test_no_question_says_a_sentence_twice(derived):
    for draft, content in derived:
        said = [sentence for option in content["options"] for sentence in sentences(option["rationale"])]
        assert len(said) == len(set(said)), draft.slug


def test_no_reason_only_says_again_who_does_it(derived):
    """The options of a question say who; a reason that the next one could end with "AWS does it." adds nothing."""
    empty = re.compile(r"(?:AWS|You|The customer) (?:does|do|has to do|have to do) (?:it|this|that)\.")

    assert [option["rationale"] for _, option in options_of(derived) if empty.fullmatch(option["rationale"])] == []


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


def test_stems_end_as_questions_and_rationales_as_sentences(derived):
    assert [content["stem"] for _, content in derived if not re.match(r"[A-Z“].*[?.]$", content["stem"])] == []
    assert [o["rationale"] for _, o in options_of(derived) if not re.match(r"[A-Z“].*\.$", o["rationale"])] == []
    assert not any(option["text"].endswith(".") for _, option in options_of(derived))


# All of them


def test_there_are_many_questions_of_every_kind(derived):
    by_generator = Counter(draft.generator for draft, _ in derived)
    by_form = Counter(draft.form for draft, _ in derived)

    assert len(derived) >= 1250
    assert set(by_generator) == set(GENERATORS)
    assert min(by_form[form] for form in OPTIONS) >= 25


def test_the_checks_of_the_whole_bank_find_nothing(known, derived):
    """What is a share of all questions is judged with the hand-written ones, by `check_content`."""
    bank = PublishedBank([as_asked(draft, content) for draft, content in derived], [], known)

    assert [line for line in problems(bank) if " of the questions; at most" not in line and "as key" not in line] == []
    assert figures(bank)["services_met"] == len(known.services)
    assert figures(bank)["layers_met"] == len(known.layers)


def test_core_services_settle_most_questions(known, derived):
    settling = [known.cell(content["cells"][0]) for _, content in derived]

    assert sum(cell.service.exam_weight != "beyond" for cell in settling) >= 0.75 * len(settling)


def test_no_two_questions_share_a_stem(derived):
    assert [stem for stem, times in Counter(draft.stem for draft, _ in derived).items() if times > 1] == []


def test_no_question_says_that_aws_is_paid_for_a_service(derived):
    """IAM, VPC, Elastic Beanstalk and ECS are free of charge, and no owner has a task because of money."""
    texts = [(draft.slug, draft.stem) for draft, _ in derived]
    texts += [(draft.slug, option[name]) for draft, option in options_of(derived) for name in ("text", "rationale")]
    of_money = re.compile(r"\b(AWS is paid|gets paid|pays AWS|pays for (?:AWS|Amazon))\b")

    assert [(slug, text) for slug, text in texts if of_money.search(text)] == []


def test_a_question_names_no_move_that_nobody_makes(derived):
    """Both services and what moves come from one row of the list."""
    moving = re.compile(r"\b(mov(e[sd]?|ing)|replaces?|migrat\w+|company leaves|used to run|was on)\b.*\{source\}")
    credible = {(source, target): workload for source, target, workload in MOVES}
    asked = [draft for draft, _ in derived if moving.search(draft.pattern)]

    assert len(asked) >= 20
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


def test_a_tool_is_offered_only_where_help_is_asked_for(derived):
    helped = [draft for draft, _ in derived if draft.generator == "helping-tools"]

    assert len(helped) >= 10
    assert len(helped) * 3 <= len(derived)


def test_both_sides_have_rows_to_sort(derived):
    for draft, content in derived:
        if draft.form == Form.SORT:
            assert Counter(option["expected"] for option in content["options"]).most_common()[-1][1] >= 2


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

    assert all(stem.startswith(("These layers of", "Read these layers of")) for stem in stems)


# What the answer needs


def test_a_question_that_a_rule_answers_names_the_rule(derived):
    assert [
        draft.slug
        for draft, _ in derived
        if (draft.evidence[0] == Needs.RULE) != bool(draft.evidence[1]) and draft.evidence[0] != Needs.BOTH
    ] == []
    assert {draft.generator for draft, _ in derived if draft.evidence[0] == Needs.RULE} <= OF_RULES


def test_a_task_that_its_kind_of_service_has_with_one_owner_needs_that_rule_as_well(known):
    """Of the building blocks, all leave backups to the customer; RDS stands out among managed services in nothing."""
    backups, zones = columns(known)["start-backups"], columns(known)["spread-over-zones"]

    assert backups.rule_for(known.services["ec2"], known) == (Needs.BOTH, "backup-recovery")
    assert zones.rule_for(known.services["ecs-fargate"], known) == (Needs.FACT, "")


def test_tasks_that_one_side_does_everywhere_are_no_column(known):
    assert all(
        {duty.owner for duty in column.duties.values()} == {"aws", "customer"} for column in columns(known).values()
    )


def test_words_learned_on_other_services_answer_few_questions(known, derived):
    """The floors of docs/quality.md, on the derived questions alone."""
    figures = learned([as_asked(draft, content) for draft, content in derived], known)

    assert list(problems_of_cues(figures)) == []


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


def test_the_fingerprint_never_changes():
    assert fingerprint("who-does-this", "ec2") == 13755607369335959120


@pytest.mark.parametrize(
    ("slug", "name", "short", "preposition"),
    [
        ("rds", "Amazon RDS", "RDS", "on"),
        ("lambda", "AWS Lambda (zip packages)", "Lambda (zip packages)", "on"),
        ("elb", "Elastic Load Balancing", "Elastic Load Balancing", "with"),
        ("kms", "AWS KMS", "KMS", "with"),
        ("ecs-fargate", "Amazon ECS on AWS Fargate", "ECS on AWS Fargate", "with"),
        ("snow", "AWS Snowball Edge", "Snowball Edge", "with"),
    ],
)
def test_services_are_named_as_the_exam_names_them(known, slug, name, short, preposition):
    service = known.services[slug]

    assert (full(service), brief(service), on(service)) == (name, short, preposition)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Patch the operating system", "patches the operating system"),
        ("Turn on encryption at rest", "turns on encryption at rest"),
        ("Supply the certificate", "supplies the certificate"),
        ("Deploy the image", "deploys the image"),
    ],
)
def test_the_verb_of_a_task_follows_aws(phrase, said):
    assert third_person(phrase) == said
