"""An audit as text for people and as data for programs."""

from collections.abc import Iterator
from typing import Any

from exchange.audit.bank_audit import Audit
from exchange.audit.findings import Finding, FindingKind
from exchange.audit.refutation import KeyOutcome
from serving.whole_numbers import counted

TITLES = {
    FindingKind.CONTRADICTION: "One question, two keys",
    FindingKind.REFUTED: "Keys that the matrix refutes",
    FindingKind.EXPLANATION: "Keys that their explanation argues against",
    FindingKind.FORM: "Questions whose key or options are at fault",
    FindingKind.DUPLICATE: "Questions that occur more than once",
    FindingKind.LONGEST: "The longest option gives the key away",
    FindingKind.UNPARSED: "Lines that could not be used",
}
OUTCOMES = {
    KeyOutcome.AGREES: "agree with the matrix",
    KeyOutcome.REFUTED: "are refuted by it",
    KeyOutcome.UNSETTLED: "are about responsibility, but their words fit no fact or several",
    KeyOutcome.NOT_ABOUT_FACTS: "are not about facts we have, or have no key to check",
}
INDENT = "    "


def lines(audit: Audit, unread: dict[str, str]) -> Iterator[str]:
    if audit.questions:
        yield from _counts(audit)
    for file, reason in unread.items():
        yield f"Not read: {file}: {reason}"
    yield from audit.notices
    for kind in FindingKind:
        found = [finding for finding in audit.findings if finding.kind is kind]
        if found:
            yield ""
            yield f"{TITLES[kind]} ({len(found)})"
            for finding in found:
                yield from _finding(finding)
    if audit.findings or unread:
        yield ""
    if audit.findings:
        yield f"{counted(len(audit.findings), 'finding')}."
    if unread:
        yield f"{counted(len(unread), 'file')} could not be read."


def _counts(audit: Audit) -> Iterator[str]:
    for parsed in audit.files:
        passed = f", {counted(parsed.passed_over, 'line')} of other text passed over" if parsed.passed_over else ""
        yield f"{parsed.file}: {counted(len(parsed.questions), 'question')} ({parsed.format}{passed})"
    yield ""
    yield f"{'questions':<48}{audit.questions:>6}"
    for kind in FindingKind:
        by_sureness = audit.counted(kind)
        detail = ", ".join(f"{times} {sure}" for sure, times in by_sureness.items())
        told = f"  ({detail})" if kind is not FindingKind.UNPARSED and detail else ""
        yield f"{TITLES[kind].lower():<48}{sum(by_sureness.values()):>6}{told}"
    cue = audit.cue
    yield f"The longest option is the key in {cue.share:.1%}, by chance in {cue.chance:.1%} (n = {cue.n})."
    held = "; ".join(f"{audit.outcomes[outcome]} {text}" for outcome, text in OUTCOMES.items())
    yield f"Held against the matrix: {held}."


def _finding(finding: Finding) -> Iterator[str]:
    if finding.kind is FindingKind.UNPARSED:
        yield f"{INDENT}{finding.at[0]}: {finding.proof}"
        return
    yield ""
    yield from (f"{INDENT}{at}: {at.key}" if at.key else f"{INDENT}{at}" for at in finding.at)
    yield f"{INDENT}{finding.proof}"
    yield f"{INDENT}{finding.sure.capitalize()}: {finding.reason}."


def as_data(audit: Audit, unread: dict[str, str]) -> dict[str, Any]:
    cue = audit.cue
    return {
        "files": [
            {
                "file": parsed.file,
                "format": parsed.format,
                "questions": len(parsed.questions),
                "lines_passed_over": parsed.passed_over,
            }
            for parsed in audit.files
        ],
        "unread": [{"file": file, "reason": reason} for file, reason in unread.items()],
        "notices": audit.notices,
        "questions": audit.questions,
        "counts": {kind.value: sum(audit.counted(kind).values()) for kind in FindingKind},
        "longest_option": {"n": cue.n, "share": round(cue.share, 4), "chance": round(cue.chance, 4)},
        "held_against_the_matrix": {outcome.value: times for outcome, times in audit.outcomes.items()},
        "unsettled": [{"file": place.path, "line": place.line} for place in audit.unsettled],
        "findings": [_finding_data(finding) for finding in audit.findings],
    }


def rows(audit: Audit) -> Iterator[list[str]]:
    yield ["finding", "how sure", "line", "question", "key", "what is wrong", "why it is that sure"]
    for finding in audit.findings:
        lines = ", ".join(f"{at.place.within}:{at.place.line}".removeprefix(":") for at in finding.at)
        names = ", ".join(dict.fromkeys(at.name for at in finding.at if at.name))
        keys = "; ".join(dict.fromkeys(at.key for at in finding.at if at.key))
        yield [TITLES[finding.kind], finding.sure.value, lines, names, keys, finding.proof, finding.reason]


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "sure": finding.sure.value,
        "reason": finding.reason,
        "proof": finding.proof,
        "places": [
            {"file": at.place.path, "line": at.place.line, "question": at.name, "key": at.key} for at in finding.at
        ],
    }
