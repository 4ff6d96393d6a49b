"""The shares of a mark that Moodle accepts for one answer. Source: Moodle's question_bank::fraction_options_full."""

MOODLE = (
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
)  # fmt: skip


def nearest(share: float) -> float:
    """Return the accepted share nearest to `share`, both in percent and with the same sign."""
    found = min(MOODLE, key=lambda known: abs(known - abs(share)))
    return -found if share < 0 and found else found


def shares(keys: int) -> tuple[float, float]:
    """Return the shares of a right and of a wrong option, in percent."""
    share = nearest(100 / keys)
    return share, 0.0 if keys == 1 else -share


def shown(share: float) -> str:
    return f"{share:.5f}".rstrip("0").rstrip(".")
