"""Which facts of one service are to be sorted now, and in how many questions."""

from bank.generators.rows import FEWEST, MOST, stacks
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.memory.knowledge import Knowledge


def cells_to_sort(service: str, facts: Facts, knowledge: Knowledge) -> list[list[Responsibility]]:
    """Return the rows of each question: facts that are due or missed, then new ones, about as many in each question.

    Where there are fewer than a question has, others of the service make it up. Empty if there is nothing to sort.
    """
    cells = [cell for cell in stacks(facts).get(f"service/{service}", ()) if cell.pk in knowledge.asked]
    met = {cell: memory for cell in cells if (memory := knowledge.of(cell).memory)}
    waiting = [cell for cell, memory in met.items() if memory.missed or memory.due <= knowledge.at]
    to_sort = sorted(waiting, key=lambda cell: met[cell].due) + [cell for cell in cells if cell not in met]
    if not to_sort or len(cells) < FEWEST:
        return []
    others = sorted((cell for cell in met if cell not in waiting), key=lambda cell: met[cell].due)
    to_sort += others[: max(0, FEWEST - len(to_sort))]
    questions = -(-len(to_sort) // MOST)
    return [to_sort[number::questions] for number in range(questions)]
