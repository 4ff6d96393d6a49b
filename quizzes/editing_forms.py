"""The form in which instructors edit a question. It fills a content; publishing checks it."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from matrix.facts import Facts
from matrix.loading import KnownFacts, subject_fields
from matrix.models import Owner, Side, slug_words
from matrix.subject_paths import path_of, subject_at
from quizzes.item_content import MOST_LAYERS, MOST_OPTIONS, OPTION, Content, Problem
from quizzes.models import ChangeKind, Closing, Contradiction, Form, Item, Skill

CLAIMS_PER_OPTION = 4
DECISIONS = [
    (Closing.WITHDRAWN.value, "Withdraw the question: its text becomes a draft"),
    (Closing.KEPT.value, "Keep it as it is: new attempts ask it again"),
]
OWNERS = [("", "Owner"), *((owner.value, owner.label) for owner in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED))]
CHANGES = [(kind.value, kind.label) for kind in ChangeKind if kind != ChangeKind.NEW]


class QuestionForm(forms.Form):
    slug = forms.CharField(
        max_length=60,
        validators=[slug_words],
        help_text="Its name in files and addresses of the admin: ec2-os-unpatched. It cannot be changed later.",
    )
    stem = forms.CharField(
        label="Question",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 90}),
        help_text="Ask about a task, in the words people use at work.",
    )
    form = forms.ChoiceField(
        choices=Form.choices,
        initial=Form.CHOOSE_ONE,
        help_text="In a sort question every option is a row; a boundary's options are layers from the top down.",
    )
    skill = forms.ChoiceField(
        required=False, choices=[("", "Choose one"), *Skill.choices], help_text="What it tests in task 2.1."
    )
    section = forms.CharField(
        required=False,
        max_length=120,
        help_text="The section to reread, as lesson#section: identity#root-user. May stay empty.",
    )
    cells = forms.CharField(
        label="Cells it tests",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="One per line, as ec2/guest-os. The first one settles the question and is shown with the answer.",
    )
    change = forms.ChoiceField(
        label="Kind of change",
        choices=CHANGES,
        initial=ChangeKind.CLARIFY,
        required=False,
        help_text="Needed to publish. Another key always counts as “The key was wrong”.",
    )
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: Item | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if item:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Item.objects.filter(slug=slug).exists():
            raise ValidationError("A question of this name exists already.")
        return slug

    def clean_cells(self) -> list[str]:
        return self.cleaned_data["cells"].split()


class DecisionForm(forms.ModelForm):
    """What becomes of a question that the facts refute, besides correcting it in its editor."""

    class Meta:
        model = Contradiction
        fields = ["closing", "reason"]
        labels = {"closing": "Your decision"}
        help_texts = {"reason": "Needed to keep it: other instructors read why it stands against the facts."}

    closing = forms.ChoiceField(label="Your decision", choices=DECISIONS, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("closing") == Closing.KEPT and not cleaned["reason"].strip():
            self.add_error("reason", "Say why the question stays as it is.")
        return cleaned

    def _post_clean(self) -> None:
        """Leaves the row alone: `decide` closes it, and how a row may be closed is for the database to say."""


class OptionForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="Option", required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 70}))
    is_key = forms.BooleanField(label="This is the key", required=False)
    expected = forms.ChoiceField(
        label="Whose it is (rows of a sort question)", required=False, choices=[("", "No row"), *Side.choices]
    )
    rationale = forms.CharField(
        label="Why it is right or wrong",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
        help_text="Every learner reads it after answering, whether they chose the option or not.",
    )
    misconception = forms.SlugField(
        required=False, max_length=60, help_text="What makes it tempting, as host-owner-owns-guest. May stay empty."
    )

    def __init__(self, *args: Any, facts: Facts, known_keys: set[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.facts = facts
        self.known_keys = known_keys
        for number in range(1, CLAIMS_PER_OPTION + 1):
            self.fields[f"subject_{number}"] = forms.CharField(
                label=f"Claim {number}, about",
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"list": "subjects", "size": 60}),
            )
            self.fields[f"owner_{number}"] = forms.ChoiceField(
                label=f"Claim {number}, owner", required=False, choices=OWNERS
            )

    @property
    def claim_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"subject_{n}"], self[f"owner_{n}"]) for n in range(1, CLAIMS_PER_OPTION + 1)]

    def clean_key(self) -> str:
        """Keys come from this question, never from whoever sends the form."""
        key = self.cleaned_data["key"]
        return key if key in self.known_keys else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lookup = KnownFacts(self.facts)
        claims = []
        for number in range(1, CLAIMS_PER_OPTION + 1):
            path, owner = cleaned.get(f"subject_{number}", "").strip(), cleaned.get(f"owner_{number}", "")
            if not path and not owner:
                continue
            if not path or not owner:
                self.add_error(f"subject_{number}", "A claim needs both: what it is about, and the owner it names.")
                continue
            try:
                subject_fields(subject_at(path), lookup)
            except ValidationError as error:
                self.add_error(f"subject_{number}", error)
            claims.append({**subject_at(path), "owner": owner})
        cleaned["claims"] = claims
        return cleaned

    @property
    def is_blank(self) -> bool:
        data = self.cleaned_data
        said = ("text", "rationale", "is_key", "expected", "claims", "misconception")
        return not any(data.get(name) for name in said)


OptionFormSet = forms.formset_factory(OptionForm, extra=0, max_num=MOST_LAYERS, absolute_max=MOST_LAYERS)


class ItemEditor:
    """The question form with its rows of options."""

    def __init__(self, data: Any, *, item: Item | None, content: Content, opened_on: str, facts: Facts):
        self.facts = facts
        self.question = QuestionForm(
            data,
            item=item,
            initial={
                "form": content["form"],
                "stem": content["stem"],
                "skill": content["skill"],
                "section": content["section"],
                "cells": "\n".join(content["cells"]),
                "opened_on": opened_on,
            },
        )
        known_keys = {option["key"] for option in content["options"] if option["key"]}
        blank = [OPTION] * max(MOST_OPTIONS - len(content["options"]), 0)
        self.options = OptionFormSet(
            data,
            prefix="options",
            initial=[_initial(option) for option in [*content["options"], *blank]],
            form_kwargs={"facts": facts, "known_keys": known_keys},
        )

    def is_valid(self) -> bool:
        # Both, so that all messages show at once.
        return all([self.question.is_valid(), self.options.is_valid()])

    @cached_property
    def written(self) -> list[OptionForm]:
        """The rows that say something, found before any error is put at one of them."""
        return [form for form in self.options if not form.is_blank]

    @property
    def content(self) -> Content:
        data = self.question.cleaned_data
        options: list[Content] = []
        for form in self.written:
            taken = {option["key"] for option in options} | {form.cleaned_data["key"] for form in self.written}
            key = form.cleaned_data["key"] or key_from(form.cleaned_data["text"], taken)
            options.append({name: form.cleaned_data[name] for name in OPTION} | {"key": key})
        return {
            "form": data["form"],
            "skill": data["skill"],
            "section": data["section"],
            "stem": data["stem"],
            "cells": data["cells"],
            "options": options,
        }

    def tell(self, problems: list[Problem]) -> None:
        """Puts each problem at the field it is about."""
        for problem in problems:
            message = problem.message[0].upper() + problem.message[1:]
            if problem.option is not None:
                form = self.written[problem.option]
                field = "subject_1" if problem.field == "claims" else problem.field
                form.add_error(field if field in form.fields else None, message)
            else:
                known = problem.field in self.question.fields
                self.question.add_error(problem.field if known else None, message)

    def tell_stale(self, stands: str) -> None:
        """Nothing typed is lost, and the next save is made in full knowledge."""
        self.question.add_error(
            None,
            "Somebody saved or published this question after you had opened it. Your text is still in the form below; "
            "compare it, then save again to put it in place of theirs.",
        )
        self.question.data = {**self.question.data, "opened_on": stands}


def _initial(option: Content) -> dict[str, Any]:
    shown = {name: option[name] for name in OPTION if name != "claims"}
    for number, claim in enumerate(option["claims"][:CLAIMS_PER_OPTION], 1):
        shown |= {f"subject_{number}": path_of(claim), f"owner_{number}": claim.get("owner", "")}
    return shown


def key_from(text: str, taken: set[str]) -> str:
    """A stable key from an option's words, made once."""
    base = slugify(text)[:50].strip("-") or "option"
    number = 1
    while (key := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return key
