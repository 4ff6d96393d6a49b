from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify

from lessons.editing.draft_conflict import (
    Field,
    OpenedEdits,
    OtherEdit,
    compare,
    merge,
    opened_now,
    written_meanwhile,
)
from lessons.editing.form_fields import LinesField, MarkdownField, RecommendationsField
from lessons.editing.publishing import CONTENT, Content, SentForm, content_of, problems_of_content
from lessons.files.film_structure import refuse_no_captions, refuse_no_film
from lessons.filming.hosted import hosted_at
from lessons.models import Lesson, LessonDraft
from lessons.traps import CHOICES


class TrapForm(forms.Form):
    owner = forms.ChoiceField(
        choices=[(owner.value, owner.label) for owner in CHOICES],
        error_messages={
            "required": "Choose who does it.",
            "invalid_choice": "Choose one of the owners offered.",
        },
    )


def _draft_of(lesson: Lesson) -> LessonDraft | None:
    return LessonDraft.objects.filter(lesson=lesson).select_related("editor").first()


class LessonForm(forms.ModelForm):
    """Edits a lesson's draft, or its text without a draft, and stores on which edits of both it was opened."""

    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form_step = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)
    goes_live_at = forms.DateTimeField(
        label="Publish at",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
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
        help_text="What to read next. Three lines each, with an empty line in between: the title; "
        "the address, followed by “paid” if the site is paid; the text.",
    )

    class Meta:
        model = Lesson
        fields = [
            *CONTENT,
            "course",
            "slug",
            "label",
            "publish_at",
            "video_state",
            "video",
            "video_url",
            "video_seconds",
            "captions",
            "transcript",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}), "video_state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.draft = _draft_of(self.instance) if self.instance.pk else None
        if self.draft:
            self.initial |= self.draft.content
        self.stands = copy(self.instance)  # validation writes into the instance
        self.theirs: OtherEdit | None = None
        self.as_read: dict[str, Any] = {}
        self._take_choices()
        self.fields["label"].show_hidden_initial = bool(self.instance.pk)
        if not self.instance.pk:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Part of its address. Leave empty to use the title."
        for name in CONTENT:
            self.fields[name].widget.attrs["data-draft"] = True
        for name in ("video", "captions"):
            # Its label is the legend of a group that shows the stored file, so the input needs its own name.
            self.fields[name].widget.attrs["aria-label"] = f"Choose the file: {name}"
        begun_on = self.draft.based_on if self.draft else self.stands.edit_number
        self.fields["opened_on"].initial = str(replace(self._now, lesson_edit=begun_on))
        self.fields["form_key"].initial = uuid4()
        self.fields["form_step"].initial = 0
        self.fields["goes_live_at"].help_text = f"In your time zone, {timezone.get_current_timezone_name()}."

    @property
    def _now(self) -> OpenedEdits:
        return opened_now(self.stands, self.draft)

    @property
    def sent(self) -> SentForm:
        return SentForm(self.cleaned_data.get("form_key"), self.cleaned_data.get("form_step") or 0)

    @property
    def is_publishing(self) -> bool:
        return "_publish" in self.data

    @property
    def content(self) -> Content:
        """Return the draft as typed, valid or not; an unreadable field has its initial value."""
        return {name: self.as_read.get(name, self.initial.get(name)) for name in CONTENT}

    @property
    def is_scheduling(self) -> bool:
        return "_schedule" in self.data

    @property
    def initial_content(self) -> Content:
        return {name: self.initial.get(name, getattr(self.instance, name)) for name in CONTENT}

    def _check_label(self, cleaned: dict[str, Any]) -> None:
        if self.instance.pk and "label" not in self.changed_data:
            # The order may have been changed since the form was opened, and the labels with it.
            cleaned["label"] = self.stands.label
            if "course" not in self.changed_data:
                return
        same = Lesson.objects.filter(course=cleaned.get("course"), label=cleaned.get("label"))
        if other := same.exclude(pk=self.instance.pk).first():
            self.add_error("label", f"“{other}” has this label. Choose another one.")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title", "").replace("_", " "))[:60].strip(
            "-"
        )
        if not slug:
            raise forms.ValidationError("Write a part for its address: lower-case letters, digits and hyphens.")
        return slug

    def clean_video(self) -> Any:
        return self._brought("video", refuse_no_film)

    def clean_video_url(self) -> str:
        address = self.cleaned_data["video_url"]
        if address and not hosted_at(address):
            raise forms.ValidationError(
                "Use an address of YouTube or Vimeo, or of a file that ends with .mp4 or .webm and starts with https://."
            )
        return address

    def clean_captions(self) -> Any:
        return self._brought("captions", refuse_no_captions)

    def _brought(self, name: str, check: Callable[[File], None]) -> Any:
        file = self.cleaned_data[name]
        if isinstance(file, UploadedFile):
            check(file)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.as_read = dict(cleaned)  # invalid fields are removed from the cleaned data below
        opened = OpenedEdits.read(cleaned.get("opened_on", ""))
        self.theirs = (self.instance.pk and written_meanwhile(self.stands, self.draft, opened, self.sent)) or None
        if self.theirs:
            self.add_error(
                None, "Nothing is saved: someone else edited this lesson while you had it open. Compare below."
            )
            # The next submit is made with knowledge of both texts.
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("opened_on")] = str(self._now)
            self.data = data
        if self.is_scheduling and "goes_live_at" not in self.errors:
            self._check_moment(cleaned.get("goes_live_at"))
        self._check_label(cleaned)
        goes_live = self.is_publishing or self.is_scheduling
        if goes_live and "body" not in self.errors:
            self._check_content(cleaned)
        return cleaned

    def _check_content(self, cleaned: dict[str, Any]) -> None:
        typed = {name: cleaned.get(name) or [] for name in ("body", "takeaways")}
        for problem in problems_of_content(Lesson(course=cleaned.get("course")), typed):
            self.add_error("body" if problem.line else "takeaways", str(problem))

    def _check_moment(self, at: datetime | None) -> None:
        if at is None:
            self.add_error("goes_live_at", "Say when.")
        elif at <= timezone.now():
            self.add_error("goes_live_at", "This time has passed. Choose a later one, or publish now.")

    @property
    def differences(self) -> list[Field]:
        if not self.theirs:
            return []
        return compare(as_texts(self.data), as_texts(self.theirs.content), lambda name: str(self[name].label))

    def _take_choices(self) -> None:
        if "_merge" not in self.data or OpenedEdits.read(self.data.get("opened_on", "")) != self._now:
            return
        theirs = self.draft.content if self.draft else content_of(self.stands)
        data = cast(QueryDict, self.data).copy()
        for name, text in merge(as_texts(self.data), as_texts(theirs), self.data).items():
            data[name] = text
        self.data = data


def as_texts(values: Mapping[str, Any], names: Sequence[str] = CONTENT) -> dict[str, str]:
    texts = {}
    for name in names:
        field = LessonForm.base_fields.get(name)
        value = field.prepare_value(values.get(name)) if field else values.get(name)
        texts[name] = "" if value is None else str(value).replace("\r\n", "\n")
    return texts
