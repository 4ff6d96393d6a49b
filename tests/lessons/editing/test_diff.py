import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.editing.diff import changes, merged, stretches

texts = st.lists(st.sampled_from(["", "one", "two words", "two other words", "three"]), max_size=12).map("\n".join)


def kinds(before: str, after: str) -> list[str]:
    return [line.kind for stretch in stretches(before, after) for line in stretch.lines]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\nb", "a\nb", ["same", "same"]),
        ("a\nb", "a", ["same", "removed"]),
        ("a", "a\nb", ["same", "added"]),
        ("You patch the guest.", "AWS patches the guest.", ["changed"]),
    ],
)
def test_each_line_says_what_became_of_it(before, after, expected):
    assert kinds(before, after) == expected


def test_a_reworded_line_marks_the_words_that_differ():
    [stretch] = changes("You patch the guest.", "You restart the guest.")

    [line] = stretch.lines
    assert [bit.text for bit in line.before if bit.differs] == ["patch"]
    assert [bit.text for bit in line.after if bit.differs] == ["restart"]


def test_of_lines_that_agree_those_next_to_a_difference_are_shown():
    same = "\n".join(map(str, range(20)))

    above, _, between, _, below = stretches(f"{same}\na\n{same}\nb\n{same}", f"{same}\nA\n{same}\nB\n{same}")

    assert [(len(each.first), each.left_out, len(each.last)) for each in (above, between, below)] == [
        (0, 17, 3),
        (3, 14, 3),
        (3, 17, 0),
    ]


@given(texts, texts)
def test_choosing_one_text_throughout_gives_that_text(before, after):
    assert merged(before, after, lambda number: "before") == before
    assert merged(before, after, lambda number: "after") == after


def test_each_place_is_chosen_by_itself():
    mine, theirs = "top\nmine\nmiddle\nend mine", "top\ntheirs\nmiddle\nend theirs"

    text = merged(mine, theirs, {1: "after", 2: "both"}.__getitem__)

    assert text == "top\ntheirs\nmiddle\nend mine\nend theirs"
