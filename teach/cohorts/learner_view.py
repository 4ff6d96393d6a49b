"""Pages as a learner of a class sees them, for its teachers to look at.

They are asked for by a member of the class who is stored as every other, in a transaction that is rolled back: the
pages are the learners' own, and nothing of them stays. Scripts are left out and buttons disabled, and links lead to
such views.
"""

import re
from copy import copy
from html import escape, unescape
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from accounts.cohorts.membership import FIRST_LINK, make_invite
from accounts.login.sessions import SessionStore
from accounts.models import Cohort, CohortInvite, CohortMembership, Learner, User
from accounts.models.cohorts import CONSENT
from accounts.models.people import WITHOUT_ADDRESS
from serving.uuid7 import uuid7
from teach.cohorts.access import cohorts_of

# What a class decides about: its courses, hidden lessons and assignments.
SHOWN = {
    "home",
    "lessons:course",
    "lessons:lesson",
    "quizzes:assignment",
    "quizzes:practice",
    "quizzes:course-practice",
}
LINK = re.compile(r'(?<= href=")/[^"]*')
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
BUTTON = re.compile(r"<button\b")


def shown_at(address: str) -> ResolverMatch | None:
    try:
        parts = urlsplit(address)
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    return found if found.view_name in SHOWN and not parts.netloc else None


def view_of(cohort: Cohort, address: str) -> str:
    """Where the view of a page is, or the page's own address if it has none."""
    if shown_at(address) is None:
        return address
    page, hash, anchor = address.partition("#")
    return f"{reverse('teach:cohort-view', args=[cohort.pk])}?page={quote(page)}{hash}{anchor}"


def seen_by_learner(request, pk: int, address: str) -> HttpResponse:
    """Raises Http404 for classes of others and for pages that no class decides about."""
    invites = CohortInvite.objects.filter(cohort=OuterRef("pk"))
    cohort = get_object_or_404(cohorts_of(request).annotate(an_invite=Subquery(invites.values("pk")[:1])), pk=pk)
    found = shown_at(address)
    if found is None:
        raise Http404
    with transaction.atomic(), timezone.override(ZoneInfo(cohort.time_zone)):
        asked = _asked_by(_passing_learner(cohort, cohort.an_invite, by=request.user), request, address)  # type: ignore[attr-defined]
        asked.resolver_match, asked.viewed_class = found, cohort
        response = found.func(asked, *found.args, **found.kwargs)
        transaction.set_rollback(True)
    if location := response.headers.get("Location"):
        return redirect(view_of(cohort, location))
    text = BUTTON.sub("<button disabled", SCRIPT.sub("", response.text))
    text = LINK.sub(lambda link: escape(view_of(cohort, unescape(link[0]))), text)
    return HttpResponse(text, status=response.status_code)


def _passing_learner(cohort: Cohort, invite: int | None, *, by: User) -> Learner:
    """A member from the first day who has done nothing yet, by any invitation of the class."""
    # A new address each time: of two who look at once, neither waits for the other.
    user = User.objects.create(email=f"{uuid7()}{WITHOUT_ADDRESS}")
    learner = Learner.objects.create(user=user, time_zone=cohort.time_zone)
    # Known without a query: no mail was refused.
    Learner._meta.get_field("refused_address").set_cached_value(learner, None)
    invite = invite or make_invite(cohort, by=by, lasting=FIRST_LINK).pk
    CohortMembership.objects.create(
        cohort=cohort, learner=learner, invite_id=invite, consent=CONSENT, joined_at=cohort.made_at
    )
    return learner


def _asked_by(learner: Learner, request, address: str):
    asked, parts = copy(request), urlsplit(address)
    asked.learner, asked.user, asked.session, asked._messages = learner, learner.user, SessionStore(), []
    asked.path = asked.path_info = parts.path
    asked.GET = QueryDict(parts.query)
    return asked
