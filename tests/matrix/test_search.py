import re
from itertools import batched, product
from string import ascii_lowercase

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.html import strip_tags

from lessons.models import Incident, Lesson, Term
from matrix import facts, registry
from matrix.checks import search_forgives_typing_errors
from matrix.models import Duty, Layer, Responsibility, Scenario, Service
from matrix.search import KINDS, MOST_WORDS, cut, find, marked, words_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def commit() -> None:
    """Does what the end of the transaction would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def search(query: str, **kind: str):
    known = facts.current()
    return find(query, added=[each for searchables in registry.searchables for each in searchables(known)], **kind)


def rows_of(query: str) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(cursor.fetchall())


def titles_of(groups) -> set[str]:
    return {strip_tags(found.title) for group in groups for found in group.found}


def first(query: str) -> str:
    return search(query).groups[0].found[0].url


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


# Searching as somebody types


# What other apps add has no part in how a query is put together, and would make each of many thousands take longer.


def words_indexed() -> set[str]:
    known = facts.current()
    texts = [f"{each.title} {each.text}" for searchables in registry.searchables for each in searchables(known)]
    texts += [text for (text,) in rows_of("SELECT concat_ws(' ', title, names, body) FROM matrix_searchentry")]
    return {word for text in texts for word in re.findall(r"[^\W_]+", text.lower())}


def prefixes(words) -> list[str]:
    return sorted({word[:length] for word in words for length in range(1, len(word) + 1)})


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_every_beginning_of_a_word_that_says_nothing_is_searched(every):
    said_nothing = {
        word for (word,) in rows_of("SELECT word FROM matrix_searchword WHERE ts_lexize('english_stem', word) = '{}'")
    }
    assert {"the", "then", "what"} <= said_nothing

    for prefix in prefixes(said_nothing)[::every]:
        find(prefix)
        find(f"ec2 {prefix}")


@pytest.mark.parametrize(
    ("before", "every"), [("", 7), *(pytest.param(before, 1, marks=pytest.mark.long) for before in ("", "rds "))]
)
def test_one_letter_and_two_are_searched(before, every):
    """Of two letters one pair in so many, which ends and begins in each letter; all of them in the long run."""
    pairs = [*map("".join, product(ascii_lowercase, repeat=2))]
    for letters in [*ascii_lowercase, *pairs[::every]]:
        find(before + letters)


@pytest.mark.parametrize(
    ("before", "every"),
    [("", 30), ("ec2 ", 100), *(pytest.param(before, 1, marks=pytest.mark.long) for before in ("", "ec2 "))],
)
def test_every_beginning_of_every_word_is_searched(before, every):
    """One in so many; all of them in the long run."""
    found = [find(before + prefix).count for prefix in prefixes(words_indexed())[::every]]

    assert sum(map(bool, found)) > len(found) * 0.8


@pytest.mark.long
def test_every_letter_of_every_script_is_searched():
    letters = [chr(point) for point in range(0x80, 0x3000) if chr(point).isalnum()]
    for some in batched(letters, MOST_WORDS, strict=False):
        find(" ".join(some))


def test_a_query_of_any_length_is_read_up_to_a_point():
    assert len(words_of("word " * 1000)) == 8
    assert search("rds " * 5000).groups


def test_every_kind_is_found():
    kinds = {group.kind for query in ("lambda", "patch", "network") for group in search(query).groups}

    assert kinds == set(KINDS)


def test_a_group_shows_its_best_and_leads_to_all_of_them():
    tasks = next(group for group in search("patch").groups if group.kind == "duty")

    assert len(tasks.found) == 5
    everything = search("patch", kind="duty")
    assert [group.kind for group in everything.groups] == ["duty"]
    assert everything.groups[0].count == tasks.count
    assert len(everything.groups[0].found) == min(tasks.count, 60)


def test_owners_are_shown_with_cells_and_tasks_but_not_with_traps():
    groups = {group.kind: group for group in search("patch os rds").groups}

    assert groups["cell"].found[0].owner == "aws"
    assert all(found.owner for found in groups["duty"].found)
    assert not any(found.owner for found in groups["scenario"].found)


def test_a_change_of_the_facts_is_found_at_the_end_of_its_transaction():
    assert not search("quagga").groups
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    Duty.objects.create(cell=cell, slug="feed-the-quagga", owner="aws", task="Feed the quagga")
    Service.objects.filter(slug="rds").update(summary="A stable for a zebroid.")

    commit()

    assert first("quagga") == "/matrix/rds/guest-os/"
    assert first("zebroid") == "/services/rds/"
    assert first("qaugga") == "/matrix/rds/guest-os/"


def test_what_is_retired_or_gone_is_not_found():
    Duty.objects.filter(slug="patch-the-hypervisor-and-host-firmware").update(retired=True)
    Scenario.objects.filter(slug="ec2-hypervisor-flaw").delete()

    commit()

    found = search("hypervisor firmware", kind="duty").groups
    assert "Patch the hypervisor and host firmware" not in titles_of(found)
    assert not any("A flaw is announced" in title for title in titles_of(search("flaw hypervisor").groups))


def test_a_layer_renamed_is_renamed_in_its_cells():
    Layer.objects.filter(slug="guest-os").update(short_name="Zebroid system")

    commit()

    assert "Lambda, zebroid system" in titles_of(search("zebroid lambda").groups)


def test_what_followed_change_by_change_is_what_is_worked_out_anew():
    Layer.objects.filter(slug="guest-os").update(name="Zebra operating zebra", short_name="Zebra")
    commit()
    duties = Duty.objects.filter(cell__service__slug="ec2").order_by("pk")
    duties.exclude(pk=duties.first().pk).update(task="Feed the zebra")
    Scenario.objects.filter(pk=Scenario.objects.first().pk).delete()
    commit()
    Duty.objects.filter(task="Feed the zebra").update(task="Feed no animal")
    commit()

    entries = "SELECT kind, path, about, title, names, body, owner FROM "
    assert rows_of(entries + "matrix_searchentry") == rows_of(entries + "matrix_search_texts()")
    every_word = (
        "SELECT word, matrix_search_letters(word), ndoc FROM ts_stat($$ SELECT to_tsvector('simple', concat_ws"
    )
    every_word += "(' ', title, names, body)) FROM matrix_searchentry $$) WHERE word ~ '^[a-z][a-z0-9]{2,}$'"
    kept = rows_of("SELECT word, letters, entries FROM matrix_searchword")
    assert kept == rows_of(every_word)
    words = {word for word, *_ in kept}
    assert {"zebra", "animal"} <= words


def test_a_changed_term_is_found_at_once():
    Term.objects.filter(slug="hardening").update(definition="Feeding the **zebroid**.")

    [term] = search("zebroid").groups[0].found

    assert term.url == "/glossary/#hardening"
    assert "Feeding the <mark>zebroid</mark>" in term.snippet


def test_an_incident_is_found_by_its_story_and_never_by_what_it_asks():
    incident = Incident.objects.get(slug="leaked-access-key")
    incident.story, incident.why = "Someone rode a zebroid.", "It was a quagga."
    incident.save()

    assert first("zebroid") == "/incidents/leaked-access-key/"
    assert not search("quagga").groups


def test_lessons_are_found_only_while_learners_may_read_them():
    urls = {found.url for group in search("boundary moves").groups for found in group.found}
    assert "/learn/shared-responsibility-model/#shifts" in urls

    Lesson.objects.update(published=False)

    assert "section" not in {group.kind for group in search("boundary moves").groups}


def test_markup_in_a_text_is_never_obeyed():
    Service.objects.filter(slug="rds").update(summary="<script>alert(1)</script> zebroid & <b>bold</b>")
    commit()

    found = search("zebroid").groups[0].found[0]

    assert "<script" not in found.snippet
    assert "<b>" not in found.snippet
    assert "&amp;" in found.snippet
    assert "<mark>zebroid</mark>" in found.snippet
    assert marked("<i>\x02a\x03") == "&lt;i&gt;<mark>a</mark>"


@pytest.mark.parametrize(
    ("snippet", "body", "shown"),
    [
        ("All \x02of\x03 it", "All of it.", "All \x02of\x03 it"),
        ("the \x02middle\x03 part", "At first the middle part, then more.", "… the \x02middle\x03 part …"),
        ("", "", ""),
    ],
)
def test_a_snippet_shows_where_the_text_goes_on(snippet, body, shown):
    assert cut(snippet, body) == shown


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
