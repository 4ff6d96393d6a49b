import pytest

from bank.checks.confirmations import Reader, alike
from bank.checks.snapshot import SnapshotOption
from bank.generators.wording import names_of
from matrix import facts
from tests.helpers.checked_banks import question

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Reader:
    known = facts.current()
    return Reader(known, {slug: names_of(service) for slug, service in known.services.items()})


KEY = SnapshotOption("Rotate database passwords", True, "So.")


def distractor(text: str, subject: str, owner: str) -> SnapshotOption:
    return SnapshotOption(text, False, "No.", ((subject, owner),))


def test_a_task_that_the_service_has_on_the_other_side_as_well_is_found(reader):
    patch = "duty:rds/guest-os/install-and-patch-the-operating-system-of-database-hosts"
    wrong = distractor("Patch the guest operating system", patch, "customer")

    [problem] = reader.defensible(question("You run a database on Amazon EC2. Which task is yours?", KEY, wrong))

    assert "is true as well" in problem
    assert "ec2/guest-os/patch-the-guest-operating-system" in problem


def test_a_task_of_one_side_only_is_not(reader):
    replace = "duty:ec2/hardware-network/replace-failed-servers-disks-and-network-devices"
    wrong = distractor("Replace failed servers, disks and network devices", replace, "customer")

    assert list(reader.defensible(question("Which task is yours on Amazon EC2?", KEY, wrong))) == []


def test_a_service_whose_variant_answers_otherwise_has_to_say_which_is_meant(reader):
    wrong = distractor("AWS Lambda", "cell:lambda/platform-software", "customer")

    [problem] = reader.defensible(question("Which service leaves the runtime to you?", KEY, wrong))

    assert "AWS Lambda with container images" in problem


def test_a_service_that_says_which_is_meant_is_fine(reader):
    wrong = distractor("AWS Lambda with zip files", "cell:lambda/platform-software", "customer")

    assert list(reader.defensible(question("Which service leaves the runtime to you?", KEY, wrong))) == []


def test_a_distractor_that_is_false_in_one_thing_stays_false(reader):
    replace = "duty:ec2/hardware-network/replace-failed-servers-disks-and-network-devices"
    claims = ((replace, "aws"), ("cell:ec2/hardware-network", "customer"))
    wrong = SnapshotOption("Replace failed servers, disks and network devices", False, "No.", claims)

    assert list(reader.defensible(question("What passes to AWS from Amazon EC2 to S3?", KEY, wrong))) == []


def test_an_answer_to_who_is_held_against_its_own_task_alone(reader):
    wrong = distractor("AWS, as the provider of EC2", "duty:ec2/guest-os/patch-the-guest-operating-system", "aws")

    assert list(reader.defensible(question("On Amazon EC2, who patches the guest?", KEY, wrong))) == []


def test_a_row_that_belongs_to_both_sides_is_found(reader):
    patch = "duty:rds/guest-os/install-and-patch-the-operating-system-of-database-hosts"
    row = SnapshotOption("Patch the guest operating system", False, "So.", ((patch, "aws"),), expected="aws")

    [problem] = reader.defensible(question("Six tasks come up on Amazon EC2. Whose are they?", row))

    assert "belongs to both sides" in problem


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Patch the operating system", "Patch operating systems", False),
        ("Patch the operating system", "Patch the operating system", True),
        ("Encrypt data in transit", "Encrypt data in transit between nodes", True),
        ("Set the limits of managed scaling", "Run managed scaling within the set limits", False),
    ],
)
def test_tasks_are_alike_by_their_telling_words(one, other, same):
    assert alike(one, other) == same
