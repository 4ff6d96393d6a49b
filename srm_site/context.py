from django.conf import settings

# Which entry of the navigation is current, by the app that answers.
NAV = {"lessons": "learn", "matrix": "matrix", "quizzes": "progress"}


def site(request) -> dict[str, object]:
    match = request.resolver_match
    entrance = match is not None and (match.url_name or "").startswith("account_")
    return {
        "site_name": settings.SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "contact_address": settings.CONTACT_ADDRESS,
        "nav": "account"
        if match and match.url_name == "account"
        else NAV.get(match.namespace if match else ""),
        # "Log in" returns to this page, except from the pages that lead to it.
        "login_next": "" if entrance or match is None else request.get_full_path(),
    }
