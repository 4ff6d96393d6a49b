"""What a question asks about responsibility, by its wording alone: whose tasks, which kind of control, the negation.

All patterns are about texts in which `owner_names.marked` has marked the parties.
"""

import re
from functools import lru_cache

from exchange.audit.owner_names import AWS, BOTH, CUSTOMER, marked
from exchange.audit.words import CHOOSE, plain, words
from matrix.models import ControlKind, Owner

OWED = (
    r"(?:responsib\w+|accountab\w+|liab\w+|tasks?|dut(?:y|ies)|jobs?|obligations?|burdens?|parts?"
    r"|role|role in|share|side|half|scope|hands|work|control|concern|domain|portion|purview|remit"
    r"|chores?|to do list|shoulders|fault|failure|mistake|error|breach|problems?|headaches?|business|mess|call|turf"
    r"|lane|plate|court|worry|area|end|territory|department|list)"
)
ADVERB = r"(?:\w+ly |still |also |always |never |now |alone |then |no longer |not )"
ACT = (
    r"(?:do|perform|manage|handle|maintain|secure|control|own|take|carry|look|cover|administer"
    r"|operate|deal|address|complete|keep|oversee|protect|configure|attend|need|provide|ensure|patch"
    r"|remain)"
)
SAYS = {
    owner: re.compile(
        rf"\b{OWED} (?:\w+ )?(?:of|for|belonging to|belongs? to|assigned to|on|with|left to|falls? to"
            rf"|lies? with|rests? with) (?:the )?{who}(?!'s \w+ (?:data|content))\b"
        rf"|{who}'s (?:\w+ ){{0,3}}{OWED}\b"
        rf"|\b(?:is|are|was|that's|it's|still|all) (?:\w+ly |still |all |always )*on {who}\b"
        rf"|{who} (?:\w+ )?(?:responsib\w+|tasks?|dut(?:y|ies)|jobs?|obligations?|side|part|portion|fault)\b"
        rf"|\b(?:hand|hands|handed|pass|passes|delegate\w*|leave|leaves|left|give|gives|outsource\w*"
            rf"|offload|entrust\w*|transfer\w*)"
        rf" (?:\w+ ){{0,4}}(?:to|with) {who}\b|\b(?:blame|blamed) {who}\b"
        rf"|{who} (?:\w+ ){{0,2}}(?:is|are|be|becomes?|remains?|stays?|held|hold|bears?|has|have|retains?"
            rf"|assumes?|keeps?) {ADVERB}*(?:the |full |sole |any |primary )*(?:\w+ )?(?:responsib\w+"
            rf"|accountab\w+|liab\w+|in charge|on the hook)\b"
        rf"|\b(?:is|are|remains?|be) {who} {ADVERB}*(?:responsib\w+|accountab\w+|in charge|supposed to"
            rf"|expected to|required to|obliged to)\b"
        rf"|{who} (?:is|are) {ADVERB}*(?:supposed|expected|required|obliged) to\b"
        rf"|\b(?:falls?|rests?|lies|lie|belongs?|left|leaves?|up|handed|handing|passes|pass|moves?|moved"
            rf"|stays?|stay|remains?|remain|assigned|shifts?|shifted|delegated|transferr?e?d?|transfers"
            rf"|offloaded|goes|go|given|entrusted|sits?|reserved|fall) (?:\w+ ){{0,3}}?(?:to|on|upon|with|for"
            rf"|under|by|within|in) (?:the )?{who}\b"
        rf"|\b(?:managed|handled|performed|done|carried out|owned|secured|maintained|taken care of"
            rf"|addressed|covered|operated|provided|fulfilled|controlled|completed|undertaken"
            rf"|met|configured|set|set up|written|chosen|decided|replaced|patched|guarded|installed|updated"
            rf"|run|made|looked after|dealt with) {ADVERB}*by {who}\b"
        rf"|\b(?:needed|required|expected|demanded|ask(?:ed)?) (?:of|from) {who}\b"
        rf"|\b(?:is|are|belongs? to|stays?|remains?|be) {ADVERB}*{who}'s(?: (?:under|when|on|in|for|with"
            rf"|to|after|once|here|alone|by)\b|$)"
        rf"|\b(?:security|(?:what|which) (?:\w+ )?is) {side} the cloud\b"
            rf"|\b{side} the cloud (?:responsib\w+|security|tasks?|part|side)\b"
        rf"|{who}'s (?:under|when|on|in|for|with|to|after|once|here|alone)\b|{who}'s$"
    )
    for owner, who, side in (
        (Owner.CUSTOMER, CUSTOMER, "in"),
        (Owner.AWS, AWS, "of"),
        (Owner.SHARED, BOTH, "of and in"),
    )
}  # fmt: skip
# These verbs fit any subject, so they count only in questions about tasks: "which task does AWS leave to you".
SAYS_OF_TASK = {
    owner: re.compile(
        rf"\b(?:does|do|must|should|will|would|can|did) (?:{ADVERB})*{who} {ADVERB}*(?:have to |need to "
        rf"|has to )?{ADVERB}*{ACT}"
        rf"|{who} {ADVERB}*(?:{ACT}s?|has to|have to|must|should|needs? to|will|would|takes? care|looks? after)\b"
        rf"|\b(?:expects?|requires?|needs?|asks?) {who} to\b"
        rf"|\b(?:which|what)(?: \w+){{1,3}} {who} (?:still |also |always )*\w+s?\b"
    )
    for owner, who in ((Owner.CUSTOMER, CUSTOMER), (Owner.AWS, AWS), (Owner.SHARED, BOTH))
}
OF_TASK = re.compile(
    r"\b(?:tasks?|dut(?:y|ies)|jobs?|part|responsib\w+|work|items?|measures?|actions?|activit(?:y"
    r"|ies)|steps?|controls?"
    r"|of (?:the following|these|them|those)|which|options?|statements?|what|chores?|areas?|aspects?"
    r"|components?|elements?)\b"
)
SHARED = re.compile(
    rf"\bshared (?:controls?|responsib\w+|tasks?|between)\b|\b(?:jointly|joint) \w+|{BOTH}"
    rf"|\bcontrols? (?:\w+ )?(?:is|are) shared\b|\bis shared\b|\bare shared\b"
)
NEGATION = re.compile(
    rf"\b(?:except(?:ion)?|excluding|would not|wouldn't|isn't|aren't|no longer|doesn't|don't|never|neither|other than"
    rf"|apart from"
    rf"|outside|all but one"
    rf"|odd one out|relieved of|cross out|cross off|no responsibility|stops?)\b"
    rf"|\bnot (?:an? |the |one of |considered |part of |among |any of |directly )*(?:\w+ )?(?:{AWS}|{CUSTOMER}|{BOTH})"
    rf"|\bnot (?:\w+ ){{0,2}}(?:responsib|accountab|task|dut|job|part|in charge|ha(?:ve|s) to|need"
    rf"|required|expected|up to|fall|belong|occur|happen|take place|change"
    rf"|lie|rest|handle|manage|perform|cover|include|shared? (?:control|resp)|inherit|control|do\b"
    rf"|worry|describe|apply|security of|security in)"
)
FALSITY = re.compile(
    r"\b(?:wrong|false|incorrect|untrue|mistaken|inaccurate|needs? (?:a )?correct\w+"
    r"|must be corrected|misunderst\w+|mistakes?|errors?)\b"
    r"|\bnot (?:an? )?(?:\w+ly )?(?:correct|true|accurate|right|valid)\b"
)
WHO_ASKED = re.compile(
    r"\bwho(?:m)? (?:is|are|was|has|should|must|would|will|ought|needs|does|did|do|can|\w+s|\w+ed|got|took|blew)\b"
    r"|\bwho \w+ly\b"
    r"|\bwhose (?:responsib\w+|task|job|duty|side|part|\w+)\b|\bby whom\b|\bto whom\b|\bwith whom\b"
    r"|\b(?:which|what) (?:party|parties|entity|side|of the two|organi[sz]ation)\b"
    r"|\bresponsible party\b|\bwhere does (?:the )?responsib\w+\b"
    r"|\b(?:that's|is|are|it's|falls?|lands?|up|down) (?:\w+ )?(?:on|to|with)$"
    r"|\bon which side\b|\bbelongs? to$|\bwho$|\bby$|\b(?:responsib\w+|task|duty|job|role|part|work) of$"
)
KINDS = (
    (
        ControlKind.SHARED,
        re.compile(r"\bshared (?:\w+ )?controls?\b|\bcontrols? (?:\w+ ){0,3}(?:is|are) shared\b|\bshared$"
            r"|\bcontrols? (?:\w+ )?shared (?:by|between)\b"),
    ),
    (
        ControlKind.INHERITED,
        re.compile(rf"\binherit\w*\b|\bcontrols? (?:\w+ )?(?:takes?|gets?|receives?) (?:over )?from {AWS}"),
    ),
    (ControlKind.CUSTOMER_SPECIFIC, re.compile(rf"\b(?:customer|{CUSTOMER}) specific\b|\bspecific to {CUSTOMER}")),
)  # fmt: skip

EXTENT = re.compile(
    r"\b(?:(?P<most>most|greatest|largest|highest|biggest|more)|(?P<least>least|fewest|smallest|lowest|fewer|less))\b"
)
TAKEN_AWAY = re.compile(
    r"\b(?:take[sn]? (?:\w+ ){0,4}?away|takes? over|reliev\w+|reduc\w+|offload\w*|free[sd]?|spares?|removes?)\b"
)
WORK = re.compile(
    r"\b(?:responsib\w+|work|workload|tasks?|dut(?:y|ies)|effort|maintenance|management|manage|administration|overhead"
    r"|burden|control|upkeep|patching|operational|secure)\b"
)


IMPERATIVE = re.compile(r"(?:choose|select|identify|name|pick|find|complete|mark|tick)\b", re.IGNORECASE)

ASKS_NOTHING = re.compile(
    r"(?:what|which) (?:is|would be|answer is|reply is) (?:the )?(?:correct|right|best|true)?"
    r"(?: answer| reply| response)?\?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def sentences(stem: str) -> tuple[str, ...]:
    stem = CHOOSE.sub(" ", plain(stem)).strip()
    return tuple(part for part in re.split(r"(?<=[.?!:]) +", stem) if words(part))


def last_sentence(stem: str) -> str:
    """Return the sentence that asks: an imperative at the end, else the last with a question mark."""
    parts = sentences(stem)
    if parts and IMPERATIVE.match(parts[-1]):
        return parts[-1]
    if len(parts) > 1 and ASKS_NOTHING.match(parts[-1]):
        return " ".join(parts[-2:])
    asking = [part for part in parts if part.endswith("?")] or [part for part in parts if len(part.split()) > 2]
    return asking[-1] if asking else stem


def owners_said(said: str) -> list[Owner]:
    """Return the parties that a marked text calls responsible."""
    found = [owner for owner, pattern in SAYS.items() if pattern.search(said)]
    if not found and OF_TASK.search(said):
        found = [owner for owner, pattern in SAYS_OF_TASK.items() if pattern.search(said)]
    return found


CONTRAST = re.compile(
    rf" (?:(?:and|but) (?:not|never)|rather than|instead of|not) (?:by |for |of |to |with |from )?(?:{AWS}|{CUSTOMER})"
    rf"| and (?:cannot|can't|can never) be \w+ (?:by|to|on) (?:{AWS}|{CUSTOMER})"
)
NOT_BUT = re.compile(rf" not( \w+)? (?:of|to|on|by|from|for|with|at) (?:{AWS}|{CUSTOMER}) but(?= )")
WHY_FALSE = re.compile(
    r"\b(?:why|what) (?:is|are|was|makes?) (?:\w+ ){0,4}(?:wrong|false|incorrect|mistaken|untrue)\b"
)
SHEDS = re.compile(
    r"\b(?:sheds?|disappears?|vanish\w*|drops? off|drops? out|gets? rid|gives? up|loses?|go(?:es)? away"
    r"|leaves? off|left off|off the list|"
    r"saves?|hands? over|passes|pass|handed over|taken off|no longer)\b"
)
# After such words a question may ask for the opposite, so it is never sure what it asks.
UNUSUAL = re.compile(
    r"\b(?:ignore|avoid|skip|forget|never|no longer|stop|without|but not|instead|rid|free|spare|cross|only|wrong)\w*\b"
)
SUBORDINATE = re.compile(
    r",? (?:when|if|while|once|(?<!look )(?<!looks )after|before|because|since|even though|although|whenever)\b ?"
)
TOPIC = re.compile(
    r"\b(?:responsib\w+|accountab\w+|shared|tasks?|dut(?:y|ies)|jobs?|charge|blame|fault|look after"
    r"|looks after|care|burden"
    r"|side|role|obligations?|must|has to|have to|should|liab\w+|secure|protect|manage\w*|still"
    r"|remain\w*|always|never)\b"
)


def owner_asked(said: str) -> list[Owner]:
    """Return the parties whose part a marked question asks for, by its main clause if that names one."""
    said = re.sub(rf"\bfrom (?:{AWS}|{CUSTOMER})(?= (?:over )?to (?:{AWS}|{CUSTOMER}))", "", said).replace("  ", " ")
    clauses = [
        part for part in SUBORDINATE.split(said) if re.search(r"\b(?:which|what|who|select|name|choose)\b", part)
    ]
    for text in (*clauses, said):
        found = owners_said(text)
        if len(found) == 1:
            return found
    return owners_said(said)


def owner_mentioned(said: str) -> Owner | None:
    """Return the one party that a question on the topic mentions at all, however it is asked."""
    marks = [owner for mark, owner in ((AWS, Owner.AWS), (CUSTOMER, Owner.CUSTOMER)) if mark in said]
    return marks[0] if len(marks) == 1 and TOPIC.search(said) else None


def kind_asked(said: str) -> ControlKind | None:
    kinds = [kind for kind, pattern in KINDS if pattern.search(said)]
    return kinds[0] if len(kinds) == 1 else None


def is_about_responsibility(stem: str) -> bool:
    said = marked(stem)
    if owners_said(marked(last_sentence(stem))):
        return True
    return bool(re.search(r"responsib|accountab", said) or WHO_ASKED.search(said) or kind_asked(said))
