"""Pages on which teachers manage cohorts, invitations, rosters, messages and extra time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.cohorts import class_code, roster, roster_invitations
from accounts.cohorts import lifecycle as deciding
from accounts.cohorts import membership as joining
from accounts.cohorts import messages as messaging
from accounts.cohorts.assistants import invite_assistant, open_invites
from accounts.mailing.at_once import MailFailed
from accounts.models import Cohort, CohortInvite, CohortMessage, User
from accounts.permissions import instructors_only
from quizzes.views import private
from serving.whole_numbers import whole_number
from teach.cohorts.access import cohort_of, managed_cohort_of, member_of, teachers_only
from teach.cohorts.cohort_forms import CohortForm, CohortSettingsForm, InviteForm, MessageForm, TeacherForm, TimeForm
from teach.cohorts.forms import RosterForm

ROWS_SHOWN = 50
both = require_http_methods(["GET", "HEAD", "POST"])


def sent_to(request):
    return request.POST if request.method == "POST" else None


def show(request, template: str, cohort: Cohort | None, form, **context):
    status = 422 if form.is_bound and form.errors else 200
    known = {"cohort": cohort, "form": form}
    return render(request, f"teach/cohorts/{template}.html", known | context, status=status)


# ---- The cohort itself


@both
@private
@instructors_only
def new(request):
    form = CohortForm(sent_to(request), initial={"time_zone": request.learner.time_zone})
    if not form.is_valid():
        return show(request, "new", None, form)
    cohort = deciding.make_cohort(teacher=request.user, **form.cleaned_data)
    joining.make_invite(cohort, by=request.user, lasting=joining.FIRST_LINK)
    messages.success(request, "The class is created. Give its link to your learners, or import your class list.")
    return redirect("teach:cohort-invites", cohort.pk)


@both
@teachers_only
def edit(request, pk: int):
    cohort = managed_cohort_of(request, pk)
    form = CohortSettingsForm(sent_to(request), cohort=cohort)
    if not form.is_valid():
        return show_edit(request, cohort, form, TeacherForm(cohort=cohort))
    deciding.change_cohort(cohort, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("teach:cohort", cohort.pk)


def show_edit(request, cohort: Cohort, form: CohortForm, teacher: TeacherForm):
    teaching = cohort.teaching.select_related("user")
    invited = open_invites().filter(cohort=cohort)
    return show(request, "edit", cohort, form, teacher=teacher, teaching=teaching, invited=invited)


@require_POST
@teachers_only
def archiving(request, pk: int):
    cohort = managed_cohort_of(request, pk)
    if "reopen" in request.POST:
        deciding.reopen(cohort)
        messages.success(request, f"“{cohort}” is active again.")
        return redirect(cohort)
    deciding.archive(cohort)
    messages.success(request, f"“{cohort}” is archived. Its learners’ progress stays visible to you.")
    return redirect("teach:cohorts")


@require_POST
@teachers_only
def teachers(request, pk: int):
    """Adds an instructor, or mails an invitation to assist; with `remove` or `withdraw` ends either."""
    cohort = managed_cohort_of(request, pk)
    if "remove" in request.POST:
        return remove_teacher(request, cohort)
    if "withdraw" in request.POST:
        get_object_or_404(cohort.assistant_invites, pk=whole_number(request.POST["withdraw"]) or 0).delete()
        messages.success(request, "The invitation was withdrawn.")
        return redirect("teach:cohort-edit", cohort.pk)
    form = TeacherForm(request.POST, cohort=cohort)
    if form.is_valid():
        said = add_or_invite(request, cohort, form)
    if not form.is_valid():
        response = show_edit(request, cohort, CohortSettingsForm(cohort=cohort), form)
        response.status_code = 422
        return response
    messages.success(request, said)
    return redirect("teach:cohort-edit", cohort.pk)


def add_or_invite(request, cohort: Cohort, form: TeacherForm) -> str:
    if form.teacher:
        deciding.add_teacher(cohort, form.teacher)
        return f"{form.teacher} teaches the class now, and sees what you see."
    email, site = form.cleaned_data["email"], request.build_absolute_uri("/").rstrip("/")
    try:
        invite_assistant(cohort, email, by=request.user, site=site)
    except MailFailed:
        form.add_error("email", "The invitation couldn’t be mailed, and nothing was saved. Try again later.")
    return f"Sent an invitation to {email}. They assist in the class as soon as they accept it."


def remove_teacher(request, cohort: Cohort):
    user = get_object_or_404(User, teaching__cohort=cohort, pk=whole_number(request.POST["remove"]) or 0)
    try:
        deciding.remove_teacher(cohort, user)
    except deciding.LastTeacher:
        messages.error(request, "A class needs an instructor. Add another one first.")
        return redirect("teach:cohort-edit", cohort.pk)
    messages.success(request, f"{user} no longer teaches the class.")
    return redirect("teach:cohorts" if user == request.user else cohort.get_absolute_url())


@both
@teachers_only
def resignation(request, pk: int):
    """Asks first; POST ends that the person teaches the class, or assists in it."""
    cohort = cohort_of(request, pk)
    if request.method != "POST":
        says = "You no longer see its learners and their grades. To come back, you need an invitation."
        asked = {"title": f"Stop teaching “{cohort}”?", "says": says, "act": "Stop teaching the class"}
        return render(request, "form/ask_first.html", asked | {"back": cohort.get_absolute_url()})
    try:
        deciding.remove_teacher(cohort, request.user)
    except deciding.LastTeacher:
        messages.error(request, "A class needs an instructor. Add another one first.")
        return redirect("teach:cohort-edit", cohort.pk)
    messages.success(request, f"You no longer teach “{cohort}”.")
    return redirect("home")


# ---- Inviting


@both
@teachers_only
def invites(request, pk: int):
    cohort = cohort_of(request, pk)
    form = InviteForm(sent_to(request), initial={"days": 30})
    if form.is_valid():
        joining.make_invite(cohort, by=request.user, lasting=form.lasting, most_uses=form.cleaned_data["most_uses"])
        messages.success(request, "The link is ready. Give it to your class.")
        return redirect("teach:cohort-invites", cohort.pk)
    links = CohortInvite.objects.filter(cohort=cohort, personal=False, code=None).with_uses().select_related("cohort")
    return show(
        request,
        "invites",
        cohort,
        form,
        code=class_code.code_of(cohort),
        code_page=request.build_absolute_uri(reverse("join-by-code")),
        links=[
            (link, request.build_absolute_uri(link.get_absolute_url()), joining.what_ended(link)) for link in links
        ],
        invitees=roster_invitations.invitees_of(cohort),
        waiting=roster_invitations.to_mail().filter(cohort=cohort).count(),
        at_once=roster_invitations.AT_ONCE,
    )


@require_POST
@teachers_only
def revocation(request, pk: int, invite: int):
    cohort = cohort_of(request, pk)
    joining.revoke(get_object_or_404(cohort.invites, pk=invite), by=request.user)
    messages.success(request, "The invitation was withdrawn. People who joined with it stay in the class.")
    return redirect("teach:cohort-invites", cohort.pk)


@require_POST
@teachers_only
def code(request, pk: int):
    """Makes a code, or another one in its place; with `close` the class has none."""
    cohort = cohort_of(request, pk)
    if "close" in request.POST:
        class_code.close_code(cohort, by=request.user)
        messages.success(request, "The code is closed. People who joined with it stay in the class.")
    else:
        class_code.renew_code(cohort, by=request.user)
        messages.success(request, "The code is ready. Any earlier code no longer works.")
    return redirect("teach:cohort-invites", cohort.pk)


@both
@teachers_only
def class_list(request, pk: int):
    """Previews a class list first, and with `import` stores it."""
    cohort = cohort_of(request, pk)
    form = RosterForm(sent_to(request), request.FILES or None)
    if not form.is_valid():
        return show(request, "roster", cohort, form)
    rows = form.roster.rows
    if "import" not in request.POST:
        found = roster_invitations.sort(cohort, rows)
        said = {"found": found, "bad": form.roster.bad, "note": form.note, "text": roster.as_text(rows)}
        return show(request, "roster", cohort, form, **said, shown=ROWS_SHOWN)
    done = roster_invitations.import_rows(cohort, rows, by=request.user)
    sent = send(request, cohort)
    invited = len(done.new) + len(done.renewed)
    messages.success(
        request,
        f"{invited} invited, {len(done.renamed)} renamed, {len(done.members)} in the class already; {sent} mailed.",
    )
    return redirect("teach:cohort-invites", cohort.pk)


@require_POST
@teachers_only
def mailing(request, pk: int):
    cohort = cohort_of(request, pk)
    messages.success(request, f"{send(request, cohort)} mails sent.")
    return redirect("teach:cohort-invites", cohort.pk)


def send(request, cohort: Cohort) -> int:
    waiting = roster_invitations.to_mail().filter(cohort=cohort)
    return roster_invitations.send_invitations(
        waiting, site=request.build_absolute_uri("/").rstrip("/"), most=roster_invitations.AT_ONCE
    )


# ---- Messages


@both
@teachers_only
def class_messages(request, pk: int):
    cohort = cohort_of(request, pk)
    form = MessageForm(sent_to(request), initial={"text": request.GET.get("text", "")[:600]})
    if form.is_valid():
        messaging.send_message(cohort, form.cleaned_data["text"], author=request.user)
        messages.success(request, "Sent. Your class sees it on the home page.")
        return redirect("teach:cohort-messages", cohort.pk)
    return show(request, "messages", cohort, form, told=messaging.messages_of(cohort))


@require_POST
@teachers_only
def withdrawal(request, pk: int, message: int):
    cohort = cohort_of(request, pk)
    messaging.withdraw_message(get_object_or_404(CohortMessage, cohort=cohort, pk=message))
    messages.success(request, "Withdrawn. Learners who haven’t read it yet won’t see it.")
    return redirect("teach:cohort-messages", cohort.pk)


# ---- One learner


@require_POST
@teachers_only
def learner_time(request, pk: int, membership: int):
    cohort = cohort_of(request, pk)
    member = member_of(cohort, membership)
    form = TimeForm(request.POST)
    if form.is_valid():
        deciding.grant_time(member, allowance=form.cleaned_data["time_allowance"], by=request.user)
        messages.success(request, "Saved. It applies to exams started from now on.")
    return redirect("teach:cohort-learner", cohort.pk, member.pk)


@require_POST
@teachers_only
def learner_removal(request, pk: int, membership: int):
    cohort = cohort_of(request, pk)
    member = member_of(cohort, membership)
    joining.leave(member, removed_by=request.user)
    kept = f"The gradebook keeps their grades for {cohort.get_keeps_former_display()}."
    messages.success(request, f"{member.learner} is no longer in the class. {kept}")
    return redirect(cohort)
