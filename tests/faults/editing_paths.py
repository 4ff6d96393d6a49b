"""What instructors and commands store: questions, facts, grades, statistics."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path as FilePath
from shutil import copytree
from tempfile import TemporaryDirectory

from django.conf import settings
from django.urls import reverse

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank import drafts
from bank.content import content_of
from bank.models import Import, ImportedName, Item, ItemDraft, ItemVersion
from exchange.import_proposals import accept_all
from exchange.import_undo import CannotUndoImport, undo_import
from exchange.imports import carry_out, plan_of, store_import
from exchange.proposals import SURE
from matrix import facts
from matrix.editing.revision import revise
from matrix.models import Responsibility
from quizzes import attempt_start, ledger
from quizzes.models import (
    AccountsItemStatistic,
    Attempt,
    AttemptScore,
    Correction,
    GradingPolicy,
    ItemFigures,
    ItemResult,
    ItemStatistic,
    Mode,
)
from quizzes.rebuild import rebuild
from quizzes.regrade import run
from quizzes.statistics.rollup import roll, roll_all
from serving.uuid7 import uuid7
from srm_site.management.commands.load_content import load_content
from tests.faults.injecting import Path
from tests.faults.ledger_machine import options_with
from tests.faults.subjects import (
    C,
    Subject,
    all_of,
    at_questions,
    correct,
    of_attempts,
    of_questions,
    only_item,
    person,
    questions,
    visitor,
    withdrawn,
)

# ---- Editing


def publish_draft() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(1)
        item = subject.versions[0].item
        content = content_of(item.published) | options_with(C)
        drafts.save_draft(item, content, opened_on=drafts.edit_of(item))
        subject.edit = drafts.edit_of(item)
        return subject

    def act(subject):
        item = Item.objects.get(pk=subject.versions[0].item_id)
        content = drafts.content_to_edit(item)
        try:
            drafts.publish_draft(item, content, opened_on=subject.edit, change="clarify", editor=1)
        except drafts.StaleDraft:
            return content["options"][2]["is_key"]  # an earlier try has published it, as the editor is told
        return True

    return Path(prepare, act, of_questions, withdrawn)


def save_draft() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(1)
        subject.edit = drafts.edit_of(subject.versions[0].item)
        return subject

    def act(subject):
        item = Item.objects.get(pk=subject.versions[0].item_id)
        content = content_of(item.published) | options_with(C)
        try:
            drafts.save_draft(item, content, opened_on=subject.edit)
        except drafts.StaleDraft:
            return drafts.content_to_edit(item) == content
        return True

    return Path(prepare, act, of_questions, withdrawn)


def imported():
    subject = person()
    subject.slug = f"imported-{uuid7()}"
    text = f"// [id:{subject.slug}]\nWho patches the guest operating system of Amazon EC2? {{=The customer ~AWS}}\n"
    subject.brought = store_import("bank.gift", text, format="gift", editor=subject.learner.user_id)
    shown = plan_of(subject.brought, facts.current()).fingerprint
    carry_out(subject.brought, shown=shown, editor=subject.learner.user_id)
    return subject


def of_import(subject):
    drafts_of = ItemDraft.objects.filter(item__slug=subject.slug)
    return [
        drafts_of.values_list("content__cells", flat=True).first(),
        Item.objects.filter(slug=subject.slug).exists(),
        ImportedName.objects.filter(external=subject.slug).exists(),
        Import.objects.filter(pk=subject.brought.pk, undone_at=None).exists(),
    ]


def accept_proposals() -> Path:
    def act(subject):
        accept_all(subject.brought, tenths=SURE, editor=1)
        return True

    return Path(imported, act, of_import)


def undo_of_import() -> Path:
    def act(subject):
        with suppress(CannotUndoImport):  # an earlier try has undone it, as the page says
            undo_import(subject.brought)
        return True

    return Path(imported, act, of_import)


CELL = "ec2", "guest-os"


def revise_cell() -> Path:
    """With the derived questions and the contradictions that follow from it."""

    def cells():
        return Responsibility.objects.filter(service__slug=CELL[0], layer__slug=CELL[1])

    def to(owner: str):
        return revise(lambda: cells().update(owner=owner), editor=None)

    def look(subject):
        tested = ItemVersion.objects.filter(tested_cells__cell__in=cells())
        items = Item.objects.filter(versions__in=tested).distinct().order_by("slug").select_related("published")
        return [
            (
                [cell.owner for cell in cells()],
                [
                    (item.slug, item.published and [(o.key, o.is_key) for o in item.published.options.all()])
                    for item in items
                ],
                sorted(items.filter(contradictions__closed_at=None).exclude(contradictions=None).values_list("slug")),
            )
        ]

    return Path(person, lambda subject: to("aws"), look, lambda subject: to("customer"), most=1, leaves_nothing=True)


@cache
def changed_files() -> TemporaryDirectory:
    """The shipped content with other words in a question and in the reason for a cell."""
    folder = TemporaryDirectory()
    copytree(settings.FIXTURES_DIR, folder.name, dirs_exist_ok=True)
    items = FilePath(folder.name, "items/hard-cases.json")
    first, *others = json.loads(items.read_text())
    items.write_text(json.dumps([first | {"stem": f"Now: {first['stem']}"}, *others]))
    cells = FilePath(folder.name, f"responsibilities/{CELL[0]}.json")
    facts = json.loads(cells.read_text())
    facts["cells"][CELL[1]]["rationale"] += " So it stays."
    cells.write_text(json.dumps(facts))
    return folder


def load_files() -> Path:
    def prepare():
        subject = visitor()
        subject.before = ItemVersion.objects.count()
        return subject

    def look(subject):
        cell = Responsibility.objects.get(service__slug=CELL[0], layer__slug=CELL[1])
        return [(cell.rationale, ItemVersion.objects.count() - subject.before)]

    return Path(
        prepare,
        lambda subject: bool(load_content(FilePath(changed_files().name))),
        look,
        lambda subject: load_content(settings.FIXTURES_DIR),
        most=1,
        leaves_nothing=True,
    )


# ---- Grading anew


def with_answers() -> Subject:
    """Three finished attempts at a question whose key was then corrected."""
    subject = person()
    subject.versions = questions(1)
    subject.attempts = tuple(answered_by_others(subject.versions))
    correct(subject.versions[0])
    return subject


def answered_by_others(versions: tuple[ItemVersion, ...]) -> Iterator[Attempt]:
    for _ in range(3):
        attempt = attempt_start.begin(person().learner, attempt_start.Sitting(Mode.DRILL, "Answered", versions))
        ledger.answer(only_item(attempt), event=uuid7(), answer=ledger.choosing("b"))
        yield attempt


def order_regrade() -> Path:
    def act(subject):
        items = [version.item_id for version in subject.versions]
        try:
            run.order(items, policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1)
        except run.RegradeRefused as refused:
            return "still running" in str(refused)  # that of the first try
        return True

    return Path(with_answers, act, of_attempts, withdrawn)


def regrade() -> Path:
    def prepare():
        subject = with_answers()
        items = [version.item_id for version in subject.versions]
        subject.run = run.order(items, policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1)
        return subject

    return Path(prepare, lambda subject: run.work(subject.run), of_attempts, withdrawn)


def undo_regrade() -> Path:
    def prepare():
        subject = regrade().prepare()
        run.work(subject.run)
        subject.run = run.order_undo(subject.run, reason="It was b.", author=1)
        return subject

    return Path(prepare, lambda subject: run.work(subject.run), of_attempts, withdrawn)


def rebuild_projections() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        AttemptScore.objects.filter(attempt=subject.attempt).update(marks=1)
        return subject

    return Path(prepare, lambda subject: rebuild(), all_of, withdrawn)


def roll_statistics() -> Path:
    def prepare():
        roll_all()
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        return subject

    def act(subject):
        roll()
        return True

    def look(subject):
        """All of it comes with one roll, the mark on the answer too."""
        [version] = subject.versions
        statistics = ItemStatistic.objects.filter(version=version).values_list("answers", "marks")
        choices = version.option_statistics.order_by("band", "option").values_list("band", "option", "chosen")
        figures = ItemFigures.objects.filter(item=version.item_id).values_list("answers", flat=True)
        results = ItemResult.objects.filter(attempt_item__attempt=subject.attempt)
        marked = (results.values_list("first_answer", flat=True), [Attempt.objects.get(pk=subject.attempt.pk).counted])
        return [tuple(map(list, (statistics, choices, figures, *marked)))]

    return Path(prepare, act, look, withdrawn)


def settle_what_became_an_accounts() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        guest = Learner.objects.create(is_guest=True)
        Attempt.objects.filter(pk=subject.attempt.pk).update(learner=guest)
        roll_all()
        merge(guest.pk, subject.learner)
        return subject

    def act(subject):
        roll()
        return True

    def look(subject):
        [version] = subject.versions
        statistics = AccountsItemStatistic.objects.filter(version=version).values_list("answers", "marks")
        settled = ItemResult.objects.filter(attempt_item__attempt=subject.attempt).values_list("with_account")
        return [tuple(map(list, (statistics, settled)))]

    return Path(prepare, act, look, withdrawn)


def see_correction() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        item = correct(subject.versions[0])
        run.work(run.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1))
        return subject

    def act(subject):
        correction = Correction.objects.get(attempt=subject.attempt)
        return subject.client.post(reverse("quizzes:correction-seen", args=[correction.pk])).status_code == 302

    return Path(prepare, act, all_of, withdrawn)
