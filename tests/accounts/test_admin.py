import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from accounts.roles import INSTRUCTORS
from matrix.models import Responsibility
from tests.conftest import PASSWORD, client_of

PEOPLE = [
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/auth/group/",
]


def test_the_admin_uses_the_same_log_in(client, db):
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")
    assert b"I forgot my password" in answer.content


def test_logging_in_for_the_admin_leads_to_it(client, instructor):
    to_log_in = client.get("/admin/", follow=True)
    form = {"login": instructor.email, "password": PASSWORD, "next": "/admin/"}

    assert client.post(to_log_in.request["PATH_INFO"], form)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_learner_gets_no_admin(learner_client):
    assert learner_client.get("/admin/", follow=True).status_code == 404


@pytest.mark.parametrize("page", PEOPLE)
def test_an_instructor_cannot_reach_people(instructor_client, page):
    assert instructor_client.get(page).status_code == 403


def test_an_instructor_is_not_even_shown_people(instructor_client, superuser_client):
    assert b"/admin/accounts/user/" in superuser_client.get("/admin/").content
    assert b"/admin/accounts/user/" not in instructor_client.get("/admin/").content


def test_an_instructor_cannot_reach_one_persons_password_or_rights(instructor_client, lena):
    change = f"/admin/accounts/user/{lena.pk}/change/"

    assert instructor_client.get(change).status_code == 403
    assert instructor_client.post(change, {"is_superuser": "on"}).status_code == 403
    assert instructor_client.post(f"/admin/accounts/user/{lena.pk}/password/", {}).status_code == 403
    assert instructor_client.post(f"/admin/accounts/user/{lena.pk}/delete/", {}).status_code == 403


def test_a_permission_given_by_mistake_opens_nothing(instructor):
    instructor.groups.get(name=INSTRUCTORS).permissions.add(
        *Permission.objects.filter(content_type__app_label="accounts")
    )

    assert client_of(instructor).get("/admin/accounts/user/").status_code == 403


def test_a_superuser_makes_a_person_without_a_user_name(superuser_client):
    form = {
        "email": "new@example.com",
        "name": "",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }

    assert superuser_client.post("/admin/accounts/user/add/", form).status_code == 302

    made = User.objects.get(email="new@example.com")
    assert LogEntry.objects.get().object_repr == f"User {made.pk}"


def test_the_log_of_a_deletion_names_no_address(superuser_client, db):
    gone = User.objects.create_user("gone@example.com", PASSWORD)

    superuser_client.post(f"/admin/accounts/user/{gone.pk}/delete/", {"post": "yes"})

    assert LogEntry.objects.get().object_repr == f"User {gone.pk}"


def test_the_admins_own_password_page_leads_to_ours(instructor_client):
    assert instructor_client.get("/admin/password_change/")["Location"] == "/account/password/change/"


@pytest.mark.parametrize("model", ["emailaddress"])
def test_what_the_log_should_not_name_is_not_in_the_admin(superuser_client, model):
    assert superuser_client.get(f"/admin/account/{model}/").status_code == 404


def test_what_has_a_page_is_led_to_and_nothing_else_is_looked_for(superuser_client):
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    of_cells = ContentType.objects.get_for_model(Responsibility).pk

    assert superuser_client.get(f"/admin/r/{of_cells}/{cell.pk}/")["Location"].endswith("/matrix/ec2/guest-os/")
    for kind in [*ContentType.objects.values_list("pk", flat=True), "no-number", 0]:
        assert superuser_client.get(f"/admin/r/{kind}/0/").status_code == 404, kind
