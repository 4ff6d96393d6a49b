from django.http import HttpResponse
from django.utils import timezone

from accounts.middleware import LearnerMiddleware
from accounts.models import Learner

CHOSEN = {
    "name": "Lena B.",
    "theme": "dark",
    "single_keys": "",
    "time_allowance": "more",
    "time_zone": "Europe/Lisbon",
}


def test_settings_are_kept_and_shown(learner_client, lena):
    answer = learner_client.post("/account/", CHOSEN, follow=True)

    page = answer.content.decode()
    assert "Saved." in page
    assert 'data-theme="dark"' in page
    assert 'data-keys="off"' in page
    lena.refresh_from_db()
    assert (lena.name, lena.theme, lena.single_keys, lena.time_allowance) == ("Lena B.", "dark", False, "more")
    assert Learner.objects.get(user=lena).time_zone == "Europe/Lisbon"


def test_a_wrong_setting_comes_back_as_422_and_changes_nothing(learner_client, lena):
    answer = learner_client.post("/account/", CHOSEN | {"time_zone": "Mars/Olympus"})

    assert answer.status_code == 422
    assert b'href="#id_time_zone"' in answer.content
    lena.refresh_from_db()
    assert lena.name == "Lena"


def test_pages_run_in_the_zone_of_the_learner(lena, rf):
    Learner.objects.filter(user=lena).update(time_zone="Asia/Tokyo")
    request = rf.get("/")
    request.user = type(lena).objects.get(pk=lena.pk)
    request.COOKIES["sessionid"] = "any"

    answer = LearnerMiddleware(lambda request: HttpResponse(timezone.get_current_timezone_name()))(request)

    assert answer.text == "Asia/Tokyo"


def test_a_signed_in_persons_pages_are_kept_by_no_shared_cache(learner_client):
    for path in ("/", "/matrix/", "/learn/", "/progress/"):
        assert "private" in learner_client.get(path).headers["Cache-Control"]


def test_the_button_in_the_header_keeps_the_theme_and_stays_on_the_page(learner_client, lena):
    answer = learner_client.post("/account/theme/", {"theme": "dark", "next": "/privacy/"})

    assert answer["Location"] == "/privacy/"
    lena.refresh_from_db()
    assert lena.theme == "dark"


def test_the_button_leads_to_no_other_site(learner_client):
    answer = learner_client.post("/account/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_a_stranger_is_asked_to_log_in(client, db):
    assert client.get("/account/")["Location"] == "/account/login/?next=/account/"
    assert client.post("/account/theme/", {"theme": "dark"}).status_code == 302
