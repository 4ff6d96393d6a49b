"""Sentences about who does what, as claims. All patterns are about texts in which the parties are marked."""

import re
from dataclasses import dataclass

from exchange.audit.owner_names import AWS, BOTH, CUSTOMER
from matrix.models import ControlKind, Owner

OWNER_OF = {AWS: Owner.AWS, CUSTOMER: Owner.CUSTOMER, BOTH: Owner.SHARED}
MARK = rf"(?P<who>{AWS}|{CUSTOMER}|{BOTH})"
AUXILIARY = (
    r"(?:(?:is|are|be|must|should|has|have|had|needs?|will|would|can|may|does|do|did|was|were|been"
    r"|still|also|always|only|now|then|"
    r"already|itself|not|never|no longer|doesn't|don't|isn't|cannot|to|alone|first|therefore|fully"
    r"|solely|automatically|entirely|\w+ly)\s)*"
)
HELD = r"(?:responsible|accountable|liable|in charge|expected|required|obliged|supposed|left)"
# "AWS is responsible for X", "X is the customer's responsibility", "X, which AWS does", "AWS patches X".
CLAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:that |because |since |only |then )?{MARK} (?:also |still |always |then |only )?(?:is|are|remains?"
            rf"|stays?|becomes?) (?P<aux>{AUXILIARY}){HELD} (?:for|to|of|with) (?P<task>.+)$",
        rf"^(?P<task>.+?) (?:is|are|remains?|stays?|be|becomes?) (?P<aux>{AUXILIARY})(?:the "
            rf"|an? )?(?:\w+ ){{0,2}}(?:responsib\w+|tasks?|dut(?:y|ies)|jobs?|concern|part) (?:of"
            rf"|for) {MARK}\b.*$",
        rf"^(?P<task>.+?) (?:is|are|remains?|stays?|be|becomes?) (?P<aux>{AUXILIARY}){MARK}'s\b.*$",
        rf"^(?P<task>.+?) (?:is|are|be) (?P<aux>{AUXILIARY})(?:for|up to) {MARK} (?:to \w+.*)?$",
        rf"^(?P<task>.+?) (?:is|are|be) (?P<aux>{AUXILIARY})(?:managed|handled|performed|done|carried out"
            rf"|owned|secured|maintained|operated|patched|controlled|provided|taken care of|encrypted"
            rf"|configured|installed|replaced|protected) (?:\w+ly )?by {MARK}\b.*$",
        rf"^(?P<task>.+?) (?P<aux>{AUXILIARY})(?:falls?|rests?|lies|belongs?|passes|moves?|stays?|remains?"
            rf"|goes|is up|is left|are left|are up|shifts?) (?:\w+ )?(?:to|on|with) {MARK}\b.*$",
        rf"^(?:that |because |since |as )?{MARK} (?P<aux>{AUXILIARY})(?P<task>[a-z].+)$",
        rf"^(?P<first>.+?)(?:,| that| which) {MARK} (?P<aux>{AUXILIARY})(?P<task>[a-z].+)$",
    )
)  # fmt: skip
NOT = re.compile(r"\b(?:not|never|no longer|doesn't|don't|isn't|aren't|cannot|neither|nobody|nothing|no)\b")
WHERE = re.compile(
    r"\b(?:where|with which|for which|in which|on which|a service|this service|with this service) ,? ?(?:services? )?"
)
STORY = re.compile(
    r"@\w+ (?:uses|runs|has(?! to)|wants|needs to|plans|moves|stores|keeps|is (?:looking|planning"
    r"|moving)|looks|chooses|compares)\b"
)
ASKED_OF = re.compile(
    rf"\b(?:does|do|did|must|should|will|is|are) (?P<who>{AWS}"
    rf"|{CUSTOMER}) (?P<aux>{AUXILIARY})(?:{HELD} (?:for|to) )?(?P<task>[a-z].+)$"
)
JOINED = re.compile(
    rf" (?:and|while|but|whereas)(?: that)?(?= {AWS}| {CUSTOMER}| {BOTH})| ,(?: and| while"
    rf"| but)? (?={AWS}|{CUSTOMER}|{BOTH})"
)


@dataclass(frozen=True)
class OwnerClaim:
    owner: Owner
    task: str
    services: tuple[str, ...] = ()
    true: bool = True  # whether the option says so, or denies it
    kind: ControlKind | None = None  # then the task names a control of this kind
    story: str = ""  # what else the stem tells, in case the words of the task alone fit no fact


def claims_in(said: str) -> list[OwnerClaim]:
    """Return the claims of a marked text, in which commas are words of their own."""
    claims = []
    for part in JOINED.split(said):
        claim = _claim(part.strip(" ,"))
        if claim:
            claims.append(claim)
    return claims


def _claim(said: str) -> OwnerClaim | None:
    for pattern in CLAUSES:
        found = pattern.match(said)
        if found:
            task = f"{found.groupdict().get('first') or ''} {found.group('task')}"
            # "AWS has not turned it on" blames AWS.
            denied = NOT.search(re.sub(r"\b(?:ha[sd]|have|did) not\b", "", found.group("aux") or ""))
            return OwnerClaim(OWNER_OF[found.group("who")], task.replace("@", ""), true=not denied)
    return None
