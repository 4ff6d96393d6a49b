"""What figures of a check let one conclude, and what not yet, in sentences."""

from collections.abc import Iterator

from bank.grading import FULL_MARKS
from quizzes.statistics.check_formulas import Distribution, Interval, Reliability, wilson

# Scores and choices of fewer learners of the whole site could be read as one person's. A class is its instructor's.
FEWEST = 5
NARROW = 0.25  # a range of a quarter of all answers
SATISFACTORY, UNSATISFACTORY = 0.75, 0.64  # Moodle, "Quiz report statistics": coefficient of internal consistency


def percent_range(interval: Interval | None) -> str:
    """“44 to 97%”."""
    return f"{100 * interval[0]:.0f} to {100 * interval[1]:.0f}%" if interval else ""


def number_range(interval: Interval | None) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}" if interval else ""


def right_in_words(answers: int, marks: int) -> str:
    """“5 of 6 right: 44 to 97%”, or “No answers yet”."""
    right = round(marks / FULL_MARKS, 1)
    return f"{right:g} of {answers} right: {right_range(answers, marks)}" if answers else "No answers yet"


def right_range(answers: int, marks: int) -> str:
    return percent_range(wilson(marks / FULL_MARKS, answers))


def conclusion_of_question(answers: int, marks: int) -> str:
    interval = wilson(marks / FULL_MARKS, answers)
    if interval is None:
        return "No answers yet."
    narrow = interval[1] - interval[0] <= NARROW
    return (
        f"{right_in_words(answers, marks)}. With many more answers, the share would be in this range: "
        + ("narrow enough to compare" if narrow else "too wide to call")
        + (" the question with others." if narrow else " the question easy or hard.")
    )


def conclusions(scores: Distribution, found: Reliability | None) -> Iterator[str]:
    attempts = f"{scores.n} attempt{'' if scores.n == 1 else 's'}"
    if scores.mean_interval is None:
        yield f"From {attempts}, no one can say where the next scores will be."
    elif not scores.deviation:
        yield f"All {attempts} have the same score, so nothing shows yet how much scores differ."
    else:
        yield (
            f"Judging by {attempts}, the mean of many learners like these would be between"
            f" {percent_range(scores.mean_interval).replace(' to ', ' and ')}."
        )
    yield _of(found) if found else "Reliability needs 3 attempts with different scores and at least 2 questions."
    if found:
        yield (
            f"The standard error says how far chance moves one score: two learners whose scores differ by less than"
            f" {100 * found.least_difference:.0f} points may know the same."
        )


def _of(found: Reliability) -> str:
    low, high = found.interval
    between = f"Reliability is between {low:.2f} and {high:.2f}"
    if low >= SATISFACTORY:
        return f"{between}: the check tells learners apart well."
    if high < UNSATISFACTORY:
        return f"{between}: much of the difference between scores is chance. Use it to practice, not to rank learners."
    return f"{between}: these attempts can’t show yet whether the check tells learners apart."
