"""Pages on which a teacher writes to a class by mail, and sees what was sent to whom."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.cohorts import class_mail
from accounts.models import ClassMail, Cohort
from serving.uuid7 import uuid7
from serving.whole_numbers import whole_number
from teach.cohorts.access import cohort_of, teachers_only
from teach.cohorts.management_views import both, sent_to, show
from teach.mailing.audiences import EVERYONE, Audience, audience_of, audiences_for
from teach.mailing.forms import ClassMailForm
from teach.mailing.sent import MESSAGE, for_all, recipients_of, rows_of, sent_mails
from teach.mailing.specimen import specimen_of

MAILS_A_PAGE, RECIPIENTS_A_PAGE = 20, 100
MOST = f"{class_mail.MOST_A_DAY:,}"


@both
@teachers_only
def write(request, pk: int):
    """POST previews what was written, with `edit` shows it to be changed, and with `send` sends what was previewed."""
    cohort = cohort_of(request, pk)
    form = ClassMailForm(sent_to(request), cohort=cohort, initial=asked_for(request, cohort))
    if not form.is_valid() or "edit" in request.POST:
        page = Paginator(sent_mails(cohort), MAILS_A_PAGE).get_page(request.GET.get("page"))
        mails = [(mail, for_all(mail, mail.subject)) for mail in page]
        return show(request, "mail", cohort, form, page=page, mails=mails, most=MOST)
    audience = audience_of(cohort, form.cleaned_data["to"], form.cleaned_data.get("group"))
    if "send" not in request.POST:
        return preview(request, cohort, form, audience)
    return send(request, cohort, form, audience)


def asked_for(request, cohort: Cohort) -> dict[str, object]:
    to = request.GET.get("to", "")
    return {
        "to": to if to in audiences_for(cohort, to) else EVERYONE,
        "group": whole_number(request.GET.get("group", "")),
    }


def send(request, cohort: Cohort, form: ClassMailForm, audience: Audience):
    event = event_in(request.POST.get("event", ""))
    found = ClassMail.objects.filter(cohort=cohort, event=event).first() if event else None
    if found is None and request.POST.get("recipients") != audience.digest:
        return preview(request, cohort, form, audience, has_changed=True)
    if found is None and event and audience.recipients:
        with suppress(class_mail.TooManyMails):  # the preview says so
            found = class_mail.queue_class_mail(
                ClassMail(cohort=cohort, author=request.user.pk, event=event, audience=audience.words, **form.said),
                learners=audience.learners,
                invitees=audience.invitees,
            )
    if found is None:
        return preview(request, cohort, form, audience)
    messages.success(request, "Your email is on its way. This page shows who got it.")
    return redirect("teach:cohort-mail-sent", cohort.pk, found.pk)


def preview(request, cohort: Cohort, form: ClassMailForm, audience: Audience, *, has_changed: bool = False):
    count, left = len(audience.recipients), class_mail.left_today(request.user.pk)
    written = ClassMail(cohort=cohort, author=request.user.pk, **form.said)
    context = {
        "audience": audience,
        "event": uuid7(),
        "specimen": specimen_of(written, audience.recipients[0], author=request.user) if count else None,
        "left": max(left, 0),
        "most": MOST,
        "may_send": 0 < count <= left,
        "has_changed": has_changed,
    }
    response = show(request, "mail_preview", cohort, form, **context)
    response.status_code = 422 if "send" in request.POST else 200
    return response


def event_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@teachers_only
def sent(request, pk: int, mail: int):
    cohort = cohort_of(request, pk)
    found = get_object_or_404(sent_mails(cohort), pk=mail)
    page = Paginator(recipients_of(found), RECIPIENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "mail": found,
        "subject": for_all(found, found.subject),
        "text": for_all(found, found.text),
        "page": page,
        "rows": rows_of(page),
        "message": urlencode({"text": for_all(found, found.text, name="")[:MESSAGE]}),
    }
    return show(request, "mail_sent", cohort, ClassMailForm(cohort=cohort), **context)
