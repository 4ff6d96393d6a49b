import pytest

from bank.checks.snapshot import SnapshotOption
from bank.checks.wording import options_alike, say_the_same, slips, takes_an, wording_problems
from tests.helpers.checked_banks import asked, question

RAW = {"guest-os", "patch-the-hypervisor"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("You patch  the system.", "two spaces"),
        ("You patch the system .", "two spaces"),
        ("You patch it..", "punctuation twice"),
        ("Who patches it?.", "punctuation twice"),
        ("On {service}, you patch it.", "nothing filled"),
        ("You patch the the system.", "a word twice"),
        ("You has to patch it.", "agree"),
        ("On RDS, AWS have to patch it.", "agree"),
        ("These has to be patched.", "agree"),
        ("You have to is ready.", "agree"),
        ("It is AWS's's task.", "possessive"),
        ("It falls to you to to patch it.", "infinitive"),
        ("You need an key.", "wrong article"),
        ("You need a instance.", "wrong article"),
        ("You need a RDS instance.", "wrong article"),
        ("You need an VPC.", "wrong article"),
        ("This layer is guest-os.", "slug"),
        ("You have to patch-the-guest-operating-system.", "slug"),
        ("“Patch it is shared.", "other half"),
        ("You patch it (weekly.", "other half"),
        ('You call it "done.', "too few"),
        ("patch the system.", "small letter"),
        ("You patch it. then you rest.", "small letter"),
    ],
)
def test_a_slip_is_found(text, what):
    assert [slip for slip in slips(text, RAW) if what in slip]


@pytest.mark.parametrize(
    "text",
    [
        "On RDS, it is AWS that has to patch an engine.",
        "What is left to you is to test restores.",
        "AWS and the customer have to do this together.",
        "Does it have to be on? An hour is enough.",
        "You need an S3 bucket, an IAM role, a NAT gateway, a user, a one-time key and an API.",
        "“Patch management” is shared (in part) with AWS. It is AWS's half.",
        "Give it a least-privilege role for point-in-time recovery.",
        "etcd runs where you cannot reach it. Kubernetes 1.28 changed that.",
        "The trap: durability is not backup.",
    ],
)
def test_good_text_has_no_slip(text):
    assert list(slips(text, RAW)) == []


@pytest.mark.parametrize("word", ["API", "RDS", "S3", "EC2", "IAM", "hour", "instance", "HSM", "MFA", "underlying"])
def test_an_stands_before_the_sound_of_a_vowel(word):
    assert takes_an(word)


@pytest.mark.parametrize("word", ["VPC", "user", "one", "unit", "NAT", "SQL", "KMS", "European", "queue", "TLS"])
def test_a_stands_before_the_sound_of_a_consonant(word):
    assert not takes_an(word)


@pytest.mark.parametrize(
    ("stem", "texts", "rationale", "what"),
    [
        ("Who patches it", ("You", "AWS"), "It is so.", "no full stop or question mark"),
        ("Who patches it?", ("You", "AWS"), "It is so", "no full stop at its end"),
        ("Who patches it?", ("You do.", "AWS"), "It is so.", "some options end with a full stop"),
    ],
)
def test_a_missing_full_stop_is_found(stem, texts, rationale, what):
    assert what in " ".join(wording_problems(asked("one", stem, *texts, rationale=rationale)))


def test_a_well_made_question_has_no_problem():
    assert list(wording_problems(asked("one", "Who patches EC2?", "You", "AWS", "AWS Support"), RAW)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Patch the operating system", "patch operating system"),
        ("Keys and passwords of users", "Passwords and keys of users"),
        ("Rotate the database passwords", "Rotate database passwords every month"),
    ],
)
def test_texts_that_say_the_same_are_found(one, other):
    assert say_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AWS builds the image, and the company rolls it out", "The company builds the image, and AWS rolls it out"),
        ("AWS", "AWS and the customer"),
        ("Patch the hypervisor", "Patch the operating system"),
        ("Encrypt objects", "Encrypt every new object with at least S3 managed keys"),
    ],
)
def test_texts_that_differ_are_told_apart(one, other):
    assert not say_the_same(one, other)


CLAIM = (("duty:ec2/guest-os/patch-it", "customer"),)


def test_two_derived_options_that_give_one_duty_to_one_owner_are_one_option():
    options = SnapshotOption("Patch it", True, "So.", CLAIM), SnapshotOption("Install fixes", False, "Not so.", CLAIM)

    assert len(list(options_alike(question("Which?", *options, generator="twins")))) == 1


def test_two_reasons_of_a_person_for_one_owner_are_two_options():
    options = (
        SnapshotOption("You, as you hold its keys", True, "So.", CLAIM),
        SnapshotOption("You, as AWS sold it to you", False, "Not so.", CLAIM),
    )

    assert list(options_alike(question("Who?", *options))) == []


def test_two_owners_of_one_duty_are_two_options():
    subject = "duty:ec2/guest-os/patch-it"
    yours = SnapshotOption("The customer", True, "So.", ((subject, "customer"),))
    theirs = SnapshotOption("AWS", False, "Not so.", ((subject, "aws"),))

    assert list(options_alike(question("Who?", yours, theirs))) == []
