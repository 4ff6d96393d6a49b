"""Near-twins: questions of which one gives the other away.

Two questions are near-twins if their keys name the same task; if one generator made both about the same cell or
control, since then only their wording differs; or if people wrote both and the stems share most of their words.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from bank.keys import NO_CLAIMS, KeyClaims, key_claims
from bank.models import ItemVersion, TestedCell

ALIKE = 0.5  # share of the shorter stem's content words that the other one has too
FEWEST = 3  # words that two short stems must share at least
SHORTEST = 4  # letters of a content word
WORDS = re.compile(r"[a-z0-9]+")
COMMON = frozenset(
    WORDS.findall(
        "about after also amazon because been before both company could does each from have into itself made make "
        "more most must needs only other same should some than that their them then there they this under were what "
        "when where which while whose will with without would your customer team responsible responsibility"
    )
)


@dataclass(frozen=True)
class QuestionLikeness:
    """What is compared: names that two near-twins have in common, and the content words of a written stem."""

    names: frozenset[str]
    words: frozenset[str] = frozenset()

    def is_near(self, other: "QuestionLikeness") -> bool:
        if not self.names.isdisjoint(other.names):
            return True
        shared = len(self.words & other.words)
        return shared >= FEWEST and shared > ALIKE * min(len(self.words), len(other.words))


NO_LIKENESS = QuestionLikeness(frozenset())


def likeness(*, generator: str, stem: str, fact: str, key: KeyClaims) -> QuestionLikeness:
    """`fact` names the cell or the control that the question is settled by."""
    names = {f"duty:{duty}" for duty in key.duties}
    if generator:
        return QuestionLikeness(frozenset(names | {f"{generator}:{fact}"}))
    return QuestionLikeness(frozenset(names), content_words(stem))


def likenesses(versions: Collection[int]) -> dict[int, QuestionLikeness]:
    """Return what is compared of these versions, in two queries."""
    settling = TestedCell.objects.filter(version=OuterRef("pk")).order_by("position").values("cell")[:1]
    rows = ItemVersion.objects.filter(pk__in=versions).order_by().annotate(settling=Subquery(settling))
    keys = key_claims(versions)
    return {
        version: likeness(
            generator=generator,
            stem=stem,
            fact=keys.get(version, NO_CLAIMS).settled_by(cell),
            key=keys.get(version, NO_CLAIMS),
        )
        for version, generator, stem, cell in rows.values_list("pk", "item__generator", "stem", "settling")
    }


def content_words(stem: str) -> frozenset[str]:
    words = WORDS.findall(stem.casefold())
    return frozenset(_stemmed(word) for word in words if len(word) >= SHORTEST and word not in COMMON)


def _stemmed(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


class Neighbors:
    """The questions that are drawn so far. Whether one has a near-twin among them takes the same time for many."""

    def __init__(self, likes: Iterable[QuestionLikeness] = ()) -> None:
        self.names: set[str] = set()
        self.written: list[QuestionLikeness] = []
        for each in likes:
            self.add(each)

    def add(self, one: QuestionLikeness) -> None:
        self.names |= one.names
        if one.words:
            self.written.append(one)

    def has_near(self, one: QuestionLikeness) -> bool:
        if not one.names.isdisjoint(self.names):
            return True
        return bool(one.words) and any(one.is_near(other) for other in self.written)
