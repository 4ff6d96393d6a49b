"""The instructors' pages about questions."""

import re

from django.urls import reverse

from bank.models import Item, ItemVersion
from quizzes.models import (
    AccountsItemStatistic,
    AccountsOptionStatistic,
    AccountsTimeCount,
)
from quizzes.statistics.figures import summarize
from tests.helpers.pages import tight

DURATION = 28  # the class of about 30 s


def told(version: ItemVersion, *, answers: int = 100, right: int = 60, chosen: dict[str, int] | None = None) -> Item:
    """Gives a version sums as if so many had answered it; the strong ones choose the key."""
    marks = 1000 * right
    AccountsItemStatistic.objects.create(version=version, answers=answers, marks=marks, squares=1000 * marks, unsure=2)
    AccountsTimeCount.objects.create(version=version, duration=DURATION, answers=answers)
    wrong = answers - right
    usual = {"a": right, "b": wrong - wrong // 2, "c": wrong // 2}
    for option, number in {"": answers, **(chosen or usual)}.items():
        AccountsOptionStatistic.objects.create(version=version, option=option, band=0, chosen=number)
    summarize([version.pk])
    return version.item


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return tight(re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.DOTALL))


def url_of(item: Item) -> str:
    return reverse("teach:item", args=[item.pk])
