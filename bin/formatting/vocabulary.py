"""How the parts of a template stand on a page, as far as it decides where a line may break."""

import re


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = names("""
    address article aside base blockquote body br caption col colgroup dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main menu meta nav ol optgroup
    option p pre script search section source style summary table tbody td template tfoot th thead title tr track ul
    circle defs ellipse g line path pattern polygon polyline rect stop symbol text use
""")
BOXES = names("button progress select svg video")  # inline outside, blocks inside
VOID = names("area base br col embed hr img input link meta source track wbr")
VERBATIM = names("pre script style textarea")

# By class, as the stylesheets have it.
ROWS = names("""
    actions bar-search cards choices claim field form hero legend lengths me mini moves names nextprev opt opts
    page-head palette pane-head pick pick3 picker quiz row seg sides split stack subject submit-row subnav tally trio
""")  # flex boxes and grids: all that is directly in one is laid out as a block
OUT_OF_FLOW = names("vh")  # after text in a flex box, a blank behind one of these is an item of its own in Chromium
HIDDEN_EMPTY = names("said told")  # hidden when `:empty`: a blank would show it
AS_TYPED = "as-typed"  # shows its line breaks (white-space: pre-line)

# Tags of Django.
SILENT = names("csrf_token django_htmx_script extends load script")  # put nothing on the page
BRANCHES = names("autoescape for if with")  # those with an end that show what they hold right there
ARMS = names("elif else empty")


def tag_name(tag: str) -> str:
    """Of an HTML tag."""
    return re.sub(r"^</?([a-zA-Z][\w:-]*).*", r"\1", tag, flags=re.DOTALL).lower()


def name_of(tag: str) -> str:
    """Of a Django tag; empty for a variable or a comment."""
    return tag[2:-2].split()[0] if tag.startswith("{%") else ""


def classes(tag: str) -> frozenset[str]:
    found = re.search(r'\sclass="([^"]*)"', tag)
    return frozenset(re.findall(r"[\w-]+", found[1])) if found else frozenset()


def is_verbatim(tag: str) -> bool:
    return not tag.startswith("</") and (tag_name(tag) in VERBATIM or AS_TYPED in classes(tag))
