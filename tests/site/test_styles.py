"""What browsers that no test runs in have shown to be in need of."""

import re
from pathlib import Path

from django.conf import settings

STYLES = sorted(Path(settings.BASE_DIR, "static", "css").glob("*.css"))


def test_what_repeats_in_a_pattern_is_a_plain_color():
    """Of a color-mix() in a repeating gradient Firefox 153 draws one line in five."""
    assert STYLES
    mixed = [each.name for each in STYLES if re.search(r"repeating-[a-z]+-gradient\([^;]*color-mix", each.read_text())]
    assert mixed == []
