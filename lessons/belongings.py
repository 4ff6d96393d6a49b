"""What a learner has in this app: sections read, and the place and the traps answered in each lesson."""

from accounts.leaving.belongings import personal_rows
from accounts.models import Learner
from lessons.models import Place, Reading


def move_places(source: Learner, target: Learner) -> None:
    """Of two places in a lesson the newer one stays. A lesson marked as read by either stays marked.

    Of two answers to a trap the target's stays.
    """
    for place in Place.objects.filter(learner=source):
        other = Place.objects.filter(learner=target, lesson=place.lesson_id).first()
        if other is None:
            Place.objects.filter(pk=place.pk).update(learner=target)
            continue
        if place.moved_at > other.moved_at:
            other.anchor, other.moved_at = place.anchor, place.moved_at
        other.read_at = other.read_at or place.read_at
        other.traps = place.traps | other.traps
        other.save(update_fields=["anchor", "moved_at", "read_at", "traps"])
        place.delete()


READINGS = personal_rows(
    Reading,
    *("lesson__title", "anchor", "finished_at"),
    once_per=["lesson_id", "anchor"],
    used=["readings__finished_at"],
)
PLACES = personal_rows(
    Place, "lesson__title", "anchor", "moved_at", "read_at", "traps", used=["places__moved_at"], move=move_places
)
