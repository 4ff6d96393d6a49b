"""Writes rows about people into the admin's log by number, since names there would outlive the account."""

import json

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


class NumberedLog:
    def log_addition(self, request, obj, message):
        return log(request, obj, ADDITION, message)

    def log_change(self, request, obj, message):
        return log(request, obj, CHANGE, message)

    def log_deletions(self, request, queryset):
        return [log(request, obj, DELETION, "") for obj in queryset]


def log(request, obj: Model, action: int, message: list | str) -> LogEntry:
    # Written in one INSERT, because the serving role may not change the log.
    return LogEntry.objects.create(
        user_id=request.user.pk,
        content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
        object_id=obj.pk,
        object_repr=f"{str(obj._meta.verbose_name).capitalize()} {obj.pk}",
        action_flag=action,
        change_message=json.dumps(message) if isinstance(message, list) else message,
    )
