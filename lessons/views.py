from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie, vary_on_headers

from accounts.learners import learner_for
from accounts.permissions import editors_only
from lessons.editing.forms import TrapForm
from lessons.editing.preview import preview
from lessons.editing.publishing import Content, content_of
from lessons.filming.film import Film
from lessons.filming.hosted import opened_to
from lessons.filming.video import serve
from lessons.models import Lesson, LessonQuerySet, VideoState, in_courses_of, in_lists_of
from lessons.outline import courses_for, entries_around, read_now
from lessons.page import LessonPage
from lessons.progress import mark_as_read, record_reading, remember_traps, unmark_as_read
from lessons.prose import render_text
from lessons.registry import due_of
from lessons.sources import sources_of
from lessons.traps import make_list
from matrix import facts
from serving.prepared import Prepared


def may_edit(request) -> bool:
    return request.user.has_perm("lessons.change_lesson") if request.user.is_staff else False


def views_as_learner(request) -> bool:
    """Return whether an editor asks for the page that a learner without progress gets."""
    return request.GET.get("as") == "learner" and may_edit(request)


def open_lessons(request) -> LessonQuerySet:
    published = Lesson.objects.published()
    return published if may_edit(request) else published.filter(in_courses_of(request.learner and request.learner.pk))


def lessons_for(request, slug: str) -> LessonQuerySet:
    return Lesson.objects.published_or(slug) if may_edit(request) else open_lessons(request)


@require_safe
@vary_on_cookie
def course(request):
    due = due_of(request.learner)
    courses = courses_for(request.learner, due, all_courses=may_edit(request))
    return render(request, "lessons/course.html", {"courses": courses})


@require_safe
@vary_on_cookie
def lesson(request, slug: str):
    as_learner = views_as_learner(request)
    context = {
        "page": make_page(request, slug),
        "editable": may_edit(request) and not as_learner,
        "as_learner": as_learner,
    }
    return render(request, "lessons/lesson.html", context)


def read_by(slug: str, learner: UUID | None = None) -> LessonQuerySet:
    """A lesson that is hidden from the learner's class is in no list, and a link to it still opens it."""
    shown = in_lists_of(learner) | Q(slug=slug) & in_courses_of(learner)
    return Lesson.objects.published().filter(shown).with_body_of(slug).with_progress_of(learner)


for_visitors: Prepared[Lesson] = Prepared(read_by, str)
for_learners: Prepared[Lesson] = Prepared(read_by, str, UUID)


def lessons_around(request, slug: str) -> Iterable[Lesson]:
    learner = request.learner
    if views_as_learner(request):
        return Lesson.objects.published().with_body_of(slug)
    if may_edit(request):
        return Lesson.objects.published_or(slug).with_body_of(slug).with_progress_of(learner and learner.pk)
    return for_learners(slug, learner.pk) if learner else for_visitors(slug)


def make_page(request, slug: str) -> LessonPage:
    learner = None if views_as_learner(request) else request.learner
    lessons = read_now(lambda: lessons_around(request, slug))
    found = next((lesson for lesson in lessons if lesson.slug == slug), None)
    if found is None:
        raise Http404("There is no such lesson.")
    known = facts.current(found.facts_revision)
    return LessonPage(*entries_around(found, lessons, learner), known, request.GET, learner)


@require_safe
@vary_on_headers("HX-Request", "Cookie")
def sources(request, slug: str):
    """The sources of all sections, or for htmx of the one in the query string."""
    found = get_object_or_404(lessons_for(request, slug), slug=slug)
    sections = sources_of(found, facts.current())
    if not request.htmx:
        return render(request, "lessons/sources.html", {"lesson": found, "sections": sections, "nav": "learn"})
    section = next((each for each in sections if each.anchor == request.GET.get("section")), None)
    if section is None:
        raise Http404("The section has no sources.")
    return render(request, "lessons/sources.html#section", {"section": section})


@require_POST
def reading(request, slug: str):
    found = get_object_or_404(lessons_for(request, slug), slug=slug)
    learner = learner_for(request)
    if "undo" in request.POST:
        unmark_as_read(found, learner=learner)
    else:
        mark_as_read(found, learner=learner)
    if not request.htmx:
        return redirect(f"{found.get_absolute_url()}#reading")
    return render(request, "lessons/lesson.html#marked", {"page": make_page(request, slug)})


@require_POST
def section_reading(request, slug: str, anchor: str):
    """The page calls this when a section's end becomes visible, which makes a visitor a guest."""
    found = get_object_or_404(lessons_for(request, slug), slug=slug)
    if anchor not in found.anchors:
        raise Http404("The lesson has no such section.")
    record_reading(found, anchor, learner=learner_for(request))
    return HttpResponse(status=204)


@require_POST
def trap(request, slug: str, scenario: str):
    found = get_object_or_404(lessons_for(request, slug), slug=slug)
    known = facts.current()
    piece = render_text(found.body, known).list_with(scenario)
    if piece is None or piece.traps is None:
        raise Http404("The lesson does not ask this.")
    form = TrapForm(request.POST)
    said = {scenario: form.cleaned_data["owner"]} if form.is_valid() else {}
    if said or request.learner:
        said = remember_traps(found, said, learner=learner_for(request))
    if not request.htmx:
        return redirect(f"{found.get_absolute_url()}#trap-{scenario}")
    trap_list = make_list(piece.number, piece.traps, known, lesson=slug, said=said)
    context = {
        "lesson": found,
        "trap_list": trap_list,
        "trap": trap_list.trap(scenario),
        "oob": True,
        "error": form.errors.get("owner", ""),
    }
    template = "lessons/directives/traps.html#answered"
    return render(request, template, context, status=200 if form.is_valid() else 422)


@require_POST
def traps(request, slug: str, number: int):
    """Shows every answer of one list of traps."""
    found = get_object_or_404(lessons_for(request, slug), slug=slug)
    known = facts.current()
    piece = render_text(found.body, known).list_at(number)
    if piece is None or piece.traps is None:
        raise Http404("The lesson has no such list.")
    said = remember_traps(found, dict.fromkeys(piece.traps.words, ""), learner=learner_for(request))
    if not request.htmx:
        return redirect(f"{found.get_absolute_url()}#traps-{number}")
    trap_list = make_list(number, piece.traps, known, lesson=slug, said=said)
    return render(request, "lessons/directives/traps.html", {"lesson": found, "trap_list": trap_list})


def any_film_of(request, slug: str) -> Film:
    return Film(get_object_or_404(lessons_for(request, slug), slug=slug), facts.current())


def ready_film_of(request, slug: str) -> Film:
    found = any_film_of(request, slug)
    if found.state != VideoState.READY:
        raise Http404("The lesson has no video.")
    return found


def film_of(request, slug: str) -> Film:
    found = ready_film_of(request, slug)
    if found.hosted:
        raise Http404("The lesson's video is stored elsewhere.")
    return found


@require_safe
@vary_on_headers("HX-Request", "Cookie")
def video(request, slug: str):
    film = ready_film_of(request, slug)
    template = "lessons/video.html" + ("#player" if request.htmx else "")
    return render(request, template, {"lesson": film.lesson, "film": film})


@require_safe
def video_state(request, slug: str):
    film = any_film_of(request, slug)
    if film.state == VideoState.GENERATING:
        return HttpResponse(status=204)
    return render(request, "lessons/video.html#slot", {"lesson": film.lesson, "film": film, "announced": True})


@require_safe
def hosted_video(request, slug: str):
    """The page on which a reader has pressed Load; it alone may ask the host for anything."""
    film = ready_film_of(request, slug)
    if film.hosted is None:
        raise Http404("The lesson's video is stored here.")
    context = {"lesson": film.lesson, "film": film, "loaded": True}
    return opened_to(film.hosted, render(request, "lessons/video.html", context))


@require_safe
def film(request, slug: str):
    return serve(request, film_of(request, slug).video)


@require_safe
def captions(request, slug: str):
    film = ready_film_of(request, slug)
    if not film.captions:
        raise Http404("The video has no captions here.")
    return serve(request, film.captions)


@require_safe
def poster(request, slug: str):
    if (found := film_of(request, slug).poster) is None:
        raise Http404("The video has no poster.")
    return serve(request, found)


@require_safe
@editors_only
def draft(request, slug: str):
    found = get_object_or_404(Lesson, slug=slug)
    content = found.draft.content if hasattr(found, "draft") else content_of(found)
    return show_preview(request, found, content)


def show_preview(request, lesson: Lesson, content: Content):
    return render(request, "lessons/lesson.html", {"page": preview(lesson, content), "nav": "learn"})
