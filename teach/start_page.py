"""The instructors' start page: the number of open tasks of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Cohort
from accounts.permissions import editors_only
from accounts.roles import teaches
from bank.models import MADE_TO_ORDER
from matrix import inbox
from matrix.facts import Facts
from planner.leeches import stuck_most
from quizzes.memory.mastery import TRIES
from quizzes.models import ItemFigures
from quizzes.views import private
from teach.items.views import facts_with_statistics_rolled

STUCK_SHOWN = 10
CLASSES_SHOWN = 5


@dataclass(frozen=True)
class ToDoLink:
    title: str
    help: str
    url: str
    count: int


def to_do_links(user, known: Facts) -> Iterator[ToDoLink]:
    mine = inbox.kinds_for(user)
    counts = inbox.count_entries(mine, known)
    for kind in mine:
        yield ToDoLink(kind.title, kind.help, f"{reverse('teach:inbox')}?kind={kind.name}", counts[kind.name])
    yield ToDoLink(
        "Questions with a flag",
        "Their answers suggest that something is wrong with them.",
        f"{reverse('teach:items')}?show=flagged",
        ItemFigures.objects.filter(flags__len__gt=0).exclude(item__generator__in=MADE_TO_ORDER).count(),
    )


@require_safe
@private
@editors_only
def start(request):
    """Content editors go to the list of questions, since they see no learners' answers."""
    if not teaches(request.user):
        return redirect("teach:items")
    known = facts_with_statistics_rolled()
    kinds = list(to_do_links(request.user, known))
    context = {
        "classes": Cohort.objects.filter(teaching__user=request.user).running()[:CLASSES_SHOWN],
        "kinds": kinds,
        "waiting": any(kind.count for kind in kinds),
        "stuck": stuck_most(known, STUCK_SHOWN),
        "tries": TRIES,
    }
    return render(request, "teach/start.html", context)
