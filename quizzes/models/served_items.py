"""Questions of attempts with everything that their pages show, each read in one query."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import Exact

from accounts.models import Learner
from bank.models import ChangeKind, Claim, ItemVersion, Option, TestedCell
from lessons.models import Lesson
from matrix.models import FactsRevision
from quizzes.models.attempts import AttemptItem, Mode
from quizzes.models.notes import LearnerNote
from quizzes.models.responses import Response, ResponseKind
from serving.prepared import instance
from serving.whole_numbers import address_of

OPTION = "id key token position text is_key expected rationale misconception"


def keeper() -> Coalesce:
    """The id of the learner's open attempt that has the sole right to ask this question, or null.

    An exam keeps its questions until it ends, even if they were answered elsewhere before. A question that is open in
    two other attempts belongs to the newer one.
    """
    asked = AttemptItem.objects.filter(
        # A learner has few open attempts, but an item may be in very many: the expression keeps the planner from
        # starting with an index on the item.
        Exact(F("version__item") + 0, OuterRef("version__item")),
        attempt__learner=OuterRef("attempt__learner"),
        attempt__closed_at=None,
    ).order_by("-attempt")
    in_exam = asked.filter(attempt__mode=Mode.EXAM).exclude(attempt=OuterRef("attempt"))  # an open exam has no results
    later = asked.exclude(attempt__mode=Mode.EXAM).filter(attempt__gt=OuterRef("attempt"), result=None)
    return Coalesce(
        Subquery(in_exam.values("attempt")[:1]),
        Case(When(~Q(attempt__mode=Mode.EXAM), result=None, then=Subquery(later.values("attempt")[:1]))),
    )


def next_sequence() -> CombinedExpression:
    """The number that the next response to a question gets."""
    last = Response.objects.filter(attempt_item=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
    return Coalesce(Subquery(last), 0) + 1


def _explained(items: QuerySet[Any]) -> QuerySet[Any]:
    tested = TestedCell.objects.filter(version=OuterRef("version")).order_by("position")
    corrections = ItemVersion.objects.filter(
        item=OuterRef("version__item"), number__gt=OuterRef("version__number"), change=ChangeKind.KEY_CHANGE
    ).order_by("-number")
    return items.annotate(
        settling_cell=Subquery(tested.values("cell_id")[:1]),
        corrected_at=Subquery(corrections.values("published_at")[:1]),
    )


class ExplainedItemManager(models.Manager["ExplainedItem"]):
    def get_queryset(self) -> QuerySet["ExplainedItem"]:
        return _explained(super().get_queryset())


class ExplainedItem(AttemptItem):
    """A question with what its explanation needs. `settling_cell` is the id of the cell that decides it, or None.

    `corrected_at` is when a later version last changed the key, or None.
    """

    settling_cell: int | None
    corrected_at: datetime | None

    objects: ClassVar[ExplainedItemManager] = ExplainedItemManager()

    class Meta:
        proxy = True
        default_permissions = ()


class JSONRows(Subquery):
    """The value `told` of each row, in one list that is read at once."""

    template = "(SELECT coalesce(jsonb_agg(told), '[]') FROM (%(subquery)s) AS rows)"
    output_field = models.JSONField()


def _as_json(names: str, prefix: str = "") -> JSONObject:
    return JSONObject(**{name: f"{prefix}{name}" for name in names.split()})


class ServedItemManager(models.Manager["ServedItem"]):
    def get_queryset(self) -> QuerySet["ServedItem"]:
        flags = Response.objects.filter(
            attempt_item__attempt__learner=OuterRef("attempt__learner"),
            attempt_item__attempt__has_flags=True,
            attempt_item__version__item=OuterRef("version__item"),
            kind=ResponseKind.FLAG,
        ).order_by("-received_at", "-pk")
        reports = Learner.objects.filter(
            pk=OuterRef("attempt__learner"), problem_reports__version=OuterRef("version")
        ).order_by("-problem_reports__created_at", "-problem_reports__pk")
        notes = LearnerNote.objects.filter(
            learner=OuterRef("attempt__learner"), item=OuterRef("version__item")
        ).order_by()
        options = Option.objects.filter(version=OuterRef("version")).order_by("position")
        claims = Claim.objects.filter(option__version=OuterRef("version")).exclude(cell=None, duty=None, control=None)
        section = OuterRef("version__item__section")
        taught = Lesson.objects.published().filter(
            slug=Func(section, Value("#"), Value(1), function="split_part", output_field=models.CharField())
        )
        return (
            _explained(super().get_queryset())
            .annotate(kept_by=keeper())
            .select_related("attempt__quiz__lesson", "version__item", "result__response__slip")
            .defer("attempt__quiz__lesson__body", "attempt__quiz__lesson__transcript")
            .annotate(
                loaded_at=TransactionNow(),
                next_sequence=next_sequence(),
                flagged=Subquery(flags.values("answer__flag")[:1]),
                report=Subquery(reports.values(told=_as_json("pk text suggestion answer", "problem_reports__"))[:1]),
                note=Subquery(notes.values("text")[:1]),
                offered=JSONRows(options.values(told=_as_json(OPTION))),
                claimed=JSONRows(
                    claims.order_by("pk").values(
                        told=JSONObject(
                            option="option__key",
                            is_key="option__is_key",
                            owner="owner",
                            cell=Coalesce("cell", "duty__cell"),
                            control="control",
                            control_slug="control__slug",
                        )
                    )
                ),
                taught=Subquery(taught.order_by().values(told=_as_json("slug label title sections"))[:1]),
                facts_revision=Subquery(FactsRevision.objects.values("number")),
            )
        )


class ItemLinks(NamedTuple):
    report: str
    note: str


class ServedItem(ExplainedItem):
    """A question with everything that its page shows, and the database's time as `loaded_at`.

    `kept_by` is described at `keeper`. `flagged` is the learner's last flag on the item in any attempt, and `report`
    their last report about the version. `note` is their note on the item. `offered` holds its options in
    order of position, `claimed` their claims; `taught` is the published lesson whose section teaches the item.
    """

    kept_by: UUID | None
    loaded_at: datetime
    next_sequence: int
    flagged: bool | None
    report: dict[str, Any] | None
    note: str | None
    offered: list[dict[str, Any]]
    claimed: list[dict[str, Any]]
    taught: dict[str, Any] | None
    facts_revision: UUID
    standing: dict[str, Any] | None = None  # on exam pages: the last answer saved in time

    objects: ClassVar[ServedItemManager] = ServedItemManager()  # type: ignore[assignment]  # it returns this class

    class Meta:
        proxy = True
        default_permissions = ()

    @cached_property
    def all_options(self) -> list[Option]:
        return [instance(Option, told) for told in self.offered]

    @property
    def flag_url(self) -> str:
        return address_of("quizzes:attempt-item-flag", self.attempt_id, self.position)

    @property
    def links(self) -> ItemLinks:
        return ItemLinks(
            address_of("quizzes:attempt-item-report", self.attempt_id, self.position),
            address_of("quizzes:question-note", self.version.item_id),
        )

    @property
    def control_asked(self) -> int | None:
        return next((claim["control"] for claim in self.claimed if claim["is_key"] and claim["control"]), None)

    @property
    def control_slug(self) -> str | None:
        return next((claim["control_slug"] for claim in self.claimed if claim["is_key"] and claim["control"]), None)
