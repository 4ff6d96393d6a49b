"""The members of a cohort as a table, filtered, sorted and paged by the query string."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from accounts.models import Cohort, CohortGroup, CohortMembership
from serving.prepared import Prepared
from teach.cohorts.access import members_of
from teach.cohorts.figures import ACTIVE, FIGURES, with_figures

LEARNERS_A_PAGE = 25


@dataclass(frozen=True)
class PartOfClass:
    """`figures` are those that the condition names."""

    label: str
    condition: Q = Q()  # noqa: RUF009  nothing changes it
    figures: Sequence[str] = ()

    def among(self, members: QuerySet[CohortMembership]) -> QuerySet[CohortMembership]:
        return with_figures(members, self.figures).filter(self.condition)


IDLE = Q(last_active=None) | Q(last_active__lt=F("now") - ACTIVE)
SHOWN = {
    "": PartOfClass("Everyone"),
    "stuck": PartOfClass("Stuck on a cell", Q(stuck__gt=0), ["stuck"]),
    "missed": PartOfClass("Missed an assignment", Q(missed__gt=0), ["missed"]),
    "behind": PartOfClass("Behind (something is overdue)", Q(overdue__gt=0), ["overdue"]),
    "idle": PartOfClass("Not active for 7 days", IDLE, ["last_active", "now"]),
    "time": PartOfClass("With extra time", ~Q(time_allowance="")),
}
# Columns with the direction of their first sort.
COLUMNS = {
    "name": ("Learner", ""),
    "lessons": ("Lessons", "-"),
    "secure": ("Cells known", "-"),
    "score": ("Mean score", "-"),
    "active": ("Last active", "-"),
    "stuck": ("Stuck", "-"),
    "missed": ("Assignments missed", "-"),
}
FIELDS = {
    "name": "learner__user__name",
    "lessons": "lessons_read",
    "secure": "secure",
    "score": "score",
    "active": "last_active",
    "stuck": "stuck",
    "missed": "missed",
}


class LearnerFilterForm(forms.Form):
    """Unknown values count as not given, so that an old link still works."""

    q = forms.CharField(label="Name or address", required=False, max_length=100, widget=forms.SearchInput)
    show = forms.ChoiceField(choices=[(name, part.label) for name, part in SHOWN.items()], required=False)

    group = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, asked: QueryDict, groups: Iterable[CohortGroup]):
        super().__init__(asked)
        choices = [(group.pk, group.name) for group in groups]
        if choices:
            self.fields["group"].choices = [("", "All groups"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["group"]
        self.full_clean()

    @property
    def _condition(self) -> Q:
        text = self.cleaned_data.get("q") or ""
        named = Q(learner__user__name__icontains=text) | Q(learner__user__email__icontains=text) if text else Q()
        group = self.cleaned_data.get("group")
        return named & (Q(group=group) if group else Q())

    @property
    def asked(self) -> dict[str, Any]:
        """What narrows the list, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def words(self) -> str:
        """ "group Tuesday, stuck on a cell", or nothing."""
        asked = self.asked
        parts = [f"“{asked['q']}”"] if "q" in asked else []
        if "group" in asked:
            parts.append(f"group {dict(self.fields['group'].choices)[asked['group']]}")  # type: ignore[attr-defined]
        if "show" in asked:
            parts.append(lowered(SHOWN[asked["show"]].label))
        return ", ".join(parts)

    def members(self, cohort: Cohort) -> QuerySet[CohortMembership]:
        return SHOWN[self.cleaned_data.get("show") or ""].among(members_of(cohort).filter(self._condition))


def lowered(label: str) -> str:
    return label[0].lower() + label[1:]


@dataclass(frozen=True)
class SortColumn:
    """`sort` in the address sorts by the column, in reverse if it is sorted by it already."""

    name: str
    label: str
    sort: str
    sorted: str  # "ascending", "descending" or ""


# Building the columns of figures for each request took more than finding them.
rows_of: Prepared[CohortMembership] = Prepared(
    lambda *keys: with_figures(CohortMembership.objects.filter(pk__in=keys)).select_related("learner__user", "group"),
    *[int] * LEARNERS_A_PAGE,
)


class LearnerList:
    def __init__(self, cohort: Cohort, asked: QueryDict):
        self.form = LearnerFilterForm(asked, cohort.groups.all())
        column = asked.get("sort", "").removeprefix("-")
        self.column = column if column in COLUMNS else "name"
        self.falls = asked.get("sort", "").startswith("-")
        # The figures that are only shown are worked out for one page.
        found = list(in_order(self.form.members(cohort), self.column, falls=self.falls).values_list("pk", flat=True))
        self.page = Paginator(found, LEARNERS_A_PAGE).get_page(asked.get("page"))
        keys = list(self.page.object_list)
        shown = rows_of(*keys, *[0] * (LEARNERS_A_PAGE - len(keys)))
        self.rows: list[CohortMembership] = sorted(shown, key=lambda member: found.index(member.pk))

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def mail_query(self) -> str:
        """Of the page that writes to these learners; empty after a search, by which it cannot choose them."""
        asked = self.form.cleaned_data
        return "" if asked.get("q") else urlencode({"to": asked.get("show", ""), "group": asked.get("group") or ""})

    @property
    def columns(self) -> Iterator[SortColumn]:
        for name, (label, first) in COLUMNS.items():
            here = name == self.column
            falls = not self.falls if here else first == "-"
            state = ("descending" if self.falls else "ascending") if here else ""
            yield SortColumn(name, label, f"-{name}" if falls else name, state)


def in_order(rows: QuerySet[CohortMembership], column: str, *, falls: bool) -> QuerySet[CohortMembership]:
    """Rows without a value come last in either direction."""
    if FIELDS[column] in FIGURES:
        rows = with_figures(rows, [FIELDS[column]])
    field = F(FIELDS[column])
    first = field.desc(nulls_last=True) if falls else field.asc(nulls_last=True)
    return rows.order_by(first, "learner__user__name", "learner__user__email", "pk")
