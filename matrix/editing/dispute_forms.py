from django import forms

from matrix.models.disputes import ANSWERS, Dispute


class DisputeForm(forms.ModelForm):
    class Meta:
        model = Dispute
        fields = ["text", "link"]
        labels = {"text": "This is wrong because", "link": "A page that says so, if you know one"}
        help_texts = {
            "text": "A sentence or more. An instructor will read it, and you’ll see the answer here.",
            "link": "A link that begins with https://, ideally to an AWS page.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "link": forms.URLInput}
        error_messages = {
            "text": {
                "required": "Tell us what is wrong.",
                "min_length": "Tell us a little more: what is wrong, and what would be right?",
            },
        }

    def clean_link(self) -> str:
        return self.cleaned_data["link"].strip()


class DisputeAnswerForm(forms.ModelForm):
    outcome = forms.ChoiceField(
        label="Answer",
        choices=[(outcome.value, outcome.label) for outcome in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree."},
    )
    answer = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="The learner reads this. Say what changed, or what the source says.",
        error_messages={"required": "Say why: the learner reads it."},
    )

    class Meta:
        model = Dispute
        fields = ["outcome", "answer"]

    def _post_clean(self) -> None:
        """Leaves the row unchanged: `dispute_store.answer` checks and stores the answer."""
