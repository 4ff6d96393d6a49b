"""Decorators for pages that exist only for editors of the matrix."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse

CHANGES_CELLS = "matrix.change_responsibility"
ADDS_SERVICES = "matrix.add_service"


PROPOSES_CHANGES = "matrix.add_factproposal"


def may_edit(user, permission: str = CHANGES_CELLS) -> bool:
    return user.is_staff and user.has_perm(permission)


def may_propose(user) -> bool:
    return may_edit(user) or may_edit(user, PROPOSES_CHANGES)


def only_for(may: Callable[..., bool]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def for_editors(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return for_editors

    return decorate


def only_with(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    return only_for(lambda user: may_edit(user, permission))


editors_only, proposers_only = only_with(CHANGES_CELLS), only_for(may_propose)
