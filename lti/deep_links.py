"""What an instructor can link to from a course, and the answer with which the platform stores the link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import Any

from django.urls import reverse

from accounts.models import Cohort, User
from lti.keys import sign
from lti.models import LineItem, LinkedClass, Platform
from lti.tokens import CLAIM, DEEP_LINK, LaunchClaims
from quizzes.assigned.progress import assignments_of
from quizzes.assigned.store import save_assignment
from quizzes.assigned.terms import terms_of
from quizzes.models import Assignment, AssignmentKind
from quizzes.practice.choices import USUAL_LENGTH
from serving.uuid7 import uuid7
from teach.assignments.work import LESSON, QUIZ, AssignableWork, selection_of
from teach.gradebook.columns import key_of

ASSIGNMENT = "assignment"
SECONDS_AN_ANSWER_LASTS = 300
OUT_OF = 100


@dataclass(frozen=True)
class Linkable:
    """`column` is the key of its column in the gradebook, or empty if nothing in it is graded."""

    title: str
    path: str
    column: str = ""
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None


class LinkChoices:
    """By the name that a form sends: assignments of the class first, because they have dates."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.work = AssignableWork(cohort, AssignmentKind.HOMEWORK)
        self.given = {f"{ASSIGNMENT}-{each.pk}": each for each in assignments_of(cohort)}

    def choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        assignments = [(key, each.name) for key, each in self.given.items() if each.is_asked]
        if assignments:
            yield "Assignments of this class", assignments
        yield "Lessons", [(key, f"{each.label}. {each.title}") for key, each in self.work.lessons.items()]
        yield "Checks", [(key, f"{quiz.lesson.label} check") for key, quiz in self.work.checks.items() if quiz.lesson]
        for group, practices in self.work.practices:
            yield f"New practice set: {group}", [(f"practice-{name}", label) for name, label in practices]

    def chosen(self, name: str, *, by: User) -> Linkable:
        """A practice set becomes an assignment of the class, without a due date."""
        kind, _, rest = name.partition("-")
        if kind == ASSIGNMENT:
            return of_assignment(self.given[name])
        if kind == LESSON:
            lesson = self.work.lessons[name]
            return Linkable(f"{lesson.label}. {lesson.title}", lesson.get_absolute_url())
        if kind == QUIZ:
            quiz = self.work.checks[name]
            assert quiz.lesson is not None
            return Linkable(f"{quiz.lesson.label} check", f"{quiz.lesson.get_absolute_url()}#check", name)
        label = dict(each for _, practices in self.work.practices for each in practices)[rest]
        practice = Assignment(
            cohort=self.cohort, title=f"Practice: {label}"[:120], selection=selection_of(rest, USUAL_LENGTH)
        )
        return of_assignment(save_assignment(practice, by=by))


def of_assignment(assignment: Assignment) -> Linkable:
    terms = terms_of(assignment)
    graded = key_of(assignment) if assignment.lesson_id is None else ""
    path = reverse("quizzes:assignment", args=[assignment.pk])
    return Linkable(assignment.name, path, graded, terms.opens_at, terms.due_at, terms.closes_at)


def answer_to(launch_claims: LaunchClaims, platform: Platform, items: list[dict[str, Any]]) -> str:
    now = int(time())
    answer = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "iat": now,
        "exp": now + SECONDS_AN_ANSWER_LASTS,
        "nonce": uuid7().hex,
        f"{CLAIM}deployment_id": launch_claims.deployment_name,
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": "1.3.0",
        f"{DEEP_LINK}content_items": items,
    }
    # Sent back as it came, and only if it came.
    return sign(
        answer | ({} if launch_claims.return_data is None else {f"{DEEP_LINK}data": launch_claims.return_data})
    )


def content_item(linkable: Linkable, site: str, *, graded: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": linkable.title,
        "url": site + linkable.path,
        # This site is in no frame: browsers keep its cookies only in a window of its own.
        "window": {"targetName": "_blank"},
    }
    if linkable.opens_at or linkable.closes_at:
        item["available"] = _span(linkable.opens_at, linkable.closes_at)
    if linkable.due_at:
        item["submission"] = _span(None, linkable.due_at)
    if linkable.column and graded:
        item["custom"] = {"column": linkable.column}
        item["lineItem"] = {"label": linkable.title, "scoreMaximum": OUT_OF, "resourceId": linkable.column}
    return item


def _span(start: datetime | None, end: datetime | None) -> dict[str, str]:
    named = (("startDateTime", start), ("endDateTime", end))
    return {name: at.isoformat() for name, at in named if at}


def expect_line_item(linked: LinkedClass, linkable: Linkable) -> None:
    """The platform creates it when the instructor saves the link there."""
    if linkable.column:
        LineItem.objects.get_or_create(
            linked=linked,
            column=linkable.column,
            defaults={"label": linkable.title[:120], "made_by_platform": True},
        )
