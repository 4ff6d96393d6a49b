"""Views that are there for some roles only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from logging import WARNING

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from accounts.models import User
from accounts.roles import edits_content, teaches
from serving.monitoring.security_log import log_event
from serving.return_address import or_log_in


def only_for(may: Callable[[User | AnonymousUser], bool]) -> Callable[..., Callable[..., HttpResponse]]:
    """404 for everybody else; visitors are led to the log-in, as from any page that they do not find."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @or_log_in
        @wraps(view)
        def for_some(request, *args, **kwargs):
            if not may(request.user):
                if request.user.is_authenticated:
                    log_event("not-allowed", request, level=WARNING)
                raise Http404
            return view(request, *args, **kwargs)

        # Decorators around it carry this on; see SecondFactorMiddleware.
        for_some.for_staff = True
        return for_some

    return decorator


# Content editors see figures about questions, and nothing about a person.
instructors_only, editors_only = only_for(teaches), only_for(edits_content)
