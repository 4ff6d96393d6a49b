"""What tries to make a page act: a list of our own, and writing such lists into every field that a page may show."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import DatabaseError, models, transaction

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text().splitlines()
APPS = ("accounts", "matrix", "lessons", "quizzes")
# Names by which rows find each other, and figures: no words, and never shown as such.
KEPT = {
    *("password", "time_zone", "token", "email", "loaded_hash", "account", "network"),
    *("services", "section", "duty", "also", "anchor", "generator", "parameters", "selection", "order"),
    *("history", "reviews", "option", "items", "quizzes", "versions", "flags", "misconception", "device"),
}


def is_for_words(field: models.Field) -> bool:
    """Not an address, a slug or anything else whose form the field itself checks: forms refuse payloads there."""
    if not isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField):
        return False
    special = isinstance(field, models.SlugField | models.FileField | models.URLField)
    own = field._validators  # type: ignore[union-attr]
    checked = any(not isinstance(check, MinLengthValidator) for check in own)
    return not (special or checked or field.choices or field.primary_key or field.name in KEPT)


def fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if "event" in str(model._meta.model_name):
                continue  # the history is only added to
            yield from ((model, field) for field in model._meta.concrete_fields if is_for_words(field))


def fill(payloads: Sequence[str]) -> dict[str, int]:
    """In how many rows of each field there is a payload now; the database may refuse a row."""
    written: dict[str, int] = {}
    for number, (model, field) in enumerate(fields()):
        rows = model._default_manager.order_by("pk").values_list("pk", field.name)[:60]
        count = 0
        for place, (pk, value) in enumerate(rows):
            text = text_for(field, payloads, number + place)
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=pk).update(**{field.name: laced(value, text)})
                count += 1
            except (DatabaseError, ValueError, TypeError):
                break
        written[f"{model._meta.label}.{field.name}"] = count
    return written


def text_for(field: models.Field, payloads: Sequence[str], number: int) -> str:
    """All of them where there is room, else the one whose turn it is and that fits."""
    limit = getattr(field, "max_length", None)
    if not limit:
        return "\n\n".join(payloads)
    fitting = [payload for payload in payloads if len(payload) <= limit] or [""]
    return fitting[number % len(fitting)]


def laced(value: Any, text: str) -> Any:
    """The value with the text wherever it holds words; lists and mappings keep their shape."""
    if isinstance(value, str):
        return text if len(value) < 40 or len(text) < 300 else f"{value}\n\n{text}"
    if isinstance(value, list):
        return [laced(each, text) for each in value]
    if isinstance(value, dict):
        words = {"text", "title", "why", "summary", "caption", "name", "label"}
        return {key: laced(each, text) if key in words else each for key, each in value.items()}
    return value
