"""Schemes and widths in which pages are looked at. Two of them show nearly all; the others run with the long tests."""

from itertools import product

import pytest


def looks(usual: set[tuple[str, int]], widths: list[int]):
    """A test for each scheme and width; those that are not usual run with the long ones."""
    return pytest.mark.parametrize(
        ("scheme", "width"),
        [
            pytest.param(*look, marks=[] if look in usual else [pytest.mark.long], id="-".join(map(str, look)))
            for look in product(["light", "dark"], widths)
        ],
    )


in_every_look = looks({("light", 1280), ("dark", 320)}, [320, 768, 1280])
# The admin is made for 768 pixels and more.
in_every_admin_look = looks({("light", 1280), ("dark", 768)}, [768, 1280])
