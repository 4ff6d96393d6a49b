"""The three answers to "who?": AWS, the customer, or both, each with tasks of its own."""

from collections.abc import Callable, Iterable, Mapping

from bank.generators.draft import DerivedOption
from bank.generators.misconceptions import taking_aws_part, taking_customer_part
from bank.models import Skill
from matrix.models import Owner, Responsibility

AWS, CUSTOMER, BOTH = "aws", "customer", "both"
ROLES = {Owner.AWS: AWS, Owner.CUSTOMER: CUSTOMER, Owner.SHARED: BOTH}
OWNERS = {role: owner for owner, role in ROLES.items()}
TEXTS = {AWS: "AWS", CUSTOMER: "The customer", BOTH: "Both: each side does a part"}
SKILLS = {Owner.AWS: Skill.AWS, Owner.CUSTOMER: Skill.CUSTOMER, Owner.SHARED: Skill.SHARED}


def owner_options(
    key: str, reasons: Mapping[str, str], said: Callable[[Owner], Iterable[dict[str, str]]], cell: Responsibility
) -> list[DerivedOption]:
    """Return an option per role, with its reason; `said` gives what an owner as the answer claims."""
    wrong = {AWS: taking_customer_part(cell), CUSTOMER: taking_aws_part(cell), BOTH: "shared-means-everything-twice"}
    return [
        DerivedOption(
            key=role,
            text=text,
            rationale=reasons[role],
            is_key=role == key,
            misconception=wrong[role],
            claims=tuple(said(OWNERS[role])),
        )
        for role, text in TEXTS.items()
    ]
