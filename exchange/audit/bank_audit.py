"""The whole audit: from parsed files and the facts to figures and findings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exchange.audit import explanations, form_faults, longest_option
from exchange.audit.findings import Certainty, Finding, FindingKind, FindingPlace
from exchange.audit.longest_option import Cue
from exchange.audit.questions import FilePlace, FoundQuestion, ParsedQuestions
from exchange.audit.refutation import KeyOutcome, Refuter
from exchange.audit.repeats import repeats
from matrix.facts import Facts

ORDER = {kind: number for number, kind in enumerate(FindingKind)}
SURENESS = {sure: number for number, sure in enumerate(Certainty)}


@dataclass
class Audit:
    files: list[ParsedQuestions]
    findings: list[Finding]
    cue: Cue
    outcomes: dict[KeyOutcome, int]
    unsettled: list[FilePlace]
    notices: list[str] = field(default_factory=list)

    @property
    def questions(self) -> int:
        return sum(len(parsed.questions) for parsed in self.files)

    def counted(self, kind: FindingKind) -> dict[Certainty, int]:
        counts = Counter(finding.sure for finding in self.findings if finding.kind is kind)
        return {sure: counts[sure] for sure in Certainty if counts[sure]}


def audit(files: Sequence[ParsedQuestions], facts: Facts) -> Audit:
    questions = [question for parsed in files for question in parsed.questions]
    refuter = Refuter(facts)
    repeated, notices = repeats(questions, refuter.vocabulary.name_words)
    judged = [(question, *refuter.judge(question)) for question in questions]
    cue = longest_option.longest(questions)
    supported = {question.place for question, outcome, _ in judged if outcome is KeyOutcome.AGREES}
    findings = [
        *(_with_side(finding, supported) for finding in repeated),
        *_one_by_one(questions),
        *_unparsed(files),
        *longest_option.finding(cue),
    ]
    findings += [finding for _, _, found in judged for finding in found]
    outcomes = Counter(outcome for _, outcome, _ in judged)
    return Audit(
        files=list(files),
        findings=sorted(findings, key=_order),
        cue=cue,
        outcomes={outcome: outcomes[outcome] for outcome in KeyOutcome},
        unsettled=[question.place for question, outcome, _ in judged if outcome is KeyOutcome.UNSETTLED],
        notices=[*(notice for parsed in files for notice in parsed.notices), *notices],
    )


def _with_side(finding: Finding, supported: set[FilePlace]) -> Finding:
    """Return a contradiction with the one key that the matrix supports, if it does."""
    keys = {at.key for at in finding.at if at.place in supported}
    if finding.kind is not FindingKind.CONTRADICTION or len(keys) != 1:
        return finding
    return replace(finding, proof=f"{finding.proof} The matrix supports the key {keys.pop()}.")


def _one_by_one(questions: Sequence[FoundQuestion]) -> list[Finding]:
    return [
        finding
        for question in questions
        for finding in (*explanations.against_key(question), *form_faults.faults(question))
    ]


def _unparsed(files: Sequence[ParsedQuestions]) -> list[Finding]:
    reason = "the line was read and not understood"
    return [
        Finding(
            FindingKind.UNPARSED,
            Certainty.CERTAIN,
            reason,
            f"“{line.text}”: {line.reason}.",
            (FindingPlace(line.place),),
        )
        for parsed in files
        for line in parsed.unparsed
    ]


def _order(finding: Finding) -> tuple[int, int, list[FilePlace]]:
    return ORDER[finding.kind], SURENESS[finding.sure], [at.place for at in finding.at]
