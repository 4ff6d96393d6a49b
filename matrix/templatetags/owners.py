from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from matrix.models import Owner

register = template.Library()

HIDDEN = '<span class="vh">{}</span>'
# What follows the picture: the word, and for whoever hears the page what the picture adds to it.
WORDS = {
    Owner.INHERITED: format_html("AWS" + HIDDEN, " (inherited)"),
    Owner.NOT_APPLICABLE: format_html(HIDDEN, Owner.NOT_APPLICABLE.label),
}
# Ready strings: the matrix of all services shows several hundred.
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
    """An owner as it stands inside a cell: picture and word on a patch of plain color."""
    return LABELS[Owner(owner)]
