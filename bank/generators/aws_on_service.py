"""Which of these tasks does AWS carry out on this service? One AWS duty among three of the customer's."""

from collections.abc import Iterator

from bank.generators.draft import DerivedQuestion
from bank.generators.tasks import one_among_three
from matrix.facts import Facts
from matrix.models import Side

NAME = "aws-on-service"
WORDINGS = (
    "Which of these tasks does AWS carry out {at} {service}?",
    "You use {service}. Which of these can you leave to AWS?",
    "Which of these comes with {service}, so that you need not do it?",
    "A team starts to use {service}. Which task can it strike off its own list?",
    "Which of these is AWS's work {at} {service}?",
    "A manager asks which of these tasks AWS does {at} {service}. Which one is it?",
    "Your company uses {service}. Which of these is AWS responsible for?",
    "Four tasks come up in a planning meeting about {service}. Which one is AWS's?",
)


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    return one_among_three(NAME, Side.AWS, WORDINGS, facts)
