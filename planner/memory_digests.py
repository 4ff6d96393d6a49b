"""Digests of a learner's memories, made by the database: another one says that an answer came or was graded again."""

from django.db.models import (
    Case,
    Expression,
    F,
    FloatField,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import MD5, Cast, Coalesce, Concat, JSONObject, NullIf

from accounts.models import Learner
from quizzes.memory.store import SUBJECT
from quizzes.models import MemoryRow

BEGAN = OuterRef("began")
NOTHING = Value("", TextField())


def with_digests(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """For learners with `began`, when their day began. `until_today` is of all answers before, `since_today` of the
    memories that an answer has changed since.
    """
    return learners.annotate(
        until_today=Concat(*(_digest(model, _until_today(name)) for model, (name, _) in SUBJECT.items())),
        since_today=Concat(
            *(_digest(model, _told(name, F("history")), Q(last__gte=BEGAN)) for model, (name, _) in SUBJECT.items())
        ),
    )


def _digest(model: type[MemoryRow], told: Expression, where: Q | None = None) -> Coalesce:
    mine = model._default_manager.filter(where or Q(), learner=OuterRef("pk")).order_by().values("learner")
    digest = MD5(Coalesce(StringAgg("told", NOTHING, order_by=SUBJECT[model][0]), NOTHING), output_field=TextField())
    # Without any memory it is the same as without one that counts.
    return Coalesce(Subquery(mine.alias(told=told).annotate(digest=digest).values("digest")), MD5(NOTHING))


def _until_today(name: str) -> Expression:
    """NULL, which is left out, of a memory whose first answer came since."""
    moment = Func(BEGAN, template="(extract(epoch from %(expressions)s) * 1000000)", output_field=FloatField())
    before = EntriesBefore("history", JSONObject(moment=moment))
    return _told(name, Case(When(last__lt=BEGAN, then="history"), default=before))


def _told(name: str, history: Combinable) -> Expression:
    text = NullIf(Cast(history, TextField()), Value("[]"))
    return Func(Cast(name, TextField()), text, template="%(expressions)s", arg_joiner=" || ", output_field=TextField())


class EntriesBefore(Func):
    function = "jsonb_path_query_array"
    arg_joiner = ", 'strict $[*] ? (@[1] < $moment)', "
    output_field = JSONField()
