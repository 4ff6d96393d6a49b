"""The plan as a calendar that others can subscribe to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.leaving.deletion import forget
from accounts.models import Learner
from planner.calendar_feed import LONGEST_LINE, calendar_of, folded
from planner.models import Forecast, StoredPlan, StudyPlan
from planner.stored_plans import day_of, store_day
from planner.study_plans import renew_calendar
from tests.helpers.plans import in_days, let_plan


def feed(client, learner) -> str:
    return client.get(f"/plan/{StudyPlan.objects.get(learner=learner).token}.ics").text


@pytest.fixture
def with_calendar(learner):
    let_plan(learner, exam_in=20, minutes=10)
    renew_calendar(learner)
    return Learner.objects.get(pk=learner.pk)


@pytest.mark.django_db
def test_the_calendar_has_a_day_long_entry_for_each_review_and_one_for_the_exam(client, with_calendar):
    reply = client.get(f"/plan/{with_calendar.study_plan.token}.ics")
    lines = reply.text.split("\r\n")
    day = day_of(with_calendar)

    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in reply["Cache-Control"]
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1 + 14 + 1
    assert f"DTSTART;VALUE=DATE:{in_days(0):%Y%m%d}" in lines
    assert f"SUMMARY:Review: about {len(day.due)} questions\\, {day.minutes} min" in lines
    assert lines[lines.index("SUMMARY:Exam day") - 2] == f"DTSTART;VALUE=DATE:{in_days(20):%Y%m%d}"


@pytest.mark.django_db
def test_every_line_of_the_calendar_keeps_the_standard(client, with_calendar):
    raw = feed(client, with_calendar).encode()

    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= LONGEST_LINE for line in raw.split(b"\r\n"))
    events = raw.decode().split("BEGIN:VEVENT\r\n")[1:]
    for event in events:
        names = [re.split(r"[:;]", line)[0] for line in event.split("END:VEVENT")[0].split("\r\n") if line]
        assert sorted(set(names)) == sorted(names)
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(names)
        assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r$", event, re.MULTILINE)


@pytest.mark.django_db
def test_an_event_keeps_its_identity(client, with_calendar):
    def identities() -> list[str]:
        return re.findall(r"UID:(\S+)", feed(client, with_calendar))

    first = identities()
    renew_calendar(with_calendar)

    assert identities() == first
    assert len(set(first)) == len(first)


@pytest.mark.django_db
def test_nothing_in_the_calendar_says_whose_it_is(client, with_calendar):
    told = feed(client, with_calendar).lower()

    for secret in ("lena", "example.com", str(with_calendar.pk), "guest operating"):
        assert secret not in told


@pytest.mark.django_db
def test_a_new_address_replaces_the_old_and_closing_takes_it_away(learner_client, client, with_calendar):
    old = f"/plan/{with_calendar.study_plan.token}.ics"
    learner_client.post("/plan/calendar/")
    assert client.get(old).status_code == 404
    assert "BEGIN:VEVENT" in feed(client, with_calendar)

    learner_client.post("/plan/calendar/", {"close": ""})

    assert StudyPlan.objects.get().token is None
    assert client.get("/plan/None.ics").status_code == 404
    assert "Create a calendar link" in learner_client.get("/plan/").text


@pytest.mark.django_db
def test_who_is_forgotten_has_no_calendar_any_more(client, with_calendar):
    address = f"/plan/{with_calendar.study_plan.token}.ics"
    store_day(with_calendar, day_of(with_calendar))

    forget(with_calendar)

    with_calendar.refresh_from_db()
    assert client.get(address).status_code == 404
    assert (Forecast.objects.count(), with_calendar.due_count, with_calendar.due_on) == (0, 0, None)
    assert not StoredPlan.objects.exists()


@pytest.mark.django_db
def test_the_download_has_plan_and_forecasts(learner_client, with_calendar):
    store_day(with_calendar, day_of(with_calendar))

    told = learner_client.get("/account/download/").json()

    assert told["study_plans"][0]["minutes"] == 10
    assert told["forecasts"][0]["exam_on"] == in_days(20).isoformat()
    assert told["learner"]["due_on"] == in_days(0).isoformat()
    assert len(told["stored_plans"][0]["told"]["planned"]) == told["learner"]["due"]


@pytest.mark.django_db
def test_what_is_escaped_is_read_as_it_was(learner):
    made = calendar_of(day_of(learner), learner.pk, name="Plan; yours, \\ours", url="https://example.org/review/")

    assert "X-WR-CALNAME:Plan\\; yours\\, \\\\ours\r\n" in made


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_a_folded_line_unfolds_to_itself_and_is_nowhere_too_long(line):
    parts = folded(line).split("\r\n")

    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line
    assert all(part.startswith(" ") for part in parts[1:])
