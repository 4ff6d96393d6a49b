import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from accounts.learners import GUEST
from accounts.leaving.belongings import belongings
from accounts.models import Learner, User
from lessons.models import Lesson, Reading
from lessons.progress import record_reading
from quizzes.models import Attempt, AttemptItem, Response, ServedItem
from tests.accounts.login.test_signing_up import NEW, link_in
from tests.conftest import PASSWORD
from tests.helpers.sittings import answer_all, begin, item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db

LESSON = "/learn/shared-responsibility-model/"
CHECK = f"{LESSON}check/"


def guest_in(client: Client) -> Learner:
    return Learner.objects.get(pk=client.session[GUEST])


@pytest.fixture
def guest(client) -> Learner:
    """A visitor who has begun the check."""
    client.post(CHECK)
    return guest_in(client)


def right_answer(item: AttemptItem) -> dict[str, str]:
    return {"choice": token_of(item, key_of(item)), "event": served_event(item)}


def log_in(client: Client, user: User):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def test_looking_makes_no_guest_and_no_session(client):
    for address in ("/", "/learn/", LESSON, "/matrix/", "/progress/", "/account/guest/", "/progress/scores.csv"):
        assert client.get(address).status_code == 200, address

    assert not Learner.objects.exists()
    assert "sessionid" not in client.cookies


def test_a_visitor_takes_the_check_from_beginning_to_end(client):
    page = client.post(CHECK, follow=True)
    guest = guest_in(client)
    attempt = guest.attempts.get()
    assert page.redirect_chain == [(f"/practice/{attempt.pk}/1/", 302)]

    for item in ServedItem.objects.filter(attempt=attempt):
        answered = client.post(item.get_absolute_url(), right_answer(item), follow=True)
        assert "Right" in answered.text

    page = client.get(attempt.get_absolute_url())
    assert f"{attempt.items.count()}<small> right: 100%</small>" in page.text
    assert guest.user is None


def test_a_guest_is_told_so_where_answers_are_kept(client, guest):
    addresses = ("/", "/learn/", "/progress/", guest.attempts.get().get_absolute_url())

    for address in addresses:
        assert "You’re practicing as a guest on this device." in client.get(address).text, address


def test_nobody_else_is_told_that(client, learner_client):
    for address in ("/", "/learn/", "/progress/"):
        assert "as a guest" not in client.get(address).text
        assert "as a guest" not in learner_client.get(address).text


def test_a_second_start_goes_on_with_the_same_attempt(client, guest):
    client.post(CHECK)

    assert guest.attempts.count() == 1
    assert Learner.objects.count() == 1


def test_marking_a_lesson_as_read_is_kept_for_a_guest(client):
    client.post(f"{LESSON}reading/")

    assert guest_in(client).readings.exists()
    assert "Read, undo" in client.get(LESSON).text


def test_what_a_visitor_reads_is_kept_and_found_again(client):
    page = client.get(LESSON).text
    assert "Your place is saved on this device as you read." in page
    assert f'hx-post="{LESSON}sections/of/reading/"' in page
    assert not client.cookies.get(settings.SESSION_COOKIE_NAME)

    client.post(f"{LESSON}sections/of/reading/")

    assert guest_in(client).readings.get().anchor == "of"
    assert "1 of " in client.get("/").text
    assert f'hx-post="{LESSON}sections/of/reading/"' not in client.get(LESSON).text


def test_two_first_acts_at_once_are_of_one_guest(client):
    """Both leave before the browser knows its session."""
    client.get(LESSON)
    token = client.cookies["csrftoken"].value

    for act in ("sections/of/reading/", "traps/s3-bucket-public/"):
        client.cookies.clear()
        client.cookies["csrftoken"] = token
        client.post(f"{LESSON}{act}", {"owner": "aws"})

    place = guest_in(client).places.get()
    assert (guest_in(client).readings.get().anchor, place.traps) == ("of", {"s3-bucket-public": "aws"})


def test_who_deleted_their_data_is_another_guest_then(client, guest):
    client.post("/account/guest/", {"sure": "on"})

    client.post(f"{LESSON}reading/")

    assert guest_in(client) != guest


def test_a_guests_sections_are_recorded_as_they_scroll(client, guest):
    client.post(f"{LESSON}sections/of/reading/")

    assert guest.readings.get().anchor == "of"


def test_a_guests_pages_are_kept_by_no_shared_cache(client, guest):
    for path in ("/", "/matrix/", "/learn/"):
        assert "private" in client.get(path).headers["Cache-Control"]


def test_what_is_somebody_elses_asks_a_guest_to_log_in_as_what_does_not_exist_does(client, guest, stranger):
    attempt = begin(stranger)
    missing = "/attempts/01900000-0000-7000-8000-000000000000/"

    for address in (attempt.get_absolute_url(), f"/practice/{attempt.pk}/1/", missing):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"


def test_what_is_somebody_elses_is_not_found_by_who_is_logged_in(learner_client, client, guest):
    assert learner_client.get(guest.attempts.get().get_absolute_url()).status_code == 404


def test_a_guest_is_remembered_for_long_and_anew_each_day(client, guest):
    assert client.session.get_expiry_age() > 89 * 24 * 3600
    session = client.session
    session["guest_day"] = "2026-01-01"
    session.set_expiry(60)
    session.save()

    client.post(CHECK)

    assert client.session.get_expiry_age() > 89 * 24 * 3600


def test_logging_in_takes_the_answers_along(client, guest, lena):
    item = item_at(guest.attempts.get(), 1)
    client.post(item.get_absolute_url(), right_answer(item))
    client.post(f"{LESSON}reading/")

    log_in(client, lena)

    assert "is in your account now" in client.get("/").text
    assert Response.objects.get(attempt_item__attempt__learner=lena.learner).attempt_item == item
    assert lena.learner.readings.exists()
    guest.refresh_from_db()
    assert guest.merged_into == lena.learner
    assert GUEST not in client.session
    assert client.get(item.get_absolute_url()).status_code == 200


def test_logging_in_without_having_been_a_guest_says_nothing_of_it(client, lena):
    log_in(client, lena)

    assert "as a guest" not in client.get("/").text


def test_signing_up_takes_the_answers_along_when_the_address_is_confirmed_here(client, guest):
    client.post("/account/signup/", NEW)
    assert guest_in(client) == guest

    client.post(link_in(mail.outbox[0]))

    assert guest.attempts.count() == 0
    assert User.objects.get(email="nora@example.com").learner.attempts.count() == 1


def test_confirmed_elsewhere_the_first_log_in_here_takes_the_answers_along(client, guest):
    client.post("/account/signup/", NEW)
    Client().post(link_in(mail.outbox[0]))
    assert guest.attempts.count() == 1

    log_in(client, User.objects.get(email="nora@example.com"))

    assert User.objects.get(email="nora@example.com").learner.attempts.count() == 1


def test_logging_out_ends_the_guest_too(client, guest, lena, sam):
    log_in(client, lena)
    client.post("/account/logout/")
    assert client.get("/progress/").context["learner"] is None

    log_in(client, sam)

    assert lena.learner.attempts.count() == 1
    assert sam.learner.attempts.count() == 0


def test_an_account_after_another_on_one_device_gets_nothing_of_the_first(client, guest, lena, sam):
    """The same guest in two tabs that log in as two people: the first has it."""
    other_tab = Client()
    other_tab.cookies = client.cookies.copy()
    kept = client.session[GUEST]
    log_in(client, lena)
    session = other_tab.session
    session[GUEST] = kept
    session.save()

    log_in(other_tab, sam)

    assert (lena.learner.attempts.count(), sam.learner.attempts.count()) == (1, 0)


def test_the_pages_that_lead_to_an_account_say_what_happens_and_let_a_guest_refuse(client, guest, lena):
    for address in ("/account/login/", "/account/signup/"):
        assert "Your answers will be added to the first account that you log in to here." in client.get(address).text
        assert f"/account/guest/?next={quote(address, safe='')}#leave" in client.get(address).text

    answer = client.post("/account/guest/", {"next": "/account/login/", "sure": "on"})
    assert answer["Location"] == "/account/login/"
    log_in(client, lena)

    assert lena.learner.attempts.count() == 0
    assert guest.attempts.count() == 1


def test_forgetting_a_guest_leaves_the_answers_and_nothing_else(client, guest):
    record_reading(Lesson.objects.get(slug="shared-responsibility-model"), "of", learner=guest)

    answer = client.post("/account/guest/", {"next": "https://elsewhere.example/", "sure": "on"})

    assert answer["Location"] == "/"
    assert guest.attempts.count() == 1
    assert not Reading.objects.exists()
    assert client.get("/progress/").context["learner"] is None


def test_a_guest_is_forgotten_only_by_who_says_so_twice(client, guest):
    page = client.get("/account/guest/", {"next": "/account/login/"})
    assert 'name="next" value="/account/login/"' in page.text

    answer = client.post("/account/guest/", {"next": "/account/login/"})

    assert answer.status_code == 422
    assert "Check the box if you want to delete your guest data." in answer.text
    assert 'name="next" value="/account/login/"' in answer.text
    assert client.get("/progress/").context["learner"] == guest


def test_a_session_that_ended_still_asks_to_log_in_with_the_choice(client, learner):
    item = item_at(begin(learner), 1)

    answer = client.post(
        item.get_absolute_url(), right_answer(item), headers={"Referer": f"http://testserver{item.get_absolute_url()}"}
    )

    assert re.fullmatch(r"/account/login/\?next=.*choice%3D.*", answer["Location"])


def test_a_stale_session_of_a_merged_guest_is_a_visitor(client, guest, lena):
    kept = client.session[GUEST]
    log_in(client_of_guest(kept), lena)

    assert client.get("/progress/").context["learner"] is None
    client.post(CHECK)
    assert guest_in(client) != guest


def client_of_guest(kept: str) -> Client:
    """Another browser session of the same guest, as a second tab has it at the moment of a log-in."""
    client = Client()
    session = client.session
    session[GUEST] = kept
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def test_the_download_of_a_guest_needs_no_account(client, guest):
    told = client.get("/account/download/").json()

    assert told["learner"]["id"] == str(guest.pk)
    assert told["account"] is None
    assert len(told["attempts"]) == 1


def test_a_guests_page_says_what_is_kept(client, guest, learner_client):
    assert "90 days" in client.get("/account/guest/").text
    assert "Nothing about you is stored" in Client().get("/account/guest/").text
    assert learner_client.get("/account/guest/")["Location"] == "/account/"


def test_every_relation_to_a_learner_is_told_moved_and_forgotten_by_somebody():
    """Add a Belonging where this fails: accounts/leaving/belongings.py says how."""
    pointing = {relation.related_model for relation in Learner._meta.related_objects} - {Learner}

    assert [belonging.model for belonging in belongings if belonging.model not in pointing] == []
    assert pointing - {belonging.model for belonging in belongings} == set()
    assert belongings[0].model is Attempt
    assert len(belongings) == len(pointing)


def test_the_account_that_answered_before_has_both(client, lena):
    answer_all(begin(lena.learner))
    client.post(CHECK)

    log_in(client, lena)

    assert lena.learner.attempts.filter(closed_at=None).count() == 1
    assert lena.learner.attempts.count() == 2
