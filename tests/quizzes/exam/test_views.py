"""The pages of an exam simulation."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bank.models import Item
from matrix.facts import current
from quizzes.attempt_end import close_overdue, finish
from quizzes.attempt_start import Sitting, begin, start
from quizzes.exam import simulations
from quizzes.exam.results import result_of
from quizzes.ledger import choosing
from quizzes.models import Attempt, AttemptItem, Grade, Response
from tests.helpers import questions
from tests.helpers.exam_sittings import (
    HTMX,
    TIME_OF_SHORT,
    answered,
    begin_exam,
    begin_plain_exam,
    exam_item,
    flagged,
    form_on,
    let_time_pass,
    turn_back,
)
from tests.helpers.sittings import (
    distractor_of,
    item_at,
    key_of,
    statements_of,
    the_check,
    token_of,
    tokens_of,
)

pytestmark = pytest.mark.django_db

AUTOSAVE = {"autosave": "1"}


def shown(client, item, **extra) -> str:
    return client.get(item.get_absolute_url(), **extra).text


def send(client, item, page: str, key: str = "", **more):
    """Sends the form of a page, with the option of this key chosen."""
    extra = {"headers": more.pop("headers", {})}
    chosen = {"choice": token_of(item, key)} if key else {}
    return client.post(item.get_absolute_url(), form_on(page) | chosen | more, **extra)


def saved(attempt: Attempt) -> list[list[str]]:
    return [r.chosen for r in Response.objects.filter(attempt_item__attempt=attempt, kind="save").order_by("pk")]


# Beginning


def test_the_short_form_has_20_questions_and_27_minutes_40(learner_client, learner):
    went = learner_client.post("/exam/", {"length": "short"})

    attempt = learner.attempts.get()
    assert went["Location"] == f"/exam/{attempt.pk}/1/"
    assert attempt.deadline - attempt.started_at == TIME_OF_SHORT
    assert attempt.items.filter(scored=True).count() == attempt.items.count() == 20


def test_the_full_form_has_65_questions_of_which_15_count_nothing(learner_client, learner):
    learner_client.post("/exam/", {"length": "full"})

    attempt = learner.attempts.get()
    assert attempt.deadline - attempt.started_at == timedelta(minutes=90)
    assert (attempt.items.filter(scored=True).count(), attempt.items.filter(scored=False).count()) == (50, 15)
    assert attempt.score.maximum == 50_000


def test_which_questions_count_nothing_differs_from_exam_to_exam(learner, stranger):
    unscored = [
        list(begin_exam(each, simulations.FULL).items.filter(scored=False).values_list("position", flat=True))
        for each in (learner, stranger)
    ]

    assert unscored[0] != unscored[1]


@pytest.mark.parametrize(("allowance", "minutes"), [("standard", 0), ("more", 30), ("unlimited", None)])
def test_the_time_allowance_of_the_account_is_fixed_when_an_exam_begins(learner_client, lena, allowance, minutes):
    User.objects.filter(pk=lena.pk).update(time_allowance=allowance)
    learner_client.post("/exam/", {"length": "short"})
    User.objects.filter(pk=lena.pk).update(time_allowance="standard")

    attempt = lena.learner.attempts.get()
    given = attempt.deadline and attempt.deadline - attempt.started_at
    assert given == (None if minutes is None else TIME_OF_SHORT + timedelta(minutes=minutes))
    assert attempt.selection["time_allowance"] == allowance


def test_beginning_again_leads_to_the_open_exam_where_it_stopped(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    answered(attempt, 2)

    went = learner_client.post("/exam/", {"length": "full"})

    assert went["Location"] == f"/exam/{attempt.pk}/3/"
    assert learner.attempts.count() == 1


def test_too_few_questions_are_said_and_nothing_begins(learner_client, learner, monkeypatch):
    few = Item.objects.filter(pk__in=Item.objects.asked().values_list("pk", flat=True)[:30])
    monkeypatch.setattr(simulations, "askable", lambda: few.filter(published__form="choose-one"))

    page = learner_client.get("/exam/").text
    refused = learner_client.post("/exam/", {"length": "full"})

    assert "35 questions too few" in page
    assert "Begin the full form" not in page
    assert refused.status_code == 422
    assert "too few questions" in refused.text
    assert not learner.attempts.exists()


def test_an_unknown_length_is_explained(learner_client, learner):
    refused = learner_client.post("/exam/", {"length": "endless"})

    assert refused.status_code == 422
    assert "Choose the short or the full form." in refused.text
    assert not learner.attempts.exists()


def test_an_exam_asks_only_in_the_forms_of_the_exam_and_nothing_that_the_facts_contradict(learner):
    versions = begin_exam(learner, simulations.FULL).items.values_list("version__form", "version__item")

    assert {form for form, _ in versions} <= {"choose-one", "choose-n"}
    assert {item for _, item in versions} <= set(Item.objects.asked().values_list("pk", flat=True))


def test_what_was_answered_lately_is_not_drawn_again(learner):
    first = begin_exam(learner)
    for item in first.items.all():
        answered(first, item.position)
    let_time_pass(first)

    close_overdue(learner.attempts.all())

    again = begin_exam(learner)

    assert not set(first.items.values_list("version__item")) & set(again.items.values_list("version__item"))


def test_a_visitor_reads_what_it_is_and_begins_as_a_guest(client, db):
    page = client.get("/exam/")
    went = client.post("/exam/", {"length": "short"})

    assert page.status_code == 200
    assert client.get(went["Location"]).status_code == 200


def test_the_page_says_that_it_is_one_task_and_that_the_score_is_an_estimate(learner_client):
    page = learner_client.get("/exam/").text

    assert "task 2.1 only" in page
    assert "AWS does not publish how it scales" in page
    assert "20 questions, 27 min 40 s" in page
    assert "65 questions, 90 min" in page
    assert "35 of 50" in page


# Asking


def test_choosing_saves_and_says_so_in_small(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    key = key_of(item)

    told = send(learner_client, item, shown(learner_client, item), key, headers=HTMX, **AUTOSAVE)

    assert told.status_code == 200
    assert 'id="save"' in told.text
    assert 'data-state="saved"' in told.text
    assert '1<span class="vh">, answered</span>' in told.text
    assert "<fieldset" not in told.text
    assert saved(attempt) == [[key]]


def test_a_choice_may_be_changed_with_the_event_that_the_save_brought(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    key, other = key_of(item), distractor_of(item)
    told = send(learner_client, item, shown(learner_client, item), key, headers=HTMX, **AUTOSAVE)

    send(learner_client, item, told.text, other, headers=HTMX, **AUTOSAVE)

    assert saved(attempt) == [[key], [other]]
    assert exam_item(attempt, 1).standing == choosing(other)


def test_without_scripts_the_button_saves_and_leads_on(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    went = send(learner_client, item, shown(learner_client, item), key_of(item))

    assert went["Location"] == f"/exam/{attempt.pk}/2/"
    assert len(saved(attempt)) == 1


def test_a_question_may_be_left_without_an_answer(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    assert send(learner_client, item, shown(learner_client, item))["Location"].endswith("/2/")
    assert saved(attempt) == []


def test_after_the_last_question_comes_what_is_left_to_do(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    flagged(attempt, 3)
    item = exam_item(attempt, 20)

    page = send(learner_client, item, shown(learner_client, item), key_of(item))

    assert page["Location"] == f"/exam/{attempt.pk}/finish/"
    asked = learner_client.get(page["Location"]).text
    assert "18 unanswered, 1 flagged" in asked


def test_the_next_question_comes_as_a_fragment_with_its_address(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)

    told = send(learner_client, item, shown(learner_client, item), key_of(item), headers=HTMX)

    assert told["HX-Push-Url"].endswith("/2/")
    assert "<title>Question 2 of 20" in told.text
    assert "<html" not in told.text


def test_the_same_form_sent_twice_saves_once(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)

    for _ in range(2):
        assert send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE).status_code == 200

    assert len(saved(attempt)) == 1


def test_a_reply_that_was_lost_before_another_choice_is_told_with_what_stands(learner_client, learner):
    """The device could not know that its first choice had arrived, and sends another with the same event."""
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)

    told = send(learner_client, item, page, distractor_of(item), headers=HTMX, **AUTOSAVE)

    assert told.status_code == 409
    assert saved(attempt) == [[key_of(item)]]
    send(learner_client, item, told.text, distractor_of(item), headers=HTMX, **AUTOSAVE)
    assert saved(attempt)[-1] == [distractor_of(item)]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_device_is_shown_what_stands_and_may_choose_again(learner_client, learner, headers):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    here = shown(learner_client, item)
    answered(attempt, 1)
    key, mine = key_of(item), distractor_of(item)

    told = send(learner_client, item, here, mine, headers=headers)

    text = {option.key: option.text for option in item.options}
    assert told.status_code == 409
    assert f"“{text[key]}”" in told.text
    assert f"You sent “{text[mine]}”" in told.text
    assert re.findall(r'value="(\w+)" checked', told.text) == [token_of(item, key)]
    send(learner_client, item, told.text, mine, headers=headers)
    assert exam_item(attempt, 1).standing == choosing(mine)


def test_a_flag_is_set_and_taken_away_and_keeps_the_choice(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)

    went = send(learner_client, item, shown(learner_client, item), key_of(item), flag="on")

    assert went["Location"] == item.get_absolute_url()
    assert exam_item(attempt, 1).flagged
    assert saved(attempt) == [[key_of(item)]]
    page = shown(learner_client, item)
    assert 'aria-pressed="true"' in page
    assert ", answered, flagged" in page
    send(learner_client, item, page, flag="off", headers=HTMX)
    assert not exam_item(attempt, 1).flagged


def test_the_same_flag_sent_twice_is_stored_once(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)
    page = shown(learner_client, item)

    for _ in range(2):
        send(learner_client, item, page, flag="on", headers=HTMX)

    assert Response.objects.filter(attempt_item=item, kind="flag").count() == 1


@pytest.mark.parametrize("data", [{"flag": "on"}, {"flag": "on", "flag_event": "forged"}, {"flag": "maybe"}])
def test_a_flag_that_was_not_served_here_is_refused(learner_client, learner, data):
    item = exam_item(begin_plain_exam(learner), 1)

    refused = learner_client.post(item.get_absolute_url(), data)

    assert refused.status_code == 422
    assert "not sent from this question" in refused.text
    assert not Response.objects.exists()


def test_an_event_of_another_question_is_refused_and_the_choice_kept(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item, other = exam_item(attempt, 1), exam_item(attempt, 2)

    refused = send(learner_client, item, shown(learner_client, other), key_of(item))

    assert refused.status_code == 422
    assert re.findall(r'value="(\w+)" checked', refused.text) == [token_of(item, key_of(item))]
    assert saved(attempt) == []


def exam_of(learner, *versions) -> Attempt:
    return begin(learner, Sitting("exam", "Exam", versions, time=timedelta(minutes=5)))


def test_too_few_chosen_are_told_beside_the_time_while_choosing_goes_on(learner_client, learner):
    item = exam_item(exam_of(learner, questions.choose_two()), 1)
    page = shown(learner_client, item)
    data = form_on(page) | {"choice": tokens_of(item)[0]}

    told = learner_client.post(item.get_absolute_url(), data | AUTOSAVE, headers=HTMX)

    assert told.status_code == 422
    assert "Not saved yet. Choose 2 options. You have chosen 1." in told.text
    assert "<fieldset" not in told.text
    whole = learner_client.post(item.get_absolute_url(), data, headers=HTMX)
    assert whole.status_code == 422
    assert whole["HX-Retarget"] == "#exam"
    assert "There is a problem" in whole.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_can_be_flagged_before_its_second_option_is_found(learner_client, learner, headers):
    attempt = exam_of(learner, questions.choose_two())
    item = exam_item(attempt, 1)
    data = form_on(shown(learner_client, item)) | {"choice": tokens_of(item)[0], "flag": "on"}

    told = learner_client.post(item.get_absolute_url(), data, headers=headers)

    assert told.status_code == 422
    assert "Choose 2 options. You have chosen 1." in told.text
    assert 'aria-pressed="true"' in told.text
    assert ("<fieldset" in told.text) == (not headers)
    assert headers or told.text.count(" checked") == 1
    assert exam_item(attempt, 1).flagged
    assert saved(attempt) == []


def test_every_form_of_question_can_be_saved_in_an_exam(learner_client, learner):
    attempt = exam_of(learner, questions.choose_two(), questions.sorting(), questions.boundary())
    two, rows, stack = (exam_item(attempt, position) for position in (1, 2, 3))

    learner_client.post(
        two.get_absolute_url(),
        form_on(shown(learner_client, two)) | {"choice": tokens_of(two)[:2]},
    )
    sides = {f"row-{token}": "aws" for token in tokens_of(rows)}
    learner_client.post(rows.get_absolute_url(), form_on(shown(learner_client, rows)) | sides)
    send(learner_client, stack, shown(learner_client, stack), "guest-os")

    assert len(exam_item(attempt, 1).standing["chosen"]) == 2
    assert set(exam_item(attempt, 2).standing["sorted"].values()) == {"aws"}
    assert exam_item(attempt, 3).standing == choosing("guest-os")
    assert shown(learner_client, two).count(" checked") == 2
    assert shown(learner_client, rows).count('value="aws" checked') == 6


def test_the_choice_made_before_a_log_in_is_shown_as_not_saved(learner_client, learner):
    item = exam_item(begin_plain_exam(learner), 1)
    token = tokens_of(item)[2]

    page = learner_client.get(f"{item.get_absolute_url()}?choice={token}").text

    assert re.findall(r'value="(\w+)" checked', page) == [token]
    assert 'data-state="held"' in page


# What nobody may see


@pytest.mark.parametrize(("make", "keys"), questions.FORMS)
@pytest.mark.parametrize("part", ["page", "fragment", "save", "flag"])
def test_nothing_that_an_exam_sends_depends_on_the_key(learner_client, learner, make, keys, part):
    """R3: bodies and headers are the same whichever options are right, and whether the one chosen is."""
    version = make()
    attempt = exam_of(learner, version)
    order = [option.token for option in version.options.order_by("position")]
    seen = set()
    for right in keys:
        with transaction.atomic():
            AttemptItem.objects.create(
                pk=questions.SERVED_AS,
                attempt=attempt,
                position=2,
                version=questions.twin(version, right),
                order=order,
            )
            seen.add(said_of(response_to(learner_client, exam_item(attempt, 2), part)))
            transaction.set_rollback(True)
    assert len(seen) == 1


def response_to(client, item, part: str):
    url, page = item.get_absolute_url(), shown(client, item)
    if item.version.form == "sort":
        chosen = {f"row-{token}": "aws" for token in tokens_of(item)}
    else:
        chosen = {"choice": tokens_of(item)[: 2 if item.version.form == "choose-n" else 1]}
    if part in ("page", "fragment"):
        return client.get(url, headers=HTMX if part == "fragment" else {})
    return client.post(url, form_on(page) | chosen | ({"flag": "on"} if part == "flag" else AUTOSAVE), headers=HTMX)


def said_of(response) -> str:
    """Headers and body without the tokens of one request and the seconds that go by."""
    body = re.sub(r'data-left="\d+"|<b class="num">[\d:]+</b>', "", questions.without_tokens(response.text))
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("Content-Length", "Refresh", "X-Request-ID")
    }
    return f"{response.status_code} {headers} {body}"


def test_no_page_of_an_open_exam_holds_a_rationale_a_key_or_what_counts(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)
    answered(attempt, 1)
    item = exam_item(attempt, 1)

    pages = [
        shown(learner_client, item),
        learner_client.get(f"/exam/{attempt.pk}/finish/").text,
        learner_client.get(attempt.get_absolute_url()).text,
        learner_client.get("/exam/").text,
        learner_client.get("/progress/").text,
        learner_client.get("/progress/attempts/").text,
        learner_client.get("/progress/scores.csv").text,
        learner_client.get("/").text,
    ]

    for page in pages:
        assert "1000" not in page.replace("times 1000", "")
        for option in item.options:
            assert option.rationale not in page
            assert f'"{option.key}"' not in page
    assert not Grade.objects.filter(response__attempt_item__attempt=attempt).exists()


def test_the_download_tells_which_questions_count_after_the_end_and_not_before(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)

    def questions():
        [told] = learner_client.get("/account/download/").json()["attempts"]
        return told["questions"]

    assert len(questions()) == 65
    assert all("counts" not in question for question in questions())
    finish(attempt)
    assert sum(not question["counts"] for question in questions()) == 15


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_address_of_practice_gives_nothing_of_an_open_exam_away(learner_client, learner, method):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)

    went = getattr(learner_client, method)(f"/practice/{attempt.pk}/1/", {"unsure": "1"})

    assert went["Location"] == f"/exam/{attempt.pk}/1/"
    assert not Response.objects.filter(attempt_item__attempt=attempt, kind="check").exists()


def test_no_cache_keeps_a_page_of_an_exam_and_none_has_an_etag(learner_client, learner):
    attempt = begin_plain_exam(learner)

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", attempt.get_absolute_url(), "/exam/"):
        headers = learner_client.get(url).headers
        assert {"no-store", "private"} <= set(re.split(", ?", headers["Cache-Control"])), url
        assert "ETag" not in headers


def test_after_logging_out_nothing_of_an_exam_can_be_read(learner_client, learner):
    attempt = begin_plain_exam(learner)
    learner_client.logout()

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", f"/exam/{attempt.pk}/time/"):
        assert learner_client.get(url).status_code == 302


def test_somebody_elses_exam_does_not_exist(stranger_client, learner):
    attempt = begin_plain_exam(learner)

    for url in (f"/exam/{attempt.pk}/1/", f"/exam/{attempt.pk}/finish/", f"/exam/{attempt.pk}/time/"):
        assert stranger_client.get(url).status_code == 404
    assert stranger_client.post(f"/exam/{attempt.pk}/finish/").status_code == 404
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_a_question_of_a_check_is_no_question_of_an_exam(learner_client, learner):
    attempt = start(the_check(), learner)

    assert learner_client.get(f"/exam/{attempt.pk}/1/").status_code == 404
    assert learner_client.post(f"/exam/{attempt.pk}/finish/").status_code == 404


# The clock


def test_the_page_is_told_seconds_and_no_time_of_day(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, timedelta(minutes=20))

    page = learner_client.get(f"/exam/{attempt.pk}/1/")

    left = int(re.search(r'data-left="(\d+)"', page.text)[1])
    assert 455 <= left <= 460
    assert page["Refresh"] == f"{left + 11}; url=/attempts/{attempt.pk}/"


def test_without_a_limit_there_is_no_clock(learner_client, lena):
    User.objects.filter(pk=lena.pk).update(time_allowance="unlimited")
    learner_client.post("/exam/", {"length": "short"})
    attempt = lena.learner.attempts.get()

    page = learner_client.get(f"/exam/{attempt.pk}/1/")

    assert "No time limit" in page.text
    assert "data-left" not in page.text
    assert "Refresh" not in page.headers
    learner_client.post(f"/exam/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.ending == "finished"


def test_a_page_that_slept_asks_for_the_time_and_nothing_else(learner_client, learner):
    attempt = begin_plain_exam(learner)

    told = learner_client.get(f"/exam/{attempt.pk}/time/", headers=HTMX)

    assert "data-left" in told.text
    assert len(told.content) < 500
    let_time_pass(attempt)
    assert learner_client.get(f"/exam/{attempt.pk}/time/", headers=HTMX)["HX-Redirect"] == attempt.get_absolute_url()


@pytest.mark.parametrize(
    "look",
    [
        "/exam/{}/1/",
        "/exam/{}/finish/",
        "/exam/{}/time/",
        "/attempts/{}/",
        "/progress/",
        "/progress/attempts/",
        "/",
        "/exam/",
    ],
)
def test_whoever_looks_first_ends_an_exam_whose_time_is_up(learner_client, learner, look):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    let_time_pass(attempt)

    learner_client.get(look.format(attempt.pk), follow=True)

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)
    assert attempt.score.right == 1


def test_the_result_says_that_the_clock_ended_it(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    let_time_pass(attempt)

    page = learner_client.get(f"/exam/{attempt.pk}/2/", follow=True).text

    assert "The time was up before you finished" in page
    assert "19 questions had no answer" in page
    assert "took 27 min 40 s" in page


def test_while_the_grace_runs_nothing_is_asked_and_the_page_calls_itself(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    went = learner_client.get(f"/exam/{attempt.pk}/1/")
    page = learner_client.get(went["Location"])

    assert "Time is up" in page.text
    assert 0 < int(page["Refresh"]) <= 10
    attempt.refresh_from_db()
    assert attempt.closed_at is None


def test_a_save_that_was_under_way_at_the_deadline_counts(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)
    let_time_pass(attempt)
    learner_client.get(attempt.get_absolute_url())

    attempt.refresh_from_db()
    assert attempt.score.right == 1


def test_a_save_after_that_is_kept_as_late_and_told_so(learner_client, learner):
    attempt = begin_plain_exam(learner)
    item = exam_item(attempt, 1)
    page = shown(learner_client, item)
    let_time_pass(attempt)

    told = send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)

    assert told["HX-Redirect"] == attempt.get_absolute_url()
    result = learner_client.get(attempt.get_absolute_url()).text
    assert "does not count" in result
    attempt.refresh_from_db()
    assert attempt.score.right == 0
    assert Response.objects.get(attempt_item=item).late


def test_handing_in_within_the_grace_is_ending_by_the_clock(learner_client, learner):
    attempt = begin_plain_exam(learner)
    turn_back(attempt, TIME_OF_SHORT + timedelta(seconds=2))

    learner_client.post(f"/exam/{attempt.pk}/finish/")

    attempt.refresh_from_db()
    assert (attempt.ending, attempt.closed_at) == ("time", attempt.deadline)


# The end


@pytest.fixture
def done(learner_client, learner):
    """A full form: 1 to 40 right, 41 to 60 wrong, the rest without an answer; 7 flagged."""
    attempt = begin_exam(learner, simulations.FULL)
    for position in range(1, 61):
        answered(attempt, position, right=position <= 40)
    flagged(attempt, 7)
    learner_client.post(f"/exam/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    return attempt


def test_the_result_counts_only_what_is_scored(learner_client, done):
    right = done.items.filter(scored=True, position__lte=40).count()

    page = learner_client.get(done.get_absolute_url()).text

    assert f"{max(right * 20, 100)}<small> estimated" in page
    assert f"assed: {right} right: {2 * right}%." in page
    assert ("Passed:" in page) == (right >= 35)
    assert page.count("Does not count") == 15
    assert page.count("No answer") == 5
    assert page.count("Flagged") == 1


def test_every_question_leads_to_its_reasons(learner_client, done):
    page = learner_client.get(done.get_absolute_url()).text

    for position in (1, 41, 65):
        item = item_at(done, position)
        assert f'href="/practice/{done.pk}/{position}/"' in page
        explained = learner_client.get(item.get_absolute_url()).text
        for option in item.options:
            assert option.rationale.split(".")[0][:30] in explained.replace("&#x27;", "'").replace("&quot;", '"')
    assert "You left this question without an answer." in explained
    assert f'href="{done.get_absolute_url()}"' in explained


def test_a_question_of_an_ended_exam_takes_no_answer(learner_client, done):
    before = Response.objects.count()

    learner_client.post(f"/practice/{done.pk}/65/", {"unsure": "1"})

    assert Response.objects.count() == before


def test_the_address_of_the_exam_leads_to_the_result_after_the_end(learner_client, done):
    assert learner_client.get(f"/exam/{done.pk}/3/")["Location"] == done.get_absolute_url()
    assert learner_client.get(f"/exam/{done.pk}/finish/")["Location"] == done.get_absolute_url()


def test_handing_in_twice_ends_it_once(learner_client, done):
    learner_client.post(f"/exam/{done.pk}/finish/")

    before = done.closed_at
    done.refresh_from_db()
    assert done.closed_at == before


def test_what_was_missed_or_left_is_practiced_as_a_drill(learner_client, learner, done):
    learner_client.post(f"/attempts/{done.pk}/retry/")

    drill = learner.attempts.get(retry_of=done)
    assert (drill.mode, drill.items.count()) == ("drill", 25)


def test_an_exam_is_listed_and_part_of_the_score_history(learner_client, learner, done):
    said = str(Attempt.objects.listed_for(learner).get(pk=done.pk).score_text)

    assert said in learner_client.get("/progress/attempts/").text
    assert said in learner_client.get("/progress/").text


def test_the_bars_of_the_skills_are_over_what_counts(learner_client, done):
    result = result_of(Attempt.objects.listed_for(done.learner).get(pk=done.pk), current())

    assert sum(tally.asked for tally in result.by_skill) == 50
    assert sum(tally.right for tally in result.by_skill) == done.score.right
    assert sum(tally.asked for tally in result.by_owner) == 50


# Costs


def test_a_question_costs_six_queries_a_save_fourteen_at_most(learner_client, learner):
    attempt = begin_exam(learner, simulations.FULL)
    answered(attempt, 1)
    item = exam_item(attempt, 2)
    learner_client.get(item.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        page = shown(learner_client, item)
    with CaptureQueriesContext(connection) as autosaved:
        told = send(learner_client, item, page, key_of(item), headers=HTMX, **AUTOSAVE)
    with CaptureQueriesContext(connection) as went_on:
        send(learner_client, item, told.text, distractor_of(item), headers=HTMX)

    assert len(statements_of(asked)) <= 6
    assert len(statements_of(autosaved)) <= 14
    assert len(statements_of(went_on)) <= 14


def test_the_result_costs_no_more_for_more_questions(learner_client, learner, done):
    short = begin_plain_exam(learner)
    learner_client.post(f"/exam/{short.pk}/finish/")

    with CaptureQueriesContext(connection) as of_20:
        learner_client.get(short.get_absolute_url())
    with CaptureQueriesContext(connection) as of_65:
        learner_client.get(done.get_absolute_url())

    assert len(statements_of(of_65)) <= len(statements_of(of_20)) + 1
