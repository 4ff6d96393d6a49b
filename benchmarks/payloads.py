"""Attack strings, and code that writes them into every field that a page may show."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Func, Value
from django.db.models.functions import Cast

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text().splitlines()
APPS = ("accounts", "matrix", "lessons", "bank", "quizzes", "planner", "teach")
# Names by which rows find each other, and figures: no words, and never shown as such.
KEPT = {
    *("password", "session_data", "time_zone", "token", "email", "loaded_hash", "account", "network"),
    *("services", "section", "duty", "also", "anchor", "generator", "parameters", "selection", "order"),
    *("history", "reviews", "option", "items", "quizzes", "versions", "flags", "misconception", "device"),
}


def is_for_words(field: models.Field) -> bool:
    """Whether the field takes any text. Fields for addresses, slugs and the like refuse payloads by their form."""
    if not isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField):
        return False
    special = isinstance(field, models.SlugField | models.FileField | models.URLField)
    special = special or (field.model._meta.label, field.name) == ("lessons.Picture", "name")  # of its file
    own = field._validators  # type: ignore[union-attr]
    checked = any(not isinstance(check, MinLengthValidator) for check in own)
    return not (special or checked or field.choices or field.primary_key or field.name in KEPT)


def fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if "event" in str(model._meta.model_name):
                continue  # the history is only added to
            yield from ((model, field) for field in model._meta.concrete_fields if is_for_words(field))


@transaction.atomic
def fill(payloads: Sequence[str]) -> dict[str, int]:
    """Writes the payloads, and returns in how many rows of each field one is now. The database may refuse some."""
    with connection.cursor() as cursor:
        # What the database refuses it refuses at once, but what search looks through follows once, at the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS matrix_search_follows DEFERRED")
        written = {
            f"{model._meta.label}.{field.name}": write_lists(model, field, payloads)
            if isinstance(field, models.JSONField | ArrayField)
            else write_words(model, field, payloads)
            for model, field in fields()
        }
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # requests of the same transaction find it as usual
    return written


def write_words(model: type[models.Model], field: models.Field, payloads: Sequence[str]) -> int:
    """Writes into all rows: every payload where the field is long enough, otherwise one of those that fit."""
    fitting = [each for each in payloads if len(each) <= field.max_length] if field.max_length else []
    texts = fitting or ["\n\n".join(payloads)]
    place = Func(Cast("pk", models.TextField()), function="hashtext", output_field=models.IntegerField())
    chosen = Func(
        Value(texts, output_field=ArrayField(models.TextField())),
        1 + Func(place, function="abs", output_field=models.IntegerField()) % len(texts),
        template="(%(expressions)s]",
        arg_joiner="::text[])[",
        output_field=models.TextField(),
    )
    try:
        with transaction.atomic():
            return model._default_manager.update(**{field.name: chosen})
    except DatabaseError:
        return 0


def write_lists(model: type[models.Model], field: models.Field, payloads: Sequence[str]) -> int:
    """Writes into a few rows. Lists and mappings keep their structure."""
    count = 0
    for place, (pk, value) in enumerate(model._default_manager.order_by("pk").values_list("pk", field.name)[:20]):
        text = payloads[place % len(payloads)]
        try:
            with transaction.atomic():
                count += model._default_manager.filter(pk=pk).update(**{field.name: laced(value, text)})
        except (DatabaseError, ValueError, TypeError):
            break
    return count


def laced(value: Any, text: str) -> Any:
    """The value with the text in place of each string. Lists and mappings keep their structure."""
    if isinstance(value, str):
        return text
    if isinstance(value, list):
        return [laced(each, text) for each in value]
    if isinstance(value, dict):
        words = {"text", "title", "why", "summary", "caption", "name", "label"}
        return {key: laced(each, text) if key in words else each for key, each in value.items()}
    return value
