"""Names and editing addresses of the rows that the history mentions."""

from collections import defaultdict
from collections.abc import Iterable
from string import ascii_uppercase
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.urls import reverse

from bank.models import Option

Reference = tuple[str, str]  # the label of a model and the id of a row
LEARNER = "accounts.learner"  # the only ones here with another id than a number
# For each model: an SQL expression over t that names a row, and a join that it needs.
CALLED: dict[str, tuple[str, str]] = {
    "bank.item": ("COALESCE(v.stem, t.slug)", "LEFT JOIN bank_itemversion v ON v.id = t.published_id"),
    "bank.itemversion": ("'Version ' || t.number || ': ' || t.stem", ""),
    "quizzes.quiz": ("t.title", ""),
    "quizzes.assignment": ("COALESCE(NULLIF(t.title, ''), 'Assignment ' || t.id)", ""),
    "quizzes.gradingrun": ("'Regrade ' || t.id", ""),
    "lessons.lesson": ("t.label || '. ' || t.title", ""),
    "lessons.course": ("t.name", ""),
    "lessons.cohortreading": ("'What ' || c.name || ' reads'", "JOIN accounts_cohort c ON c.id = t.cohort_id"),
    "accounts.cohort": ("t.name", ""),
    LEARNER: ("COALESCE(NULLIF(u.name, ''), u.email)", "JOIN accounts_user u ON u.id = t.user_id"),
    "accounts.user": ("COALESCE(NULLIF(t.name, ''), t.email)", ""),
    "auth.group": ("t.name", ""),
    "auth.permission": ("t.name", ""),
}
CALLS = """SELECT '{label}', t.id::text, {expression} FROM "{table}" t {join} WHERE t.id = ANY(%s)"""


def model_called(label: str) -> type[models.Model] | None:
    app, _, name = label.partition(".")
    return apps.all_models.get(app, {}).get(name)


def kind_of(label: str) -> str:
    model = model_called(label)
    return str(model._meta.verbose_name) if model else "thing"


def address(label: str, number: str) -> str:
    model = model_called(label)
    if model is None or not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[number])


def called(references: Iterable[Reference]) -> dict[Reference, str]:
    """Names rows in one query. Deleted rows and those without a name are left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for label, number in references:
        if label in CALLED and (number.isdecimal() or label == LEARNER):
            wanted[label].add(number)
    if not wanted:
        return {}
    parts, values = [], []
    for label, numbers in wanted.items():
        expression, join = CALLED[label]
        table = apps.get_model(label)._meta.db_table
        parts.append(CALLS.format(label=label, expression=expression, table=table, join=join))
        values.append([UUID(number) if label == LEARNER else int(number) for number in numbers])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {(label, number): name for label, number, name in cursor.fetchall()}


def options_of(versions: Iterable[int]) -> dict[int | None, str]:
    found: dict[int | None, list[str]] = defaultdict(list)
    numbers = list(versions)
    if not numbers:
        return {}
    for option in Option.objects.filter(version__in=numbers).order_by("version", "position"):
        letter = ascii_uppercase[len(found[option.version_id])]
        key = " (key)" if option.is_key else f" ({option.expected})" if option.expected else ""
        found[option.version_id].append(f"{letter}. {option.text}{key}: {option.rationale}")
    return {version: "\n".join(lines) for version, lines in found.items()}
