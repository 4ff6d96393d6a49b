"""The page that a platform's administrator opens from there to register this site."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lti.forms import is_token
from lti.platform_requests import PlatformFailed
from lti.registration import open_links
from lti.registration import register as register_platform
from serving.monitoring.security_log import log_event


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, token: str):
    """GET shows what will happen; the button does it, so that a preview of the link registers nothing."""
    link = get_object_or_404(open_links(), token=token)
    asked = request.POST if request.method == "POST" else request.GET
    url, allowed = asked.get("openid_configuration", "")[:1000], asked.get("registration_token", "")
    if allowed and not is_token(allowed):
        raise Http404
    context = {"link": link, "url": url, "registration_token": allowed, "problem": "", "platform": None}
    if request.method == "POST" and url:
        site = request.build_absolute_uri("/").rstrip("/")
        try:
            context["platform"] = register_platform(link, url, allowed, site)
        except PlatformFailed as failed:
            context["problem"] = str(failed)
        else:
            log_event("platform-registered", request)
    return render(request, "lti/registration.html", context, status=422 if context["problem"] else 200)
