"""What the lines of practice exams in Markdown look like, and small repairs of them before they are read."""

import re
from collections.abc import Iterator

QUESTION = re.compile(
    r"^ {0,3}(?:#{1,6} +)?(?:\*\*|__)?(?:(?:Question|Q)[ .:#-]{0,3}(\d{1,5})\b(?:\*\*|__)?[ .):\]-]{0,3}"
    r"|(\d{1,5}) ?\\?[.):](?=\D|$)(?:\*\*|__)?)[ \t]*(.*)$",
    re.IGNORECASE,
)
OPTION = re.compile(
    r"^[ \t>]*(?:[-*+] +)?(?:\[([ xX]?)\] *)?(?:\*\*|__)?\(?"
    r"(?:([A-J])(?:\*\*|__)?\\?[.):\]]|([a-j])(?:\*\*|__)?\\?[.):\]](?=\s))(?:\*\*|__)?[ \t]*(.*)$"
)
CHECKBOX = re.compile(r"^[ \t>]*(?:[-*+] *)?\[([ xX]?)\] +(.*)$")
TICK = re.compile(r"^(?P<before>[ \t>]*(?:[-*+] +)?)(?:\([xX]\)|[✅✔☑]\ufe0f?) *|\s*[✅✔☑]\ufe0f?\s*$")
CROSS = re.compile(r"\s*[❌✗✘]\ufe0f?\s*$")
ALONE = re.compile(r"^[A-J](?:(?: ?[,&/] ?| and )[A-J])*(?: +[-–—] .*)?\.?$")
INLINE = re.compile(r"(?:^|(?<=\s))\(?([A-J])[.)] +(?=\S)")
ASKS = re.compile(
    r"^(?:which|what|who|whose|where|how|why|when|under|according|in|a|an|the|your|you|true|for|on|with)\b",
    re.IGNORECASE,
)
BOLD = re.compile(r"^(?:\*\*|__)?[^*_]+(?:\*\*|__)$")  # the mark before a letter is read with the letter
ANSWER = re.compile(
    r"^\W{0,6}(?:the +)?(?:(?:correct|right) +)?(?:answers?|ans|key|correct|solution)(?:\(s\))?"
    r"(?: +(?:is|are)\b)?\W{0,3}?(?:[:=]|(?<=is)|(?<=are)|[-–—] )[ \t*_]*(.*)$",
    re.IGNORECASE,
)
ANSWER_ALONE = re.compile(r"^\W{0,6}(?:correct +|right +)?answers?(?:\(s\))?\W{0,3}$", re.IGNORECASE)
EXPLANATION = re.compile(
    r"^\W{0,6}(?:overall +)?(?:explanation|reason|rationale|reasoning|why|references?|source|notes?)"
    r"\W{0,3}?[:\-–][ \t*_]*(.*)$",
    re.IGNORECASE,
)
HEADING = re.compile(r"^ {0,3}#{1,6} ")
RULE = re.compile(r"^ {0,3}(?:-[- ]{2,}|\*[* ]{2,}|_[_ ]{2,}|=[= ]{2,})$")
LINK_ALONE = re.compile(r"^\W{0,6}!?\[[^\]]{0,200}\]\([^)]{0,500}\)\W{0,6}$")
BLOCK_TAG = re.compile(r"<(/?)(details|summary|br|p|div|ul|ol|li)\b[^<>]{0,200}>", re.IGNORECASE)
FENCE = re.compile(r"^ {0,8}(?:```|~~~)")
FRONT_MATTER_LINES = 60


def tidied(line: str) -> str:
    """Return a line with plain spaces, and with a tick on an option as a box."""
    line = line.replace("&nbsp;", " ").replace("\u00a0", " ")
    line = CROSS.sub("", line.expandtabs(4) if "\t" in line else line)
    ticked = TICK.search(line)
    if ticked is None:
        return line
    without = TICK.sub(lambda found: found.group("before") or "", line)
    letter = OPTION.match(without)
    if letter is None:
        return line
    start = re.match(r"[ \t>]*(?:[-*+] +)?", without).end()  # type: ignore[union-attr]
    return f"{without[:start]}[x] {without[start:]}" if letter.group(1) is None else without


def on_lines_of_their_own(line: str) -> Iterator[str]:
    """Yield a line, or its parts if it holds options one behind the other, as "Who? A) AWS B) You"."""
    found = list(INLINE.finditer(line))
    if len(found) > 1 and [each.group(1) for each in found] == list("ABCDEFGHIJ"[: len(found)]):
        starts = [each.start() for each in found]
        yield from (
            line[start:end]
            for start, end in zip([0, *starts], [*starts, None], strict=True)
            if line[start:end].strip()
        )
    else:
        yield line


def is_option(line: str) -> bool:
    return bool(OPTION.match(line) or CHECKBOX.match(line))


def headings_of_questions(lines: list[str]) -> set[int]:
    """Return the indexes of headings that have options below them, and no other heading or number between."""
    found: set[int] = set()
    heading = None
    for index, line in enumerate(lines):
        if HEADING.match(line):
            heading = index
        elif QUESTION.match(line):
            heading = None
        elif is_option(line) and heading is not None:
            found.add(heading)
            heading = None
    return found
