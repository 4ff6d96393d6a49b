import json
import re
import shutil
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from matrix import changelog, facts
from matrix.models import Control, Responsibility, Scenario
from tests.helpers.loaded_facts import load_facts_alone
from tests.matrix.test_admin import change_url, confirmed, delete_url, posted

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")


def log() -> list:
    return changelog.current(facts.current()).changes


def said(change) -> list[tuple[str, str, str]]:
    return [(each.what, each.before, each.after) for fact in change.facts for each in fact.differences]


def save(client, cell, **changes) -> None:
    data = posted(cell, **changes)
    answer = client.post(change_url(cell), data)
    if answer.status_code == 200:
        confirmed(client, change_url(cell), data)
    cell.refresh_from_db()


def test_the_first_load_is_one_line(client):
    [first] = log()

    assert first.first
    assert first.counts.startswith("48 services, 15 layers, ")
    page = client.get("/changes/").text
    assert "1 change<" in page
    assert "The facts were loaded for the first time" in page
    assert 'class="differences"' not in page


def test_a_changed_owner_is_told_with_before_after_and_reason(instructor_client, client, cell):
    save(instructor_client, cell, owner="customer", reason="You can log in since <today>.")

    newest = log()[0]
    assert (newest.title, newest.origin) == ("RDS, guest operating system", "Edited on this site")
    assert ("Owner", "AWS", "Customer") in said(newest)
    page = client.get("/changes/").text
    assert "You can log in since &lt;today&gt;." in page
    assert page.index('data-owner="aws"') < page.index('data-owner="customer"')


def test_changed_words_are_told_as_they_were_and_are(instructor_client, client, cell):
    before = cell.rationale
    save(instructor_client, cell, rationale="A better reason.", reason="")

    assert said(log()[0]) == [("Why this owner", before, "A better reason.")]
    page = client.get("/changes/").text
    assert "<ins>A better reason.</ins>" in page
    assert "No reason was given." in page


def test_duties_are_told_beside_their_cell(instructor_client, cell):
    duties = list(cell.duties.order_by("position"))
    data = posted(cell) | {"duties-0-task": "Do it better"}
    data |= {"duties-TOTAL_FORMS": len(duties) + 1, f"duties-{len(duties)}-cell": cell.pk}
    data |= {f"duties-{len(duties)}-{name}": value for name, value in (("task", "Look on"), ("slug", "look-on"))}
    data |= {f"duties-{len(duties)}-owner": "customer", f"duties-{len(duties)}-position": 9}

    instructor_client.post(change_url(cell), data)

    assert said(log()[0]) == [
        ("Duty", duties[0].task, "Do it better"),
        ("Duty added", "", "Look on (Customer)"),
    ]


def test_a_task_that_passes_to_the_other_side_is_told_with_its_reason(cell):
    duty = cell.duties.filter(owner="aws").first()
    before = duty.reason
    duty.owner, duty.reason = "customer", "You log in to it."
    duty.save()

    assert said(log()[0]) == [
        (f"Owner of “{duty.task}”", "AWS", "Customer"),
        (f"Reason of “{duty.task}”", before, "You log in to it."),
    ]


def test_what_no_reader_sees_is_no_change(instructor_client, cell):
    save(instructor_client, cell)

    assert [change.first for change in log()] == [True]
    assert cell.edit_number == 2


def test_a_deleted_scenario_is_told_with_its_reason(instructor_client, client):
    scenario = Scenario.objects.get(slug="s3-disk-fails")
    seen = instructor_client.get(delete_url(scenario)).context["preview"].fingerprint
    instructor_client.post(delete_url(scenario), {"post": "yes", "_seen": seen, "reason": "Asked twice."})

    newest = log()[0]

    assert (newest.title, newest.reason) == (f"Scenario “{scenario.text}”", "Asked twice.")
    assert [fact.kind for fact in newest.facts] == ["removed"]
    assert "Removed." in client.get("/changes/").text


def test_no_page_names_who_changed_it(instructor_client, instructor, client, cell):
    save(instructor_client, cell, rationale="A better reason.")

    for page in ("/changes/", "/changes/feed/", log()[0].url):
        text = client.get(page).text
        assert "A better reason." in text
        assert instructor.name not in text
        assert instructor.email not in text


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(settings.FIXTURES_DIR, tmp_path / "content")


def test_a_later_load_is_listed_with_its_reason_and_not_cell_by_cell(folder, client):
    path = folder / "responsibilities" / "ec2.json"
    data = json.loads(path.read_text())
    for each in data["cells"].values():
        each["rationale"] = f"In other words: {each['rationale']}"
    path.write_text(json.dumps(data))

    load_facts_alone(folder, reason="Plainer words.")

    newest = log()[0]
    assert (newest.reason, newest.origin, len(newest.facts)) == ("Plainer words.", "From the content files", 15)
    assert newest.title.endswith(" and 14 more")
    page = client.get("/changes/").text
    assert page.count("<ins>In other words: ") == newest.SHOWN
    assert "And 9 more" in page
    assert client.get(newest.url).text.count("<ins>In other words: ") == 15


def test_loading_what_is_there_is_no_change(folder):
    load_facts_alone(folder, reason="Nothing new.")

    assert len(log()) == 1


def test_filters_leave_what_concerns_a_service_and_a_layer(instructor_client, client, cell):
    other = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    save(instructor_client, cell, rationale="About RDS.")
    save(instructor_client, other, rationale="About EC2.")

    rds = client.get("/changes/?service=rds", headers=HTMX)
    layer = client.get("/changes/?layer=guest-os").text
    nothing = client.get("/changes/?service=rds&layer=application-code").text
    nonsense = client.get("/changes/?service=nonsense&page=x").text

    assert rds.text.lstrip().startswith('<section id="changes"')
    assert "About RDS." in rds.text
    assert "About EC2." not in rds.text
    assert "About RDS." in layer
    assert "About EC2." in layer
    assert "Nothing has changed here" not in nothing  # the first load brought that cell
    assert "<ins>" not in nothing
    assert "About RDS." in nonsense


def test_a_control_has_no_service_and_is_listed_with_all(client):
    Control.objects.filter(slug="patch-management").update(aws_part="AWS patches.")

    assert "AWS patches." in client.get("/changes/").text
    assert "AWS patches." not in client.get("/changes/?service=rds").text


def test_the_list_has_pages(client, cell):
    for number in range(25):
        other = Responsibility.objects.exclude(pk=cell.pk)[number]
        other.rationale = f"Number {number}."
        # Each in a save of its own, as a context of the history tells.
        with changed_by_hand():
            other.save()

    first, second = client.get("/changes/").text, client.get("/changes/?page=2").text

    assert (first.count("<ins>Number"), second.count("<ins>Number")) == (20, 5)
    assert 'href="?page=2"' in first
    assert "Page 2 of 2" in second


def changed_by_hand():
    import pghistory

    return pghistory.context(reason="By hand.")


def test_the_feed_is_atom_with_one_entry_for_each_change(instructor_client, client, cell):
    save(instructor_client, cell, owner="customer", reason="You can log in.")

    answer = client.get("/changes/feed/?service=rds")

    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    newest = feed.findall(f"{ATOM}entry")[0]
    assert newest.find(f"{ATOM}title").text == "RDS, guest operating system"
    assert newest.find(f"{ATOM}id").text.endswith(log()[0].url)
    assert "Owner: AWS → Customer" in newest.find(f"{ATOM}summary").text
    assert client.get("/changes/feed/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_cell_says_that_it_changed_lately(instructor_client, client, cell):
    assert "Changed on" not in client.get(cell.url).text

    save(instructor_client, cell, rationale="A better reason.")

    found = re.search(r'Changed on [^<]+: <a href="([^"]+)">see what', client.get(cell.url).text)
    assert found
    assert "A better reason." in client.get(found[1]).text
    known = changelog.current(facts.current())
    assert known.recent(cell, at=timezone.now() + timedelta(days=89))
    assert known.recent(cell, at=timezone.now() + timedelta(days=91)) is None


def test_an_unknown_change_is_404(client):
    assert client.get(reverse("matrix:change", args=["20200101"])).status_code == 404


@pytest.mark.parametrize("path", ["/changes/", "/changes/?service=rds&layer=guest-os", "/changes/feed/"])
def test_it_costs_at_most_four_queries(learner_client, django_assert_max_num_queries, path):
    learner_client.get(path)

    with django_assert_max_num_queries(4):
        learner_client.get(path)
