"""The user of a request, for the history of its changes."""

from typing import Any

from pghistory.middleware import HistoryMiddleware as TrackerMiddleware


class HistoryMiddleware(TrackerMiddleware):
    """Records whether the user is staff, since that may change later."""

    def get_context(self, request) -> dict[str, Any]:
        return {**super().get_context(request), "staff": request.user.is_staff}
