"""Schemes and widths in which pages are looked at: two in every run, where pages take turns, the rest when asked."""

from itertools import product

import pytest

Look = tuple[str, int]


def looks(*in_every_run: Look, widths: list[int]):
    """A test for each scheme and width: the narrowest in dark and a wide one in light show nearly all."""
    return pytest.mark.parametrize(
        ("scheme", "width"),
        [
            pytest.param(*look, marks=[] if look in in_every_run else [pytest.mark.long], id="-".join(map(str, look)))
            for look in product(["light", "dark"], widths)
        ],
    )


in_every_look = looks(("dark", 320), ("light", 1280), widths=[320, 768, 1280])
# Of what is looked at whole, whosever turn it is.
in_one_look = looks(("dark", 320), widths=[320, 768, 1280])
# The admin is made for 768 pixels and more.
in_every_admin_look = looks(("dark", 768), ("light", 1280), widths=[768, 1280])
