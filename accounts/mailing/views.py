from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.mailing import claims
from accounts.mailing.stopping import read_stop_token
from accounts.models import Learner


# A mail program posts here without having seen a page of ours, so there is no token against other sites to ask for;
# the signature in the address is the permission. It follows no redirect (RFC 8058), and a look changes nothing,
# because programs that check links look.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, signed: str):
    found = read_stop_token(signed)
    if found is None:
        raise Http404("No mail of ours has this address.")
    if request.method == "POST":
        found.stop()
    context = {
        "topics": [topic.name for topic in found.topics],
        "is_stopped": request.method == "POST",
        "has_account": isinstance(found.person, Learner),
    }
    return render(request, "account/mail_stopping.html", context)


@login_required
@require_POST
def resume(request):
    claims.resume(request.learner)
    messages.success(request, "We’ll send mail to your address again.")
    return redirect("account")
