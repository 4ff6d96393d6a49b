import pytest

from bank.checks.snapshot import questions
from bank.checks.untaught import explained_names, untaught
from bank.checks.whole_bank import PublishedBank, problems
from lessons.glossary import terms
from lessons.models import Term
from matrix import facts
from tests.helpers.checked_banks import asked

pytestmark = pytest.mark.django_db


def named_in(text: str, *entries: Term) -> list[str]:
    """The names in a question that the services of the matrix and these glossary entries do not explain."""
    explained = explained_names(facts.current(), entries)
    return list(untaught([asked("one", f"What about {text}?", "Nothing", "All")], explained))


def test_a_term_taken_out_of_the_glossary_is_missed_by_the_questions_that_use_it():
    known = facts.current()
    with_entry = untaught(questions(), explained_names(known, terms(known)))

    Term.objects.filter(slug="mfa").delete()
    without_entry = untaught(questions(), explained_names(known, terms(facts.current())))

    assert "MFA" not in with_entry
    assert "founders-share-root" in without_entry["MFA"]


def test_the_check_says_which_name_is_explained_nowhere():
    bank = PublishedBank([asked("one", "What does AWS Tape Robot do?", "Nothing", "All")], [], facts.current())

    [problem] = problems(bank)

    assert problem.startswith("one: nothing explains “Tape Robot”. Give it a glossary entry")


def test_a_service_of_the_matrix_is_explained_by_its_page():
    assert named_in("Amazon EBS, ECS or AWS Fargate") == []


def test_an_entry_explains_every_form_and_each_longer_name():
    shield = Term(name="AWS Shield", forms=["AWS Shield", "Shield"])

    assert named_in("AWS Shield Standard") == ["Shield Standard"]
    assert named_in("AWS Shield Standard", shield) == []


def test_a_common_word_does_not_explain_a_tool_of_that_name():
    backup = Term(name="Backup", forms=["backup", "backups"])

    assert named_in("AWS Backup", backup) == ["Backup"]
    assert named_in("AWS Backup", Term(name="AWS Backup", forms=["AWS Backup"])) == []


def test_words_of_computing_at_large_need_no_entry():
    assert named_in("APIs, SSH and the WXYZ") == ["WXYZ"]
