"""Small banks of questions for the tests of the checks."""

from collections.abc import Sequence

from bank.checks.snapshot import SnapshotOption, SnapshotQuestion


def asked(
    slug: str,
    stem: str,
    key: str,
    *distractors: str,
    rationale: str = "On EC2, it is so.",
    generator: str = "",
    cells: Sequence[str] = (),
) -> SnapshotQuestion:
    """A question whose first text is the key."""
    options = [
        SnapshotOption(key, True, rationale),
        *(SnapshotOption(text, False, "On EC2, it is not so.") for text in distractors),
    ]
    return SnapshotQuestion(slug, stem, generator, list(cells), options)


def question(stem: str, *options: SnapshotOption, generator: str = "") -> SnapshotQuestion:
    return SnapshotQuestion("one", stem, generator, options=list(options))


def bank(*questions: SnapshotQuestion, times: int = 1) -> list[SnapshotQuestion]:
    """The questions so many times over, each time under other slugs."""
    return [
        SnapshotQuestion(f"{each.slug}-{number}", each.stem, each.generator, each.cells, each.options)
        for number in range(times)
        for each in questions
    ]
