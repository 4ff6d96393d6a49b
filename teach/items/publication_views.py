"""The page between a draft and its publication: the differences, whom they affect, and the kind of change."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from bank.content import Content, key_options, normalized
from bank.differences import differences
from bank.drafts import StaleDraft, content_to_edit, edit_of, publish_draft
from bank.models import ChangeKind, Item, ItemVersion
from bank.publishing import PublishingRefused, keys_of, newest_version, only_evidence_differs, problems_of_next
from bank.version_contents import content_of_version
from matrix import facts
from quizzes.models import AttemptItem, ItemResult

CONSEQUENCES = {
    ChangeKind.COSMETIC: "A typo. Answers before and after are answers to the same question.",
    ChangeKind.CLARIFY: (
        "Same task, same right answer, better words. Answers before and after count together, and the analysis tells "
        "you if the question takes longer or shorter since."
    ),
    ChangeKind.KEY_CHANGE: (
        "What counted as right was wrong. Answers so far were graded by the old key. "
        "You’ll be asked whether to regrade them, and every learner whose score changes is told why."
    ),
    ChangeKind.SEMANTIC: (
        "It now asks something else. Answers so far keep their grades, "
        "but the figures start from zero for the new question."
    ),
}


class ChangeForm(forms.Form):
    change = forms.ChoiceField(
        label="What kind of change is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of change it is.", "invalid_choice": "Choose one of these."},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, another_key: bool, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (
            (ChangeKind.KEY_CHANGE, ChangeKind.SEMANTIC)
            if another_key
            else (ChangeKind.COSMETIC, ChangeKind.CLARIFY, ChangeKind.SEMANTIC)
        )
        self.fields["change"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    @property
    def kinds(self) -> list[tuple[str, str, str, bool]]:
        chosen = self["change"].value()
        choices = self.fields["change"].choices  # type: ignore[attr-defined]
        return [(value, label, CONSEQUENCES[ChangeKind(value)], value == chosen) for value, label in choices]


@dataclass(frozen=True)
class PublicationReach:
    answers: int
    open_attempts: int


def reach_of(item: Item) -> PublicationReach:
    waiting = AttemptItem.objects.filter(version__item=item, attempt__closed_at=None)
    return PublicationReach(
        ItemResult.objects.filter(version__item=item).count(), waiting.values("attempt").distinct().count()
    )


def publish_page(request, item: Item, log):
    before = item.published or newest_version(item)
    if before is None or not hasattr(item, "draft"):
        messages.info(request, "There’s no draft to publish.")
        return redirect(reverse("admin:bank_item_change", args=[item.pk]))
    content = normalized(content_to_edit(item))
    another_key = keys_of(before.options.all()) != key_options(content)
    usual = ChangeKind.COSMETIC if only_evidence_differs(before, content) else ""
    initial = {"seen": edit_of(item), "change": ChangeKind.KEY_CHANGE if another_key else usual}
    form = ChangeForm(request.POST if request.method == "POST" else None, another_key=another_key, initial=initial)
    problems = problems_of_next(item, content, facts.current())
    if form.is_valid() and not problems:
        try:
            return _published(request, item, content, form.cleaned_data, log)
        except StaleDraft as stale:
            form.add_error(
                None, "Someone else saved or published this question in the meantime. This is the current draft."
            )
            form.data = {**request.POST.dict(), "seen": stale.stands}
        except PublishingRefused as refused:
            problems = refused.problems
    context = {
        "title": "Publish a change",
        "item": item,
        "before": before,
        "differences": differences(content_of_version(before), content),
        "another_key": another_key,
        "form": form,
        "problems": problems,
        "reach": reach_of(item),
        "versions": before.number,
        "nav": "teach",
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/bank/item/publish.html", context, status=status)


def _published(request, item: Item, content: Content, said: dict[str, str], log):
    version: ItemVersion = publish_draft(
        item, content, opened_on=said["seen"], change=said["change"], editor=request.user.pk
    )
    log(item, f"Published as version {version.number}: {version.get_change_display()}")
    messages.success(request, f"Published as version {version.number}. New attempts ask it.")
    return redirect(reverse("admin:bank_item_change", args=[item.pk]))
