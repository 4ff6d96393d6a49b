"""The form in which instructors edit a question. It keeps unfinished input; publishing checks it."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bank.content import (
    EVIDENCE,
    MOST_LAYERS,
    MOST_OPTIONS,
    OPTION,
    OWN_FORMS,
    Content,
    is_own,
    key_from,
    own_lessons,
    without_facts,
)
from bank.drafts import empty_content
from bank.models import Closing, Contradiction, Form, Item, Misconception, Needs, Skill
from lessons.models import Lesson
from matrix.editing.subject_paths import path_of, subject_at
from matrix.models import Owner, Side, slug_words

DECISIONS = [
    (Closing.WITHDRAWN.value, "Withdraw the question: its text becomes a draft"),
    (Closing.KEPT.value, "Keep it as it is: new attempts ask it again"),
]
OWNERS = [("", "Whose?"), *((owner.value, owner.label) for owner in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED))]
MOST_CLAIMS = 8
BLANK_CLAIMS = 1  # blank claims shown after the filled ones
FIELDS_OF_FACTS = ("cells", "skill", "needs", "rule")  # missing in a course that is not about the matrix


def sections_to_choose() -> dict[str, dict[str, str]]:
    """Maps lessons to their sections, "identity#root-user", with titles."""
    lessons = Lesson.objects.filter(published=True).values_list("label", "title", "slug", "sections")
    return {
        f"{label}: {title}": {f"{slug}#{section['anchor']}": section["title"] for section in sections}
        for label, title, slug, sections in lessons
    }


def paths_in(text: str) -> list[str]:
    """One cell a line. Words that are no path yet stay together, so that they can still be completed."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.split()
        found += words if all("/" in word for word in words) else [line]
    return found


class Paths(forms.Widget):
    """Several inputs with one name, or a textarea with one path a line."""

    def value_from_datadict(self, data, files, name) -> str:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return "\n".join(value for value in values if value)


class KeyChoice(forms.CheckboxInput):
    """A radio button shared by all options of a form with one key, or a checkbox."""

    def value_from_datadict(self, data, files, name) -> bool:
        prefix, _, row = name.removesuffix("-is_key").rpartition("-")
        return bool(data.get(f"{prefix}-key") == row or super().value_from_datadict(data, files, name))


class QuestionForm(forms.Form):
    slug = forms.CharField(
        label="Short name",
        required=False,
        max_length=60,
        validators=[slug_words],
        help_text="Instructors find it by this name: ec2-os-unpatched. "
        "Leave it empty to create one from the question. It can’t be changed later.",
    )
    form = forms.ChoiceField(label="Kind of question", choices=Form.choices, initial=Form.CHOOSE_ONE)
    stem = forms.CharField(
        label="Question",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ask about a task, in the words people use at work.",
    )
    cells = forms.CharField(label="Cells it tests", required=False, max_length=2000, widget=Paths)
    skill = forms.ChoiceField(label="Skill of task 2.1", required=False, choices=[("", "Choose one"), *Skill.choices])
    needs = forms.ChoiceField(
        label="What answers it",
        choices=Needs,
        initial=Needs.BOTH,
        required=False,
        help_text="A learner who knows only the general rules of the model: could they answer it? Then it's the rule, "
        "and the answer doesn't count as knowing a fact of the service.",
    )
    rule = forms.CharField(
        label="Rule",
        required=False,
        max_length=120,
        help_text="A layer (physical-facilities), a kind of service with a layer (managed/backup-recovery), "
        "or a control (control/patch-management).",
    )
    section = forms.ChoiceField(
        label="Section that teaches it",
        required=False,
        help_text="Where a learner who was wrong can read about it again.",
    )
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, item: Item | None, sections: dict[str, dict[str, str]], own: Collection[str], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        if item:
            del self.fields["slug"]
        self.is_own = is_own({"section": str(self["section"].value() or "")}, own)
        if self.is_own:
            for name in FIELDS_OF_FACTS:
                del self.fields[name]
            self.fields["form"].choices = [(form.value, form.label) for form in OWN_FORMS]  # type: ignore[attr-defined]
        known = [("", "None yet"), *((lesson, list(own.items())) for lesson, own in sections.items())]
        named = self["section"].value()
        if named and not any(named in own for own in sections.values()):
            known.append((named, f"{named} (no lesson has it)"))  # otherwise saving a draft would lose it
        self.fields["section"].choices = known  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Item.objects.filter(slug=slug).exists():
            raise ValidationError("A question with this name already exists.")
        return slug

    def clean_cells(self) -> list[str]:
        return paths_in(self.cleaned_data["cells"])

    @property
    def cell_paths(self) -> list[str]:
        return [] if self.is_own else [*paths_in(self["cells"].value() or ""), ""]


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Contradiction
        fields = ["closing", "reason"]
        labels = {"closing": "Your decision"}
        help_texts = {
            "reason": "Required to keep it: tells other instructors why it stays although the facts contradict it."
        }

    closing = forms.ChoiceField(label="Your decision", choices=DECISIONS, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("closing") == Closing.KEPT and not cleaned["reason"].strip():
            self.add_error("reason", "Say why the question stays the same.")
        return cleaned

    def _post_clean(self) -> None:
        """Leaves the row unchanged, since `decide_contradiction` closes it and database constraints check that."""


class OptionForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    is_key = forms.BooleanField(required=False, widget=KeyChoice)
    expected = forms.ChoiceField(required=False, choices=[("", "No side"), *Side.choices])
    rationale = forms.CharField(
        label="Why it is right or wrong", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    misconception = forms.SlugField(required=False, max_length=60)

    def __init__(self, *args: Any, kind: str, known_keys: set[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known_keys = known_keys
        self.kind = kind
        for number in range(1, MOST_CLAIMS + 1):
            self.fields[f"subject_{number}"] = forms.CharField(required=False, max_length=200)
            self.fields[f"owner_{number}"] = forms.ChoiceField(required=False, choices=OWNERS)

    @cached_property
    def typed(self) -> Content:
        """The row as typed, valid or not. Its key is one of this question's, or empty."""
        said = {name: self[name].value() or "" for name in ("key", "text", "rationale", "misconception", "expected")}
        said = {name: str(value).replace("\r\n", "\n").strip() for name, value in said.items()}
        said["key"] = said["key"] if said["key"] in self.known_keys else ""
        is_row = self.kind == Form.SORT
        if not is_row:
            said["expected"] = ""
        return {**said, "is_key": bool(self["is_key"].value()) and not is_row, "claims": list(self._claims(said))}

    def _claims(self, said: dict[str, str]) -> Iterator[dict[str, str]]:
        for number in range(1, MOST_CLAIMS + 1):
            path = str(self[f"subject_{number}"].value() or "").strip()
            # A row's claims name the owner that it is sorted to.
            owner = str(self[f"owner_{number}"].value() or "") if self.kind != Form.SORT else said["expected"]
            if path or (owner and self.kind != Form.SORT):
                yield {**subject_at(path), "owner": owner}

    @property
    def is_blank(self) -> bool:
        return not any(self.typed[name] for name in ("text", "rationale", "is_key", "expected", "claims"))

    @property
    def claim_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        shown = min(len(self.typed["claims"]) + BLANK_CLAIMS, MOST_CLAIMS)
        return [(self[f"subject_{n}"], self[f"owner_{n}"]) for n in range(1, shown + 1)]


OptionFormSet = forms.formset_factory(OptionForm, extra=0, max_num=MOST_LAYERS, absolute_max=MOST_LAYERS)


class ItemEditor:
    """Holds either submitted `data` or a stored `content`."""

    def __init__(self, data: Any = None, *, item: Item | None, content: Content | None = None, opened_on: str = ""):
        content = content or empty_content()
        self.item = item
        self.own = own_lessons()
        self.sections = self._sections()
        self.question = QuestionForm(
            data,
            item=item,
            sections=self.sections,
            own=self.own,
            initial={
                **{name: content[name] for name in ("form", "stem", "skill", "section")},
                **{name: content.get(name, usual) for name, usual in EVIDENCE.items()},
                "slug": content.get("slug", ""),
                "cells": "\n".join(content["cells"]),
                "opened_on": opened_on,
            },
        )
        self.options = OptionFormSet(
            data,
            prefix="options",
            initial=[_initial(option) for option in content["options"]],
            form_kwargs={"kind": self.kind, "known_keys": {o["key"] for o in content["options"]} | self._issued()},
        )

    def _sections(self) -> dict[str, dict[str, str]]:
        """A published question stays among the lessons about the matrix, or among the others."""
        sections = sections_to_choose()
        if self.item is None or not self.item.published_id:
            return sections
        return {
            lesson: named
            for lesson, named in sections.items()
            if all(is_own({"section": section}, self.own) == (not self.item.skill) for section in named)
        }

    @property
    def is_own(self) -> bool:
        return self.question.is_own

    @cached_property
    def kind(self) -> str:
        kind = self.question["form"].value()
        return str(kind) if kind in (OWN_FORMS if self.is_own else Form.values) else Form.CHOOSE_ONE.value

    @property
    def has_one_key(self) -> bool:
        return self.kind in (Form.CHOOSE_ONE, Form.OWNER, Form.BOUNDARY)

    @property
    def most_options(self) -> int:
        return MOST_LAYERS if self.kind == Form.BOUNDARY else MOST_OPTIONS

    def _issued(self) -> set[str]:
        """Keys of the draft and all versions: an option that is restored keeps its key."""
        if self.item is None:
            return set()
        draft = getattr(self.item, "draft", None)
        drafted = {option["key"] for option in draft.content["options"]} if draft else set()
        return drafted | set(self.item.versions.values_list("options__key", flat=True)) - {None}

    @cached_property
    def misconceptions(self) -> list[tuple[str, str]]:
        return list(Misconception.objects.values_list("slug", "name"))

    def is_valid(self) -> bool:
        # Validates both, so that all messages show at once.
        return all([self.question.is_valid(), self.options.is_valid()])

    @cached_property
    def written(self) -> list[OptionForm]:
        return [form for form in self.options if not form.is_blank]

    @property
    def typed(self) -> Content:
        """The content as typed, with blank rows."""
        question = self.question
        names = ("stem", "skill", "needs", "rule", "section", "cells")
        data = {name: question[name].value() or "" if name in question.fields else "" for name in names}
        typed = {
            "form": self.kind,
            **{name: str(value).replace("\r\n", "\n").strip() for name, value in data.items()},
            "needs": data["needs"] or EVIDENCE["needs"],
            "cells": paths_in(data["cells"]),
            "options": [dict(form.typed) for form in self.options],
        }
        return without_facts(typed) if self.is_own else typed

    @property
    def content(self) -> Content:
        """As drafts store it: without blank rows, and with a key for each option."""
        taken = {form.typed["key"] for form in self.written}
        options = []
        for form in self.written:
            key = form.typed["key"] or key_from(form.typed["text"], taken)
            taken.add(key)
            options.append({**OPTION, **form.typed, "key": key})
        content = {**self.typed, "options": options}
        return without_facts(content) if self.is_own else content


def _initial(option: Content) -> dict[str, Any]:
    shown = {name: option[name] for name in OPTION if name != "claims"}
    for number, claim in enumerate(option["claims"][:MOST_CLAIMS], 1):
        shown |= {f"subject_{number}": path_of(claim), f"owner_{number}": claim.get("owner", "")}
    return shown
