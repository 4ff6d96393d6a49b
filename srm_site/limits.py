"""How much one request may send. Django reads 2.5 MB of a form and 1,000 fields; files it would take in any size."""

from django.conf import settings
from django.shortcuts import render


class LimitsMiddleware:
    """Refuses a body that says it is larger than allowed, before anything of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > most_for(request):
            return render(request, "413.html", {"megabytes": most_for(request) // 1_000_000}, status=413)
        return self.get_response(request)


def most_for(request) -> int:
    """Films are uploaded with a lesson, and are large; anything else is not."""
    film = request.path.startswith("/admin/lessons/lesson/")
    return settings.LARGEST_FILM if film else settings.LARGEST_BODY
