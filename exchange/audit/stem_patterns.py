"""What a question asks about responsibility, and what its key therefore asserts. It uses wording only, no facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from exchange.audit.questions import FoundOption, FoundQuestion
from exchange.audit.words import CHOOSE, listed, normal, plain, words
from matrix.models import ControlKind, Owner

MODEL = re.compile(
    r"(?:the )?(?:aws |amazon )?(?:cloud )?shared (?:security )?responsibility model(?:'s)?|shared responsibility"
)
CUSTOMER = (
    r"(?:customers?|users?|clients?|company|companies|you|organizations?|account owners?|subscribers?|consumers?)"
)
AWS = r"(?:aws|amazon|amazon web services|cloud provider)"
# "Responsibility of AWS", "AWS's responsibility", "AWS is responsible", "for what is AWS accountable".
SAYS = {
    owner: re.compile(
        rf"\b(?:responsib\w+|accountab\w+|task|tasks|duty|duties) of (?:the |an? |every )?(?:aws )?{who}\b"
        rf"|\b(?:falls?|rests?|lies) (?:to|on|with) (?:the )?(?:aws )?{who}\b"
        rf"|\b{who}(?:'s|s')? (?:\w+ )?(?:responsib\w+|accountab\w+)\b"
        rf"|\b{who} (?:\w+ ){{0,2}}(?:is|are|be|becomes?|remains?|still) (?:\w+ )?(?:responsib\w+|accountab\w+)\b"
        rf"|\b(?:managed|handled|performed|done) (?:solely |only )?by (?:the )?{who}\b"
        rf"|\b(?:is|are|belongs to) (?:the )?{who}(?:'s|s')(?: (?:under|when|on|in|for|with|to)\b|$)"
        rf"|\bsecurity {side} the cloud\b"
        rf"|\b(?:is|are) (?:the )?{who} (?:\w+ )?(?:responsib\w+|accountab\w+)\b"
    )
    for owner, who, side in ((Owner.CUSTOMER, CUSTOMER, "in"), (Owner.AWS, AWS, "of"))
}
# These verbs fit any subject, so they count only in questions about tasks: "which task does AWS leave to you".
ACTS = "(?:do|perform|manage|handle|maintain|secure|control|own)"
MOVES = "(?:up|left?|leaves?|handed|passes|moves?|moved|stays?|remains?)"
SAYS_OF_TASK = {
    owner: re.compile(
        rf"\b(?:does|do|must|should|will) (?:the |a |an |your )?{who} (?:still |also )?(?:have to |need to )?{ACTS}\b"
        rf"|\b{who} (?:still )?(?:{ACTS}s?|takes? care|looks? after|has to|have to|must)\b"
        rf"|\b{MOVES} (?:\w+ )?(?:to|on|with) (?:the )?{who}\b"
        rf"|\b(?:is|are|stays?|remains?) {owned}(?: \w+)?$"
        rf"|\b{owned} (?:on|with|when|after|once|under|instead)\b"
    )
    for owner, who, owned in ((Owner.CUSTOMER, CUSTOMER, "(?:yours|the customer's)"), (Owner.AWS, AWS, "aws's"))
}
OF_TASK = re.compile(r"\b(?:tasks?|dut(?:y|ies)|jobs?|part|responsib\w+|security (?:of|in) the cloud)\b|\byours\b")
NEGATION = re.compile(r"\b(?:not|except|isn't|aren't|never|no longer|don't|doesn't|neither|nor|least)\b")
TWO_ASKED = re.compile(r"\bwho (?:will have|has) to\b.*\band who (?:will have|has) to\b", re.IGNORECASE)
WHO_ASKED = re.compile(
    r"\bwho (?:is|are|has|should|must|patches|manages|owns|secures|does|handles|takes|performs)\b"
    r"|\bwhose (?:responsib\w+|task|job|duty|side)\b|\b(?:which|what) (?:party|entity|side)\b"
)
SERVICE_ASKED = re.compile(
    r"\b(?:which|what)(?: of the following| of these)?(?: aws| amazon)? (?:managed )?services?\b"
)
OWNER_WORDS = {
    Owner.AWS: {"aws", "amazon", "web", "services"},
    Owner.CUSTOMER: {"customer", "customers", "customer's", "user", "users", "you", "company", "client", "aws"},
}
AROUND_OWNER = listed("the is are does do it this responsible responsibility solely only alone party itself")
BOTH = re.compile(
    r"^(?:both\b.*|shared(?: (?:between|by|responsibility|control)\b.*)?"
    r"|(?:aws|amazon) and (?:the )?(?:customers?|users?|you)|(?:the )?(?:customers?|users?|you) and (?:aws|amazon))$"
)
KINDS = (
    (ControlKind.SHARED, re.compile(r"\bshared controls?\b|\bcontrols? (?:that )?(?:is|are) shared\b")),
    (ControlKind.INHERITED, re.compile(r"\binherited controls?\b|\bcontrols? .{0,40}inherit|\binherits?\b")),
    (ControlKind.CUSTOMER_SPECIFIC, re.compile(r"\bcustomer specific controls?\b")),
)
SUBJECT = re.compile(rf"^(?:the )?(?:(?P<aws>{AWS})|(?P<customer>{CUSTOMER})) (?!and\b|or\b)(?=[a-z]+s?\b)")


@dataclass(frozen=True)
class Assertion:
    """The key asserts that `owner` does `task`, or does not if `negated`."""

    option: FoundOption
    owner: Owner
    task: str
    context: str  # text that may name services if the task does not
    in_stem: bool = False  # service and task are in the stem, and the option only names an owner
    negated: bool = False
    service_is_key: bool = False


@dataclass(frozen=True)
class ControlAssertion:
    option: FoundOption
    kind: ControlKind


@lru_cache(maxsize=20_000)
def _about(text: str) -> str:
    return MODEL.sub(" ", " ".join(words(text)))


def is_about_responsibility(question: FoundQuestion) -> bool:
    said = " ".join(words(question.stem))
    if owner_said(last_sentence(question.stem)):
        return True
    return "responsib" in said or "accountab" in said or bool(WHO_ASKED.search(said) or _kind_asked(question.stem))


def owner_said(text: str) -> Owner | None:
    """Return the one owner that a text calls responsible; None for none or two."""
    about = _about(text)
    said = [owner for owner, pattern in SAYS.items() if pattern.search(about)]
    if not said and OF_TASK.search(about):
        said = [owner for owner, pattern in SAYS_OF_TASK.items() if pattern.search(about)]
    return said[0] if len(said) == 1 else None


def owner_named(text: str) -> Owner | None:
    # "AWS, which runs RDS" is AWS.
    said = [word for word in words(text.partition(",")[0]) if word not in AROUND_OWNER]
    if not said or len(said) > 8:
        return None
    if BOTH.match(" ".join(said)):
        return Owner.SHARED
    for owner, names in OWNER_WORDS.items():
        if set(said) <= names and (owner is Owner.AWS or set(said) != {"aws"}):
            return owner
    return None


def last_sentence(stem: str) -> str:
    stem = CHOOSE.sub(" ", plain(stem)).strip()
    parts = [part for part in re.split(r"(?<=[.?!]) +", stem) if len(part.split()) > 2]
    return parts[-1] if parts else stem


def assertions(question: FoundQuestion) -> Iterator[Assertion | ControlAssertion]:
    if question.true_false:
        yield from _statement(question)
        return
    asked = last_sentence(question.stem)
    if TWO_ASKED.search(asked):
        return  # the answer is about both tasks, and fits neither alone
    negated = bool(NEGATION.search(_about(asked)))
    kind = _kind_asked(asked)
    for option in question.keys:
        if kind:
            if not negated:
                yield ControlAssertion(option, kind)
        else:
            yield from _of_option(question, option, asked, negated=negated)


def _kind_asked(text: str) -> ControlKind | None:
    about = _about(text)
    kinds = [kind for kind, pattern in KINDS if pattern.search(about)]
    return kinds[0] if len(kinds) == 1 else None


def _of_option(question: FoundQuestion, option: FoundOption, asked: str, *, negated: bool) -> Iterator[Assertion]:
    named, said = owner_named(option.text), owner_said(asked)
    if named:
        if not negated and said is None and is_about_responsibility(question):
            yield Assertion(option, named, asked, question.stem, in_stem=True)
    elif said and SERVICE_ASKED.search(normal(asked)):
        yield Assertion(option, said, asked, option.text, negated=negated, service_is_key=True)
    elif said:
        yield Assertion(option, said, option.text, question.stem, negated=negated)
    elif is_about_responsibility(question) and not NEGATION.search(_about(option.text)):
        of_option = owner_said(option.text) or _subject(option.text)
        if of_option:
            yield Assertion(option, of_option, option.text, question.stem, negated=negated)


def _statement(question: FoundQuestion) -> Iterator[Assertion]:
    owner = owner_said(question.stem) or _subject(question.stem)
    if owner and not NEGATION.search(_about(question.stem)):
        key = question.keys[0]
        yield Assertion(key, owner, question.stem, question.stem, in_stem=True, negated=key.letter == "B")


def _subject(text: str) -> Owner | None:
    found = SUBJECT.match(_about(text).strip())
    if found is None:
        return None
    return Owner.AWS if found.group("aws") else Owner.CUSTOMER
