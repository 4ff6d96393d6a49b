"""What a practice asks and in which order, as properties over candidates and histories of chance."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank.near_twins import QuestionLikeness
from bank.session_order import APART
from quizzes.practice.selection import (
    LOOK_ALIKES,
    Candidate,
    History,
    LatestAnswer,
    PracticeState,
    pick,
    spread_apart,
    state_of_fact,
    stem_of,
)

START = datetime(2026, 11, 1, tzinfo=UTC)
LAYERS = ["guest-os", "encryption-at-rest", "network-config"]
SERVICES = ["ec2", "rds", "lambda", "s3", "ecs-fargate"]
OWNERS = {"ec2": "customer", "rds": "aws", "lambda": "aws", "s3": "shared", "ecs-fargate": "aws"}


def candidate(item, layer="guest-os", service="ec2", *, stem="", generator="who", form="choose-one"):
    return Candidate(
        item=item,
        stem=stem or f"Stem {item}?",
        form=form,
        generator=generator,
        fact=f"cell:{service}/{layer}",
        group=layer,
        member=service,
        owner=OWNERS[service],
    )


def definition(item, slug, kind):
    return Candidate(item, f"Stem {item}?", "choose-one", "kinds", f"control:{slug}", "controls", slug, kind, True)


@st.composite
def banks(draw):
    """Candidates over a few cells, and a history over some of them."""
    cells = draw(st.lists(st.tuples(st.sampled_from(LAYERS), st.sampled_from(SERVICES)), min_size=1, max_size=40))
    candidates = [
        candidate(number, layer, service, generator=draw(st.sampled_from("abc")))
        for number, (layer, service) in enumerate(cells, 1)
    ]
    items = {}
    for each in draw(st.lists(st.sampled_from(candidates), max_size=30, unique=True)):
        days = draw(st.integers(0, 20))
        items[each.item] = LatestAnswer(
            START + timedelta(days=days, seconds=each.item), draw(st.booleans()), draw(st.booleans())
        )
    met: dict[str, LatestAnswer] = {}
    for each in sorted(candidates, key=lambda one: items[one.item].at if one.item in items else START):
        if each.item in items:
            met[each.fact] = items[each.item]
    return candidates, History(items, met, last=max(items, key=lambda item: items[item].at, default=None))


lengths = st.sampled_from([5, 10, 20])
seeds = st.text("abcdef0123456789", min_size=1, max_size=6)


@given(banks(), lengths, seeds)
def test_a_practice_has_no_question_twice_and_as_many_as_asked_for(bank, length, seed):
    candidates, history = bank

    picked = pick(candidates, history, length=length, seed=seed)

    assert len(set(picked)) == len(picked)
    if [each.item for each in candidates] != [history.last]:
        assert len(picked) == min(length, len(candidates))


@given(banks(), lengths, seeds, st.randoms())
def test_the_same_seed_gives_the_same_questions_in_whatever_order_they_come(bank, length, seed, chance):
    candidates, history = bank
    shuffled = list(candidates)
    chance.shuffle(shuffled)

    assert pick(candidates, history, length=length, seed=seed) == pick(shuffled, history, length=length, seed=seed)


@given(banks(), lengths, seeds)
def test_the_question_answered_last_is_never_asked_next(bank, length, seed):
    candidates, history = bank

    assert pick(candidates, history, length=length, seed=seed)[:1] != [history.last]


@given(banks(), lengths, seeds)
def test_what_was_never_met_comes_before_what_is_weak_and_that_before_what_is_known(bank, length, seed):
    candidates, history = bank
    by_item = {each.item: each for each in candidates}

    picked = pick(candidates, history, length=length, seed=seed)

    facts = {by_item[item].fact for item in picked}
    left_out = {each.fact for each in candidates} - facts
    asked = [state_of_fact(fact, history) for fact in facts]
    passed_over = [state_of_fact(fact, history) for fact in left_out]
    assert not asked or not passed_over or max(asked) <= min(passed_over)


@given(banks(), lengths, seeds)
def test_no_cell_is_asked_twice_before_each_was_asked_once(bank, length, seed):
    candidates, history = bank
    by_item = {each.item: each for each in candidates}

    picked = pick(candidates, history, length=length, seed=seed)

    facts = [by_item[item].fact for item in picked]
    if len(set(facts)) < len(facts):
        assert set(facts) == {each.fact for each in candidates}


@given(banks(), lengths, seeds)
def test_the_cells_of_one_layer_stand_next_to_each_other_where_their_questions_differ_in_kind(bank, length, seed):
    candidates, history = bank
    candidates = [replace(each, generator=f"generator {each.item}") for each in candidates]
    by_item = {each.item: each for each in candidates}

    picked = pick(candidates, history, length=length, seed=seed)

    runs = [layer for layer, _ in groupby(by_item[item].group for item in picked)]
    assert len(runs) == len(set(runs))


@given(st.lists(st.sampled_from(["Whose?", "whose?", "Whose  is it?", "Who?"]), min_size=1, max_size=12), seeds)
def test_no_stem_is_asked_twice_in_a_sitting(stems, seed):
    candidates = [candidate(number, service="ec2", stem=stem) for number, stem in enumerate(stems, 1)]

    picked = pick(candidates, History(), length=20, seed=seed)

    asked = [stem_of(candidates[item - 1]) for item in picked]
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == len({stem_of(each) for each in candidates})


@given(seeds)
def test_one_cell_is_asked_in_different_ways(seed):
    candidates = [candidate(n, generator=generator) for n, generator in enumerate("aaaaaaaaabbc", 1)]

    picked = pick(candidates, History(), length=5, seed=seed)

    assert {candidates[item - 1].generator for item in picked[:3]} == {"a", "b", "c"}


@given(seeds)
def test_a_question_that_was_not_met_is_preferred_to_one_that_was(seed):
    candidates = [candidate(1, generator="rare"), *(candidate(n) for n in range(2, 8))]
    met = LatestAnswer(START, True, False)
    history = History(dict.fromkeys((1, 2, 3), met), {candidates[0].fact: met})

    assert set(pick(candidates, history, length=4, seed=seed)) == {4, 5, 6, 7}


@given(seeds)
def test_among_known_cells_those_met_longest_ago_are_asked(seed):
    facts = [(layer, service) for layer in LAYERS for service in SERVICES]
    candidates = [candidate(n, *fact) for n, fact in enumerate(facts, 1)]
    met = {each.item: LatestAnswer(START + timedelta(days=each.item), True, False) for each in candidates}
    history = History(met, {each.fact: met[each.item] for each in candidates}, last=15)

    picked = pick(candidates, history, length=5, seed=seed)

    assert max(picked) <= 10
    assert 1 in picked


def test_neighbors_of_a_layer_differ_in_service_and_in_owner():
    alike = [candidate(n, service=service) for n, service in enumerate(["rds", "lambda", "ec2", "s3", "ecs-fargate"])]

    ordered = spread_apart(alike)

    assert ordered[0].member == "rds"
    assert all(one.owner != other.owner for one, other in list(pairwise(ordered))[:3])


def test_a_run_of_look_alikes_ends_after_a_few_where_other_layers_wait():
    facts = [(layer, service) for layer in LAYERS for service in SERVICES]
    candidates = [candidate(n, *fact) for n, fact in enumerate(facts, 1)]

    picked = pick(candidates, History(), length=10, seed="1")

    runs = [len(list(run)) for _, run in groupby(candidates[item - 1].group for item in picked)]
    assert sorted(runs) == [2, LOOK_ALIKES, LOOK_ALIKES]


def test_definitions_keep_together_by_kind():
    kinds = ["shared", "inherited", "shared", "customer-specific", "inherited", "shared"]
    candidates = [definition(n, f"control-{n}", kind) for n, kind in enumerate(kinds, 1)]
    candidates += [candidate(n, service=service) for n, service in enumerate(SERVICES, 10)]

    picked = pick(candidates, History(), length=20, seed="1")

    asked = [next(each for each in candidates if each.item == item) for item in picked]
    runs = [kind for kind, _ in groupby(each.owner for each in asked if each.is_definition)]
    assert sorted(runs) == ["customer-specific", "inherited", "shared"]


def test_the_only_question_there_is_is_not_asked_twice_running():
    met = LatestAnswer(START, False, False)
    history = History({1: met}, {"cell:ec2/guest-os": met}, last=1)

    assert pick([candidate(1)], history, length=5, seed="1") == []


@pytest.mark.parametrize(
    ("right", "guessed", "expected"),
    [(True, False, PracticeState.KNOWN), (True, True, PracticeState.WEAK), (False, False, PracticeState.WEAK)],
)
def test_right_by_a_guess_is_weak(right, guessed, expected):
    assert state_of_fact("cell:1", History(facts={"cell:1": LatestAnswer(START, right, guessed)})) == expected


# The core first, and owners mixed


def weighted(item: int, tier: int, key_owner: str = "aws") -> Candidate:
    return Candidate(
        item, f"Stem {item}?", "choose-one", f"g{item % 5}", f"cell:{item}", f"layer {item % 7}", "ec2", "aws",
        tier=tier, key_owner=key_owner,
    )  # fmt: skip


OF_ALL_TIERS = [weighted(n, tier=n % 3, key_owner=("aws", "customer", "shared", "")[n // 3 % 4]) for n in range(240)]


@given(lengths, seeds)
def test_one_question_in_ten_is_on_a_further_service_and_none_beyond_the_exam(length, seed):
    picked = pick(OF_ALL_TIERS, History(), length=length, seed=seed, core_first=True)

    tiers = [item % 3 for item in picked]
    assert [tiers.count(tier) for tier in range(3)] == [length - length // 10, length // 10, 0]


@given(seeds)
def test_where_the_core_has_too_few_questions_others_fill_up_and_those_beyond_come_last(seed):
    few = [each for each in OF_ALL_TIERS if each.tier == 2 or each.item < 15]

    picked = pick(few, History(), length=20, seed=seed, core_first=True)

    tiers = [item % 3 for item in picked]
    assert [tiers.count(tier) for tier in range(3)] == [5, 5, 10]


@given(seeds)
def test_owners_of_keys_are_mixed(seed):
    picked = pick(OF_ALL_TIERS, History(), length=20, seed=seed, core_first=True)

    owners = [OF_ALL_TIERS[item].key_owner for item in picked]
    assert max(map(owners.count, owners)) <= 9
    assert owners.count("aws") >= 5
    assert owners.count("customer") >= 5


@given(seeds)
def test_near_twins_are_apart_in_a_practice(seed):
    candidates = [
        replace(
            candidate(n, service=SERVICES[n % 5], layer=LAYERS[n % 3]),
            likeness=QuestionLikeness(frozenset({str(n // 2)})),
        )
        for n in range(40)
    ]

    picked = pick(candidates, History(), length=20, seed=seed)

    twins = [item // 2 for item in picked]
    assert all(twins[place] not in twins[place + 1 : place + APART + 1] for place in range(20))


@given(seeds)
def test_another_fact_comes_before_a_kind_that_has_had_its_share(seed):
    owners = [candidate(n, service=service, form="owner") for n, service in enumerate(SERVICES, 1)]
    others = [
        candidate(n, layer, service, generator=f"generator {n % 4}")
        for n, (layer, service) in enumerate(((layer, s) for layer in LAYERS[1:] for s in SERVICES), 6)
    ]

    picked = pick([*owners, *others], History(), length=10, seed=seed)

    assert sum(item <= 5 for item in picked) <= 3
