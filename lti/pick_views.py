"""Picking what a course links to, on the way from the platform and back."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.csp import CSP, build_policy

from accounts.cohorts.assistants import IsALearnerHere
from lti import classes
from lti.deep_links import LinkChoices, answer_to, content_item, expect_line_item
from lti.forms import PickForm
from lti.launch_views import LEARNS_HERE, both, ending_politely, refused, signed_in_launch
from lti.models import Launch
from lti.tokens import DEEP_LINKING

NOT_A_TEACHER = "Only instructors of the course can choose what it links to."
ELSEWHERE = "Your school asked this site to answer to an address that isn’t your school’s, so nothing was sent."


@both
@ending_politely
def pick(request, launch):
    found, claims = signed_in_launch(request, launch)
    if claims.message != DEEP_LINKING or not claims.teaches or not claims.context:
        return refused(request, "picks-without-teaching", NOT_A_TEACHER, status=403)
    if not found.platform.owns(claims.return_url):
        return refused(request, "return-elsewhere", ELSEWHERE)
    linked = classes.linked_class_of(claims)
    if linked is None:
        return redirect("lti-class", found.pk)
    try:
        classes.teach_for_now(linked, request.user)
    except IsALearnerHere:
        return render(request, "lti/refused.html", {"message": LEARNS_HERE}, status=409)
    choices = LinkChoices(linked.cohort)
    form = PickForm(request.POST if request.method == "POST" else None, choices=list(choices.choices()))
    if not form.is_valid():
        context = {"form": form, "claims": claims, "cohort": linked.cohort}
        return render(request, "lti/pick.html", context, status=422 if form.is_bound else 200)
    with transaction.atomic():
        chosen = choices.chosen(form.cleaned_data["what"], by=request.user)
        if claims.accepts_line_items:
            expect_line_item(linked, chosen)
        # Picking again begins in the course.
        Launch.objects.filter(pk=found.pk).delete()
    site = request.build_absolute_uri("/").rstrip("/")
    item = content_item(chosen, site, graded=claims.accepts_line_items)
    context = {"return_url": claims.return_url, "answer": answer_to(claims, found.platform, [item]), "chosen": chosen}
    response = render(request, "lti/picked.html", context)
    # The one page here whose form goes to another site, and only to the platform that asked.
    parts = urlsplit(claims.return_url)
    policy = settings.SECURE_CSP | {"form-action": [f"{parts.scheme}://{parts.netloc}"]}
    response.headers[CSP.HEADER_ENFORCE] = build_policy(policy)
    return response
