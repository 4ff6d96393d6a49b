from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from matrix.models import Owner

register = template.Library()

HIDDEN = '<span class="vh">{}</span>'
# The word after the picture, and text for screen readers.
WORDS = {
    Owner.INHERITED: format_html("AWS" + HIDDEN, " (inherited)"),
    Owner.NOT_APPLICABLE: format_html(HIDDEN, Owner.NOT_APPLICABLE.label),
}
# Rendered once, because the whole matrix shows several hundred.
LABELS = {
    owner: format_html(
        '<b><svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>{}</b>',
        owner.icon,
        WORDS.get(owner, owner.label),
    )
    for owner in Owner
}


@register.simple_tag
def owner_label(owner: str) -> SafeString:
    return LABELS[Owner(owner)]
