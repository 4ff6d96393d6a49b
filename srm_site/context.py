from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.learners import OUTBOX_WAS, outbox_of
from accounts.models import Learner, User
from matrix.facts import Drawings

# The current entry of the navigation, by the app that answers.
NAV = {"lessons": "learn", "matrix": "matrix", "quizzes": "progress", "planner": "progress", "teach": "teach"}


def theme_of(request) -> str:
    user = getattr(request, "user", None)  # a request that is refused early has none
    if user and user.is_authenticated:
        return "" if user.theme == User.Theme.SYSTEM else user.theme
    chosen = request.COOKIES.get("theme")
    return chosen if chosen in (User.Theme.LIGHT, User.Theme.DARK) else ""


def due_today(learner: Learner | None) -> int:
    return learner.due_count if learner and learner.due_on == timezone.localdate() else 0


class PageFrame:
    """Keeps drawings that depend on no facts."""

    drawn = Drawings()


def site(request) -> dict[str, object]:
    match = request.resolver_match
    entrance = match is not None and (match.url_name or "").startswith("account_")
    # A request that is refused early has none of these.
    learner, user = getattr(request, "learner", None), getattr(request, "user", AnonymousUser())
    theme, due = theme_of(request), due_today(learner)
    return {
        "frame": PageFrame,
        # All that the bar at the top shows besides what it is drawn with.
        "bar": (theme, due, user.is_authenticated, user.is_staff, getattr(user, "assists", False)),
        "site_name": settings.SITE_NAME,
        "viewed_class": getattr(request, "viewed_class", None),  # by teach/cohorts/learner_view.py
        "source_url": settings.SOURCE_URL,
        "contact_address": settings.CONTACT_ADDRESS,
        "theme": theme,
        "guest_days": settings.GUEST_DAYS,
        "mails_are_printed": settings.MAILS_ARE_PRINTED,
        "learner": learner,
        "due_today": due,
        # Callables, since only whole pages need them and fragments do not.
        "outbox": partial(outbox_of, learner) if learner else "",
        "outbox_was": partial(request.session.get, OUTBOX_WAS, "") if learner else "",
        "htmx": f"django_htmx/htmx-{settings.HTMX_VERSION}.min.js",
        "nav": "account" if match and match.url_name == "account" else NAV.get(match.namespace if match else ""),
        # "Log in" returns to this page, except from the pages that lead to it, and from home: staff begin elsewhere.
        "login_next": "" if entrance or match is None or match.url_name == "home" else request.get_full_path(),
    }
