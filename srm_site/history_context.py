"""Who acts in a request, for the history of everything that it changes."""

from typing import Any

from pghistory.middleware import HistoryMiddleware as TrackerMiddleware


class HistoryMiddleware(TrackerMiddleware):
    """Also says whether the person was staff by then: later they may be no more."""

    def get_context(self, request) -> dict[str, Any]:
        return {**super().get_context(request), "staff": request.user.is_staff}
