"""Which of these tasks is yours on this service? One customer duty among three of AWS's."""

from collections.abc import Iterator

from bank.generators.draft import DerivedQuestion
from bank.generators.tasks import one_among_three
from matrix.facts import Facts
from matrix.models import Side

NAME = "yours-on-service"
WORDINGS = (
    "Which of these tasks is yours {at} {service}?",
    "You use {service}. Which of these do you have to do yourself?",
    "Which task does AWS leave to you {at} {service}?",
    "A team starts to use {service}. Which task belongs on the team's own list?",
    "AWS does its part of the work behind {service}. Which of these tasks is not included?",
    "Your company plans its work with {service}. Which of these belongs in the plan?",
    "Four tasks come up in a planning meeting about {service}. Which one is up to you?",
    "A new colleague asks which of these tasks your own team does {at} {service}. Which one is it?",
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    return one_among_three(NAME, Side.CUSTOMER, WORDINGS, facts)
