from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.learners import learner_for
from quizzes.notes import subjects
from quizzes.notes.forms import OwnNoteForm
from quizzes.notes.notebook import notebook_of
from quizzes.notes.store import MOST, NoteChanged, TooManyNotes, mark_of, save_note, text_of
from quizzes.notes.subjects import NoteSubject
from quizzes.views import private
from serving.return_address import or_log_in


@require_safe
@private
def notes(request):
    context = {"notebook": notebook_of(request.learner, request.GET.get("q", "")), "nav": "progress", "part": "notes"}
    return render(request, "quizzes/notes/notebook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
@vary_on_headers("HX-Request")
def question_note(request, item: int):
    return note_on(request, subjects.question_met_by(request.learner, item))


@require_http_methods(["GET", "HEAD", "POST"])
@private
@vary_on_headers("HX-Request")
def fact_note(request, service: str, layer: str):
    return note_on(request, subjects.fact_at(service, layer))


@require_http_methods(["GET", "HEAD", "POST"])
@private
@vary_on_headers("HX-Request")
def section_note(request, slug: str, anchor: str):
    return note_on(request, subjects.section_at(slug, anchor, request.learner))


def note_on(request, subject: NoteSubject) -> HttpResponse:
    stored = text_of(request.learner, subject)
    make_form = partial(OwnNoteForm, auto_id=f"{subject.address.strip('/').replace('/', '-')}-%s")
    if request.method != "POST":
        if subject.waits:
            return show(request, subject, waits=True)
        return show(request, subject, form=make_form(initial={"text": stored}), stored=stored, mark=mark_of(stored))
    typed, mark, deletes = (request.POST.get(name, "") for name in ("text", "mark", "delete"))
    if "_edit" in request.POST:  # what was typed before a log-in (kept-typed.js)
        form = make_form(initial={"text": typed})
        return show(request, subject, form=form, stored=stored, mark=mark, restored=True)
    form = make_form(request.POST)
    if not deletes and not form.is_valid():
        return show(request, subject, form=form, stored=stored, mark=mark, status=422)
    text = "" if deletes else form.cleaned_data["text"]
    try:
        save_note(learner_for(request), subject, text=text, opened_with=mark)
    except TooManyNotes:
        form.add_error("text", f"You have {MOST} notes, and there can’t be more. Delete one that you don’t need.")
        return show(request, subject, form=form, stored=stored, mark=mark, status=422)
    except NoteChanged:
        form = make_form(initial={"text": typed})
        if subject.waits:  # the note may name the key
            return show(request, subject, form=form, mark=mark, hidden=True, status=409)
        stored = text_of(request.learner, subject)
        return show(request, subject, form=form, stored=stored, mark=mark_of(stored), overtaken=True, status=409)
    if request.htmx:
        return show(request, subject, note=text, saved=True)
    messages.success(request, "Note saved." if text else "Note deleted.")
    return redirect(subject.address if text else "quizzes:notes")


def show(request, subject: NoteSubject, *, status: int = 200, **context) -> HttpResponse:
    template = "quizzes/notes/note.html" + ("#note" if request.htmx else "")
    context |= {"subject": subject, "note_address": subject.address, "nav": "progress"}
    return render(request, template, context, status=status)
