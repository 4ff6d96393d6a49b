"""Errors of grammar and form that a rule can find in one text, mostly from filling a slot carelessly."""

import re
from collections.abc import Collection, Iterator

from bank.checks.snapshot import SnapshotQuestion
from bank.words import words_of

# Letters whose names begin with a vowel, and abbreviations that are pronounced as words.
SPELLED_WITH_A_VOWEL = set("AEFHILMNORSX")
SAID_AS_WORDS = {"FIFO", "FIPS", "HIPAA", "LAN", "MAC", "NAT", "RAID", "RAM", "REST", "SAML", "SAN", "SOC", "SQL"}
# "A user", "a one-time key", "a European Region", but "an hour".
LIKE_A_CONSONANT = re.compile(r"(?:one(?:\b|-)|once|u(?:s[aeiu]|ni[^nm]|til|biq)|eu|ew)", re.IGNORECASE)
SILENT_H = re.compile(r"(?:hour|honest|honor|heir)", re.IGNORECASE)
ARTICLE = re.compile(r"\b([Aa]n?) [“(]?([A-Za-z][\w.]*)")

LOWER_CASE_NAMES = ("etcd", "iSCSI", "kubelet")
NOT_RAW = {"point-in-time", "up-to-date", "least-privilege", "end-to-end", "server-side", "client-side", "read-only"}
HYPHENED = re.compile(r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b")

RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("has two spaces, or one where none belongs", re.compile(r" {2}|^\s|\s$|\s[,.;:?!)”]|[(“]\s")),
    ("has a mark of punctuation twice", re.compile(r"[,;:?!]{2}|\.\.(?!\.)|[?!,;:]\.|\.[,;?!]")),
    ("has a slot that nothing filled", re.compile(r"[{}]|\b\w+_\w+\b|\bNone\b(?= [a-z]+ed by)")),
    ("says a word twice", re.compile(r"\b(\w+) \1\b(?<!that that)(?<!had had)", re.IGNORECASE)),
    (
        "has a verb that does not agree with its subject",
        re.compile(
            # "What is left to you is …" and "does it have" are right.
            r"(?<!to )(?<!for )(?<!of )\b(?:[Yy]ou|[Tt]hey|[Ww]e) (?:has|is|does|was)\b"
            r"|(?<!and )(?<!does )(?<!will )(?<!must )\b(?:AWS|[Tt]he customer|[Nn]obody|[Ss]omebody) (?:have|are)\b"
            r"|(?:^|[.:;,] )[Ii]t (?:have|are)\b|\b(?:[Tt]his|[Oo]ne) (?:have|are)\b"
            r"|(?<!of )\b(?:[Tt]hese|[Tt]hose) (?:has|is)\b"
            r"|\b(?:has|have) to (?:has|is|are|was)\b"
        ),
    ),
    ("has a broken possessive", re.compile(r"'s's|'s 's|s's\b(?<!WS's)")),
    (
        "joins a verb to “to” that is no infinitive",
        re.compile(r"\b(?:up to you to|falls to you to|has to|have to) to\b"),
    ),
)


def slips(text: str, raw: Collection[str] = ()) -> Iterator[str]:
    """Yield errors worded to follow "this text …". `raw` are slugs that must not appear."""
    for what, pattern in RULES:
        if found := pattern.search(text):
            yield f"{what} (“{around(text, found)}”)"
    yield from _wrong_articles(text)
    yield from _raw_slugs(text, raw)
    yield from _unclosed(text)
    if not _begins_well(text):
        yield "begins with a small letter"
    for found in re.finditer(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)[.?!] ([a-z]\w*)", text):
        if found[1] not in LOWER_CASE_NAMES:
            yield f"has a sentence that begins with a small letter (“{around(text, found)}”)"


def around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 15) : found.end() + 15].strip()


def _wrong_articles(text: str) -> Iterator[str]:
    for found in ARTICLE.finditer(text):
        article, word = found[1].lower(), found[2]
        if article != ("an" if takes_an(word) else "a"):
            yield f"has “{found[0]}” with the wrong article"


def takes_an(word: str) -> bool:
    letters = re.match(r"[A-Z0-9]+", word)
    if letters and len(letters[0]) > 1 and letters[0] not in SAID_AS_WORDS:
        return letters[0][0] in SPELLED_WITH_A_VOWEL
    if SILENT_H.match(word):
        return True
    return word[0].lower() in "aeiou" and not LIKE_A_CONSONANT.match(word)


def _raw_slugs(text: str, raw: Collection[str]) -> Iterator[str]:
    for found in HYPHENED.finditer(text):
        word = found[0]
        if word not in NOT_RAW and (word.count("-") >= 3 or word in raw):
            yield f"shows the slug “{word}” instead of words"


def _unclosed(text: str) -> Iterator[str]:
    for opening, closing in ("“”", "()", "‘’"):
        # An apostrophe looks like a closing quotation mark, so one more of those is no error.
        if text.count(opening) > text.count(closing) or (
            opening != "‘" and text.count(opening) != text.count(closing)
        ):
            yield f"opens or closes {opening}{closing} without its other half"
    for mark in ('"', "`"):
        if text.count(mark) % 2:
            yield f"has one {mark} too few or too many"


def _begins_well(text: str) -> bool:
    first = text.lstrip("“‘(\"'")
    return not first[:1].islower() or first.startswith(LOWER_CASE_NAMES)


def _ends(text: str, marks: str) -> bool:
    return text.rstrip("”\")'").endswith(tuple(marks))


def wording_problems(item: SnapshotQuestion, raw: Collection[str] = ()) -> Iterator[str]:
    for place, _, what in placed_slips(item, raw):
        yield f"{place} {what}"
    if len({_ends(option.text, ".") for option in item.options}) > 1:
        yield MIXED_ENDINGS


MIXED_ENDINGS = "some options end with a full stop and others do not"


def placed_slips(
    item: SnapshotQuestion, raw: Collection[str] = ()
) -> Iterator[tuple[str, tuple[str, int | None], str]]:
    for (place, text), (name, number) in zip(item.texts, _fields(item), strict=True):
        for slip in slips(text, raw) if text.strip() else ():
            yield place, (name, number), slip
        if name == "stem" and not _ends(text, ".?"):
            yield place, (name, number), "has no full stop or question mark at its end"
        if name == "rationale" and text.strip() and not _ends(text, ".?!"):
            yield place, (name, number), "has no full stop at its end"


def _fields(item: SnapshotQuestion) -> Iterator[tuple[str, int | None]]:
    yield "stem", None
    for number in range(len(item.options)):
        yield "text", number
        yield "rationale", number


LITTLE = frozenset(words_of("a an the of to in on for with by at and its your their"))


FEW_WORDS = 4  # texts of so few words are compared in any order


def options_alike(item: SnapshotQuestion) -> Iterator[str]:
    for one, other in pairs_alike(item):
        yield f"the options “{item.options[one].text}” and “{item.options[other].text}” say the same"


def pairs_alike(item: SnapshotQuestion) -> Iterator[tuple[int, int]]:
    """Yield numbers, from 0, of options that say the same.

    Derived options with the same task and owner are the same. A person's two options may name one owner for two
    reasons.
    """
    for number, option in enumerate(item.options):
        for later, other in enumerate(item.options[number + 1 :], number + 1):
            derived = bool(item.generator)
            one_task = derived and _claim_the_same(option.claims, other.claims)
            # "AWS for S3, the company for SQS", and the other way around.
            exchanged = derived and _exchange_owners(option.claims, other.claims)
            if one_task or (not exchanged and say_the_same(option.text, other.text)):
                yield number, later


def say_the_same(one: str, other: str) -> bool:
    """Return whether texts differ only in function words and case, or one contains the other's task.

    The order of a few words does not matter ("AWS and you"); in a sentence it says who does what.
    """
    first, second = _telling(one), _telling(other)
    turned = len(first) <= FEW_WORDS and sorted(first) == sorted(second)
    return first == second or turned or _stands_in(first, second) or _stands_in(second, first)


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in LITTLE]


def _stands_in(short: list[str], long: list[str], fewest: int = 3) -> bool:
    places = range(len(long) - len(short) + 1)
    return len(short) >= fewest and any(long[place : place + len(short)] == short for place in places)


def _claim_the_same(one: Collection[tuple[str, str]], other: Collection[tuple[str, str]]) -> bool:
    first, second = ({claim for claim in claims if claim[0].startswith("duty:")} for claims in (one, other))
    return bool(first) and first == second


def _exchange_owners(one: Collection[tuple[str, str]], other: Collection[tuple[str, str]]) -> bool:
    first, second = dict(one), dict(other)
    return len(first) > 1 and first.keys() == second.keys() and first != second
