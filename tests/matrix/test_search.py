import pytest
from django.core.management import call_command
from django.db import connection

from matrix.checks import search_forgives_typing_errors
from tests.helpers.searches import first, search

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def first_of(kind: str, query: str) -> list[str]:
    [group] = [group for group in search(query).groups if group.kind == kind]
    return [found.url for found in group.found]


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("lamda", "/services/lambda/"),
        ("secruity group", "/layers/network-config/"),
        ("patch os rds", "/matrix/rds/guest-os/"),
        ("fargate kernel", "/matrix/ecs-fargate/guest-os/"),
        ("pacth os rds", "/matrix/rds/guest-os/"),
        ("rsd", "/services/rds/"),
        ("ec2", "/services/ec2/"),
        ("Elastic Compute Cloud", "/services/ec2/"),
        ("who patches the guest os", "/layers/guest-os/"),
        ("encryption at rest", "/layers/encryption-at-rest/"),
        ("hypervizor", "/layers/virtualization/"),
        ("backup rds", "/matrix/rds/backup-recovery/"),
        ("patch management", "/controls/#patch-management"),
        ("root mfa", "/matrix/iam/identity-access/"),
        ("guest os", "/layers/guest-os/"),
        ("encrypton at rest", "/layers/encryption-at-rest/"),
        ("ec2 patch", "/matrix/ec2/guest-os/"),
        ("who patches rds", "/matrix/rds/guest-os/"),
        ("ec2 hardening", "/matrix/ec2/guest-os/"),
        ("rds encryption at rest", "/matrix/rds/encryption-at-rest/"),
        ("hardening", "/glossary/#hardening"),
        ("least privilege", "/glossary/#least-privilege"),
        ("leaked access key", "/incidents/leaked-access-key/"),
        ("responsability", "/glossary/#shared-responsibility-model"),
        ("shared responsibility", "/glossary/#shared-responsibility-model"),
        ("incident response", "/controls/#incident-response"),
        ("s3", "/services/s3/"),
        ("iam", "/services/iam/"),
        ("cloud front", "/services/cloudfront/"),
        ("dynamo db", "/services/dynamodb/"),
        ("fargte", "/services/ecs-fargate/"),
        ("secrets manager", "/services/secretsmanager/"),
        ("physical security", "/layers/physical-facilities/"),
        ("security group", "/layers/network-config/"),
        ("encription at rest", "/layers/encryption-at-rest/"),
        ("ec2 guest operating system", "/matrix/ec2/guest-os/"),
        ("who is responsible for the guest operating system of ec2", "/matrix/ec2/guest-os/"),
        ("ec2 os", "/matrix/ec2/guest-os/"),
        ("guest os rds", "/matrix/rds/guest-os/"),
        ("ec2 firewall", "/matrix/ec2/network-config/"),
        ("s3 encryption at rest", "/matrix/s3/encryption-at-rest/"),
        ("lambda code", "/matrix/lambda/application-code/"),
        ("dynamodb backup", "/matrix/dynamodb/backup-recovery/"),
        ("beanstalk os", "/matrix/beanstalk/guest-os/"),
        ("open bucket", "/incidents/open-bucket/"),
        ("lost laptop", "/incidents/lost-laptop/"),
        ("expired certificate", "/incidents/expired-certificate/"),
        ("unpatched instance", "/incidents/unpatched-instance/"),
        ("leeked access key", "/incidents/leaked-access-key/"),
        ("flaw below you", "/incidents/hypervisor-flaw/"),
        ("public bucket", "/incidents/open-bucket/"),
        ("over-wide role", "/incidents/over-wide-role/"),
        ("awarness and training", "/controls/#awareness-training"),
        ("configuration management", "/controls/#configuration-management"),
        ("pci dss", "/glossary/#pci-dss"),
        ("root user", "/glossary/#root-user"),
        ("hardning", "/glossary/#hardening"),
        ("least privlege", "/glossary/#least-privilege"),
        ("guardduty", "/glossary/#guardduty"),
        ("aws artifact", "/glossary/#aws-artifact"),
    ],
)
def test_the_right_thing_comes_first(query, url):
    assert first(query) == url


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("fargate", "/services/ecs-fargate/"),
        ("hypervisor", "/layers/virtualization/"),
        ("s3 encryption", "/matrix/s3/encryption-at-rest/"),
        ("who encrypts s3", "/matrix/s3/encryption-at-rest/"),
        ("s3 public access", "/matrix/s3/identity-access/"),
        ("lambda runtime", "/matrix/lambda/platform-software/"),
        ("ebs snapshot", "/matrix/ebs/backup-recovery/"),
        ("dispose of disks", "/controls/#media-disposal"),
        ("mfa", "/glossary/#mfa"),
        ("kms key policy", "/matrix/kms/identity-access/"),
        ("vpc network acl", "/matrix/vpc/network-config/"),
        ("rds patching", "/matrix/rds/guest-os/"),
    ],
)
def test_the_right_thing_is_among_the_first_three(query, url):
    shown = [found.url for group in search(query).groups for found in group.found]

    assert url in shown[:3]


@pytest.mark.parametrize(
    ("query", "kind", "urls"),
    [
        (
            "guest os",
            "cell",
            ["/matrix/ec2/guest-os/", "/matrix/lightsail/guest-os/", "/matrix/ecs-fargate/guest-os/"],
        ),
        ("encrypton at rest", "cell", ["/matrix/ec2/encryption-at-rest/", "/matrix/ebs/encryption-at-rest/"]),
        ("rds backup", "cell", ["/matrix/rds/backup-recovery/"]),
        ("who patches rds", "duty", ["/matrix/rds/guest-os/"]),
        ("ec2 patch", "duty", ["/matrix/ec2/guest-os/"]),
        ("root mfa", "duty", ["/matrix/iam/identity-access/"]),
    ],
)
def test_services_of_the_exam_come_first_among_those_of_a_kind(query, kind, urls):
    assert first_of(kind, query)[: len(urls)] == urls


@pytest.mark.parametrize("query", ["guest os", "encryption at rest", "operating system"])
def test_what_does_not_apply_comes_last(query):
    [cells] = search(query, kind="cell").groups

    owners = [found.owner for found in cells.found]
    assert "not_applicable" in owners
    assert owners == sorted(owners, key=lambda owner: owner == "not_applicable")


@pytest.mark.parametrize("query", ["securi", "lamb", "hypervis"])
def test_a_word_that_is_still_being_typed_is_found_and_marked(query):
    results = search(query)

    assert not results.meant
    assert any("<mark>" in found.title + found.snippet for group in results.groups for found in group.found)


def test_a_mended_query_says_what_was_searched_for():
    assert search("secruity group").meant == "security group"
    assert search("who patches the guest os").meant == ""


def test_a_known_word_is_never_mended():
    assert search("patching").meant == ""
    assert search("kernel").meant == ""


def test_an_error_in_a_word_of_lessons_or_glossary_is_mended_too():
    assert search("responsability").meant == "responsibility"
    assert search("encrypton at rest").meant == "encryption at rest"


def test_a_word_may_have_a_stem_in_common_with_others_and_is_found_before_them():
    assert first("responsibility") == "/glossary/#shared-responsibility-model"
    assert "/controls/#incident-response" in first_of("control", "responsibility")


def test_words_that_never_meet_are_searched_one_by_one():
    services = {found.url for group in search("kms vs cloudhsm").groups for found in group.found}

    assert {"/services/kms/", "/services/cloudhsm/"} <= services


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "the",
        "?!",
        "xyzzyqq",
        "' | & ! :* ()",
        "\x00",
        "'); zzqqx --",
        "é:*",
        "who is the",
        "zq" * 5000,
        "ß½ª²",
        "日本",
    ],
)
def test_what_finds_nothing_breaks_nothing(query):
    assert not search(query).groups


ODD = [
    "ec2:*",
    "!ec2 & (",
    "ec2 <-> patch",
    "'ec2",
    "ec2\x00patch",
    "ec2 ١٢ Ёлка ﬁ é",
    "EC2\u200b",
    "ec2 " * 50,
    "\\ec2",
]


@pytest.mark.parametrize("query", ODD)
def test_what_nobody_types_on_purpose_is_read_as_words(query):
    assert search(query).groups


# Pages


def test_the_page_works_as_a_plain_form(client):
    page = client.get("/search/?q=patch+os+rds").text

    assert 'value="patch os rds"' in page
    assert "<h1>Search</h1>" in page
    assert page.index("/matrix/rds/guest-os/") < page.index("/matrix/rds-custom-oracle/guest-os/")


def test_results_come_back_as_the_fragment_and_are_announced(client):
    response = client.get("/search/?q=lamda", headers=HTMX)

    assert response.text.lstrip().startswith('<section id="results"')
    assert "found for lambda: 2 services" in response.text.split('id="live"')[1]


def test_nothing_found_offers_where_to_look(client):
    page = client.get("/search/?q=xyzzyqq").text

    assert "Nothing found for “xyzzyqq”" in page
    assert 'href="/services/"' in page


@pytest.mark.parametrize("query", ["", "?q=lamda", "?q=patch+os+rds", "?q=patch&kind=duty"])
def test_a_search_costs_at_most_four_queries(learner_client, django_assert_max_num_queries, query):
    learner_client.get("/search/?q=rds")  # the first search after a change reads what lessons add
    with django_assert_max_num_queries(4):
        assert learner_client.get(f"/search/{query}").status_code == 200


# Without the extension


@pytest.fixture
def no_trigrams(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm")


def test_without_the_extension_search_forgives_only_swapped_letters(no_trigrams):
    assert first("lambda") == "/services/lambda/"
    assert first("rsd") == "/services/rds/"
    assert not search("lamda").groups


def test_a_check_says_that_the_extension_is_missing_and_what_to_do(no_trigrams):
    [warning] = search_forgives_typing_errors(databases=["default"])

    assert "CREATE EXTENSION pg_trgm" in warning.hint


def test_the_check_says_nothing_before_the_first_migration_which_creates_it(no_trigrams):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE matrix_searchentry CASCADE")

    assert search_forgives_typing_errors(databases=["default"]) == []


def test_the_check_is_content_with_the_extension(capsys):
    assert search_forgives_typing_errors(databases=["default"]) == []
    assert search_forgives_typing_errors(databases=None) == []
    call_command("check", databases=["default"])
    assert "matrix.W001" not in capsys.readouterr().err
