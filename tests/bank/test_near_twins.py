"""Which questions are near-twins, and how far apart they end up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank.keys import KeyClaims, one_owner
from bank.models import Item
from bank.near_twins import QuestionLikeness, likeness, likenesses
from bank.session_order import APART, kept_apart
from matrix.models import Owner


def like(generator="who", stem="Who patches it?", fact="cell:1", duties=()) -> QuestionLikeness:
    return likeness(generator=generator, stem=stem, fact=fact, key=KeyClaims(duties=frozenset(duties)))


def test_questions_of_one_generator_about_one_cell_are_near_twins():
    assert like().is_near(like(stem="Whose is it?"))
    assert not like().is_near(like(fact="cell:2"))
    assert not like().is_near(like(generator="yours"))


def test_questions_with_the_same_task_as_key_are_near_twins_whoever_made_them():
    assert like("who", fact="cell:1", duties=[7]).is_near(like("yours", fact="cell:2", duties=[7, 8]))
    assert like("", duties=[7]).is_near(like("yours", duties=[7]))
    assert not like("who", fact="cell:1", duties=[7]).is_near(like("yours", fact="cell:2", duties=[8]))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (
            "The cooling of the room with the Outposts rack fails. Who repairs it?",
            "The room with an Outposts rack overheats because its cooling failed. Who is responsible?",
            True,
        ),
        (
            "The cooling of the room with the Outposts rack fails. Who repairs it?",
            "A manager asks for a report on the controls of an AWS data center. Where is it?",
            False,
        ),
    ],
)
def test_written_questions_are_near_twins_if_they_share_most_of_their_words(one, other, near):
    assert like("", one).is_near(like("", other)) == near
    assert not like("who", one).is_near(like("yours", other, fact="cell:2"))


NAMES = st.lists(st.sampled_from("abcdefghijklmnopqrst"), min_size=1, max_size=30)


def nearest(order: list[str]) -> int | None:
    places = [b - a for a in range(len(order)) for b in range(a + 1, len(order)) if order[a] == order[b]]
    return min(places, default=None)


@given(NAMES)
def test_an_order_keeps_all_questions_and_brings_no_near_twins_closer(names):
    ordered = kept_apart(names, lambda name: QuestionLikeness(frozenset({name})))

    assert sorted(ordered) == sorted(names)
    assert len(set(names)) == len(names) or (nearest(ordered) or 0) >= (nearest(names) or 0)
    if len(set(names)) == len(names):
        assert ordered == names


@given(st.integers(APART, 20), st.integers(2, 3))
def test_near_twins_are_ten_apart_where_there_is_room(kinds, times):
    names = [name for name in range(kinds + 1) for _ in range(times)]

    assert nearest(kept_apart(names, lambda name: QuestionLikeness(frozenset({str(name)})))) > APART


@pytest.mark.parametrize(("names", "apart"), [("aab", 2), ("aabbcc", 3), ("aaab", 1), ("aaabbc", 2)])
def test_where_the_pool_is_too_small_they_are_as_far_apart_as_they_can(names, apart):
    assert nearest(kept_apart(names, lambda name: QuestionLikeness(frozenset({name})))) == apart


@pytest.mark.parametrize(
    ("owners", "owner"),
    [
        (["aws"], "aws"),
        (["customer", "customer"], "customer"),
        (["aws", "shared"], "shared"),
        (["aws", "customer"], None),
        ([], None),
    ],
)
def test_a_key_stands_for_the_owner_that_all_its_claims_name(owners, owner):
    assert one_owner(map(Owner, owners)) == owner


@pytest.mark.django_db
def test_what_is_compared_is_read_in_two_queries(django_assert_num_queries):
    versions = list(Item.objects.asked().values_list("published", flat=True))

    with django_assert_num_queries(2):
        likes = likenesses(versions)

    assert likes.keys() == set(versions)
