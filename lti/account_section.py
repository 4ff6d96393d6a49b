"""The schools that log somebody in, on their account page."""

from accounts.registry import AccountSection
from lti.models import Identity, Platform


def section_of_account(request) -> AccountSection | None:
    found = list(Identity.objects.filter(learner=request.learner))
    if not found:
        return None
    names = dict(Platform.objects.values_list("issuer", "name"))
    return AccountSection("lti/account_section.html", [(each, names.get(each.issuer, each.issuer)) for each in found])
