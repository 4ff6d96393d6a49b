"""Keys that the facts refute. Every option is judged; a question whose words fit no fact is left out."""

from dataclasses import dataclass
from enum import StrEnum

from bank.models import Claim as FactClaim
from exchange.audit.evidence import ENOUGH, Evidence, EvidenceFinder
from exchange.audit.findings import Certainty, Finding, FindingKind, places
from exchange.audit.known_phrases import KnownFact
from exchange.audit.questions import FoundOption, FoundQuestion
from exchange.audit.readings import OptionReader, OptionReading, OwnerClaim
from exchange.audit.stem_patterns import is_about_responsibility
from exchange.audit.vocabulary import vocabulary_of
from matrix.claims import WHO, claim_clause, proof, subject_of
from matrix.facts import Facts
from matrix.models import ControlKind, Owner

# Bounds on how much the facts are for an option, from -1 to 1. They were set with `python -m benchmarks.moved_keys`;
# docs/auditing.md says on which questions.
AGAINST, BETTER = 0.2, 0.2
MUCH_BETTER = 0.4  # than a key that no fact is about
STORY_COUNTS = 0.5  # below this, the rest of the stem is compared with the facts, too
STORY_AT_MOST = 0.39  # unless it is worded like a fact
SAME_WORDS = 0.8  # the likeness to a fact from which it is meant
FEWEST_WORDS = 2  # "Who has to block them?"
CERTAIN_LIKENESS, CERTAIN_LEAD = 0.9, 0.3
CLEARLY_LESS = 1.5  # layers
PART = {(owner, owner): 1.0 for owner in (Owner.AWS, Owner.CUSTOMER)} | {
    (owner, Owner.SHARED): 0.5 for owner in (Owner.AWS, Owner.CUSTOMER)
}
MISFIT = Certainty.POSSIBLE, "by the facts, more or fewer options are right than the question asks for"


class KeyOutcome(StrEnum):
    AGREES = "agrees"
    REFUTED = "refuted"
    UNSETTLED = "unsettled"  # about responsibility, but the words fit no fact or several
    NOT_ABOUT_FACTS = "not_about_facts"


@dataclass(frozen=True)
class JudgedOption:
    """How much the facts are for an option, and the claim that decides it; None if it claims nothing."""

    reading: OptionReading
    value: float
    claim: OwnerClaim | None
    evidence: Evidence

    @property
    def option(self) -> FoundOption:
        return self.reading.option

    @property
    def is_plain(self) -> bool:
        """Whether it has nearly the words of a fact, and is only about whose task that is."""
        several = self.claim is not None and self.claim.owner is Owner.SHARED and " and " in self.claim.task
        return self.evidence.best.likeness >= SAME_WORDS and not several and not self.reading.depends

    @property
    def says_so(self) -> bool:
        """Whether who answers with this option asserts the claim, and does not deny it."""
        return self.claim is not None and self.claim.true != self.reading.odd

    def deciding(self, *, right: bool) -> KnownFact | None:
        """Return the fact that makes the option right, or wrong."""
        if self.claim is None:
            return None
        support = self.evidence.of if self.says_so == right else self.evidence.against
        return support(self.claim.owner).fact


class Refuter:
    def __init__(self, facts: Facts):
        self.facts = facts
        self.vocabulary = vocabulary_of(facts)
        self.reader = OptionReader(self.vocabulary)
        self.evidence = EvidenceFinder(facts)

    def judge(self, question: FoundQuestion) -> tuple[KeyOutcome, list[Finding]]:
        if not question.has_sound_key:
            return KeyOutcome.NOT_ABOUT_FACTS, []
        judged = self.options(question)
        keys = [each for each in judged if each.option in question.keys]
        others = [each for each in judged if each.option not in question.keys]
        best = max(others, key=lambda each: each.value, default=None)
        if keys:
            worst = min(keys, key=lambda each: each.value)
            right = {each.reading.claims for each in judged if each.value >= AGAINST}
            finding = self._finding(question, worst, best, fits=len(right) == len(question.keys))
            if finding:
                return KeyOutcome.REFUTED, [finding]
            if len(keys) == len(question.keys) and worst.value >= AGAINST:
                return KeyOutcome.AGREES, []
        if len(keys) < len(question.keys) and (finding := self._unread(question, judged, best)):
            return KeyOutcome.REFUTED, [finding]
        about = judged or is_about_responsibility(question.stem)
        return (KeyOutcome.UNSETTLED if about else KeyOutcome.NOT_ABOUT_FACTS), []

    def options(self, question: FoundQuestion) -> list[JudgedOption]:
        readings = self.reader.read(question)
        if any(reading.by_extent for reading in readings):
            return self._judged_by_extent(readings)
        return [self._judged(reading) for reading in readings]

    def _judged_by_extent(self, readings: list[OptionReading]) -> list[JudgedOption]:
        """Compare in how many layers the party has tasks. Who has nearly as many is neither right nor wrong."""
        extents = [self._extent(reading.claims[0]) * (-1 if reading.odd else 1) for reading in readings]
        most = max(extents)
        return [
            JudgedOption(reading, value, reading.claims[0], Evidence())
            for reading, extent in zip(readings, extents, strict=True)
            for value in [1.0 if extent == most else -1.0 if extent <= most - CLEARLY_LESS else 0.0]
        ]

    def _extent(self, claim: OwnerClaim) -> float:
        """Return in how many layers of a service the party has tasks; a shared one counts half."""
        counted = [
            sum(
                PART.get((claim.owner, self.facts.cells[service, layer].ownership.answer), 0.0)
                for layer in self.facts.layers
            )
            for service in claim.services
        ]
        return sum(counted) / len(counted)

    def _judged(self, reading: OptionReading) -> JudgedOption:
        if not reading.claims:
            return JudgedOption(reading, 0.0, None, Evidence())
        judged = [(*self._value(claim), claim) for claim in reading.claims]
        value, evidence, claim = min(judged, key=lambda each: each[0])
        if value > 0:
            value = sum(each[0] for each in judged) / len(judged)
        return JudgedOption(reading, -value if reading.odd else value, claim, evidence)

    def _value(self, claim: OwnerClaim) -> tuple[float, Evidence]:
        if claim.kind:
            control = self.vocabulary.control_named(claim.task)
            known = 0.0 if control is None else 1.0 if control.kind == claim.kind else -1.0
            return known if claim.true else -known, Evidence()
        found = self.evidence.on(claim.task, claim.services)
        value = found.value(claim.owner)
        if claim.story and abs(value) < STORY_COUNTS:
            told = self.evidence.on(claim.story, claim.services)
            of_story = told.value(claim.owner)
            if told.best.likeness < SAME_WORDS:
                of_story = max(-STORY_AT_MOST, min(STORY_AT_MOST, of_story))
            if abs(of_story) > abs(value) or len(self.vocabulary.phrase(claim.task)) < FEWEST_WORDS:
                found, value = told, of_story
        return value if claim.true else -value, found

    def _finding(
        self, question: FoundQuestion, key: JudgedOption, best: JudgedOption | None, *, fits: bool
    ) -> Finding | None:
        """`fits` says whether the facts make as many options right as the question asks for."""
        if key.value <= -AGAINST and key.claim:
            sure, reason = self._sureness(key) if fits else MISFIT
            text = self._against(key)
        elif (
            best and best.claim and best.value - key.value >= BETTER and best.value >= AGAINST and key.value < AGAINST
        ):
            likely = fits and key.value < 0 and best.is_plain and not key.reading.depends
            sure = Certainty.LIKELY if likely else Certainty.POSSIBLE
            reason = "the facts fit another option better than the key"
            text = f"The key is {key.option}, but {best.option} fits the facts better: {self._for(best)}."
        elif key.reading.outside and best and best.evidence.best.likeness >= ENOUGH:
            sure, reason = Certainty.POSSIBLE, "the model knows AWS and its customer only"
            text = f"The key is {key.option}, who is neither AWS nor its customer."
        else:
            return None
        return Finding(FindingKind.REFUTED, sure, reason, text, places((question,)))

    def _unread(
        self, question: FoundQuestion, judged: list[JudgedOption], best: JudgedOption | None
    ) -> Finding | None:
        if best is None or best.claim is None or best.value < MUCH_BETTER or best.reading.depends:
            return None
        read = {each.option for each in judged}
        key = next(option for option in question.keys if option not in read)
        if self.reader.is_tool(key.text) or (self.vocabulary.services_in(key.text)[0] and len(key.text.split()) <= 3):
            return None
        text = f"The key is {key}, but {best.option} fits the facts: {self._for(best)}."
        return Finding(
            FindingKind.REFUTED, Certainty.POSSIBLE, "the key says nothing of the facts", text, places((question,))
        )

    def _against(self, key: JudgedOption) -> str:
        fact = key.deciding(right=False)
        if key.claim is None or fact is None:
            return f"The key is {key.option}, and the facts say otherwise: {self._kind(key)}."
        claim = FactClaim(owner=key.claim.owner, **dict(fact.subject))
        if key.says_so:
            says = claim_clause(claim, self.facts)
        else:
            says = f"{subject_of(claim, self.facts)} is not up to {WHO[key.claim.owner]}"
        return f"The key is {key.option}, so it says that {says}; {proof(claim, self.facts)}."

    def _for(self, best: JudgedOption) -> str:
        fact = best.deciding(right=True)
        if best.claim is None or fact is None:
            return self._kind(best)
        claim = FactClaim(owner=fact.owner, **dict(fact.subject))
        return f"of {subject_of(claim, self.facts)}, {proof(claim, self.facts)}"

    def _kind(self, judged: JudgedOption) -> str:
        if judged.reading.by_extent and judged.claim:
            layers = f"{self._extent(judged.claim):g} of the {len(self.facts.layers)} layers"
            return f"{WHO[judged.claim.owner]} has tasks in {layers} there, and a shared layer counts half"
        control = self.vocabulary.control_named(judged.claim.task) if judged.claim else None
        if control is None:
            return "no fact supports it"
        kind = ControlKind(control.kind).label.lower()
        return (
            f"“{control.name}” is a control of the kind {kind}, source “{control.source_title}” ({control.source_url})"
        )

    def _sureness(self, key: JudgedOption) -> tuple[Certainty, str]:
        fact, claim = key.deciding(right=False), key.claim
        if key.reading.by_extent:
            return Certainty.POSSIBLE, "the facts give another service more, or fewer, tasks of that party"
        if fact is None or claim is None:
            return Certainty.LIKELY, "the question asks for the kind of a control"
        if self._is_certain(key, claim):
            return Certainty.CERTAIN, "the question names service and task, and the key names one owner"
        if not key.is_plain:
            return Certainty.POSSIBLE, "its words are only partly those of the facts"
        if claim.services:
            return Certainty.LIKELY, "the service is named, and the words are nearly those of a fact"
        return Certainty.LIKELY, "no service is named, and the facts say the same of all that have such a task"

    def _is_certain(self, key: JudgedOption, claim: OwnerClaim) -> bool:
        """Return whether the stem has the words of one task of one service, and the key has one owner."""
        if (
            key.reading.depends
            or not (key.reading.in_stem and key.says_so and len(key.reading.claims) == 1)
            or claim.owner is Owner.SHARED
        ):
            return False
        found = self.evidence.on(claim.task, claim.services)
        against = found.against(claim.owner)
        return (
            against.fact is not None
            and against.fact.is_task
            and against.fact.confident
            and list(claim.services) == [against.fact.service]
            and against.words > 1
            and against.likeness >= CERTAIN_LIKENESS
            and found.of(claim.owner).likeness <= against.likeness - CERTAIN_LEAD
        )
