from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from lessons.models import Lesson, LessonDraft
from lessons.publishing import CONTENT, Content, check
from lessons.recommending import clean_recommendations
from lessons.traps import CHOICES


class TrapForm(forms.Form):
    """Who the visitor says does it."""

    owner = forms.ChoiceField(
        choices=[(owner.value, owner.label) for owner in CHOICES],
        error_messages={
            "required": "Choose who does it.",
            "invalid_choice": "Choose one of the owners offered.",
        },
    )


class MarkdownField(forms.CharField):
    """Text whose lines count as its author sees them: none is stripped, and browsers' line ends become ours."""

    def __init__(self, **kwargs: Any):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\r\n", "\n")


class LinesField(forms.Field):
    """A list of short texts, one per line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class RecommendationsField(forms.Field):
    """Recommendations as blocks of lines with an empty line between: title, address, text."""

    PAID = " paid"

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n\n".join(
            f"{one['title']}\n{one['url']}{self.PAID if one['paid'] else ''}\n{one['text']}" for one in value
        )

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        blocks = "\n".join(line.strip() for line in str(value or "").splitlines()).split("\n\n")
        read = [self._read(block.strip().split("\n", 2)) for block in blocks if block.strip()]
        try:
            return clean_recommendations(read)
        except ValidationError as error:
            raise ValidationError(error.messages) from None

    def _read(self, lines: list[str]) -> dict[str, Any]:
        if len(lines) < 3:
            raise ValidationError(f"“{lines[0]}” needs three lines: title, address and text.")
        title, address, text = lines
        url = address.removesuffix(self.PAID).strip()
        return {"title": title, "url": url, "text": " ".join(text.split()), "paid": address.endswith(self.PAID)}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


class LessonForm(forms.ModelForm):
    """Shows a lesson's draft where there is one, and knows on which edits of both it was opened."""

    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)
    body = MarkdownField(
        label="Text",
        widget=forms.Textarea(
            attrs={
                "rows": 40,
                "class": "vLargeTextField",
                "spellcheck": "true",
                "aria-describedby": "id_body_helptext",
                "aria-autocomplete": "list",
                "aria-haspopup": "listbox",
                "aria-controls": "offers",
            }
        ),
        help_text="Markdown. Type [[ for figures and tables, { for a claim, ](/ for a link: a list opens.",
    )
    takeaways = LinesField(
        label="Key takeaways",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        help_text="What to remember, one per line.",
    )
    recommendations = RecommendationsField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        help_text="Where to go on. Three lines each, with an empty line between two: the title; the address, "
        "with the word “paid” behind it where that is so; the text.",
    )

    class Meta:
        model = Lesson
        fields = [
            *CONTENT,
            "course",
            "slug",
            "label",
            "position",
            "publish_at",
            "video_state",
            "video",
            "video_seconds",
            "captions",
            "transcript",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}), "video_state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.draft = LessonDraft.objects.filter(lesson_id=self.instance.pk).first() if self.instance.pk else None
        if self.draft:
            self.initial |= self.draft.content
        self.edit_number = self.instance.edit_number
        for name in CONTENT:
            self.fields[name].widget.attrs["data-draft"] = True
        for name in ("video", "captions"):
            # Its label is the legend of a group, with the file that is there; the input needs a name of its own.
            self.fields[name].widget.attrs["aria-label"] = f"Choose the file: {name}"
        self.fields["opened_on"].initial = self._edits(self.draft.based_on if self.draft else self.edit_number)

    def _edits(self, lesson_edit: int) -> str:
        return f"{lesson_edit}.{self.draft.edit_number if self.draft else 0}"

    @property
    def is_publishing(self) -> bool:
        return "_publish" in self.data

    @property
    def content(self) -> Content:
        """The draft as the form has it now; a field that cannot be read keeps what it was."""
        return {name: self.cleaned_data.get(name, self.initial.get(name)) for name in CONTENT}

    @property
    def initial_content(self) -> Content:
        """The draft as the form was opened with it; of a new lesson nearly nothing."""
        return {name: self.initial.get(name, getattr(self.instance, name)) for name in CONTENT}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stands = self._edits(self.edit_number)
        if self.instance.pk and cleaned.get("opened_on") != stands:
            self.add_error(
                None,
                "Somebody saved or published this lesson after you had opened it. Your text is still in the form "
                "below; compare it with theirs, then press the button again to put yours in its place.",
            )
            # The next press is made in full knowledge.
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("opened_on")] = stands
            self.data = data
        if self.is_publishing and "body" in cleaned and (problems := check(cleaned["body"])):
            self.add_error("body", [str(problem) for problem in problems])
        return cleaned
