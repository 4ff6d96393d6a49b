"""The whole content as a folder of readable files, which `load_content` reads. It holds no personal data."""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Q

from bank.models import Item, ItemDraft
from bank.writing import item_files
from lessons.files.writing import lesson_files
from lessons.models import Lesson, LessonDraft, VideoState
from matrix.facts import Facts
from matrix.files.writing import Files, fact_files
from quizzes.models import Slot
from quizzes.writing import quiz_files

OURS = ("*.json", "responsibilities/*.json", "items/*.json", "lessons/*.md")
SIGN = "services.json"  # without it, a folder that is not empty holds something else


class NotOurs(Exception):
    pass


def content_files(facts: Facts) -> Files:
    return fact_files() | lesson_files(facts) | item_files(facts) | quiz_files()


def write(folder: Path, files: Files) -> list[str]:
    """Updates the folder and returns the paths that were deleted. Raises NotOurs."""
    if folder.exists() and not (folder / SIGN).exists() and any(each.name != ".git" for each in folder.iterdir()):
        raise NotOurs(f"{folder} holds other things than content. Name an empty folder, or one that was exported to.")
    gone = [path for pattern in OURS for path in folder.glob(pattern) if str(path.relative_to(folder)) not in files]
    for path in gone:
        path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return sorted(str(path.relative_to(folder)) for path in gone)


def left_behind() -> Iterator[str]:
    by_hand = Item.objects.filter(generator="")
    slots = Slot.objects.filter(Q(item__published=None) | ~Q(item__generator=""))
    for found, one, many in (
        (LessonDraft.objects, "draft of a lesson", "drafts of lessons"),
        (ItemDraft.objects, "draft of a question", "drafts of questions"),
        (by_hand.filter(published=None), "question that is not published", "questions that are not published"),
        (
            slots,
            "place in a quiz with a question that is derived or not published",
            "places in quizzes with questions that are derived or not published",
        ),
        (Lesson.objects.filter(video_state=VideoState.READY), "film of a lesson", "films of lessons"),
    ):
        if number := found.count():
            yield f"Not in the files: {number} {one if number == 1 else many}."
