"""Who may open the pages about people: superusers. For everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse

from quizzes.views import private
from serving.return_address import or_log_in


def superusers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @private
    @or_log_in
    @wraps(view)
    def for_superusers(request, *args, **kwargs):
        if not (request.user.is_active and request.user.is_superuser):
            raise Http404
        return view(request, *args, **kwargs)

    return for_superusers
