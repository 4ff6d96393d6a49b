"""What instructors and content editors might send to the admin past its forms: none of it does anything."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import INSTRUCTORS
from bank.models import Item
from matrix.models import Responsibility
from quizzes.models import Attempt, Quiz, Response, Slot
from tests.conftest import client_of, make_user
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db

GUARDED = [
    "accounts_user",
    "accounts_learner",
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "account_emailaddress",
    "mfa_authenticator",
    "quizzes_attempt",
    "quizzes_attemptitem",
    "quizzes_response",
    "quizzes_grade",
    "quizzes_itemresult",
    "bank_itemversion",
    "bank_option",
    "quizzes_gradingrun",
    "django_admin_log",
]


def checksums() -> list[str]:
    with connection.cursor() as cursor:
        found = []
        for table in GUARDED:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")
            found.append(f"{table} {cursor.fetchone()[0]}")
        return found


def posts(victim: User, tamperer: User) -> list[tuple[str, dict]]:
    """Address and form of each try."""
    user, mine = f"/admin/accounts/user/{victim.pk}/", f"/admin/accounts/user/{tamperer.pk}/"
    group = Group.objects.get(name=INSTRUCTORS)
    right = Permission.objects.get(codename="change_user").pk
    attempt, version = Attempt.objects.first(), Item.objects.asked().first().published
    option, response = version.options.first(), Response.objects.first()
    rights = {"is_staff": "on", "is_superuser": "on", "is_active": "on", "email": tamperer.email}
    selected = {"_selected_action": victim.pk, "index": 0, "post": "yes"}
    password = {"usable_password": "true", "password1": "a-brand-new-password", "password2": "a-brand-new-password"}
    return [
        # People and rights
        (f"{mine}change/", rights),
        (f"{user}change/", {**rights, "email": "elsewhere@example.com"}),
        (f"{user}change/?_to_field=id&_popup=1", rights),
        (f"{user}password/", password),
        (f"{mine}password/", password),
        (f"{user}delete/", {"post": "yes"}),
        (f"{user}history/", {}),
        ("/admin/accounts/user/add/", {"email": "new@example.com", **password, "is_superuser": "on"}),
        ("/admin/accounts/user/", {"action": "delete_selected", **selected}),
        (f"/admin/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [right]}),
        ("/admin/auth/group/add/", {"name": "Mine", "permissions": [right]}),
        ("/admin/auth/group/", {"action": "delete_selected", **selected}),
        (f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}),
        ("/admin/accounts/learner/add/", {"user": tamperer.pk}),
        ("/admin/account/emailaddress/add/", {"user": victim.pk, "email": "elsewhere@example.com", "verified": "on"}),
        ("/admin/mfa/authenticator/add/", {"user": victim.pk, "type": "totp", "data": "{}"}),
        ("/admin/sessions/session/", {"action": "delete_selected", **selected}),
        ("/admin/auth/permission/add/", {"name": "x", "content_type": 1, "codename": "x"}),
        # What was answered
        (f"/admin/quizzes/attempt/{attempt.pk}/change/", {"quiz": "", "closed_at_0": "", "learner": victim.pk}),
        (f"/admin/quizzes/attempt/{attempt.pk}/delete/", {"post": "yes"}),
        ("/admin/quizzes/attempt/add/", {"learner": victim.pk, "title": "x"}),
        ("/admin/quizzes/attempt/", {"action": "delete_selected", **selected, "_selected_action": attempt.pk}),
        ("/admin/quizzes/attempt/", {"action": "delete_model", **selected, "_selected_action": attempt.pk}),
        (f"/admin/quizzes/response/{response.pk}/change/", {"chosen": '["a"]'}),
        ("/admin/quizzes/response/add/", {"chosen": '["a"]'}),
        ("/admin/quizzes/grade/add/", {"response": response.pk, "marks": 1000}),
        ("/admin/quizzes/itemresult/add/", {"marks": 1000}),
        # What was published
        (f"/admin/bank/itemversion/{version.pk}/change/", {"stem": "Another", "number": 9}),
        (f"/admin/bank/itemversion/{version.pk}/delete/", {"post": "yes"}),
        ("/admin/bank/itemversion/add/", {"item": version.item_id, "number": 9, "stem": "x"}),
        (f"/admin/bank/option/{option.pk}/change/", {"is_key": "on", "text": "x"}),
        ("/admin/bank/option/add/", {"version": version.pk, "text": "x", "is_key": "on"}),
        (f"/admin/bank/item/{version.item_id}/delete/", {"post": "yes"}),
        # The log, and what the admin has besides
        ("/admin/admin/logentry/", {"action": "delete_selected", **selected}),
        ("/admin/admin/logentry/add/", {"user": victim.pk, "action_flag": 1}),
        ("/admin/quizzes/gradingrun/1/change/", {"finished_at": ""}),
        ("/admin/quizzes/gradingrun/1/delete/", {"post": "yes"}),
        ("/admin/contenttypes/contenttype/add/", {"app_label": "x", "model": "y"}),
        (f"/admin/r/{ContentType.objects.get_for_model(User).pk}/{victim.pk}/", {}),
        ("/admin/password_change/", {"old_password": "x", "new_password1": "y", "new_password2": "y"}),
    ]


@pytest.mark.parametrize("role", ["instructor", "content_editor"])
def test_forty_posts_change_no_person_no_right_no_answer_and_no_version(role, request, lena):
    tamperer = request.getfixturevalue(role)
    answer_all(begin(lena.learner))
    client = client_of(tamperer)
    tried = posts(lena, tamperer)
    assert len(tried) == 40
    # Django makes a user's last log-in anew with each.
    before = checksums()

    statuses = {}
    for address, form in tried:
        with transaction.atomic():
            statuses[address] = client.post(address, form).status_code

    assert checksums() == before
    assert {status for status in statuses.values() if status >= 500} == set()


LOOKS = [
    "/admin/quizzes/attempt/?learner__user__password__startswith=md5",
    "/admin/quizzes/attempt/?learner__user__is_superuser=1",
    "/admin/quizzes/attempt/?learner__study_plan__token__startswith=a",
    "/admin/quizzes/attempt/?items__responses__chosen__contains=a",
    "/admin/matrix/dispute/?learner__user__email__startswith=l",
    "/admin/quizzes/problemreport/?learner__user__email__startswith=l",
    "/admin/bank/item/?draft__item__versions__attempt_items__attempt__learner__user__email=x",
]


@pytest.mark.parametrize("address", LOOKS)
def test_no_filter_reaches_what_the_list_does_not_show(instructor_client, address):
    answer = instructor_client.get(address)

    # Refused, or led to the list without the filter.
    assert answer.status_code == 400 or answer["Location"].endswith("?e=1"), answer.status_code


@pytest.mark.parametrize(
    "field",
    [
        {"app_label": "accounts", "model_name": "learner", "field_name": "user"},
        {"app_label": "quizzes", "model_name": "attempt", "field_name": "learner"},
        {"app_label": "auth", "model_name": "group", "field_name": "permissions"},
        {"app_label": "admin", "model_name": "logentry", "field_name": "user"},
        {"app_label": "mfa", "model_name": "authenticator", "field_name": "user"},
    ],
)
def test_completing_a_field_tells_nothing_about_people(instructor_client, lena, field):
    answer = instructor_client.get("/admin/autocomplete/", {"term": "lena", **field})

    assert answer.status_code == 403


def test_a_row_of_another_quiz_does_not_move_by_its_number(instructor_client):
    own, other = Quiz.objects.order_by("pk")[:2]
    slot = other.slots.first()
    form = {
        "title": own.title,
        "slug": own.slug,
        "lesson": own.lesson_id,
        "mode": own.mode,
        "slots-TOTAL_FORMS": 1,
        "slots-INITIAL_FORMS": 1,
        "slots-0-id": slot.pk,
        "slots-0-quiz": own.pk,
        "slots-0-item": own.slots.first().item_id,
        "slots-0-position": 1,
    }

    instructor_client.post(f"/admin/quizzes/quiz/{own.pk}/change/", form)

    assert Slot.objects.get(pk=slot.pk).quiz_id == other.pk
    assert Slot.objects.get(pk=slot.pk).item_id == slot.item_id


def test_a_field_that_the_form_does_not_have_is_not_taken(instructor_client):
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    other = Responsibility.objects.exclude(service=cell.service).first()

    instructor_client.post(
        f"/admin/matrix/responsibility/{cell.pk}/change/",
        {
            "owner": cell.owner,
            "rationale": cell.rationale,
            "service": other.service_id,
            "id": other.pk,
            "pk": other.pk,
        },
    )

    cell.refresh_from_db()
    assert cell.service.slug == "rds"


def test_an_instructor_makes_no_instructor(instructor_client, sam):
    make_user("else@example.com")

    for address in ("/admin/accounts/user/", "/account/", "/teach/"):
        instructor_client.post(address, {"email": sam.email, "groups": 1, "is_staff": "on", "role": INSTRUCTORS})

    sam.refresh_from_db()
    assert not sam.is_staff
    assert [group.name for group in sam.groups.all()] == ["Learners"]
