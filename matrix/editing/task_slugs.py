from collections.abc import Collection

from django.utils.text import slugify


def slug_for(task: str, taken: Collection[str]) -> str:
    stem = slugify(task)[:56].strip("-") or "task"
    tries = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next(slug for slug in tries if slug not in taken)
