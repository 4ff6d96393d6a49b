"""Lets days pass for one learner: all that is stored about them moves back, by the owner of the tables."""

from collections import deque
from datetime import timedelta

import pgtrigger
from django.db import models, transaction
from django.db.models import F

from accounts.models import Learner
from quizzes.memory.store import remember_results
from quizzes.models import CellMemory, ItemResult

LONG = timedelta(days=1000)  # no row meets another one of a unique day on its way


@transaction.atomic
def let_days_pass(learner: Learner, days: int = 1) -> None:
    with pgtrigger.ignore():
        for model, path in paths_to_learners().items():
            moments = [field.name for field in model._meta.concrete_fields if isinstance(field, models.DateField)]
            rows = model._base_manager.filter(**{path: learner.pk})
            for step in (-LONG, LONG - timedelta(days=days)) if moments and model is not CellMemory else ():
                rows.update(**{name: F(name) + step for name in moments})
    remember_results(ItemResult.objects.filter(attempt_item__attempt__learner=learner).values_list("pk", flat=True))


def paths_to_learners() -> dict[type[models.Model], str]:
    """How each table with rows about a learner leads to them."""
    found: dict[type[models.Model], str] = {Learner: "pk"}
    waiting: deque[type[models.Model]] = deque([Learner])
    while waiting:
        target = waiting.popleft()
        for relation in target._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel):
                continue
            model = relation.related_model
            if model not in found and not model._meta.proxy:
                found[model] = relation.field.name if target is Learner else f"{relation.field.name}__{found[target]}"
                waiting.append(model)
    return found
