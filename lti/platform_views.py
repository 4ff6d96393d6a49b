"""Pages of superusers: schools' platforms, links to register one, and this site's keys."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.admin_log import log
from lti import keys as own_keys
from lti.forms import PlatformForm, RegistrationLinkForm
from lti.models import Platform, RegistrationLink, ToolKey
from lti.registration import make_link, open_links
from serving.monitoring.security_log import log_event
from teach.people.access import superusers_only

both = require_http_methods(["GET", "HEAD", "POST"])


def site_of(request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def addresses_of(request) -> list[tuple[str, str]]:
    """What the platform's administrator enters there."""
    names = [
        ("Tool URL, and redirection URI", "lti-start"),
        ("Initiate login URL", "lti-login"),
        ("Public keyset URL", "lti-keys"),
    ]
    return [(label, site_of(request) + reverse(name)) for label, name in names]


@require_safe
@superusers_only
def platforms(request):
    context = {"platforms": Platform.objects.prefetch_related("deployments"), "addresses": addresses_of(request)}
    return render(request, "lti/platforms.html", context)


@both
@superusers_only
@reauthentication_required
def new(request):
    return edit(request, Platform(), ADDITION)


@both
@superusers_only
@reauthentication_required
def platform(request, platform: int):
    return edit(request, get_object_or_404(Platform, pk=platform), CHANGE)


def edit(request, found: Platform, action: int):
    form = PlatformForm(request.POST if request.method == "POST" else None, instance=found)
    if not form.is_valid():
        context = {"form": form, "platform": found if found.pk else None, "addresses": addresses_of(request)}
        return render(request, "lti/platform.html", context, status=422 if form.is_bound else 200)
    with transaction.atomic():
        stored = form.store()
        log(request, stored, action, f"Fields: {', '.join(form.changed_data)}.")
    log_event("platform-saved", request, platform=stored.pk)
    messages.success(request, "Saved.")
    return redirect("lti:platforms")


@both
@superusers_only
@reauthentication_required
def links(request):
    """Links with which a platform registers itself."""
    form = RegistrationLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            link = make_link(form.cleaned_data["name"], by=request.user, lasting=form.lasting)
            log(request, link, ADDITION, "")
        messages.success(request, "The link is created. Give it to the administrator of the platform.")
        return redirect("lti:platform-links")
    context = {"form": form, "links": open_links(), "site": site_of(request)}
    return render(request, "lti/links.html", context, status=422 if form.is_bound else 200)


@require_POST
@superusers_only
def link_removal(request, link: int):
    found = get_object_or_404(RegistrationLink, pk=link)
    with transaction.atomic():
        log(request, found, DELETION, "")
        found.delete()
    messages.success(request, "The link no longer works.")
    return redirect("lti:platform-links")


@both
@superusers_only
@reauthentication_required
def keys(request):
    """POST replaces the key that signs."""
    if request.method == "POST":
        with transaction.atomic():
            log(request, own_keys.rotate(), ADDITION, "")
        log_event("key-rotated", request)
        messages.success(request, "This site signs with a new key. Platforms find it by its address.")
        return redirect("lti:keys")
    return render(request, "lti/keys.html", {"keys": ToolKey.objects.all()})
