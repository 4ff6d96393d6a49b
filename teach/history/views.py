"""The list of changes with its filter, and one page for each act. Read only."""

from uuid import UUID

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import User
from accounts.permissions import instructors_only
from matrix import facts
from quizzes.views import private
from teach.history.acts import ON_A_PAGE, ActKey, HistoryQuery, act, acts
from teach.history.kinds import KINDS, PEOPLE
from teach.history.words import Words, entries_of


class HistoryFilter(forms.Form):
    """An invalid value counts as not given, so that an old link still works."""

    who = forms.ChoiceField(label="Who", required=False)
    kind = forms.ChoiceField(label="What", required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    about = forms.RegexField(r"^[a-z_]+\.[a-z]+:[0-9a-f-]+$", required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, people: bool):
        super().__init__(data)
        staff = User.objects.filter(is_staff=True).order_by("name", "email")
        kinds = {name: label for name, label in KINDS.items() if people or name != PEOPLE}
        for name, first, rest in (
            ("who", "Anybody", [(str(user.pk), str(user)) for user in staff]),
            ("kind", "Anything", list(kinds.items())),
        ):
            field = forms.ChoiceField(label=self.fields[name].label, required=False, choices=[("", first), *rest])
            self.fields[name] = field

    def asked(self, user) -> HistoryQuery:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        who = given.pop("who", None)
        about = given.pop("about", None)
        return HistoryQuery(
            viewer=user.pk,
            people=user.is_superuser,
            who=int(who) if who else None,
            about=tuple(about.split(":", 1)) if about else None,
            **given,
        )

    @property
    def query(self) -> dict[str, str]:
        return {name: self.data[name] for name in self.cleaned_data if self.cleaned_data[name]}


@require_safe
@private
@instructors_only
@vary_on_headers("HX-Request")
def history(request):
    form = HistoryFilter(request.GET, people=request.user.is_superuser)
    asked = form.asked(request.user)
    found = acts(asked, before=ActKey.read(request.GET.get("before", "")), count=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    known = facts.current()
    words = entries_of(shown, known)
    context = {
        "form": form,
        "acts": words,
        "about": about_title(asked, words, known),
        "query": urlencode(form.query),
        "next": urlencode({**form.query, "before": str(shown[-1].key)}) if len(found) > ON_A_PAGE else "",
        "first": "before" not in request.GET,
    }
    return render(request, "teach/history/history.html" + ("#acts" if request.htmx else ""), context)


def about_title(asked: HistoryQuery, acts, known) -> str:
    if asked.about is None:
        return ""
    named = [subject.title for each in acts for subject in each.subjects if subject.reference == asked.about]
    return named[0] if named else Words([], known).title(asked.about)


@require_safe
@private
@instructors_only
def history_act(request, context: UUID):
    found = act(context, HistoryQuery(viewer=request.user.pk, people=request.user.is_superuser))
    if found is None:
        raise Http404
    [words] = entries_of([found], facts.current())
    return render(request, "teach/history/act.html", {"each": words, "whole": True})
