"""Forms for importing and exporting questions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from bank.generators import GENERATORS
from bank.models import Item, how_made
from exchange.audit.detection import CannotRead, parsed
from exchange.formats import FORMATS, LABELS, format_of
from exchange.parsed_file import CannotImport
from exchange.parsers import MEGABYTE, MOST_BYTES, read_text, text_of
from exchange.writers import OUT_FORMATS, OutFormat
from serving.whole_numbers import whole_number
from teach.items.item_list import BY_HAND, BankFilterForm

ANY = "any"
MOST_AUDITED = 2_000  # questions; they take some seconds


class BringForm(forms.Form):
    """Cleans to `text` and `format`. A file that cannot be read is an error."""

    file = forms.FileField(
        label="File of questions",
        help_text=f"{LABELS} as UTF-8 text, or a QTI package (.zip), of at most {MOST_BYTES // MEGABYTE} MB.",
        error_messages={"required": "Choose a file."},
    )
    format = forms.ChoiceField(
        required=False,
        choices=[("", "Detect from the file"), *((each.name, each.label) for each in FORMATS.values())],
    )

    refused = "Nothing was imported."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if not file or "format" not in cleaned:
            return cleaned
        try:
            if file.size > MOST_BYTES:
                raise CannotImport(f"The file is larger than {MOST_BYTES // MEGABYTE} MB. Split it.")
            return {**cleaned, **self.read(file.name, file.read(), cleaned["format"])}
        except (CannotImport, CannotRead) as reason:
            said = str(reason)
            raise ValidationError({"file": f"{self.refused} {said[:1].upper()}{said[1:]}"}) from None

    def read(self, name: str, data: bytes, format: str) -> dict[str, Any]:
        text = text_of(data)
        known = format_of(name, text, format)
        read_text(text, known)
        return {"text": text, "format": known}


class AuditForm(BringForm):
    """Cleans to `parsed`."""

    refused = "Nothing was audited."

    def read(self, name: str, data: bytes, format: str) -> dict[str, Any]:
        found = parsed(name, data, format or None)
        if not found.questions:
            why = "".join(f" Line {each.place.line}: {each.reason}." for each in found.unparsed[:1])
            raise CannotRead(f"There is no question in it, read as {FORMATS[found.format].label}.{why}")
        if len(found.questions) > MOST_AUDITED:
            raise CannotRead(
                f"There are {len(found.questions):,} questions in it, and at most {MOST_AUDITED:,} are audited "
                "at once. Split it."
            )
        return {"parsed": found}


class TakeForm(BankFilterForm):
    field_order = ["format"]

    format = forms.ChoiceField(choices=[(each.name, each.label) for each in OUT_FORMATS.values()], required=False)
    made = forms.ChoiceField(
        choices=[
            (BY_HAND, how_made("")),
            (ANY, "In any way"),
            *((name, how_made(name)) for name in GENERATORS),
        ],
        required=False,
    )

    words = forms.CharField(label="Words in it", required=False, max_length=100)

    def __init__(self, asked: QueryDict):
        super().__init__(asked)
        self.chosen = [number for pk in asked.getlist("item") if (number := whole_number(pk)) is not None]

    @property
    def known_format(self) -> OutFormat:
        return OUT_FORMATS[self.asked("format") or "csv"]

    def items(self) -> QuerySet[Item]:
        items = Item.objects.of_bank().exclude(published=None).order_by("slug")
        if self.chosen:
            return items.filter(pk__in=self.chosen)
        made = self.asked("made") or BY_HAND
        items = self.among(items, "" if made == ANY else made)
        for word in self.asked("words").split():
            items = items.filter(Q(published__stem__icontains=word) | Q(slug__icontains=word))
        return items
