from django import forms

from quizzes.models import ProblemReport


class AnswerReportForm(forms.ModelForm):
    class Meta:
        model = ProblemReport
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 5, "cols": 80})}
        labels = {"answer": "Your answer"}
        help_texts = {
            "answer": "The learner reads it on the question's page and on their home page. Say what is true, and what "
            "you changed if you did. You can’t change it later."
        }
        error_messages = {"answer": {"required": "Write what the learner should know."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].required = True

    def _post_clean(self) -> None:
        """Leaves the row unchanged, since `answer_report` stores the answer with its author and time."""
