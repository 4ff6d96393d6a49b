"""Stores pictures under names that never change their content, as long as a text shows them."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.json import KT

from accounts.models import User
from lessons.editing.picture_redraw import RedrawnPicture
from lessons.models import Lesson, LessonDraft, Picture, ScheduledPublication


class InUse(Exception):
    def __init__(self, places: list[str]):
        super().__init__("; ".join(places))
        self.places = places


def store_picture(picture: Picture, redrawn: RedrawnPicture, *, uploaded_by: User) -> None:
    picture.name, picture.size, picture.uploaded_by = redrawn.name, len(redrawn.data), uploaded_by
    if not default_storage.exists(picture.path):
        default_storage.save(picture.path, ContentFile(redrawn.data))
    picture.save()


def _with_body(model: type[LessonDraft] | type[ScheduledPublication]) -> models.QuerySet:
    return model._default_manager.annotate(written=KT("content__body"))


def places_of(picture: Picture) -> Iterator[str]:
    named = picture.name
    for lesson in Lesson.objects.filter(body__contains=named).only("label", "title"):
        yield str(lesson)
    for draft in _with_body(LessonDraft).filter(written__contains=named).select_related("lesson"):
        yield f"the draft of {draft.lesson}"
    for scheduled in _with_body(ScheduledPublication).filter(written__contains=named).select_related("lesson"):
        yield f"what is scheduled for {scheduled.lesson}"
    earlier = Lesson.objects.exclude(body__contains=named).filter(events__body__contains=named).distinct()
    for lesson in earlier.only("label", "title"):
        yield f"an earlier revision of {lesson}"


def unused_pictures() -> models.QuerySet[Picture]:
    shown = models.OuterRef("name")
    return Picture.objects.exclude(
        models.Exists(Lesson.objects.filter(body__contains=shown))
        | models.Exists(_with_body(LessonDraft).filter(written__contains=shown))
        | models.Exists(_with_body(ScheduledPublication).filter(written__contains=shown))
        | models.Exists(Lesson.objects.filter(events__body__contains=shown))
    )


@transaction.atomic
def delete_picture(picture: Picture) -> None:
    """Delete an unused picture, and its file after the commit. Raises InUse."""
    if places := list(places_of(picture)):
        raise InUse(places)
    path = picture.path
    picture.delete()
    transaction.on_commit(lambda: default_storage.delete(path))
