"""What a format cannot express of a question, shown before a download."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bank.content import EVIDENCE, Content
from bank.models import Form


@dataclass(frozen=True)
class Leaving:
    slug: str
    content: Content


@dataclass(frozen=True)
class Loss:
    question: str
    field: str
    message: str


@dataclass
class WrittenFile:
    data: bytes
    losses: list[Loss] = field(default_factory=list)
    left_out: list[Loss] = field(default_factory=list)


class LeftOut(Exception):
    """The format has no such question; the message is a clause that says why."""


def write_questions[Part](
    questions: Iterable[Leaving],
    one: Callable[[Leaving], tuple[Part, list[Loss]]],
    whole: Callable[[list[Part]], bytes],
) -> WrittenFile:
    """`one` writes a question or raises LeftOut, `whole` joins them."""
    parts: list[Part] = []
    done = WrittenFile(b"")
    for question in questions:
        try:
            part, losses = one(question)
        except LeftOut as reason:
            done.left_out.append(Loss(question.slug, "question", str(reason)))
            continue
        parts.append(part)
        done.losses += losses
    done.data = whole(parts)
    return done


def of_options(question: Leaving, *names: str) -> Iterator[Loss]:
    told = {
        "rationale": "there is no place for the reason of an option",
        "misconception": "there is no place for the idea behind a wrong option",
        "claims": "there is no place for what an option says about a fact",
    }
    options = question.content["options"]
    for name in names:
        holding = [letter(number) for number, option in enumerate(options) if option[name]]
        if holding:
            yield Loss(question.slug, name, f"{told[name]} ({', '.join(holding)}).")


def of_question(question: Leaving, *names: str) -> Iterator[Loss]:
    for name in names:
        if question.content[name] and question.content[name] != EVIDENCE.get(name):
            yield Loss(question.slug, name, "there is no place for it.")


def of_grading(question: Leaving) -> Iterator[Loss]:
    if question.content["form"] == Form.CHOOSE_N:
        said = "each right option brings its share and each wrong one takes as much; here it is all or nothing."
        yield Loss(question.slug, "marks", said)


def of_order(question: Leaving) -> Iterator[Loss]:
    if not Form(question.content["form"]).is_shuffled:
        said = "the options have an order here; Moodle shows them in any order unless its quiz is told not to shuffle."
        yield Loss(question.slug, "order", said)


def letter(number: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]
