"""What a teacher has typed so far about one assignment: its form, its exceptions, and the sentence about both."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from accounts.models import Cohort, CohortMembership, User
from accounts.zones import moment_in_words, short_name
from quizzes.assigned.store import AssignmentOvertaken, remove_exception, save_assignment, save_exception
from quizzes.assigned.words import in_words
from quizzes.models import Assignment
from serving.uuid7 import uuid7
from teach.assignments.exception_forms import ExceptionLines, next_line, typed_of
from teach.assignments.forms import AssignmentForm, as_typed, initial_of
from teach.assignments.kinds import suggested
from teach.assignments.words import what_started_learners_keep
from teach.assignments.work import AssignableWork

Typed = Mapping[str, str]


class FormProblems:
    """The errors of the form and of its lines as one list, for the summary above."""

    def __init__(self, *forms):
        self.forms = forms

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def non_field_errors(self) -> list[str]:
        return list(chain.from_iterable(form.non_field_errors() for form in self.forms))

    @property
    def visible_fields(self) -> list:
        return list(chain.from_iterable(form.visible_fields() for form in self.forms))


class WrittenAssignment:
    """`saving` shows what is wrong; before that the sentence says what is missing."""

    def __init__(
        self,
        typed: Typed,
        *,
        cohort: Cohort,
        work: AssignableWork,
        members: Sequence[CohortMembership],
        now: datetime,
        opened: int | None = None,
        saving: bool = False,
    ):
        self.stored = stored = work.now_given
        known: dict[str, Any] = {"cohort": cohort, "work": work, "now": now}
        self.checked = AssignmentForm(typed, **known)
        self.form = self.checked if saving else AssignmentForm(initial=dict(typed), **known)
        self.started, has_attempts = _started_at(stored) if stored else (0, False)
        if stored and has_attempts:
            for form in (self.checked, self.form):
                form.keep_work(initial_of(stored))
        self.exceptions = ExceptionLines(typed, cohort=cohort, members=members, opened=opened, saving=saving)
        self.exceptions.describe(self.draft if self.checked.is_valid() else stored or Assignment(cohort=cohort))

    @cached_property
    def is_valid(self) -> bool:
        return self.checked.is_valid() and self.exceptions.check(self.draft)

    @cached_property
    def draft(self) -> Assignment:
        return self.checked.draft()

    @property
    def problems(self) -> FormProblems:
        return FormProblems(self.checked, *(line.form for line in self.exceptions.lines))

    @property
    def sentence(self) -> str:
        if not self.checked.is_valid():
            return ""
        return in_words(self.draft, self.exceptions.of(self.draft))

    @property
    def warnings(self) -> list[str]:
        return what_started_learners_keep(self.stored, self.draft, self.started) if self.stored else []

    @property
    def why_not(self) -> str:
        return " ".join(str(error) for errors in self.checked.errors.values() for error in errors)

    def try_to_save(self, *, by: User) -> Assignment | None:
        """Returns None if somebody gave the same in this moment or saved first, and says so in the form.

        The same form sent twice creates one assignment.
        """
        if already := self._created_before():
            return already
        try:
            return self._save(by)
        except AssignmentOvertaken:
            self._show_what_was_saved()
            return None
        except IntegrityError:
            if already := self._created_before():
                return already
            self.checked.add_error("work", "This class was given the same just now. Reload the list of assignments.")
            return None

    def _created_before(self) -> Assignment | None:
        event = self.checked.cleaned_data["event"]
        if self.stored or event is None:
            return None
        return Assignment.objects.filter(cohort=self.draft.cohort, event=event).first()

    def _show_what_was_saved(self) -> None:
        """What was typed stays in the form, which now begins with the other's edit."""
        assert self.stored
        now = Assignment.objects.get(pk=self.stored.pk)
        other = User.objects.filter(pk=now.set_by).first()
        who = (other.name if other else "") or "Someone else"
        when = moment_in_words(now.set_at, now.cohort.time_zone)
        self.checked.add_error(
            None,
            f"{who} saved this assignment {when}, after you opened it. It says now: “{now}”. "
            f"{in_words(now, now.exceptions.select_related('learner__user'))} Nothing of yours was saved. "
            "Saving again replaces that with what you typed.",
        )
        self.checked.data = {**self.checked.data, "opened_on": str(now.edit_number)}

    @transaction.atomic
    def _save(self, by: User) -> Assignment:
        assignment = save_assignment(self.draft, by=by, opened_on=self.checked.cleaned_data["opened_on"])
        wanted = {each.learner_id: each for each in self.exceptions.of(assignment)}
        members = {member.learner_id for member in self.exceptions.members}
        for each in assignment.exceptions.filter(learner__in=members):
            if each.learner_id not in wanted:
                remove_exception(each)
            else:
                wanted[each.learner_id].pk = each.pk
        for exception in wanted.values():
            save_exception(exception)
        return assignment


def _started_at(assignment: Assignment) -> tuple[int, bool]:
    """How many learners have an open attempt, and whether anybody ever began one."""
    open_now = Count("learner", distinct=True, filter=Q(closed_at=None, handed_in_at=None))
    found = assignment.taken.order_by().aggregate(open_now=open_now, all=Count("pk"))
    return found["open_now"], bool(found["all"])


def typed_at_first(work: AssignableWork, cohort: Cohort, now: datetime) -> dict[str, str]:
    """What the form of a new assignment shows."""
    local = now.astimezone(ZoneInfo(cohort.time_zone))
    initial = {"work": work.first_not_given(), "event": uuid7()} | suggested(work.kind, local)
    return as_typed(AssignmentForm(initial=initial, cohort=cohort, work=work, now=now))


def typed_from(
    work: AssignableWork, stored: Assignment, cohort: Cohort, members: Sequence[CohortMembership], now: datetime
):
    learners = [member.learner_id for member in members]
    exceptions = stored.exceptions.filter(learner__in=learners)
    form = AssignmentForm(initial=initial_of(stored), cohort=cohort, work=work, now=now)
    return as_typed(form) | typed_of(exceptions, cohort, members)


def turned(typed: Typed, was: AssignableWork, work: AssignableWork, cohort: Cohort, now: datetime) -> dict[str, str]:
    """What was typed, with the new kind's suggestion wherever the old kind's was left as it was."""
    before, after = (typed_at_first(each, cohort, now) for each in (was, work))
    names = [name for name in AssignmentForm.base_fields if typed.get(name, "") == before.get(name, "")]
    turned = {name: value for name, value in typed.items() if name not in names}
    turned |= {name: after[name] for name in names if name in after}
    if not work.offers(turned.get("work", "")):
        turned["work"] = after["work"]
    return turned


def without_line(typed: Typed, number: str) -> dict[str, str]:
    return {name: value for name, value in typed.items() if not name.startswith(f"x{number}-")}


def with_new_line(typed: Typed, learner: str = "") -> tuple[dict[str, str], int]:
    number = next_line(typed)
    return {**typed, f"x{number}-learner": learner}, number


def with_line_for(typed: Typed, member: int) -> tuple[dict[str, str], int]:
    """Opens the member's line, or a new one."""
    for name, value in typed.items():
        if name.endswith("-learner") and value == str(member):
            return dict(typed), int(name.removeprefix("x").removesuffix("-learner"))
    return with_new_line(typed, str(member))


def zone_in_words(cohort: Cohort, at: datetime) -> str:
    """ "New York time (EST)", or "UTC" """
    place = cohort.time_zone.rpartition("/")[2].replace("_", " ")
    name = short_name(at.astimezone(ZoneInfo(cohort.time_zone)))
    return name if name == place else f"{place} time ({name})"
