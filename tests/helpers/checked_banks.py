"""Small banks of questions for the tests of the checks."""

from collections.abc import Sequence

from bank.checks.snapshot import Asked, Offered


def asked(
    slug: str,
    stem: str,
    key: str,
    *distractors: str,
    rationale: str = "On EC2, it is so.",
    generator: str = "",
    cells: Sequence[str] = (),
) -> Asked:
    """A question whose first text is the key."""
    options = [Offered(key, True, rationale), *(Offered(text, False, "On EC2, it is not so.") for text in distractors)]
    return Asked(slug, stem, generator, list(cells), options)


def question(stem: str, *options: Offered, generator: str = "") -> Asked:
    return Asked("one", stem, generator, options=list(options))


def bank(*questions: Asked, times: int = 1) -> list[Asked]:
    """The questions so many times over, each time under other slugs."""
    return [
        Asked(f"{each.slug}-{number}", each.stem, each.generator, each.cells, each.options)
        for number in range(times)
        for each in questions
    ]
