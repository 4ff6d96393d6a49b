"""Text normalized for comparison. All patterns take linear time, because files come from anybody."""

import html
import re
import unicodedata
from functools import lru_cache

LONGEST_QUOTE = 110


def listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


HTML = listed("""
    a abbr b big blockquote br center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark
    ol p pre s samp small span strike strong sub summary sup table tbody td th thead tr tt u ul var
""")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,100}>", re.IGNORECASE)
EMPHASIS = re.compile(r"\*\*|(?<!_)__(?!_)|`|\*(?=\S)|(?<=\S)\*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
CHOOSE = re.compile(
    r"[(\[]?\b(?:choose|select|pick)\s+(?:the\s+)?(?:any\s+)?(two|three|four|[2-4])\b"
    r"(?:\s(?:correct|right|best|of|these|the|following|answers?|options?|responses?|choices?|that apply|below)\b)*"
    r"[.?!:]?[)\]]?",
    re.IGNORECASE,
)
NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}


def plain(text: str) -> str:
    if "<" in text:
        text = TAG.sub(_without, BREAK.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(EMPHASIS.sub("", text).split())


def _without(tag: re.Match[str]) -> str:
    # <https://…> is an address and <bucket-name> a placeholder: both are text.
    name = re.match(r"</?([A-Za-z0-9]+)[\s/>]", tag.group())
    return "" if name and name.group(1).lower() in HTML else tag.group()


def clipped(text: str) -> str:
    visible = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf") else char for char in text[: 4 * LONGEST_QUOTE]
    )
    line = " ".join(visible.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"


INFORMAL = {
    "ya": "you", "y'all": "you", "yall": "you", "u": "you", "ur": "your", "gotta": "must", "gonna": "will",
    "wanna": "want", "ain't": "isn't", "cuz": "because", "coz": "because", "cause": "because", "guys": "people",
    "folks": "people", "dudes": "people", "peeps": "people", "techs": "technicians", "pw": "password",
    "pws": "passwords", "pwd": "password", "creds": "credentials", "perms": "permissions", "config": "configuration",
    "you'd": "you would", "you'll": "you will", "you're": "you are", "you've": "you have", "we're": "we are",
    "we've": "we have", "we'd": "we would", "i'm": "i am", "i've": "i have", "who's": "who is", "who'd": "who would",
    "configs": "configurations", "crypto": "encryption", "db": "database", "dbs": "databases",
    "infra": "infrastructure",
}  # fmt: skip


def words(text: str) -> list[str]:
    found = (word.replace("’", "'") for word in WORD.findall(unicodedata.normalize("NFKC", plain(text)).casefold()))
    return " ".join(INFORMAL.get(word, word) for word in found).split()


def normal(text: str) -> str:
    return " ".join(words(text)) or " ".join(text.split())


def normal_stem(stem: str) -> str:
    return normal(CHOOSE.sub(" ", plain(stem)))


def asked_for(stem: str) -> int | None:
    found = CHOOSE.search(plain(stem))
    return NUMBERS[found.group(1).lower()] if found else None


STOP = listed("""
    a an and any are as at be been being by can do does for from has have how if in into is it its of on or so such
    that the their them these they this those through to under via was were what when where which while who whom whose
    will with within would you your
""")
SUFFIXES = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ments", "ment", "ed", "es", "s", "e", "y")


@lru_cache(maxsize=50_000)
def stemmed(word: str) -> str:
    """Return a crude stem, equal for patch, patches and patching. It is compared and never shown."""
    word = word.removesuffix("'s")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith("ss")):
            return _undoubled(word[: -len(suffix)])
    return _undoubled(word)


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] != "s" else stem
