"""Reads answers of files: "B", "B, E", "BE", "b and e", "D. AWS Management Console", or the text of an option."""

import re
from collections.abc import Iterator, Sequence

from exchange.audit.questions import LETTERS, AnswerKey, FoundOption
from exchange.audit.words import clipped, normal

TOKEN = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")
BETWEEN = frozenset({",", ";", "/", "&", "+", "|", "and", "AND", "or", "(", "["})
CLOSING = frozenset({".", ")", "]", ":", "-", "–", "—"})
NAMING = re.compile(r"^\W{0,3}(?:options?|choices?|answers?|letters?)\s+(?=\W?[A-J]\b)", re.IGNORECASE)
LONGEST = 2000


def read_key(value: str, options: Sequence[FoundOption], line: int) -> AnswerKey | None:
    value = NAMING.sub("", value.strip()[:LONGEST])
    by_text = {option.normal: option.letter for option in options}
    if len(value) > 1 and normal(value) in by_text:
        return AnswerKey((by_text[normal(value)],), line)
    letters, rest = leading_letters(value)
    if letters:
        return AnswerKey(tuple(dict.fromkeys(letters)), line, tuple(_oddities(letters, rest, options)))
    return _by_texts(value, by_text, line)


def _by_texts(value: str, by_text: dict[str, str], line: int) -> AnswerKey | None:
    for separator in (";", "|", "\n", ","):
        named = [by_text.get(normal(part), "") for part in value.split(separator) if part.strip()]
        if named and all(named):
            return AnswerKey(tuple(dict.fromkeys(named)), line)
    return None


def leading_letters(value: str) -> tuple[list[str], str]:
    """Return the letters at the start of a value, and the text after them.

    A letter must be followed by punctuation, another letter or nothing: "A company pays" starts with a word. Small
    letters count only if the value has nothing else.
    """
    tokens = list(TOKEN.finditer(value[:LONGEST]))
    letters: list[str] = []
    for number, token in enumerate(tokens):
        text = token.group()
        following = tokens[number + 1].group() if number + 1 < len(tokens) else ""
        if _is_letters(text) and (not following or not following.isalnum() or _joins(following)):
            letters += text
        elif not (text in BETWEEN or text in CLOSING):
            return (letters, value[token.start() :]) if letters else _small_letters(value)
    return letters, ""


def _joins(text: str) -> bool:
    return text in BETWEEN or _is_letters(text)


def _is_letters(text: str) -> bool:
    return text.isupper() and set(text) <= set(LETTERS) and len(set(text)) == len(text) <= 6


def _small_letters(value: str) -> tuple[list[str], str]:
    tokens = [token.group() for token in TOKEN.finditer(value[:100])]
    letters = [token.upper() for token in tokens if len(token) == 1 and token.upper() in LETTERS]
    others = [token for token in tokens if token.upper() not in letters and token not in BETWEEN | CLOSING]
    return ([], value) if others else (letters, "")


def _oddities(letters: list[str], rest: str, options: Sequence[FoundOption]) -> Iterator[str]:
    known = [option.letter for option in options]
    for letter in dict.fromkeys(letters):
        if known and letter not in known:
            yield f"it names {letter}, and the options are {known[0]} to {known[-1]}"
        if letters.count(letter) > 1:
            yield f"it names {letter} twice"
    said = normal(rest) if rest else ""
    for option in options:
        if said and option.normal == said and option.letter not in letters:
            yield f"it names {letters[0]} with the text of {option.letter} “{clipped(option.text)}”"
