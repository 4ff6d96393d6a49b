"""The one set that the practice page recommends, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.memory.knowledge import Knowledge, Remembered
from quizzes.practice.choices import USUAL_LENGTH, By, PracticeChoice, PracticePool

ENOUGH = 3  # facts or questions that make a set worth a session


@dataclass(frozen=True)
class Recommendation:
    choice: PracticeChoice
    title: str
    why: str
    length: int = USUAL_LENGTH


def recommendation_of(pool: PracticePool, knowledge: Knowledge) -> Recommendation | None:
    """Return what was missed, is due or is weak, else what is new; None if nothing can be asked."""
    for choice, about, why in _in_turn(pool, knowledge):
        stock = pool.stock(choice)
        if stock.startable:
            questions = min(stock.questions, USUAL_LENGTH)
            noun = "question" if questions == 1 else "questions"
            return Recommendation(choice, f"{questions} {about.format(noun)}", why)
    return None


def _in_turn(pool: PracticePool, knowledge: Knowledge) -> Iterator[tuple[PracticeChoice, str, str]]:
    mixed = PracticeChoice(By.MIXED)
    if not pool.history.items:
        yield (
            mixed,
            "mixed {} on the core services",
            "You haven’t answered a question yet. These show you the whole model.",
        )
        return
    missed = pool.stock(PracticeChoice(By.MISSED)).questions
    if missed >= ENOUGH:
        why = f"Your latest answer to {missed} questions was wrong. You get the same questions again."
        yield PracticeChoice(By.MISSED), "{} you missed", why
    for service, due in _due(pool, knowledge).most_common(1):
        if due >= ENOUGH:
            name = pool.known.services[service].short_name
            yield (
                PracticeChoice(By.SERVICE, service=service),
                f"{{}} on {name}",
                f"{due} of its facts are due for review.",
            )
    weak = pool.stock(PracticeChoice(By.WEAK)).facts
    if weak >= ENOUGH:
        why = f"{weak} facts are weak: your last answer was wrong, not sure or a guess."
        yield PracticeChoice(By.WEAK), "{} on your weak facts", why
    new = pool.stock(mixed).never_met
    yield mixed, "mixed {}", f"{new} facts are new to you, and they come first." if new else "You have met every fact."


def _due(pool: PracticePool, knowledge: Knowledge) -> Counter[str]:
    known, memories = pool.known, ((pk, Remembered.of(row)) for pk, row in knowledge.kept.items())
    due = (pk for pk, memory in memories if memory.due <= knowledge.at and pk in known.cell_ids)
    return Counter(known.cell_by_id(pk).service.slug for pk in due)
