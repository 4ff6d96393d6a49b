"""A browser reads the same rules in a stylesheet as it is served and as it is written."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from srm_site.static_storage import minified

RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return Array.from(sheet.cssRules, rule => rule.cssText);
}"""


def test_every_stylesheet_has_the_same_rules_when_it_is_minified(page):
    stylesheets = [name for finder in finders.get_finders() for name, _ in finder.list([]) if name.endswith(".css")]

    assert {"css/site.css", "admin/css/base.css"} <= set(stylesheets)
    for name in stylesheets:
        source = Path(finders.find(name)).read_text()
        assert rules(page, minified(source)) == rules(page, source) != [], name


def rules(page, stylesheet: str) -> list[str]:
    """Values that hold variables are shown by a browser as they were typed."""
    shown = (" ".join(rule.split()) for rule in page.evaluate(RULES, stylesheet))
    return [re.sub(r"(?<=[,(]) | (?=\))", "", rule) for rule in shown]
