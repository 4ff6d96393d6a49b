"""Forms of teachers about lessons, checks and class lists."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from accounts.cohorts import roster
from accounts.models import Cohort
from lessons.models import Lesson, of_class
from quizzes.models import Quiz

LESSON, QUIZ = "lesson", "quiz"


class DueForm(forms.Form):
    thing = forms.ChoiceField(label="Lesson or check")
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label="Time", initial=time(23, 59), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["hour"].help_text = f"In {cohort.time_zone.replace('_', ' ')}, the zone of the class."
        lessons = Lesson.objects.published().filter(of_class(cohort)).in_outline()
        checks = Quiz.objects.filter(lesson__in=lessons).select_related("lesson")
        self.things: dict[str, Lesson | Quiz] = {f"{LESSON}-{lesson.pk}": lesson for lesson in lessons}
        self.things |= {f"{QUIZ}-{quiz.pk}": quiz for quiz in checks}
        self.fields["thing"].choices = [  # type: ignore[attr-defined]
            ("Read", [(key, str(thing)) for key, thing in self.things.items() if isinstance(thing, Lesson)]),
            ("Answer", [(key, str(thing)) for key, thing in self.things.items() if isinstance(thing, Quiz)]),
        ]

    def clean(self):
        super().clean()
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None or hour is None:
            return
        zone = ZoneInfo(self.cohort.time_zone)
        try:
            at = datetime.combine(day, hour, zone).astimezone(timezone.get_fixed_timezone(0))
        except OverflowError:
            self.add_error("day", "Choose a day of this century.")
            return
        if at.astimezone(zone).time() != hour:
            self.add_error("hour", "On this day the clocks are put forward, and this time does not exist.")
        elif at <= timezone.now():
            self.add_error("day", "This time has passed. Choose a later one.")
        self.due_at = at

    @property
    def chosen(self) -> Lesson | Quiz:
        return self.things[self.cleaned_data["thing"]]


class RosterForm(forms.Form):
    """After validation `roster` has the rows, and `note` says what had to be guessed."""

    file = forms.FileField(
        label="CSV file",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        help_text="Columns “email” and “name”; commas, semicolons or tabs between them. Up to 1 MB and 2,000 rows.",
    )
    text = forms.CharField(
        label="Or paste the lines",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Copied from a spreadsheet, or one address per line.",
    )

    def clean(self):
        super().clean()
        file = self.cleaned_data.get("file")
        try:
            text, self.note = roster.decode(file.read(roster.MOST_BYTES + 1)) if file else (self._pasted(), "")
            self.read(text)
        except roster.UnreadableRoster as why:
            self.add_error("file" if file else "text", str(why))

    def read(self, text: str) -> None:
        self.roster = roster.read(text)

    def _pasted(self) -> str:
        text = self.cleaned_data.get("text") or ""
        if len(text.encode()) > roster.MOST_BYTES:
            raise roster.UnreadableRoster("That’s more than 1 MB. Split it, or leave out what you don’t need.")
        if not text.strip():
            raise roster.UnreadableRoster("Choose a file, or paste some lines.")
        return text
