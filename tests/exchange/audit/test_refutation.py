import pytest

from exchange.audit.findings import Certainty
from exchange.audit.known_phrases import phrases_of
from exchange.audit.refutation import KeyOutcome, Refuter
from exchange.audit.wordings import wordings
from matrix import facts
from matrix.models import Duty, Responsibility, Rule
from tests.helpers.audited_banks import PATCHING, question

pytestmark = pytest.mark.django_db
YOURS_ON_RDS = "Which of the following is the customer's responsibility when using Amazon RDS?"


def judged(asked):
    outcome, findings = Refuter(facts.current()).judge(asked)
    return outcome, [(finding.sure, finding.proof) for finding in findings]


def test_a_key_that_names_the_wrong_owner_of_a_task_is_refuted_for_certain_with_the_source():
    outcome, [(sure, proof)] = judged(question(PATCHING, "AWS", "The customer", key="A"))

    assert (outcome, sure) == (KeyOutcome.REFUTED, Certainty.CERTAIN)
    assert proof.startswith(
        "The key is A “AWS”, so it says that AWS owns “Patch the guest operating system” "
        "(EC2, guest operating system); the matrix says the customer, source “"
    )


def test_the_owner_is_read_from_the_facts_and_not_from_here():
    Duty.objects.filter(cell__service__slug="ec2", cell__layer__slug="guest-os").update(owner="aws")
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner="aws")

    assert judged(question(PATCHING, "AWS", "The customer", key="A"))[0] is KeyOutcome.AGREES
    assert judged(question(PATCHING, "AWS", "The customer", key="B"))[0] is KeyOutcome.REFUTED


@pytest.mark.parametrize(
    ("stem", "options", "right", "wrong"),
    [
        (PATCHING, ("AWS", "The customer", "Both AWS and the customer"), "B", "C"),
        ("Who is responsible for patching the OS? A company runs it on RDS. Who patches the operating system?",
         ("AWS", "The company"), "A", "B"),
        ("Which task is the responsibility of the customer on Amazon EC2?",
         ("Patching the guest operating system", "Patching the hypervisor"), "A", "B"),
        ("Which of these is NOT the customer's responsibility on Amazon EC2?",
         ("Writing security group rules", "Patching the hypervisor"), "B", "A"),
        ("For which service is the customer responsible for patching the guest operating system?",
         ("Amazon EC2", "Amazon Relational Database Service (Amazon RDS)"), "A", "B"),
        ("Which task does AWS leave to you on AWS Lambda?",
         ("Patching the operating system of the execution environment", "Writing and testing secure function code"),
         "B", "A"),
        ("Which is AWS responsible for under the shared responsibility model?",
         ("Physical security of the data centers", "Rotating access keys"), "A", "B"),
        ("Which is an inherited control?", ("Physical and environmental controls", "Patch management"), "A", "B"),
        ("Which of these is a shared control?", ("Awareness and training", "Physical and environmental controls"),
         "A", "B"),
    ],
)  # fmt: skip
def test_wordings_of_the_exam_are_understood(stem, options, right, wrong):
    assert judged(question(stem, *options, key=right))[0] is KeyOutcome.AGREES
    assert judged(question(stem, *options, key=wrong))[0] is KeyOutcome.REFUTED


@pytest.mark.parametrize(("key", "outcome"), [("A", KeyOutcome.REFUTED), ("B", KeyOutcome.AGREES)])
def test_a_statement_that_is_true_or_false_says_who_owns_it(key, outcome):
    stem = "AWS is responsible for patching the guest operating system of Amazon EC2."

    assert judged(question(stem, "True", "False", key=key, true_false=True))[0] is outcome


def test_what_holds_on_every_service_refutes_a_key_without_a_service_and_never_for_certain():
    stem = "Who is responsible for the physical security of the data centers?"

    _, [(sure, proof)] = judged(question(stem, "AWS", "The customer", key="B"))

    assert sure is not Certainty.CERTAIN
    assert "physical facilities in all services but hybrid ones" in proof


def test_a_rule_and_its_exceptions_are_read_in_the_words_of_the_rule():
    Rule.objects.filter(layer__slug="guest-os", service_type=None).update(
        sentence="AWS waxes and polishes the gizmos of its hosts, because nobody else has a brush."
    )

    assert judged(question("Who polishes the gizmos on Amazon RDS?", "AWS", "The customer"))[0] is KeyOutcome.AGREES
    assert judged(question("Who polishes the gizmos on Amazon EC2?", "AWS", "The customer"))[0] is KeyOutcome.REFUTED
    assert judged(question("Who has the brush on Amazon RDS?", "AWS", "The customer"))[0] is KeyOutcome.UNSETTLED


@pytest.mark.parametrize(
    ("task", "sure"),
    [("Patching the guest operating system", Certainty.LIKELY), ("Patching what guests boot", Certainty.POSSIBLE)],
)
def test_a_finding_is_likely_only_in_nearly_the_words_of_a_fact(task, sure):
    stem = "Which task is the responsibility of AWS on Amazon EC2?"

    _, [(said, _)] = judged(question(stem, task, "Replacing failed disks"))

    assert said is sure


def test_a_finding_is_not_likely_where_the_facts_make_more_options_right_than_are_asked_for():
    """Then the question was probably not understood: here it asks for the statement that fails."""
    stem = "Which statement about Amazon EC2 would your auditor strike out?"
    true = "The customer patches the guest operating system", "AWS replaces the failed disks"

    _, [(sure, _)] = judged(question(stem, "AWS patches the guest operating system", *true))
    _, [(sure_of_one, _)] = judged(question(stem, "AWS patches the guest operating system", true[0], "Neither"))

    assert (sure, sure_of_one) == (Certainty.POSSIBLE, Certainty.LIKELY)


def test_a_task_that_is_worded_in_an_option_is_not_certain():
    _, [(sure, _)] = judged(question(YOURS_ON_RDS, "Installing the database engine", "Rotating passwords", key="A"))

    assert sure is not Certainty.CERTAIN


@pytest.mark.parametrize(
    ("stem", "option"),
    [
        (YOURS_ON_RDS, "Baking a cake"),  # no fact
        ("Which task is the responsibility of AWS on Amazon S3?", "Encrypting objects"),  # either side encrypts some
        (YOURS_ON_RDS, "Managing backups"),  # either side has tasks with backups
        ("Who is responsible for patching the OS of Amazon Neptune?", "The customer"),  # a service we do not have
        ("Who is responsible for patching the operating system?", "AWS"),  # depends on the service
        ("Who is responsible for encryption at rest on Amazon S3?", "AWS"),  # a shared layer
    ],
)
def test_what_fits_no_fact_or_several_is_counted_and_not_judged(stem, option):
    outcome, findings = judged(question(stem, option, "Something else", key="A"))

    assert outcome is KeyOutcome.UNSETTLED
    assert findings == []


def test_a_cell_of_low_confidence_refutes_nothing():
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(confidence="low")

    assert judged(question(PATCHING, "AWS", "The customer", key="A"))[0] is KeyOutcome.UNSETTLED


@pytest.mark.parametrize(
    "stem", ["Which service stores objects?", "A company uses Amazon RDS. Which pricing model saves most?"]
)
def test_other_questions_are_not_about_facts_we_have(stem):
    assert judged(question(stem, "Amazon S3", "Amazon EBS"))[0] is KeyOutcome.NOT_ABOUT_FACTS


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Amazon Elastic Compute Cloud (Amazon EC2)", ["ec2"]),
        ("an RDS Custom for Oracle database", ["rds-custom-oracle"]),
        ("RDS Custom", ["rds-custom-oracle", "rds-custom-sqlserver"]),
        ("EKS", ["eks-auto", "eks-fargate", "eks-mng"]),
        ("the Lambda function's role", ["lambda"]),
        ("Simple Storage Service", ["s3"]),
        ("a plain server", []),
        ("a rule of AWS Config in AWS Organizations", ["config", "organizations"]),
        ("organizations that share a config file", []),
    ],
)
def test_services_are_known_by_their_names(text, slugs):
    assert Refuter(facts.current()).vocabulary.services_in(text)[0] == slugs


@pytest.mark.parametrize(
    ("stem", "options", "right", "wrong"),
    [
        ("Whose people replace a broken disk in a data center?",
         ("The provider's technicians", "Staff of the company that rents the server"), "A", "B"),
        ("Who patches the guest operating system of an Amazon EC2 instance?",
         ("The engineers of the company that rents out the hardware", "The tenant's administrators"), "B", "A"),
        ("Which duty belongs to the organization that operates the data centers?",
         ("Cooling the server rooms", "Reviewing the IAM policies of tenants"), "A", "B"),
        ("A media company has films on Amazon EC2. Who patches the guest operating system?",
         ("AWS, because it runs Amazon EC2", "The media company, because the instance is its own"), "B", "A"),
        ("Who patches the guest operating system of an Amazon EC2 instance?",
         ("It is for AWS", "It is for us"), "B", "A"),
        ("Which is an example of security in the cloud?",
         ("Configuring IAM permissions", "Guarding the data centers"), "A", "B"),
        ("What belongs to security “of” the cloud?",
         ("Configuring IAM permissions", "Guarding the data centers"), "B", "A"),
        ("All of these are responsibilities of the customer EXCEPT:",
         ("classifying data", "replacing failed disks", "managing IAM users"), "B", "C"),
        ("A company moves a database from Amazon EC2 to Amazon RDS. Which task passes to AWS?",
         ("Patching the operating system", "Managing the database users"), "A", "B"),
        ("A guard checks badges at the door of a data center. Who employs the guard?",
         ("AWS", "The customer"), "A", "B"),
        ("Which pair is matched correctly?", ("AWS: IAM permissions", "Customer: security groups"), "B", "A"),
        ("Which statement is false?",
         ("AWS classifies the customer's data", "The customer is responsible for IAM permissions"), "A", "B"),
        ("Which of these sentences about Amazon S3 is NOT true?",
         ("AWS replaces failed disks in the data centers", "The customer replaces failed disks in the data centers"),
         "B", "A"),
        ("For which two services does AWS patch the operating system? (Choose two.)",
         ("Amazon EC2", "AWS Lambda", "Amazon S3"), "BC", "AB"),
        ("Which is the customer's responsibility on Amazon Neptune, which this matrix does not have?",
         ("Physical security of the data centers", "Rotating access keys"), "B", "A"),
        ("Which tasks are the customer's? Select TWO.",
         ("Managing IAM users", "Cooling the data centers", "Classifying data"), "AC", "BC"),
        ("A newspaper keeps photos in Amazon S3. Who classifies the data?", ("AWS", "The newspaper"), "B", "A"),
        ("Blue Quokka uses Amazon S3. Who classifies the data?", ("AWS", "Blue Quokka"), "B", "A"),
        ("Failed disks in a data center: replaced by…", ("Customer", "AWS"), "B", "A"),
        ("Who has to replace failed disks in the data centers? What is the correct answer?",
         ("The customer", "AWS", "The maker of the disks"), "B", "C"),
        ("“Security in the cloud” is…", ("AWS's part", "The customer's part"), "B", "A"),
        ("Which statement about security of the cloud is true?",
         ("It is done by the customer", "It is done by AWS"), "B", "A"),
        ("Which will be done by the provider's engineers and never by the customer?",
         ("Classifying data", "Destroying retired storage media"), "B", "A"),
        ("Which does NOT happen when a company moves from Amazon EC2 to Amazon RDS?",
         ("AWS patches the operating system", "AWS classifies the database records"), "B", "A"),
        ("A customer never has to do one of these things. Which one?",
         ("Classifying data", "Destroying retired storage media"), "B", "A"),
        ("Which sentence would NOT be spoken by a customer who understands the model?",
         ("AWS guards the data centers", "AWS classifies our data"), "B", "A"),
        ("Choose two: what is “in the cloud” for a company with data in Amazon S3?",
         ("Replacing failed disks", "Classifying data", "Managing IAM users"), "BC", "AB"),
        ("A team swaps Amazon EC2 for AWS Lambda. Which job drops off the team's list?",
         ("Testing the code", "Patching the operating system"), "B", "A"),
        ("Which task must the customer do on Amazon EC2 but not on Amazon RDS?",
         ("Patching the operating system", "Classifying data"), "A", "B"),
        ("How is the fire protection of the data centers best described?",
         ("A control specific to the customer", "A control that the customer inherits from AWS"), "B", "A"),
    ],
)  # fmt: skip
def test_parties_negations_and_stories_are_understood(stem, options, right, wrong):
    assert judged(question(stem, *options, key=right))[0] is KeyOutcome.AGREES
    assert judged(question(stem, *options, key=wrong))[0] is KeyOutcome.REFUTED


@pytest.mark.parametrize(
    ("stem", "right", "wrong"),
    [
        ("With which service does the customer have the MOST responsibility?", "A", "B"),
        ("Which service leaves the least work to the customer?", "B", "A"),
        ("Which service takes the most maintenance away from you?", "B", "A"),
        ("Service with the MOST customer work?", "A", "B"),
        ("For which service does AWS have the most tasks?", "B", "A"),
    ],
)
def test_who_has_the_most_to_do_is_counted_in_the_layers(stem, right, wrong):
    options = "Amazon EC2", "AWS Lambda"

    _, [(sure, proof)] = judged(question(stem, *options, key=wrong))

    assert judged(question(stem, *options, key=right))[0] is KeyOutcome.AGREES
    assert sure is Certainty.POSSIBLE
    assert " of the 15 layers" in proof

    Responsibility.objects.update(owner="customer")
    assert judged(question(stem, *options, key=wrong))[0] is not KeyOutcome.REFUTED


@pytest.mark.parametrize(
    ("stem", "owner"),
    [
        ("Who patches the operating system of a virtual machine?", "The customer"),
        ("Who patches the operating system beneath a managed database?", "AWS"),
        ("Who patches the operating system under a serverless function?", "AWS"),
        ("Who patches the operating system beneath a managed service?", "AWS"),
        ("Who patches the operating system?", None),
    ],
)
def test_a_common_noun_means_services_and_is_never_more_than_possible(stem, owner):
    for key, option in zip("AB", ("AWS", "The customer"), strict=True):
        outcome, findings = judged(question(stem, "AWS", "The customer", key=key))
        expected = KeyOutcome.AGREES if option == owner else KeyOutcome.REFUTED

        assert outcome is (expected if owner else KeyOutcome.UNSETTLED)
        assert {sure for sure, _ in findings} <= {Certainty.POSSIBLE}


@pytest.mark.parametrize("subject", ["database", "Lambda function", "cloud provider", "auditor"])
def test_a_story_about_a_thing_or_an_outsider_is_not_about_the_customer(subject):
    stem = f"A {subject} uses Amazon S3. Who has to classify the data?"

    assert judged(question(stem, "AWS", f"The {subject}", key="B"))[0] is not KeyOutcome.AGREES


def test_the_name_of_a_tool_is_no_task():
    stem = "What should the customer use to rotate database passwords on Amazon RDS?"

    assert judged(question(stem, "AWS Secrets Manager", "AWS Firewall Manager"))[1] == []


def test_an_option_that_the_facts_make_true_refutes_a_key_of_which_they_say_nothing():
    options = ("AWS", "The manufacturer of the disks")
    stem = "Who replaces the failed disks in an AWS data center?"

    _, [(_, proof)] = judged(question(stem, *options, key="B"))

    assert proof.startswith("The key is B “The manufacturer of the disks”, but A “AWS” fits the facts better: ")
    assert "the matrix says AWS" in proof


def test_a_wording_of_aws_means_what_the_facts_say_of_its_layer():
    stem = "Which of these is AWS responsible for on every service?"
    options = ("Edge locations", "Client-side data encryption and data integrity authentication")
    assert judged(question(stem, *options, key="A"))[0] is KeyOutcome.AGREES

    Responsibility.objects.filter(layer__slug="hardware-network").update(owner="customer")
    Duty.objects.filter(cell__layer__slug="hardware-network").update(owner="customer")

    assert judged(question(stem, *options, key="A"))[0] is not KeyOutcome.AGREES


def test_each_wording_means_a_fact_or_a_service():
    known = facts.current()
    phrases = phrases_of(known)

    meant = [means for wording in wordings() for means in wording.facts]

    assert [means for means in meant if not list(phrases.meant(means))] == []
    assert {slug for wording in wordings() for slug in wording.services} <= known.services.keys()
    kinds = {service.service_type.slug for service in known.services.values()}
    assert {slug for wording in wordings() for slug in wording.kinds} <= kinds


def test_a_layer_of_one_service_refutes_nothing_where_no_service_is_named():
    Responsibility.objects.exclude(service__slug="ec2").filter(layer__slug="guest-os").update(confidence="low")

    outcome, findings = judged(question("Who has to retire tasks on outdated hosts?", "AWS", "The customer", key="B"))

    assert (outcome, findings) == (KeyOutcome.UNSETTLED, [])


def test_a_key_that_names_neither_party_is_refuted():
    stem = "Who does the maintenance of the plumbing of the servers?"

    outcome, [(sure, proof)] = judged(question(stem, "AWS", "The local council", "The customer", key="B"))

    assert (outcome, sure) == (KeyOutcome.REFUTED, Certainty.POSSIBLE)
    assert proof == "The key is B “The local council”, who is neither AWS nor its customer."


def test_a_key_that_says_nothing_of_the_facts_is_refuted_by_a_statement_that_they_support():
    statements = ("The customer patches the guest operating system", "AWS patches the guest operating system")
    asked = question("Which statement about Amazon EC2 is true?", *statements, "Kangaroos are blue", key="C")

    assert judged(asked)[1][0][0] is Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("stem", "options", "right", "wrong"),
    [
        ("A trainee says, “AWS patches the guest operating system of my EC2 instance.” This is:",
         ("Correct", "Wrong, that is for the customer"), "B", "A"),
        ("True or false: on Amazon RDS, you patch the operating system.",
         ("True", "True, but only for MySQL", "False"), "C", "B"),
        ("Which of these would an auditor NOT ask of the customer, but of AWS?",
         ("Physical security of the data centers", "User permissions"), "A", "B"),
        ("Which chore goes away when you move to Amazon RDS?",
         ("Patching the operating system", "Choosing who may log in to the database"), "A", "B"),
        ("A winery lost a laptop with the access keys of IAM users. Who has to deactivate the access keys?",
         ("AWS", "The winery"), "B", "A"),
        ("Who's gotta patch the guest OS of an EC2 instance?", ("Me", "The guys at Amazon"), "A", "B"),
        ("Who patches the operating system under Amazon RDS?", ("The RDS team", "My boss"), "A", "B"),
    ],
)  # fmt: skip
def test_informal_questions_and_verdicts_are_read(stem, options, right, wrong):
    assert judged(question(stem, *options, key=right))[0] is KeyOutcome.AGREES
    assert judged(question(stem, *options, key=wrong))[0] is KeyOutcome.REFUTED
