"""The Flesch-Kincaid grade of a text: the years of American school that it takes to read it.

Source of the formula: Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted
Personnel (1975). A service's name counts as one word of one syllable: a learner of AWS reads "Elastic Load Balancing"
as a name, and no other words would be easier.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

GRADE_AT_MOST = 10.0
SHORT = "Ann"  # replaces any name: a word of one syllable

# Unlisted names such as "AWS Trusted Advisor" and "Amazon Route 53", and abbreviations such as KMS.
PRODUCT = r"\b(?:AWS|Amazon)(?: [A-Z][\w-]*| \d+)*|\b[A-Z][A-Z0-9]+s?\b"
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d,.]*\d|\d")
END = re.compile(r"[.?!:;](?=[\s”\"]|$)")

# Syllables are groups of vowels, with these corrections. None of our 1,661 words in the CMU pronouncing dictionary is
# miscounted. Libraries for this download a dictionary when they run.
VOWELS = re.compile(r"[aeiouy]+")
SILENT_ENDING = re.compile(
    r"(?:(?<![aeiouy])(?<![^aeiou]l)e|(?<![aeiousxzcg])(?<![sc]h)(?<![^aeiou]l)es|(?<![aeioutd])(?<![^aeioul]l)ed"
    r"|(?<=[aeiouy]l)es)$"
)
SILENT_INSIDE = re.compile(r"(?<=[a-z][^aeiou])e(?=(?:ly|ments?|ful|fully|less|ness|works?|where|times?|thing|body)$)")
TWO_IN_A_ROW = re.compile(
    r"ia(?!ls?$|lly$|ns?$|nt)|(?<![tscx])io|(?<![tscgx])i[eo](?=[nru])|(?<![qg])ua|ui(?=ng)|[eoy]ing|eo(?!u)"
    r"|(?<=[a-z])ye(?!s|$)|crea(?=t[ei])|ee(?=ing)|iu|uou|rea(?=[cl]t)|reu|oa(?=[cu])|sms?$"
)
EXCEPTIONS = {
    "area": 3, "areas": 3, "idea": 3, "ideas": 3,
    "anyone": 3, "automatically": 5, "beyond": 2, "colleague": 2, "colleagues": 2, "encrypts": 2, "everything": 3,
    "expires": 3, "firewall": 2, "firewalls": 2, "gateway": 2, "gateways": 2, "influence": 3, "lifecycle": 3,
    "material": 4, "notebook": 2, "notebooks": 2, "people": 2, "pipeline": 2, "pipelines": 2, "queued": 1,
    "reality": 4, "resilient": 3, "somebody": 3, "someone": 2, "something": 2, "therefore": 2, "valuable": 3,
    "warehouse": 2, "warehouses": 3, "whoever": 3,
}  # fmt: skip


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"\b(?:{listed})\b|{PRODUCT}" if listed else PRODUCT)


def grade(text: str, names: re.Pattern[str]) -> float:
    """Return 0.39 words per sentence + 11.8 syllables per word - 15.59; 0.0 without words."""
    plain = names.sub(SHORT, text)
    words = WORD.findall(plain)
    if not words:
        return 0.0
    sentences = max(1, sum(bool(WORD.search(part)) for part in END.split(plain)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    word = word.lower()
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    count = len(VOWELS.findall(word)) + len(TWO_IN_A_ROW.findall(word)) - len(SILENT_INSIDE.findall(word))
    return max(1, count - bool(SILENT_ENDING.search(word)))
