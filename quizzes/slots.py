"""The questions of a quiz in their order. Open attempts keep the questions they started with."""

from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Q, QuerySet, When

from bank.models import Item
from quizzes.models import Quiz, Slot

FOUND = 20
MOST_WORDS = 8


@transaction.atomic
def move_question(quiz: Quiz, item: int, *, by: int) -> bool:
    order = _order(quiz)
    if item not in order or not 0 <= order.index(item) + by < len(order):
        return False
    to = order.index(item) + by
    order.remove(item)
    order.insert(to, item)
    _store(quiz, order)
    return True


@transaction.atomic
def add_question(quiz: Quiz, item: int, *, position: int | None = None) -> int:
    order = _order(quiz)
    if item not in order:
        place = min(position or len(order) + 1, len(order) + 1)
        order.insert(place - 1, item)
        Slot.objects.create(quiz=quiz, item_id=item, position=place)
        _store(quiz, order)
    return order.index(item) + 1


@transaction.atomic
def remove_question(quiz: Quiz, item: int) -> int:
    order = _order(quiz)
    if item not in order:
        return 0
    position = order.index(item) + 1
    quiz.slots.filter(item=item).delete()
    order.remove(item)
    _store(quiz, order)
    return position


def _order(quiz: Quiz) -> list[int]:
    Quiz.objects.select_for_update(no_key=True, of=("self",)).get(pk=quiz.pk)
    return list(quiz.slots.order_by("position", "pk").values_list("item", flat=True))


def _store(quiz: Quiz, order: list[int]) -> None:
    places = [When(item=item, then=position) for position, item in enumerate(order, 1)]
    if places:
        quiz.slots.update(position=Case(*places, default=F("position"), output_field=PositiveSmallIntegerField()))


def find_questions(quiz: Quiz, words: str) -> QuerySet[Item]:
    items = Item.objects.of_bank().exclude(published=None).exclude(slots__quiz=quiz).select_related("published")
    for word in words.split()[:MOST_WORDS]:
        items = items.filter(Q(published__stem__icontains=word) | Q(slug__icontains=word))
    return items.order_by("generator", "slug")[:FOUND]
