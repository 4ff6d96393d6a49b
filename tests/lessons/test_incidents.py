import json
import re
import shutil

import pytest
from django.conf import settings

from lessons.files.passages import load_further
from lessons.incidents import ShownIncident, incidents, incidents_that_change
from lessons.models import Incident
from matrix import facts
from matrix.files.content import ContentError, Report
from matrix.models import Duty, Responsibility
from tests.lessons.conftest import HTMX, make_lesson

pytestmark = pytest.mark.django_db
URL = "/incidents/unpatched-instance/"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def duty() -> Duty:
    return Duty.objects.get(cell__service__slug="ec2", slug="patch-the-guest-operating-system")


@pytest.fixture
def folder(tmp_path):
    for name in ("incidents.json", "glossary.json", "lately.json"):
        shutil.copy(settings.FIXTURES_DIR / name, tmp_path)
    return tmp_path


def problems_with(folder, **changed) -> list[str]:
    """What loading says once the first incident of the file says something else."""
    file = folder / "incidents.json"
    told = json.loads(file.read_text())
    told[0] |= changed
    file.write_text(json.dumps(told))
    with pytest.raises(ContentError) as refused:
        load_further(folder, Report())
    return refused.value.problems


def test_every_kind_of_incident_that_the_course_promises_is_told():
    kinds = " ".join(Incident.objects.values_list("kind", flat=True)).lower()

    for word in ("bucket", "access key", "port", "unpatched", "laptop", "role", "certificate", "no backup"):
        assert word in kinds


def test_the_index_leads_to_each_incident_and_tells_no_answer(client):
    page = client.get("/incidents/").text

    for incident in Incident.objects.all():
        assert f'href="{incident.get_absolute_url()}"' in page
    assert 'data-owner="' not in page


def test_nothing_on_the_page_tells_the_layer_before_one_is_named(client):
    page = client.get(URL).text

    known = facts.current()
    telling = ShownIncident(incidents(known)["unpatched-instance"], known)
    assert len(re.findall(r'<button name="layer"', page)) == len(telling.offered) == 4
    assert telling.duty.task not in page
    assert 'data-owner="' not in page


def test_layers_are_offered_in_the_order_of_the_table():
    known = facts.current()

    for incident in incidents(known).values():
        offered = [each.layer.position for each in ShownIncident(incident, known).offered]
        assert offered == sorted(offered)


def test_the_right_layer_is_confirmed_with_owner_and_duty(client):
    page = words(client.get(URL, {"layer": "guest-os"}).text)

    assert "Right: you said guest operating system" in page
    assert "What would have prevented it Patch the guest operating system Whose task it was Customer" in page


def test_a_wrong_layer_is_told_why_it_was_not_that_one(client):
    page = words(client.get(URL, {"layer": "virtualization"}).text)

    assert "Not quite: you said virtualization" in page
    assert "The flaw was in the system inside the server." in page


def test_a_layer_that_is_not_offered_asks_again(client):
    assert "Which layer failed?" in client.get(URL, {"layer": "backup-recovery"}).text


def test_with_javascript_only_the_incident_comes_back(client):
    response = client.get(URL, {"layer": "guest-os"}, headers=HTMX)

    assert response.text.strip().startswith('<section id="incident-unpatched-instance"')
    assert 'tabindex="-1" data-focus' in response.text
    assert "HX-Request" in response["Vary"]


def test_the_owner_follows_the_facts(client):
    row = duty()
    row.owner = "aws"
    row.save()

    assert "Whose task it was AWS" in words(client.get(URL, {"layer": "guest-os"}).text)


def test_an_unknown_incident_is_not_found(client):
    assert client.get("/incidents/no-such-thing/").status_code == 404


def test_a_lesson_shows_an_incident_without_its_answer(client):
    make_lesson(body="## A {#a}\n\n[[incident unpatched-instance]]\n")

    page = client.get("/learn/another/").text

    assert '<section id="incident-unpatched-instance"' in page
    assert f'action="{URL}"' in page
    assert "Whose task it was" not in page


def test_a_lesson_shows_what_an_editor_made_of_an_incident(client):
    make_lesson(body="## A {#a}\n\n[[incident unpatched-instance]]\n")
    client.get("/learn/another/")

    Incident.objects.filter(slug="unpatched-instance").update(story="Once upon a time.")

    assert "Once upon a time." in client.get("/learn/another/").text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"duty": "s3/identity-access/no-such-duty"}, "there is no duty “s3/identity-access/no-such-duty”."),
        ({"also": ["ec2/nowhere/x"]}, "there is no duty “ec2/nowhere/x”."),
        ({"tempting": [{"layer": "guest-os", "why": "A."}]}, "“tempting” needs two or three objects"),
        (
            {"tempting": [{"layer": "identity-access", "why": "A."}, {"layer": "guest-os", "why": "B."}]},
            "“identity-access” is the layer that failed",
        ),
        (
            {"tempting": [{"layer": "kernel", "why": "A."}, {"layer": "guest-os", "why": "B."}]},
            "there is no layer “kernel”.",
        ),
        ({"story": "AWS writes the policy. {aws: s3/identity-access}"}, "says that AWS owns S3, identity and access"),
        ({"why": "See [it](/matrix/s3/attic/)."}, "there is no layer “attic”."),
    ],
)
def test_what_the_facts_do_not_have_or_refute_is_not_loaded(folder, changed, told):
    [problem] = problems_with(folder, **changed)

    assert re.match(r"incidents\.json, line \d+, open-bucket: ", problem)
    assert told in problem


def test_an_instructor_is_told_what_is_wrong_and_stores_what_is_right(instructor_client):
    incident = Incident.objects.get(slug="unpatched-instance")
    address = f"/admin/lessons/incident/{incident.pk}/change/"
    form = instructor_client.get(address).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields} | {
        "also": "",
        "tempting": json.dumps(incident.tempting),
    }

    refused = instructor_client.post(address, typed | {"duty": "ec2/guest-os/dance", "section": "no#where"})
    taken = instructor_client.post(address, typed | {"title": "A better title"})

    assert "there is no duty “ec2/guest-os/dance”." in refused.text
    assert "there is no section “no#where”" in refused.text
    assert taken.status_code == 302
    assert Incident.objects.get(pk=incident.pk).title == "A better title"


def test_an_instructor_does_not_overwrite_what_somebody_else_saved(instructor_client):
    incident = Incident.objects.get(slug="unpatched-instance")
    address = f"/admin/lessons/incident/{incident.pk}/change/"
    form = instructor_client.get(address).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields} | {
        "also": "",
        "tempting": json.dumps(incident.tempting),
    }
    Incident.objects.filter(pk=incident.pk).update(title="Theirs")

    response = instructor_client.post(address, typed | {"title": "Mine"})

    assert "Someone else saved this after you opened it." in response.text
    assert Incident.objects.get(pk=incident.pk).title == "Theirs"


def test_who_changes_a_duty_sees_the_incident_that_rests_on_it():
    before = facts.current()
    row = duty()
    row.owner = "aws"
    row.save()

    [reached] = incidents_that_change(before, facts.current())

    assert [each.text for each in reached.found] == ["The fix that was out since June"]
    assert reached.found[0].url == URL


def test_an_incident_whose_sentence_becomes_untrue_says_so():
    before = facts.current()
    Responsibility.objects.filter(service__slug="s3", layer__slug="identity-access").update(owner="aws")

    [reached] = incidents_that_change(before, facts.current())

    told = {each.text: each.detail for each in reached.found}
    assert "says that the customer owns S3, identity and access" in told["The invoices that anyone could read"]
