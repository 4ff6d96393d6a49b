"""Decorators for views that exist for some roles only."""

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
    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @or_log_in
        @wraps(view)
        def for_some(request, *args, **kwargs):
            if not may(request.user):
                if request.user.is_authenticated:
                    log_event("not-allowed", request, level=WARNING)
                raise Http404
            return view(request, *args, **kwargs)

        # Outer decorators copy this attribute; see SecondFactorMiddleware.
        for_some.for_staff = True
        return for_some

    return decorator


# Content editors see statistics of questions, and nothing about a person.
instructors_only, editors_only = only_for(teaches), only_for(edits_content)
staff_with_a_role_only = only_for(lambda user: teaches(user) or edits_content(user))
