import pytest

from lessons.editing.readability import grade, names_pattern, syllables

NO_NAMES = names_pattern([])


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # Wikipedia, "Flesch-Kincaid readability tests": the first and the second score as given there.
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
        ("The cat sat on the mat.", -1.45),
        # 16 words with 23 syllables: the ease of 69 that Wikipedia gives is a grade of 7.6.
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 7.6),
    ],
)
def test_grades_are_those_that_were_published(text, published):
    assert grade(text, NO_NAMES) == pytest.approx(published, abs=0.06)


def test_names_count_as_one_short_word():
    names = names_pattern(["Elastic Load Balancing", "ECS on AWS Fargate"])

    for name in ("Elastic Load Balancing", "ECS on AWS Fargate", "Amazon Route 53", "AWS Trusted Advisor", "KMS"):
        assert grade(f"You use {name} at work.", names) == grade("You use Ann at work.", names)


def test_a_hard_text_has_a_high_grade():
    text = "Organizational responsibility necessitates comprehensive documentation of cryptographic configurations."

    assert grade(text, NO_NAMES) > 20


def test_a_text_without_words_has_no_grade():
    assert grade("…", NO_NAMES) == 0.0


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("made", 1),
        ("states", 1),
        ("services", 3),
        ("patched", 1),
        ("needed", 2),
        ("table", 2),
        ("titled", 2),
        ("creating", 3),
        ("virtualization", 6),
        ("responsibility", 6),
        ("hypervisor", 4),
        ("availability", 6),
        ("encryption", 3),
        ("queue", 1),
        ("layer", 2),
        ("area", 3),
        ("something", 2),
        ("90", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count
