"""Whom a phrase means: AWS or its customer, by name or by role. It uses wording only, no facts."""

import re
from functools import lru_cache

from exchange.audit.words import listed, words
from matrix.models import Owner

AWS, CUSTOMER, BOTH = "@aws", "@customer", "@both"
MARKS = {Owner.AWS: AWS, Owner.CUSTOMER: CUSTOMER, Owner.SHARED: BOTH}
MODEL = re.compile(
    r"(?:the )?(?:aws |amazon |cloud |this )*shared (?:security )?responsibility (?:model|framework)(?:'s)?"
    r"|shared responsibility(?= between| of aws)"
)
# What people do for either side, and who they are depends on whose they are.
PEOPLE = (
    r"(?:(?:operations?|support|security|facilit(?:y|ies)|field|site|data cent(?:er|re)|service|infrastructure|network"
    r"|platform|it|dev|devops|cloud|application|database|compliance|hardware|on call|internal|own|in house|systems?"
    r"|data|web|software) )*"
    r"(?:engineers?|engineering|technicians?|staff|teams?|people|personnel|employees?|operators?"
    r"|operations|crews?|agents?|experts?"
    r"|specialists?|boss|bosses|chief|sysadmins?|analysts?|architects?|programmers?|administrators?|admins?|developers?|workers?|guards?|departments?|organization|managers?|side"
    r"|members?|colleagues?|group|owner|owners|party|itself)"
)
PROVIDER = (
    r"(?:(?:public |the )?(?:cloud|service|hosting|infrastructure|cloud service"
    r"|cloud computing) (?:provider|vendor|operator|supplier)"
    r"|csp|provider|vendor|hyperscaler|hoster|landlord)"
)
OUTSIDE = (
    r"(?:carrier|vendor|maker|manufacturer|regulator|auditor|partner|reseller|supplier|contractor|author|police"
    r"|government|isp)"
)
OF_PROVIDER = r"(?:regions?|zones?|availability zones?|hypervisors?|data cent(?:er|re)s?|edge locations?)"
ORGANIZATION = (
    r"(?:company|firm|business|organi[sz]ation|enterprise|party|side|one|team|people|those|someone"
    r"|corporation)"
)
COMPUTING = (
    r"(?:the |its |their |a |an |own )*(?:\w+ )?(?:cloud|servers?|hardware|machines?|data cent(?:er"
    r"|re)s?|infrastructure|platform"
    r"|buildings?|facilit(?:y|ies)|services?|capacity|racks?|computers?|resources|instances?)"
)
RUNS = (
    r"(?:rents? (?:\w+ )*?out|leases? (?:\w+ )*?out|owns?|operates?|runs?|provides?|builds?|sells?"
    r"|supplies|offers?|hosts?|maintains?)"
)
RENTS = (
    r"(?:rents?|leases?|uses?|consumes?|pays? for|buys?|hires?|subscribes? to|orders?|signed up for|signs? up for"
    r"|opened|opens?|holds?|deploys?(?: \w+){0,2} (?:on|to|in))"
)
SUBSCRIBED = r"(?:the |its |their |an? )*(?:aws )?(?:accounts?|subscription|bill|invoice|workloads?|applications?)"
CLIENT = (
    r"(?:customers?|users?|clients?|compan(?:y|ies)|organi[sz]ations?|(?:aws "
    r"|cloud )?account (?:owners?|holders?)|subscribers?"
    r"|consumers?|tenants?|enterprises?|business(?:es)?|firms?|start ups?|startups?|corporations?"
    r"|agenc(?:y|ies)|banks?"
    r"|hospitals?|clinics?|schools?|universit(?:y|ies)|retailers?|shops?|insurers?|manufacturers?|publishers?|studios?"
    r"|charit(?:y|ies)|museums?|offices?|airlines?|authorit(?:y|ies)|factor(?:y|ies)"
    r"|lessees?|renters?|buyers?|account owner|workload owners?|teams?)"
)
# After these words, a customer or AWS is no actor but part of a name: customer data, AWS services.
NAMED_BY_IT = (
    r"(?! (?:data|content|managed|provided|side|specific|accounts?|permissions?|access|gateways?|environments?|keys?"
    r"|master|workloads?|information|records?|regions?|services?|cloud|infrastructure|global|management|console"
    r"|resources?|offerings?|marketplace|partners?|support|names?|passwords?|credentials?|identities"
    r"|groups?|polic(?:y|ies)"
    r"|traffic|files|documents|applications?|owned|supplied|controlled|supported|facing|trusted|artifact"
    r"|health|network|data centers?|datacenters?|hardware|certified|level|devices?|input|sessions?"
    r"|level|secrets?|systems?|software|databases?"
    r"|interface|interfaces|code|web services|backbone|edge|availability|facilit\w+|well|site|based"
    r"|compliance|usage|resource"
    r"|nitro|servers?|hosts?|hypervisors?|buildings|apis?|endpoints?|sdks?|cli|configurations?|security)\b)"
)
ROLES = (
    # "the customers of the provider", "users of AWS"
    (re.compile(rf"\b(?:the |an? |our |each |every )?{CLIENT} of (?:the )?(?:aws|amazon|{PROVIDER})\b"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? )?(?:aws|amazon|cloud|{PROVIDER}'s)(?:'s)? {CLIENT}\b{NAMED_BY_IT}"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? |whichever )?{ORGANIZATION} (?:that|which|who"
        rf"|whose staff) {RENTS} {COMPUTING} from \w+"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? |whichever )?{ORGANIZATION} (?:that|which|who"
        rf"|whose staff) {RENTS} (?:{SUBSCRIBED}|{COMPUTING})(?! out)\b"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? |whichever )?{ORGANIZATION} (?:that|which|who|whose staff) (?:{RUNS}"
        rf"|rents? {COMPUTING} out) {COMPUTING}(?: out)?\b"), AWS),
    (re.compile(rf"\b(?:the |an? )?{ORGANIZATION} (?:behind|operating|running|providing|owning) {COMPUTING}\b"), AWS),
    (re.compile(rf"\bwho(?:ever) {RENTS} (?:{SUBSCRIBED}|{COMPUTING})(?! out)\b"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? )?{ORGANIZATION} (?:using|renting|leasing|paying for) {COMPUTING}\b"), CUSTOMER),
    (re.compile(r"\b(?:the |an? )?(?:owners?|operators?|suppliers?) of (?:the )?(?:cloud|data cent(?:er|re)s?"
        r"|infrastructure|hardware)\b"), AWS),
    (re.compile(r"\b(?:the |an? )?(?:owners?|holders?) of the (?:aws )?(?:account|workload|application|data"
        r"|bucket)\b"), CUSTOMER),
    (re.compile(rf"\b(?:the )?(?:amazon web services|aws|amazon|@aws|{PROVIDER})(?:'s|s')? {PEOPLE}(?!')\b"), AWS),
    (re.compile(rf"\b(?:the |an? )?(?:aws |amazon )?{OF_PROVIDER}(?:'s|s')? {PEOPLE}(?!')\b"), AWS),
    (re.compile(rf"\b(?:the |an? )?{PEOPLE} (?:at|of|from|employed by|who work for|working for|hired by|inside"
        rf"|within|on the side of|paid by|on) (?:the )?(?:amazon web services|aws|amazon|@aws"
        rf"|{PROVIDER})\b"), AWS),
    (re.compile(rf"(?<![\w@])(?:the )?(?:amazon web services|aws|amazon|{PROVIDER}){NAMED_BY_IT}(?=\b)(?!')"), AWS),
    (re.compile(rf"\b(?:the )?(?:amazon web services|aws|amazon|{PROVIDER})(?=(?:'s|s')(?: |$))"), AWS),
)  # fmt: skip
CLIENTS = (
    (re.compile(rf"\b(?:the |an? |their |its |our )?(?:\w+ )?{PEOPLE} (?:at|of|from|employed by|who work for"
        rf"|working for|hired by|inside|within|paid by|on the side of) (?:the |an? |its |their "
        rf"|each )?(?:@customer|{CLIENT})\b{NAMED_BY_IT}"), CUSTOMER),
    (
        re.compile(rf"\b(?:the |an? |each |every |all |our |its |their )?{CLIENT}(?:'s|s') {PEOPLE}\b{NAMED_BY_IT}"),
        CUSTOMER,
    ),
    (re.compile(rf"\b(?:your|our|its|their|my) (?:own )?{PEOPLE}\b{NAMED_BY_IT}"), CUSTOMER),
    (re.compile(rf"\b(?:the |an? |each |every |all |our |its |their )?{CLIENT}(?='s |s' |'s$|s'$)"), CUSTOMER),
    (re.compile(rf"(?<![\w@])(?:(?:the |an? )(?!(?:aws|amazon|cloud|hosting|provider)\b)\w+ (?={CLIENT}\b)"
        rf"|the |an? |each |every |all |our )?(?:{CLIENT}|developers?"
        rf"|administrators?){NAMED_BY_IT}\b(?!')"), CUSTOMER),
    (
        re.compile(rf"\b(?:the )?(?!(?:it|that|who|what|{OUTSIDE})'s)"
            rf"[a-z]+'s (?:own )?(?:{PEOPLE}|{CLIENT})\b{NAMED_BY_IT}"),
        CUSTOMER,
    ),
    (re.compile(r"\b(?:you|we|us|i|me|myself|ourselves|yourself)\b(?!')"), CUSTOMER),
    (re.compile(r"\b(?:yours|ours|mine)\b"), CUSTOMER + "'s"),
    (re.compile(r"\b(?:your|our|my)(?= (?:\w+ )?(?:responsib\w+|task|tasks|dut(?:y|ies)|jobs?|part|side|share"
        r"|problems?|headaches?|business|mess|call|turf|plate|court|shoulders|fault|mistake|list|chores?"
        r"|work|obligations?)\b)"), CUSTOMER + "'s"),
)  # fmt: skip
TOGETHER = re.compile(
    rf"\b(?:both |between |by )?{AWS}(?:'s)? (?:and|together with|jointly with|along with|as well as"
        rf"|with|&|plus) (?:the |its |also )?{CUSTOMER}"
    rf"|\b(?:both |between |by )?{CUSTOMER} (?:and|together with|jointly with|along with|as well as"
        rf"|with|plus) (?:also )?{AWS}"
    r"|\b(?:both|the two|each of the|all) (?:parties|sides|of them|organi[sz]ations)\b|\b(?:both"
        r"|each) (?:side|part(?:y|ies))\b"
    .replace(r"\b(?:both |between |by )?@", r"(?:\b(?:both|between|by) )?@")
)  # fmt: skip
JOINT = re.compile(
    r"^(?:it is |this is |the )?(?:both\b.*|shared\b.*|joint(?:ly)?\b.*|together\b.*|each side\b.*"
    r"|each does (?:a|its) part\b.*|either side\b.*split)"
)
PAUSE = re.compile(r"[,;:(–—]| - ")
CUT = re.compile(
    r" (?:because|since|as (?:it|the|they|part|@aws|@customer)|through|by \w+ing|under|who|whose"
    r"|which|that (?!of)|whenever|if|when"
    r"|in (?:all|every|each|both)|for \w+ing|using)\b"
)
AROUND = listed("""
    the is are does do it this them am responsible responsibility responsibilities solely only alone party itself
    always an a
    entirely fully mainly exclusively one has have to must will be task job side security of in on that's it's own
    completely team's accountable for by from that those last next current automatically equally done performed handled
    managed part area problem problems fault mistake call mess headache business just obviously clearly totally gets
    simply still
""")


@lru_cache(maxsize=50_000)
def marked(text: str) -> str:
    """Return the words of a text with each party by its mark, whatever the text calls it."""
    said = MODEL.sub(" ", " ".join(words(text)).replace("responsab", "responsib"))
    for pattern, mark in (*ROLES, *CLIENTS):
        said = pattern.sub(mark, said)
    said = said.replace("the @", "@")
    return " ".join(TOGETHER.sub(BOTH, said).split())


def owner_named(text: str) -> Owner | None:
    """Return the party that a text names and nothing else, as "AWS, which runs RDS" names AWS."""
    said = marked(text)
    if JOINT.match(said) and len(said.split()) <= 14:
        return Owner.SHARED
    beginning = CUT.split(marked(PAUSE.split(text.strip(), maxsplit=1)[0]), maxsplit=1)[0]
    return _owner_alone(beginning) or (Owner.SHARED if said.startswith(BOTH) and len(said.split()) <= 10 else None)


def _owner_alone(said: str) -> Owner | None:
    rest = [word.removesuffix("'s") for word in said.split() if word not in AROUND]
    if not rest or len(rest) > 4:
        return None
    if JOINT.match(" ".join(rest)):
        return Owner.SHARED
    for owner, mark in MARKS.items():
        if set(rest) == {mark}:
            return owner
    return None
