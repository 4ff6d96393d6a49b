"""Keys that the facts refute. A question that cannot be mapped to facts with certainty is left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bank.models import Claim
from exchange.audit.findings import Certainty, Finding, FindingKind, places
from exchange.audit.questions import FoundQuestion
from exchange.audit.stem_patterns import Assertion, ControlAssertion, assertions, is_about_responsibility
from exchange.audit.vocabulary import Vocabulary
from matrix.claims import WHO, claim_clause, proof, subject_of
from matrix.facts import Facts
from matrix.models import AboutAFact, Control, ControlKind, FactConfidence, Owner

ENOUGH_SERVICES = 5  # of how many services must have a task before its owner counts everywhere
OTHER_SIDE = 0.9  # the share of a phrase, by weight, that makes a task of the other side possible


class KeyOutcome(StrEnum):
    AGREES = "agrees"
    REFUTED = "refuted"
    UNSETTLED = "unsettled"  # about responsibility, but the words fit no fact or several
    NOT_ABOUT_FACTS = "not_about_facts"


@dataclass(frozen=True)
class SettledPhrase:
    owner: Owner
    layer: str
    subject: dict[str, Any]  # which fact, in the form of a claim
    by_task: bool
    confident: bool


class Refuter:
    def __init__(self, facts: Facts):
        self.facts = facts
        self.vocabulary = Vocabulary(facts)
        self._known: dict[tuple[frozenset[str], str], SettledPhrase | None] = {}

    def judge(self, question: FoundQuestion) -> tuple[KeyOutcome, list[Finding]]:
        if not question.has_sound_key:
            return KeyOutcome.NOT_ABOUT_FACTS, []
        outcomes, findings = [], []
        for assertion in assertions(question):
            outcome, finding = self._judge_one(question, assertion)
            outcomes.append(outcome)
            findings += [finding] if finding else []
        if findings:
            return KeyOutcome.REFUTED, findings
        if outcomes and all(outcome is KeyOutcome.AGREES for outcome in outcomes):
            return KeyOutcome.AGREES, []
        return (KeyOutcome.UNSETTLED if is_about_responsibility(question) else KeyOutcome.NOT_ABOUT_FACTS), []

    def _judge_one(
        self, question: FoundQuestion, said: Assertion | ControlAssertion
    ) -> tuple[KeyOutcome, Finding | None]:
        if isinstance(said, ControlAssertion):
            return self._judge_control(question, said)
        services, task = self._services_and_task(said)
        settled = self._settle(task, services)
        if settled is None or (said.service_is_key and len(services) != 1):
            return KeyOutcome.UNSETTLED, None
        if (settled.owner == said.owner) != said.negated:
            return KeyOutcome.AGREES, None
        return KeyOutcome.REFUTED, self._finding(question, said, settled, named=bool(services))

    def _services_and_task(self, said: Assertion) -> tuple[list[str], str]:
        services, task = self.vocabulary.services_in(said.task)
        if said.in_stem and len(self.vocabulary.phrase(task)) < 2:  # "…. Who is it?"
            task = self.vocabulary.services_in(said.context)[1]
        of_context = self.vocabulary.services_in(said.context)[0]
        if said.service_is_key:
            return of_context, task
        if not services and not of_context and self.vocabulary.names_a_stranger(f"{said.task} {said.context}"):
            return [], ""
        # Both must agree: IAM in an option may be the tool, and EBS may be the subject of a question about EC2.
        return sorted({*services, *of_context}), task

    def _settle(self, task: str, services: Sequence[str]) -> SettledPhrase | None:
        phrase = self.vocabulary.phrase(task)
        if phrase <= self.vocabulary.verbs:
            return None  # "Patching": of what?
        if services:
            return _one([self._on(phrase, service) for service in services])
        return self._by_control(task, phrase) or self._everywhere(phrase)

    def _everywhere(self, phrase: frozenset[str]) -> SettledPhrase | None:
        """Return what holds on every service with such a task or layer, if there are at least ENOUGH_SERVICES."""
        everywhere = self.facts.services_meant(AboutAFact.ALL_BUT_HYBRID)
        found = [(service, self._on(phrase, service.slug)) for service in everywhere]
        settled = _one([each for _, each in found if each])
        if settled is None or sum(each is not None for _, each in found) < ENOUGH_SERVICES:
            return None
        for layer, _ in Counter(each.layer for _, each in found if each).most_common():
            if self.facts.owner_over(self.facts.layers[layer], everywhere) == settled.owner:
                subject = {"layer_id": self.facts.layers[layer].pk, "services": AboutAFact.ALL_BUT_HYBRID}
                return replace(settled, subject=subject)
        return settled

    def _on(self, phrase: frozenset[str], service: str) -> SettledPhrase | None:
        if (phrase, service) not in self._known:
            self._known[phrase, service] = self._by_duty(phrase, service)
        return self._known[phrase, service]

    def _by_duty(self, phrase: frozenset[str], service: str) -> SettledPhrase | None:
        like = list(self.vocabulary.duties_like(phrase, service))
        strong = [(duty, likeness) for duty, likeness in like if likeness.is_strong]
        if not strong:
            return self._by_layer(phrase, service)
        best = max(strong, key=lambda each: each[1].of_phrase + each[1].of_fact)[0]
        cells = [duty.cell for duty, _ in strong]
        others = [likeness for duty, likeness in like if duty.owner != best.owner]
        if any(likeness.of_phrase >= OTHER_SIDE for likeness in others) or not all(cell.is_asked for cell in cells):
            return None
        confident = all(cell.confidence == FactConfidence.HIGH for cell in cells)
        return SettledPhrase(
            Owner(best.owner), best.cell.layer.slug, {"duty_id": best.pk}, by_task=True, confident=confident
        )

    def _by_layer(self, phrase: frozenset[str], service: str) -> SettledPhrase | None:
        told = self.vocabulary.layers_told(phrase)
        cells = [self.facts.cells[service, layer] for layer in sorted(told, key=lambda layer: -told[layer])]
        cells = [cell for cell in cells if cell.owner != Owner.NOT_APPLICABLE]
        owners = {cell.ownership.answer for cell in cells}
        if len(owners) != 1 or Owner.SHARED in owners or not all(cell.is_asked for cell in cells):
            return None
        [owner] = owners
        # If the other side has any task in the layer, the question may mean that task in unknown words.
        if any(duty.owner != owner for cell in cells for duty in cell.duties.all()):
            return None
        return SettledPhrase(owner, cells[0].layer.slug, {"cell_id": cells[0].pk}, by_task=False, confident=False)

    def _by_control(self, task: str, phrase: frozenset[str]) -> SettledPhrase | None:
        control = self.vocabulary.control_named(task)
        if control:
            owner = control.ownership.answer
            return None if owner is Owner.SHARED else _of_control(control, "", owner)
        found = self.vocabulary.halves_like(phrase)
        if len({side for _, side in found}) != 1:
            return None
        control, side = found[0]
        everywhere = (self._on(phrase, service) for service in self.facts.services)
        # "Patching the operating system" is a task of the customer's side, but AWS does it on RDS.
        depends = any(settled and settled.by_task and settled.owner != side for settled in everywhere)
        return None if depends else _of_control(control, side, Owner(side))

    def _finding(self, question: FoundQuestion, said: Assertion, settled: SettledPhrase, *, named: bool) -> Finding:
        sure, reason = _sureness(said, settled, named=named)
        claim = Claim(owner=said.owner, **settled.subject)
        if said.negated:
            says = f"{subject_of(claim, self.facts)} is not up to {WHO[said.owner]}"
        else:
            says = claim_clause(claim, self.facts)
        text = f"The key is {said.option}, so it says that {says}; {proof(claim, self.facts)}."
        return Finding(FindingKind.REFUTED, sure, reason, text, places((question,)))

    def _judge_control(self, question: FoundQuestion, said: ControlAssertion) -> tuple[KeyOutcome, Finding | None]:
        control = self.vocabulary.control_named(said.option.text)
        if control is None:
            return KeyOutcome.UNSETTLED, None
        if control.kind == said.kind:
            return KeyOutcome.AGREES, None
        claim = Claim(control_id=control.pk)
        text = (
            f"The key is {said.option}, so it says that {subject_of(claim, self.facts)} is {said.kind.label.lower()}; "
            f"the matrix says {ControlKind(control.kind).label.lower()}, source “{control.source_title}” "
            f"({control.source_url})."
        )
        reason = "the option is the name of a control, and the question asks for a kind of control"
        return KeyOutcome.REFUTED, Finding(FindingKind.REFUTED, Certainty.LIKELY, reason, text, places((question,)))


def _one(found: Iterable[SettledPhrase | None]) -> SettledPhrase | None:
    settled = list(found)
    if not settled or None in settled or len({each.owner for each in settled if each}) > 1:
        return None
    return min((each for each in settled if each), key=lambda each: (each.by_task, each.confident))


def _of_control(control: Control, half: str, owner: Owner) -> SettledPhrase:
    return SettledPhrase(owner, "", {"control_id": control.pk, "half": half}, by_task=False, confident=False)


def _sureness(said: Assertion, settled: SettledPhrase, *, named: bool) -> tuple[Certainty, str]:
    if not named:
        return Certainty.POSSIBLE, "the question names no service, and the fact is the same for all that have it"
    if said.in_stem and settled.by_task and settled.confident:
        return Certainty.CERTAIN, "the question names service and task, and the key names one owner"
    if settled.by_task:
        where = "the cell is not of high confidence" if not settled.confident else "the task is worded in an option"
        return Certainty.LIKELY, f"service and task are named, but {where}"
    return Certainty.POSSIBLE, "the words tell the layer of the service, but fit none of its tasks"
