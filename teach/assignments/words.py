"""What pages of teachers say about an assignment besides its sentence."""

from accounts.zones import moment_in_words
from quizzes.models import Assignment, AssignmentException
from serving.whole_numbers import counted


def exception_in_words(assignment: Assignment, exception: AssignmentException) -> str:
    """ "10 extra minutes, 30 in all; due Mon, Dec 7, 9:00 PM EST" """
    parts = []
    if exception.extra_minutes:
        whole = f", {assignment.minutes + exception.extra_minutes} in all" if assignment.minutes else ""
        parts.append(f"{counted(exception.extra_minutes, 'extra minute')}{whole}")
    if exception.extra_attempts:
        whole = f", {assignment.attempts + exception.extra_attempts} in all" if assignment.attempts else ""
        parts.append(f"{counted(exception.extra_attempts, 'extra attempt')}{whole}")
    dates = (("opens", exception.opens_at), ("due", exception.due_at), ("closes", exception.closes_at))
    parts += [f"{word} {moment_in_words(at, assignment.cohort.time_zone)}" for word, at in dates if at]
    return "; ".join(parts)


def what_started_learners_keep(stored: Assignment, draft: Assignment, started: int) -> list[str]:
    """A change in their favor reaches open attempts, another one does not."""
    if not started or (stored.minutes, stored.closes_at) == (draft.minutes, draft.closes_at):
        return []
    who = f"{counted(started, 'learner')} {'has' if started == 1 else 'have'} started."
    if stored.minutes and (not draft.minutes or draft.minutes > stored.minutes):
        return [f"{who} They get the longer time too."]
    if draft.minutes and stored.minutes != draft.minutes:
        kept = f"their {stored.minutes} minutes" if stored.minutes else "the time that they have"
        return [f"{who} They keep {kept}."]
    if stored.closes_at and draft.closes_at and draft.closes_at < stored.closes_at:
        return [f"{who} They keep the time that they have."]
    return [f"{who} They can work until the later time."]
