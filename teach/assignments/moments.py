"""A form's field for a day and time in the zone of a class."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

TYPED = "%Y-%m-%dT%H:%M"  # as browsers send it
UTC = timezone.get_fixed_timezone(0)


class MomentField(forms.Field):
    """Cleans to a time in UTC. `zone` is set by the form."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)
    zone = "UTC"

    def to_python(self, value: str | None) -> datetime | None:
        if not (text := (value or "").strip()):
            return None
        try:
            typed = parse_datetime(text)
        except ValueError:
            typed = None
        if typed is None or typed.tzinfo:
            raise forms.ValidationError("Enter a day and a time, such as 2026-12-04 09:00.")
        try:
            at = typed.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
            there = at.astimezone(ZoneInfo(self.zone))
        except OverflowError:
            raise forms.ValidationError("Choose a day of this century.") from None
        if there.replace(tzinfo=None) != typed:
            raise forms.ValidationError(
                f"{self.label}: on this day the clocks are put forward, and this time does not exist."
            )
        return at

    def prepare_value(self, value: datetime | str | None) -> str:
        return as_sent(value, self.zone) if isinstance(value, datetime) else value or ""


def as_sent(at: datetime | None, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime(TYPED) if at else ""
