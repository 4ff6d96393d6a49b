"""What teachers see of their classes and the learners in them, and who sees nothing."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import join, leave
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.models import Cohort, CohortMembership, Learner
from lessons.models import Lesson
from lessons.progress import mark_as_read
from matrix import facts
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import AttemptItem, CellMemory
from teach.cohorts.access import members_of
from teach.cohorts.class_map import class_map
from teach.cohorts.figures import with_figures
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.memories import remember, stuck
from tests.helpers.pages import page_of, tight
from tests.helpers.sittings import answer_all, begin, statements_of

pytestmark = pytest.mark.django_db

RIGHT_ON_TWO_DAYS = ((3, True), (2, True), (1, True))


def pages_of(cohort: Cohort) -> list[str]:
    """Every page of a class, with one learner and one attempt of theirs."""
    someone = members_of(cohort).first()
    attempt = answer_all(begin(someone.learner))
    here = [cohort.pk]
    return [
        reverse("teach:cohort", args=here),
        reverse("teach:cohort-map", args=here),
        reverse("teach:cohort-map", args=here) + "?services=all",
        reverse("teach:cohort-cell", args=[*here, "ec2", "guest-os"]),
        reverse("teach:cohort-learner", args=[*here, someone.pk]),
        reverse("teach:cohort-learner-attempt", args=[*here, someone.pk, attempt.pk]),
        reverse("teach:cohort-assignments", args=here),
        reverse("teach:cohort-messages", args=here),
        reverse("teach:cohort-invites", args=here),
        reverse("teach:cohort-roster", args=here),
        reverse("teach:cohort-edit", args=here),
        reverse("teach:cohort-progress-csv", args=here),
        reverse("teach:cohort-scores-csv", args=here),
        reverse("teach:cohort-workbook", args=here),
    ]


# Who sees what


def test_a_class_is_its_teachers_and_nobody_elses(
    cohort, instructor_client, superuser_client, colleague, client, stranger_client, learner_client
):
    others = client_of(colleague)
    for address in pages_of(cohort):
        assert instructor_client.get(address).status_code == 200, address
        assert superuser_client.get(address).status_code == 200, address
        assert others.get(address).status_code == 404, address
        assert stranger_client.get(address).status_code == 404, address
        assert learner_client.get(address).status_code == 404, address
        assert client.get(address).url.startswith("/account/login/"), address


def test_nothing_is_decided_for_a_class_of_somebody_else(cohort, colleague, lena, instructor):
    link, here = cohort.invites.first(), member(cohort, lena.learner)
    others = client_of(colleague)

    for name, numbers, sent in (
        ("cohort-edit", [], {"name": "Mine", "time_zone": "UTC"}),
        ("cohort-archiving", [], {}),
        ("cohort-teachers", [], {"email": colleague.email}),
        ("cohort-invites", [], {"days": 7}),
        ("cohort-invite-revocation", [link.pk], {}),
        ("cohort-invites-mailing", [], {}),
        ("cohort-roster", [], {"text": "a@example.com", "import": "yes"}),
        ("cohort-messages", [], {"text": "Hello"}),
        ("cohort-learner-time", [here.pk], {"time_allowance": "unlimited"}),
        ("cohort-learner-removal", [here.pk], {}),
    ):
        assert others.post(reverse(f"teach:{name}", args=[cohort.pk, *numbers]), sent).status_code == 404, name

    cohort.refresh_from_db()
    assert (cohort.name, cohort.archived_at, cohort.invites.count()) == ("Class A", None, 1)
    assert member(cohort, lena.learner).time_allowance == ""


def test_a_learner_of_another_class_is_not_found_through_ones_own(cohort, colleague, sam):
    theirs = class_of(colleague, sam.learner, name="Class B")
    foreign = member(cohort, cohort.memberships.first().learner)
    attempt = answer_all(begin(foreign.learner))
    mine = member(theirs, sam.learner)
    others = client_of(colleague)

    assert others.get(reverse("teach:cohort-learner", args=[theirs.pk, foreign.pk])).status_code == 404
    address = reverse("teach:cohort-learner-attempt", args=[theirs.pk, mine.pk, attempt.pk])
    assert others.get(address).status_code == 404
    assert "Class A" not in page_of(others, reverse("teach:cohorts"))


def test_who_has_left_is_seen_no_more(cohort, instructor_client, lena):
    here = member(cohort, lena.learner)
    leave(here)

    learners = instructor_client.get(cohort.get_absolute_url(), headers={"hx-request": "true"}).text
    assert "No one has joined yet." in learners
    assert "Lena" not in learners
    assert instructor_client.get(reverse("teach:cohort-learner", args=[cohort.pk, here.pk])).status_code == 404


# The list of classes


def test_the_list_sums_each_class_up(cohort, instructor, instructor_client, lena, sam):
    join(cohort.invites.first(), learner=sam.learner)
    remember(lena.learner, "ec2/guest-os", *RIGHT_ON_TWO_DAYS)
    remember(lena.learner, "s3/customer-data", *RIGHT_ON_TWO_DAYS)
    remember(sam.learner, "s3/customer-data", (40, True))
    import_rows(cohort, [RosterRow(1, "a@example.com", ""), RosterRow(2, "b@example.com", "")], by=instructor)

    page = page_of(instructor_client, reverse("teach:cohorts"))

    row = re.search(r"Class A</a></th>(.*?)</tr>", page)[1]
    assert re.findall(r'data-l="(\w+)">(\d+|–)<', row) == [
        ("Learners", "2"),
        ("Active", "1"),
        ("Known", "1"),
        ("Invited", "2"),
        ("Exam", "–"),
    ]


def test_archived_classes_stand_apart(cohort, instructor_client):
    archive(cohort)

    assert "Class A" not in page_of(instructor_client, reverse("teach:cohorts"))
    assert "Class A" in page_of(instructor_client, reverse("teach:cohorts") + "?archived")


# The learners of a class


def figures(cohort: Cohort, learner: Learner) -> CohortMembership:
    return with_figures(members_of(cohort)).get(learner=learner)


def test_a_row_tells_how_far_a_learner_is(cohort, instructor_client, lena):
    mark_as_read(Lesson.objects.get(slug="shared-responsibility-model"), learner=lena.learner)
    answer_all(begin(lena.learner), wrong={1, 2})
    stuck(lena.learner, "cloudhsm/backup-recovery")
    remember(lena.learner, "outposts/backup-recovery", *RIGHT_ON_TWO_DAYS)

    page = tight(page_of(instructor_client, cohort.get_absolute_url()))

    row = re.search(r"Lena</a></th>(.*?)</tr>", page)[1]
    told = dict(re.findall(r'data-l="(\w+)">(?:<time[^>]*>)?([^<]+)<', row))
    assert told["Lessons"] == "1"
    assert told["Known"] == "1"
    assert told["Mean"] == "80%"
    assert told["Stuck"] == "1"
    assert told["Active"] == datetime.now(UTC).strftime("%b %-d, %Y")


@pytest.mark.parametrize(
    "answers",
    [
        [(3, True), (2, True), (1, True)],
        [(3, True), (3, True), (3, True)],
        [(300, True), (299, True), (298, True)],
        [(4, True), (3, True), (2, True), (1, False)],
        [(2, True), (1, True)],
        [(5, False), (4, True), (3, True), (2, True), (1, True)],
    ],
)
def test_secure_means_the_same_to_an_instructor_and_to_the_plan(cohort, lena, answers):
    remember(lena.learner, "ec2/guest-os", *answers)

    _, knowledge = facts_and_knowledge(lena.learner)
    record = knowledge.of(facts.current().cell("ec2/guest-os"))
    assert figures(cohort, lena.learner).secure == int(record.secure)


def test_a_zone_chosen_later_changes_no_night(cohort, lena):
    remember(lena.learner, "ec2/guest-os", *RIGHT_ON_TWO_DAYS)

    Learner.objects.filter(pk=lena.learner.pk).update(time_zone="Asia/Tokyo")

    assert figures(cohort, lena.learner).secure == 1


def names_in(page: str) -> list[str]:
    return re.findall(r'scope="row"><a [^>]*>([^<]+)</a>', page)


def test_rows_are_sorted_and_filtered_by_the_address(cohort, instructor_client, lena, sam):
    join(cohort.invites.first(), learner=sam.learner)
    stuck(sam.learner, "rds/guest-os")
    address = cohort.get_absolute_url()

    assert names_in(page_of(instructor_client, address)) == ["Lena", "Sam"]
    assert names_in(page_of(instructor_client, f"{address}?sort=-name")) == ["Sam", "Lena"]
    assert names_in(page_of(instructor_client, f"{address}?sort=-stuck")) == ["Sam", "Lena"]
    assert names_in(page_of(instructor_client, f"{address}?sort=stuck")) == ["Lena", "Sam"]
    assert names_in(page_of(instructor_client, f"{address}?show=stuck")) == ["Sam"]
    remember(lena.learner, "ec2/guest-os", (1, True))
    assert names_in(page_of(instructor_client, f"{address}?show=idle")) == ["Sam"]
    assert names_in(page_of(instructor_client, f"{address}?q=LENA@")) == ["Lena"]
    assert "No learners match these filters." in page_of(instructor_client, f"{address}?q=nobody")


@pytest.mark.parametrize("query", ["sort=x", "sort=-", "show=y", "page=9999", "page=x", "q=%00", "sort=-name%27"])
def test_what_the_list_does_not_know_it_leaves_out(cohort, instructor_client, query):
    page_of(instructor_client, f"{cohort.get_absolute_url()}?{query}")


def test_htmx_gets_the_table_alone(cohort, instructor_client):
    answer = instructor_client.get(f"{cohort.get_absolute_url()}?sort=-stuck", headers={"HX-Request": "true"})

    assert answer.text.strip().startswith('<section id="learners"')
    assert 'aria-sort="descending"' in answer.text
    assert "HX-Request" in answer["Vary"]


def test_a_name_of_a_column_leads_to_the_other_direction(cohort, instructor_client):
    page = page_of(instructor_client, f"{cohort.get_absolute_url()}?sort=-stuck&show=stuck")

    assert "No learner" in page
    page = page_of(instructor_client, f"{cohort.get_absolute_url()}?sort=-secure&q=len")
    assert 'href="?sort=secure&amp;q=len"' in page
    assert 'href="?sort=-stuck&amp;q=len"' in page


# The map


def test_the_map_counts_who_knows_each_cell(cohort, instructor_client, lena, sam):
    join(cohort.invites.first(), learner=sam.learner)
    remember(lena.learner, "ec2/guest-os", *RIGHT_ON_TWO_DAYS)
    stuck(sam.learner, "ec2/guest-os")

    page = tight(page_of(instructor_client, reverse("teach:cohort-map", args=[cohort.pk])))

    assert "known by 1 of 2, answered by 2, 1 stuck" in page
    assert re.search(r"EC2, [^<]*guest[^<]*</a><span class=\"num\">1 learner<", page)
    known = class_map(members_of(cohort), 2).of(facts.current().cell("ec2/guest-os"))
    assert (known.percent, known.shade) == (50, "some")


def test_the_map_of_a_class_reads_what_the_index_of_memories_has(cohort):
    """Any other column would cost a read of each memory."""
    [index] = [each for each in CellMemory._meta.constraints if each.name.endswith("one_memory_per_learner_and_cell")]
    columns = {CellMemory._meta.get_field(name).column for name in (*index.fields, *index.include)}

    with CaptureQueriesContext(connection) as asked:
        class_map(members_of(cohort), 1)

    read = set(re.findall(r'"quizzes_cellmemory"."(\w+)"', asked.captured_queries[-1]["sql"]))
    assert {"learner_id", "cell_id"} <= read <= columns


def test_a_cell_names_who_is_stuck_and_who_has_it(cohort, instructor_client, lena, sam):
    mia = make_user("mia@example.com", name="Mia").learner
    zoe = make_user("zoe@example.com", name="Zoe").learner
    for each in (sam.learner, mia, zoe):
        join(cohort.invites.first(), learner=each)
    remember(lena.learner, "ec2/guest-os", *RIGHT_ON_TWO_DAYS)
    stuck(sam.learner, "ec2/guest-os")
    remember(mia, "ec2/guest-os", (1, True))

    page = page_of(instructor_client, reverse("teach:cohort-cell", args=[cohort.pk, "ec2", "guest-os"]))

    parts = re.findall(r'class="h-sm">([\w ]+) <span[^>]*>1</span>.*?(Lena|Sam|Mia|Zoe)', page)
    assert parts == [("Stuck", "Sam"), ("Learning", "Mia"), ("Known", "Lena"), ("New", "Zoe")]
    nowhere = reverse("teach:cohort-cell", args=[cohort.pk, "ec2", "nothing"])
    assert instructor_client.get(nowhere).status_code == 404


# One learner


def test_a_teacher_reads_each_answer_of_an_attempt(cohort, instructor_client, lena):
    attempt = answer_all(begin(lena.learner), wrong={1}, unsure={2})
    here = member(cohort, lena.learner)
    item = AttemptItem.objects.get(attempt=attempt, position=1)
    chosen = item.result.response.chosen[0] if item.result.response.chosen else ""

    listed = page_of(instructor_client, reverse("teach:cohort-learner", args=[cohort.pk, here.pk]))
    address = reverse("teach:cohort-learner-attempt", args=[cohort.pk, here.pk, attempt.pk])
    page = page_of(instructor_client, address)

    assert f'href="{address}"' in listed
    assert page.count('data-kind="right">Right') == 8
    assert page.count('data-kind="wrong">Wrong') == 2
    assert "I don’t know" in page
    if chosen:
        assert item.version.options.get(key=chosen).text in re.sub("&#x27;", "'", page)


def test_looking_at_a_learner_changes_nothing(cohort, instructor_client, lena):
    begin(lena.learner)
    here = member(cohort, lena.learner)
    answers = member(cohort, lena.learner).learner.attempts.count()

    assert instructor_client.post(reverse("teach:cohort-learner", args=[cohort.pk, here.pk])).status_code == 405
    instructor_client.get(reverse("teach:cohort-learner", args=[cohort.pk, here.pk]))

    assert lena.learner.attempts.filter(closed_at=None).count() == answers == 1


def test_a_learner_taken_out_is_out(cohort, instructor, instructor_client, lena):
    here = member(cohort, lena.learner)

    instructor_client.post(reverse("teach:cohort-learner-removal", args=[cohort.pk, here.pk]))

    here.refresh_from_db()
    assert here.removed_by == instructor.pk
    assert not members_of(cohort).exists()


# How much it costs


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(statements_of(captured))


def test_no_page_costs_more_with_sixty_learners(cohort, instructor, instructor_client, lena):
    addresses = [reverse("teach:cohorts"), *pages_of(cohort)]
    remember(lena.learner, "cloudhsm/backup-recovery", *RIGHT_ON_TWO_DAYS)
    before = [queries_of(instructor_client, address) for address in addresses]
    link = invite_to(cohort, by=instructor)
    for number in range(59):
        each = make_user(f"learner{number}@example.com").learner
        join(link, learner=each)
        remember(each, "cloudhsm/backup-recovery", *RIGHT_ON_TWO_DAYS)

    after = [queries_of(instructor_client, address) for address in addresses]

    assert after == before
    assert max(after) <= 12, dict(zip(addresses, after, strict=True))
