"""Whose answers figures are over, by the query string: all learners', or those of one's own class in a period."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.postgres.functions import TransactionNow
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, QueryDict

from accounts.models import Cohort, User
from accounts.roles import teaches
from quizzes.statistics.class_answers import ClassAnswers, Period, WhichAttempts
from quizzes.statistics.rollup_sql import ACCOUNTS, EVERYBODY, Scope
from serving.whole_numbers import whole_number

PERIODS = {"": "All time", "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days"}
YEARS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]
WHO = {"": "With an account", "guests": "Guests", "everyone": "Everyone, guests too"}


class DateInput(forms.DateInput):
    input_type = "date"


class AnswerFilterForm(forms.Form):
    """Unknown values count as not given, so that an old link still works; a class of someone else is Http404.

    The site's sums have no dates and hold first attempts, so that only a class can be asked about a period.
    """

    cohort = forms.ChoiceField(label="Class", required=False)
    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False)
    since = forms.DateField(label="From", required=False, widget=DateInput, validators=YEARS)
    until = forms.DateField(label="Through", required=False, widget=DateInput, validators=YEARS)
    attempts = forms.ChoiceField(label="Attempts", choices=WhichAttempts.choices, required=False)
    who = forms.ChoiceField(label="Learners", choices=list(WHO.items()), required=False)

    def __init__(self, asked: QueryDict, user: User, *, without: tuple[str, ...] = ()):
        super().__init__(asked)
        taught = Cohort.objects.taught_by(user).annotate(now=TransactionNow())
        classes = {each.pk: each for each in taught} if teaches(user) else {}
        wanted = asked.get("cohort", "")
        self.of_class = classes.get(whole_number(wanted) or 0)
        if wanted and self.of_class is None:
            raise Http404
        choices = [("", "All learners"), *((str(pk), each.name) for pk, each in classes.items())]
        self.fields["cohort"].choices = choices  # type: ignore[attr-defined]
        unused = ("who",) if self.of_class else ("period", "since", "until", "attempts")
        for name in {*unused, *without, *(() if classes else ("cohort",))}:
            del self.fields[name]
        self.full_clean()

    @property
    def query(self) -> str:
        """Leads to another page about the same class."""
        return f"?cohort={self.of_class.pk}" if self.of_class else ""

    def asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def answers(self) -> ClassAnswers | None:
        """Those of the chosen class; None for all learners."""
        return ClassAnswers(self.of_class.pk, self._period) if self.of_class else None

    @property
    def _period(self) -> Period:
        """If there are dates, they win over the last so many days, of which the last is today."""
        assert self.of_class is not None
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if not since and not until and (days := whole_number(self.asked("period"))):
            since = self.of_class.now.astimezone(ZoneInfo(self.of_class.time_zone)).date() - timedelta(days - 1)
        return Period(since, until + timedelta(days=1) if until else None)

    @property
    def which(self) -> WhichAttempts:
        return WhichAttempts(self.asked("attempts") or WhichAttempts.FIRST)

    @property
    def scopes(self) -> tuple[Scope, Scope | None]:
        """The sums to read, and those to subtract from them."""
        who = self.asked("who")
        return (EVERYBODY, ACCOUNTS if who == "guests" else None) if who else (ACCOUNTS, None)
