"""Who may open the pages about people: superusers. For everybody else they do not exist."""

from collections.abc import Callable

from django.http import HttpResponse

from accounts.permissions import only_for
from quizzes.views import private


def superusers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return private(only_for(lambda user: user.is_active and user.is_superuser)(view))
