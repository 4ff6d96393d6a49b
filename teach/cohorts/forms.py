"""The form of teachers that reads a class list."""

from django import forms

from accounts.cohorts import roster


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
