"""Questions with a wrong key, and what a regrade makes of their answers."""

from accounts.models import Learner
from bank.content import content_of
from bank.models import Item, ItemVersion
from bank.publishing import publish
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import UNSURE, answer, choosing
from quizzes.models import Attempt, AttemptScore, GradingPolicy, Mode
from quizzes.regrade import run as regrading
from quizzes.regrade.run import order, work
from serving.uuid7 import uuid7
from tests.helpers.questions import published
from tests.helpers.sittings import item_at

AUTHOR = 7
REASON = "The key named the hypervisor."


def plain(slug: str = "plain", key: str = "b") -> ItemVersion:
    """A question whose options claim nothing, so that any may be the key."""
    return published(slug, {"stem": f"{slug}?", "cells": ["ec2/guest-os"], "options": options(key)})


def options(key: str) -> list[dict]:
    return [{"key": k, "text": k.upper(), "is_key": k == key, "rationale": f"About {k}"} for k in "abcd"]


def correct(version: ItemVersion, key: str, change: str = "clarify") -> ItemVersion:
    item = Item.objects.get(pk=version.item_id)
    return publish(item, content_of(item.published) | {"options": options(key)}, change=change)


def sit(learner: Learner, *versions: ItemVersion, answers: str = "") -> Attempt:
    """An attempt with as many answers as letters; "-" is not sure."""
    attempt = begin(learner, Sitting(Mode.DRILL, "Drill", versions), leaving_open=True)
    for position, letter in enumerate(answers, 1):
        give(attempt, position, letter)
    attempt.refresh_from_db()
    return attempt


def give(attempt: Attempt, position: int, letter: str):
    return answer(item_at(attempt, position), event=uuid7(), answer=UNSURE if letter == "-" else choosing(letter))


def regraded(*versions: ItemVersion, policy: str = GradingPolicy.NEW_KEY) -> regrading.GradingRun:
    run = order([version.item_id for version in versions], policy=policy, reason=REASON, author=AUTHOR)
    assert work(run)
    return run


def score_of(attempt: Attempt) -> tuple[int, int]:
    score = AttemptScore.objects.get(attempt=attempt)
    return score.marks, score.maximum


def somebody() -> Learner:
    return Learner.objects.create()
