"""What bin/format-templates and bin/format-styles have in common."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from formatting.printer import WIDTH


def run(formatted: Callable[[str], str], description: str) -> None:
    parser = ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("paths", nargs="+", type=Path)
    options = parser.parse_args()
    problems = [problem for path in options.paths for problem in format_file(path, formatted, check=options.check)]
    print(*problems, sep="\n", end="\n" if problems else "")
    sys.exit(bool(problems))


def format_file(path: Path, formatted: Callable[[str], str], *, check: bool) -> list[str]:
    source = path.read_text("utf-8")
    text = formatted(source)
    if text != source and not check:
        path.write_text(text, "utf-8")
    long = [
        f"{path}:{number} has {len(line)} characters"
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDTH
    ]
    return ([f"{path} is not formatted"] if check and text != source else []) + long
