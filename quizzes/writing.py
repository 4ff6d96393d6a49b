"""Writes the file of quizzes, as `quizzes.loading` reads it."""

from bank.models import Item
from matrix.files.writing import Files, as_json, by_slug, recorded
from quizzes.loading import Quizzes


def quiz_files() -> Files:
    quizzes = Quizzes()
    held = set(Item.objects.filter(generator="").exclude(published=None).values_list("slug", flat=True))
    asked = [
        {**said, "items": [slug for slug in said["items"] if slug in held]}
        for quiz in by_slug(quizzes)
        for said in [recorded(quizzes, quiz, "slug", "title", "lesson", "mode", "items")]
    ]
    return {"quizzes.json": as_json(asked)}
