"""Schemes and widths in which pages are looked at: one in every run, one more with the walks, the rest when asked."""

from itertools import product

import pytest

Look = tuple[str, int]


def looks(in_every_run: Look, with_the_walks: Look, widths: list[int]):
    """A test for each scheme and width; the first two show nearly all that can go wrong."""
    marks = {in_every_run: [], with_the_walks: [pytest.mark.walk]}
    return pytest.mark.parametrize(
        ("scheme", "width"),
        [
            pytest.param(*look, marks=marks.get(look, [pytest.mark.long]), id="-".join(map(str, look)))
            for look in product(["light", "dark"], widths)
        ],
    )


in_every_look = looks(("dark", 320), ("light", 1280), [320, 768, 1280])
# The admin is made for 768 pixels and more.
in_every_admin_look = looks(("dark", 768), ("light", 1280), [768, 1280])
