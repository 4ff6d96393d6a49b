"""Options of practice exams in Markdown that have numbers or bare bullets, and the key below them."""

import re
from collections.abc import Sequence

from exchange.audit.markdown_lines import ANSWER, ANSWER_ALONE, HEADING, QUESTION, is_option
from exchange.audit.questions import letter_at
from exchange.audit.words import plain

ITEM = re.compile(r"^(?P<indent> *)(?:(?P<bullet>[-*+])|(?P<number>\d{1,2})[.)]) +(?P<text>\S.*)$")
FOLD = re.compile(r" {0,3}<details\b", re.IGNORECASE)
NUMBERS = re.compile(r"[1-9]\d?(?:(?:[\s,;&/]|and)+[1-9]\d?)*[.)]?")

MOST = 10  # options with letters, as `markdown_lines.OPTION` reads them
WINDOW = 80  # lines


def with_letters(lines: Sequence[str]) -> tuple[list[str], set[int]]:
    """Return the lines with letters before such options, and the indexes of those.

    A list is left as it is if it may be no list of options, or more than one.
    """
    lettered, found = list(lines), set[int]()
    asked = has_options = False
    above = ""
    for index, line in enumerate(lines):
        if index in found:
            continue
        if is_option(line):
            has_options = True
        elif ANSWER.match(line):
            asked = has_options = False
        elif asked and not has_options and not _is_inside(above, line) and (items := _options_from(lines, index)):
            for number, at in enumerate(items):
                lettered[at] = ITEM.sub(rf"- {letter_at(number)}. \g<text>", lines[at])
            found.update(items)
            has_options = True
        elif QUESTION.match(line) or HEADING.match(line):
            asked, has_options = True, False
        above = line if line.strip() else above
    return lettered, found


def _is_inside(above: str, line: str) -> bool:
    """Return whether a bullet continues a list that began further up."""
    before, item = ITEM.match(above), ITEM.match(line)
    return bool(
        before and item and item["bullet"] and (before["indent"], before["bullet"]) == (item["indent"], item["bullet"])
    )


def _options_from(lines: Sequence[str], start: int) -> list[int]:
    """Return the indexes of a list that begins here and has an answer below it, or none."""
    first = ITEM.match(lines[start])
    if first is None:
        return []
    items, gaps, blank = [start], set[bool](), False
    for index in range(start + 1, min(len(lines), start + WINDOW)):
        line, item = lines[index], ITEM.match(lines[index])
        if not line.strip():
            blank = True
        elif item and _continues(first, item, len(items)):
            items.append(index)
            gaps.add(blank)
            blank = False
        elif item:
            break
        elif not line.startswith(f"{first['indent']}  "):
            is_list = len(gaps) == 1 and len(items) <= MOST
            return items if is_list and _is_key(line) and not _asks(lines, items) else []
    return []


def _continues(first: re.Match[str], item: re.Match[str], number: int) -> bool:
    alike = item["indent"] == first["indent"] and item["bullet"] == first["bullet"]
    return alike and (not first["number"] or int(item["number"]) == int(first["number"]) + number == number + 1)


def _is_key(line: str) -> bool:
    return bool(ANSWER.match(plain(line)) or ANSWER_ALONE.match(plain(line)) or FOLD.match(line))


def _asks(lines: Sequence[str], items: Sequence[int]) -> bool:
    return any(lines[index].rstrip(" *_").endswith("?") for index in items)


def letters_of(value: str) -> str:
    """Return an answer by numbers as one by letters."""
    return ", ".join(letter_at(int(number) - 1) for number in re.findall(r"\d+", value))
