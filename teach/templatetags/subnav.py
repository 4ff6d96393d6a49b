"""Which entry of Teach's navigation is current, by the name of the address."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Pages without an entry of their own, by the entry under which they are found.
WITHIN = {
    "inbox": "inbox-entry",
    "cohorts": "cohort(-.*)?",
    "items": "item|checks?|generators|export|import|import-plan|audit|bank_item_.*|quizzes_quiz_.*",
    "editor": "change-set|undo|services-added|service-draft|service-draft-cell|service-publication",
    "history": "history-act",
    "checks": "check",
    "people": "person(-.*)?|test-mail",
    "platforms": "platform(-.*)?|keys",
    "import": "import-plan",
    "bulk": "bank_item_bulk.*",
    "navigation of questions": "items|checks?|generators|export|import|import-plan|audit|bank_item_bulk.*",
}


@register.simple_tag(takes_context=True)
def current(context: template.Context, entry: str, *, within: bool = True) -> SafeString | str:
    """`aria-current` on the entry's own page and, where these count, on the pages found under it."""
    match = context["request"].resolver_match
    here = (match and match.url_name) or ""
    if here == entry:
        return mark_safe('aria-current="page"')
    return mark_safe('aria-current="true"') if within and re.fullmatch(WITHIN.get(entry, ""), here) else ""
