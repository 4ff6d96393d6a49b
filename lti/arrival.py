"""Where a launch ends: the linked page, or what a person of this role opens first."""

from django.urls import Resolver404, resolve, reverse

from lti.launches import path_of
from lti.models import LinkedClass
from lti.tokens import LaunchClaims

FRONT = {"home", "lti-start", "lti-login"}


def address_after(claims: LaunchClaims, linked: LinkedClass) -> str:
    path = path_of(claims.target)
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        match = None
    if match is None or match.view_name in FRONT:
        return linked.cohort.get_absolute_url() if claims.teaches else reverse("home")
    if claims.teaches and match.view_name == "quizzes:assignment":
        # The same assignment as its instructors see it.
        return reverse("teach:cohort-assignment", args=[linked.cohort_id, match.kwargs["assignment"]])
    return path
