"""Schemes and widths in which pages are looked at. Two of them show nearly all; the others run with the long tests."""

from itertools import product

import pytest

USUAL = {("light", 1280), ("dark", 320)}
LOOKS = [
    pytest.param(*look, marks=[] if look in USUAL else [pytest.mark.long], id="-".join(map(str, look)))
    for look in product(["light", "dark"], [320, 768, 1280])
]
in_every_look = pytest.mark.parametrize(("scheme", "width"), LOOKS)
