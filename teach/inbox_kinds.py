"""Kinds of inbox entries about questions: reports, contradictions, suspicious keys, and answers to regrade."""

from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from bank import conflicts
from bank.conflicts import editor_url
from bank.models import ChangeKind, Contradiction, Item, ItemVersion
from matrix.editing.looks import NoteForm, mark_as_checked
from matrix.facts import Facts
from matrix.inbox import AlreadySettled, InboxKind
from matrix.models.looks import Look
from quizzes import problem_reports
from quizzes.models import ItemFigures, ProblemReport
from quizzes.question import shown
from quizzes.regrade.answers import items_to_regrade
from quizzes.statistics.flags import Flag
from serving.whole_numbers import whole_number
from teach.items.forms import DecisionForm
from teach.items.item_page import item_page
from teach.report_forms import AnswerReportForm

KEY = "key"


def _called(title: str, text: Any, at: str) -> dict[str, Any]:
    return {
        "inbox_key": Cast("pk", TextField()),
        "inbox_at": F(at),
        "inbox_title": Cast(F(title), TextField()),
        "inbox_text": Cast(text, TextField()),
    }


def open_reports() -> QuerySet[ProblemReport]:
    return ProblemReport.objects.filter(answered_at=None).annotate(**_called("version__stem", F("text"), "created_at"))


def about_report(key: str, facts: Facts) -> dict[str, Any] | None:
    rows = ProblemReport.objects.filter(answered_at=None).select_related("version", "attempt_item__result__response")
    report = rows.filter(pk=whole_number(key) or 0).first()
    if report is None:
        return None
    result = getattr(report.attempt_item, "result", None)
    answer = result.response.answer if result else {}
    return {
        "report": report,
        "version": report.version,
        "options": shown(list(report.version.options.all()), answer),
        "unsure": answer.get("unsure"),
        "edit": editor_url(Item(pk=report.version.item_id)),
        "corrected": _corrected_since(report.version),
    }


def _corrected_since(version: ItemVersion) -> ItemVersion | None:
    later = ItemVersion.objects.filter(item=version.item_id, number__gt=version.number, change=ChangeKind.KEY_CHANGE)
    return later.prefetch_related("options").order_by("-number").first()


def answer_report(key: str, given: dict[str, Any], editor: int) -> None:
    try:
        problem_reports.answer_report(ProblemReport(pk=int(key)), answer=given["answer"], editor=editor)
    except (problem_reports.AlreadyAnswered, ProblemReport.DoesNotExist) as error:
        raise AlreadySettled from error


def open_contradictions() -> QuerySet[Contradiction]:
    return Contradiction.objects.filter(closed_at=None).annotate(**_called("version__stem", F("proof"), "opened_at"))


def about_contradiction(key: str, facts: Facts) -> dict[str, Any] | None:
    rows = Contradiction.objects.filter(closed_at=None).select_related("version", "item")
    found = rows.filter(pk=whole_number(key) or 0).first()
    if found is None:
        return None
    options = shown(list(found.version.options.all()), {})
    return {"contradiction": found, "version": found.version, "options": options, "edit": editor_url(found.item)}


def decide(key: str, given: dict[str, Any], editor: int) -> None:
    found = Contradiction.objects.filter(pk=key).first()
    if found is None:
        raise AlreadySettled
    try:
        conflicts.decide_contradiction(found, given["closing"], reason=given["reason"], editor=editor)
    except conflicts.ConflictSettled as error:
        raise AlreadySettled from error


def key_alarms() -> QuerySet[ItemFigures]:
    """Leaves out keys that were confirmed for the same version, until the answers have doubled since."""
    looked = Look.objects.filter(
        kind=KEY,
        subject=Cast(OuterRef("item_id"), TextField()),
        evidence=Cast(OuterRef("published_id"), TextField()),
        weight__gt=OuterRef("answers") / 2,
    )
    text = Concat(Cast("answers", TextField()), Value(" answers"), output_field=TextField())
    flagged = ItemFigures.objects.filter(flags__contains=[Flag.CHECK_KEY], published__isnull=False)
    return flagged.filter(~Exists(looked)).annotate(
        **_called("published__stem", text, "published__published_at") | {"inbox_key": Cast("item_id", TextField())}
    )


def about_key(key: str, facts: Facts) -> dict[str, Any] | None:
    number = whole_number(key)
    page = None if number is None else item_page(number, facts)
    return {"page": page, "edit": editor_url(page.item)} if page else None


@transaction.atomic
def confirm_key(key: str, given: dict[str, Any], editor: int) -> None:
    Item.objects.select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    figures = key_alarms().filter(item=int(key)).first()
    if figures is None:
        raise AlreadySettled
    evidence = str(figures.published_id)
    mark_as_checked(KEY, key, note=given["note"], editor=editor, evidence=evidence, weight=figures.answers)


def waiting_regrades() -> QuerySet[Item]:
    answers = Cast("answers", TextField())
    text = Case(
        When(answers=1, then=Value("1 answer was graded by the old key")),
        default=Concat(answers, Value(" answers were graded by the old key"), output_field=TextField()),
        output_field=TextField(),
    )
    return items_to_regrade().annotate(**_called("published__stem", text, "published__published_at"))


def about_regrade(key: str, facts: Facts) -> dict[str, Any] | None:
    item = items_to_regrade().filter(pk=whole_number(key) or 0).first()
    if item is None:
        return None
    version = item.published
    assert version is not None  # only published questions wait
    return {"item": item, "version": version, "options": shown(list(version.options.all()), {})}


REPORTS = InboxKind(
    name="report",
    title="Problems that learners report",
    help="Each needs your answer.",
    permission="quizzes.change_problemreport",
    urgency=2,
    waiting=open_reports,
    about=about_report,
    template="teach/inbox/report.html",
    form=lambda data, about: AnswerReportForm(data),
    answer=answer_report,
    done="Answered. The learner sees it on the question’s page and on the home page.",
)
CONTRADICTIONS = InboxKind(
    name="contradiction",
    title="Questions that contradict the facts",
    help="New attempts don’t ask them until you correct, withdraw or keep them.",
    permission="bank.change_contradiction",
    urgency=3,
    waiting=open_contradictions,
    about=about_contradiction,
    template="teach/inbox/contradiction.html",
    form=lambda data, about: DecisionForm(data),
    answer=decide,
    done="Decided.",
)
KEYS = InboxKind(
    name=KEY,
    title="Keys to check",
    help="The answers suggest that the key is wrong.",
    permission="bank.change_item",
    urgency=3,
    waiting=key_alarms,
    about=about_key,
    template="teach/inbox/key.html",
    form=lambda data, about: NoteForm(data),
    answer=confirm_key,
    button="Checked: it’s right",
    done="Noted: the key is right. It comes back with another version, or with twice as many answers.",
)
REGRADES = InboxKind(
    name="regrade",
    title="Questions to regrade",
    help="Their keys were corrected, and some answers were graded by the old ones.",
    permission="quizzes.add_gradingrun",
    urgency=3,
    waiting=waiting_regrades,
    about=about_regrade,
    template="teach/inbox/regrade.html",
)
KINDS = [CONTRADICTIONS, KEYS, REGRADES, REPORTS]
