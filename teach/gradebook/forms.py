"""Forms of teachers for the gradebook of a class."""

import base64

from django import forms

from accounts.cohorts import roster
from teach.cohorts.forms import RosterForm
from teach.gradebook.book import Gradebook
from teach.gradebook.canvas import MOST_BYTES, NO_CANVAS, FilledGradebook, NoCanvasGradebook, fill
from teach.models import CountedAttempt

MOST_WEIGHT = 1000


class SettingsForm(forms.Form):
    attempt = forms.ChoiceField(
        label="Attempt that counts",
        choices=CountedAttempt.choices,
        help_text="The gradebook opens with it. Retries of missed questions never count.",
    )

    def __init__(self, data=None, *, book: Gradebook):
        weights = {column.key: book.weight_of(column) for column in book.columns}
        super().__init__(data, initial={"attempt": book.which, **weights})
        self.keys = list(weights)
        for column in book.columns:
            self.fields[column.key] = forms.IntegerField(
                label=f"Weight of {column.name}", min_value=0, max_value=MOST_WEIGHT
            )

    @property
    def weights(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in self.keys}


class IdNumberForm(RosterForm):
    """After validation `numbers` maps addresses to ID numbers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = "Columns “email” and “ID number”, as in Moodle’s list of participants."
        self.fields["text"].help_text = "With the names of the columns in the first line."

    def read(self, text: str) -> None:
        self.numbers = roster.read_id_numbers(text)


class CanvasForm(forms.Form):
    """After validation `filled` is the filled file, and `sent` the one that came, as text for a hidden field."""

    file = forms.FileField(
        label="Gradebook from Canvas",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="In Canvas: Grades, Export, Export Entire Gradebook. Up to 1 MB.",
    )
    sent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, book: Gradebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.book = book

    def clean(self):
        super().clean()
        file, sent = self.cleaned_data.get("file"), self.cleaned_data.get("sent") or ""
        try:
            data = file.read(MOST_BYTES + 1) if file else base64.b64decode(sent, validate=True)
            self.filled: FilledGradebook = fill(data, self.book)
            self.again = base64.b64encode(data).decode()
        except ValueError:
            self.add_error("file", NO_CANVAS)
        except NoCanvasGradebook as why:
            self.add_error("file", str(why))
