from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Learner


def learner_of(user) -> Learner | None:
    """The person's learner, made when first asked for; None for a visitor who has not logged in."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, "learner"):
        # Two first requests at once: the one-to-one column lets only one of them insert.
        user.learner, _ = Learner.objects.get_or_create(user=user)
    return user.learner


class LearnerMiddleware:
    """Sets `request.learner` (lazy) and shows moments in the learner's time zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.learner = SimpleLazyObject(lambda: learner_of(request.user))
        # A visitor without a session costs no query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            with timezone.override(ZoneInfo(request.learner.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
