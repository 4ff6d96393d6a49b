"""Grades on their way to a school's gradebook."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.db.models.functions import Now

from accounts.cohorts.membership import leave
from lti import scores
from lti.identities import disconnect
from lti.models import Identity, LineItem, Score
from lti.platform_access import PlatformAccess
from lti.scores import queue_scores, send_all
from lti.tokens import SCORE_SCOPE
from quizzes.models import AttemptScore
from teach.gradebook.columns import key_of
from tests.conftest import make_user
from tests.helpers.assignments import assign, taken
from tests.helpers.cohorts import member
from tests.helpers.platform_simulator import BEN
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db


def share_of(learner) -> float:
    score = AttemptScore.objects.get(attempt__learner=learner)
    return round(100 * score.marks / score.maximum, 2)


def regraded(learner, marks: int) -> None:
    AttemptScore.objects.filter(attempt__learner=learner).update(marks=marks)


def access_to(platform) -> PlatformAccess:
    return PlatformAccess(platform, SCORE_SCOPE)


def time_passes(**how) -> None:
    """For what waits to be tried again."""
    past = timedelta(**how)
    Score.objects.update(next_at=F("next_at") - past, claimed_until=F("claimed_until") - past)


def test_a_grade_is_sent_once(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)

    with as_application():
        call_command("send_scores", verbosity=0)
        call_command("send_scores", verbosity=0)

    assert school.grades("Friday") == {"ada": share_of(ada)}
    [sent] = school.taken
    assert (sent["scoreMaximum"], sent["activityProgress"], sent["gradingProgress"]) == (
        100,
        "Completed",
        "FullyGraded",
    )


def test_a_regrade_is_sent_again_with_a_later_time(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    send_all(platform)
    regraded(ada, 0)

    send_all(platform)

    first, second = school.taken
    assert (second["scoreGiven"], first["timestamp"] < second["timestamp"]) == (0.0, True)
    assert school.grades("Friday") == {"ada": 0.0}


def test_several_changes_before_a_run_are_one_score(school, platform, linked, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    for marks in (0, 2000, 1000):
        regraded(ada, marks)
        queue_scores(linked)

    send_all(platform)

    assert len(school.taken) == 1
    assert school.grades("Friday") == {"ada": share_of(ada)}


def test_a_day_of_errors_loses_nothing(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    school.down = True
    for hour in range(24):
        call_command("send_scores", verbosity=0)
        if hour == 12:
            regraded(ada, 0)
        time_passes(hours=1)
    assert not school.taken

    school.down = False
    call_command("send_scores", verbosity=0)

    assert school.grades("Friday") == {"ada": 0.0}
    assert not Score.objects.waiting().exists()


def test_a_platform_that_is_down_is_asked_more_and_more_rarely(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    school.line_items["/lineitems/1/lineitem"] = {"id": "x"}
    LineItem.objects.update(url=f"{school.url}/lineitems/1/lineitem?type_id=1")
    school.down = True
    waits = []
    for _ in range(6):
        send_all(platform)
        score = Score.objects.annotate(now=Now()).get()
        waits.append(round((score.next_at - score.now).total_seconds() / 60))
        time_passes(hours=2)

    assert waits == [5, 10, 20, 40, 60, 60]
    assert "answered 500" in Score.objects.get().failure


def test_one_score_that_is_refused_does_not_hold_up_the_others(school, platform, linked, item, ada, enrolled, sam):
    other = assign(linked.cohort, title="Monday")
    gone = f"{school.url}/deleted/lineitem"
    LineItem.objects.create(linked=linked, column=key_of(other), label="Monday", url=gone)
    taken(other, ada)
    ben = enrolled(BEN, sam.learner)
    from quizzes.models import Assignment

    taken(Assignment.objects.get(title="Friday"), ben)

    counts = send_all(platform)

    assert (counts["sent"], counts["failed"]) == (1, 1)
    assert list(school.grades("Friday")) == ["ben"]


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", ["before sending", "after sending"])
def test_a_run_killed_while_it_sends_sends_each_score_once(
    school, platform, item, test_of_class, ada, monkeypatch, moment
):
    """What the platform has is looked at, not what this site believes."""
    taken(test_of_class, ada, right=3)
    ask = PlatformAccess.ask

    def killed(self, url, **how):
        if url.endswith("scores?type_id=1"):
            if moment == "after sending":
                ask(self, url, **how)
            raise Killed
        return ask(self, url, **how)

    with monkeypatch.context() as patched:
        patched.setattr(PlatformAccess, "ask", killed)
        with pytest.raises(Killed):
            send_all(platform)
    assert send_all(platform)["sent"] == 0  # it is claimed by the run that died
    time_passes(minutes=6)
    send_all(platform)

    assert len(school.taken) == 1
    assert school.grades("Friday") == {"ada": share_of(ada)}
    assert not Score.objects.waiting().exists()


@pytest.mark.parametrize("seed", [0, 1, 2, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 8))])
def test_whatever_happens_the_last_score_arrives(school, platform, item, test_of_class, ada, monkeypatch, seed):
    """Regrades, errors and runs killed at any request, in any order."""
    taken(test_of_class, ada, right=3)
    chance, ask = random.Random(seed), PlatformAccess.ask
    for _ in range(25):
        school.down, school.hangs_up = chance.random() < 0.3, chance.random() < 0.2
        if chance.random() < 0.4:
            regraded(ada, chance.randrange(0, 3000, 100))
        left, after = chance.randrange(1, 8), chance.random() < 0.5

        def killed(self, url, *, after=after, **how):
            nonlocal left
            left -= 1
            if not left and not after:
                raise Killed
            answer = ask(self, url, **how)
            if not left:
                raise Killed
            return answer

        with monkeypatch.context() as patched, suppress(Killed):
            patched.setattr(PlatformAccess, "ask", killed)
            send_all(platform)
        time_passes(minutes=chance.choice([1, 6, 90]))

    school.down = school.hangs_up = False
    time_passes(hours=2)
    send_all(platform)

    assert school.grades("Friday") == {"ada": share_of(ada)}
    assert not Score.objects.waiting().exists()
    times = [sent["timestamp"] for sent in school.taken]
    assert times == sorted(set(times))
    assert len(school.line_items) == 1


def test_after_a_kill_the_last_score_wins(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    school.hangs_up = True  # it has stored the score, and nobody here knows
    send_all(platform)
    assert Score.objects.waiting().count() == 1
    school.hangs_up = False
    regraded(ada, 0)

    time_passes(hours=1)
    send_all(platform)

    assert school.grades("Friday") == {"ada": 0.0}
    assert not Score.objects.waiting().exists()


def test_a_newer_score_of_the_platform_counts_as_delivered(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    send_all(platform)
    [(place, _)] = school.scores.items()
    school.scores[place]["timestamp"] = "2999-01-01T00:00:00Z"  # an instructor has changed it there
    regraded(ada, 0)

    send_all(platform)

    assert school.answers[-1] == 409
    assert not Score.objects.waiting().exists()


def test_a_change_while_a_score_is_on_its_way_is_sent_later(school, platform, linked, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    queue_scores(linked)
    scores.find_line_items(linked, access_to(platform))
    [claimed] = scores.claim(platform)
    regraded(ada, 0)
    queue_scores(linked)

    scores.send(claimed, access_to(platform))

    assert Score.objects.waiting().count() == 1
    send_all(platform)
    assert school.grades("Friday") == {"ada": 0.0}


def test_two_runs_at_once_take_different_scores(platform, linked, item, test_of_class, ada):
    LineItem.objects.update(url=f"{platform.issuer}/lineitems/1/lineitem?type_id=1")
    taken(test_of_class, ada, right=3)
    queue_scores(linked)

    assert len(scores.claim(platform)) == 1
    assert scores.claim(platform) == []


def test_a_grade_that_is_taken_back_is_taken_back_there(school, platform, item, test_of_class, ada, instructor):
    from teach.models import Excusal

    taken(test_of_class, ada, right=3)
    send_all(platform)
    Excusal.objects.create(
        cohort=test_of_class.cohort, learner=ada, column=item.column, title="Friday", excused_by=instructor.pk
    )

    send_all(platform)

    assert school.grades("Friday") == {"ada": None}


def test_nothing_is_sent_about_strangers(school, platform, item, test_of_class, ada, sam, linked):
    """Sam is in the class and no one on the platform; Ada leaves the class; Ben is of another school."""
    from accounts.cohorts.membership import join

    join(linked.invite, learner=sam.learner)
    ben = make_user("ben@example.com").learner
    join(linked.invite, learner=ben)
    Identity.objects.create(issuer="https://elsewhere.example", subject="ben", learner=ben)
    for each in (ada, sam.learner, ben):
        taken(test_of_class, each, right=3)
    queue_scores(linked)
    leave(member(linked.cohort, ada))

    send_all(platform)

    assert school.taken == []


def test_nothing_is_sent_after_a_school_was_disconnected(school, platform, item, test_of_class, ada, linked):
    taken(test_of_class, ada, right=3)
    queue_scores(linked)

    disconnect(Identity.objects.get())
    send_all(platform)

    assert school.taken == []


def test_a_line_item_is_created_once(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    send_all(platform)
    LineItem.objects.update(url="")  # killed before it was noted
    regraded(ada, 0)

    send_all(platform)

    assert [each["label"] for each in school.line_items.values()] == ["Friday"]
    assert school.grades("Friday") == {"ada": 0.0}


def test_a_line_item_is_found_on_any_page(school, platform, item, test_of_class, ada):
    for number in range(5):
        school.add_line_item(label=f"Other {number}", resourceId=f"other-{number}", scoreMaximum=10)
    school.add_line_item(label="Friday", resourceId=item.column, scoreMaximum=100)
    taken(test_of_class, ada, right=3)

    send_all(platform)

    assert len(school.line_items) == 6
    assert list(school.grades("Friday")) == ["ada"]


def test_scores_go_to_no_other_host(school, platform, item, test_of_class, ada):
    LineItem.objects.update(url="https://elsewhere.example/lineitem")
    taken(test_of_class, ada, right=3)

    send_all(platform)

    assert "isn’t an address of this school’s platform" in Score.objects.get().failure


def test_a_token_that_ended_is_asked_for_again(school, platform, item, test_of_class, ada):
    taken(test_of_class, ada, right=3)
    access = access_to(platform)
    access.token = "ended"
    queue_scores(item.linked)
    scores.find_line_items(item.linked, access)
    [score] = scores.claim(platform)

    scores.send(score, access)

    assert len(school.taken) == 1
