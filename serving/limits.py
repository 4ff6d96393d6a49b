"""How much one request may send. Django limits a form to 2.5 MB and 1,000 fields, but not the size of files."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from serving.request_bodies import ASKS, MAY_SEND


class LimitsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        asks = request.META.get(ASKS)
        size = size_of(asks or request.META.get("CONTENT_LENGTH"))
        if size > settings.LARGEST_BODY and size > (most := most_for(request)):
            return render(request, "413.html", {"megabytes": most // 1_000_000}, status=413)
        if not asks:
            return None
        request.META[MAY_SEND] = True
        return HttpResponse()


def size_of(said: str | None) -> int:
    try:
        return int(said or 0)
    except ValueError:
        return 0


def most_for(request) -> int:
    film = request.path.startswith("/admin/lessons/lesson/") and request.user.has_perm("lessons.change_lesson")
    return settings.LARGEST_FILM if film else settings.LARGEST_BODY
