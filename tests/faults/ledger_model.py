"""What the ledger should hold, as plain Python: no database, no query, no clock but three words.

It says the rules a second time, in another way than the product does, so that the two can disagree.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

FULL = 1000
MOST_EXTRAS = 3  # in one sitting
ANSWERS_PER_SLIP = 10


class Worth(NamedTuple):
    marks: int
    left_out: bool = False


@dataclass
class Version:
    """What a question asked at one time. `rows` are the owners of rows to sort, `key` the right options elsewhere."""

    item: str
    number: int
    change: str
    options: tuple[str, ...]
    key: frozenset[str] = frozenset()
    rows: dict[str, str] = field(default_factory=dict)

    def marks(self, answer: dict[str, Any]) -> int:
        if self.rows:
            sent = answer.get("sorted", {})
            return FULL * sum(sent.get(row) == owner for row, owner in self.rows.items()) // len(self.rows)
        return FULL if self.key == set(answer.get("chosen", [])) else 0

    def same_key(self, other: "Version") -> bool:
        return (self.key, self.rows) == (other.key, other.rows)


@dataclass
class Question:
    """One item: its versions from the first, and whether new attempts may ask it."""

    versions: list[Version]
    asked: bool = True

    @property
    def published(self) -> Version:
        return self.versions[-1]

    def waits_for_regrade(self, version: Version) -> bool:
        later = {each.change for each in self.versions[version.number :]}
        return "key_change" in later and "semantic" not in later


class Sent(NamedTuple):
    event: int
    sequence: int
    kind: str
    answer: dict[str, Any]
    confidence: str
    late: bool


@dataclass
class Result:
    sent: Sent
    version: Version
    worth: Worth


@dataclass(eq=False)
class Served:
    """A question in an attempt. `grades` are by response and run; run 0 is the grade given at once.

    `version` is None in an extra question until the ledger is told which one has joined.
    """

    version: Version | None
    scored: bool = True
    is_extra: bool = False
    is_again: bool = False  # asked once more, after a slip
    is_slip: bool = False
    responses: list[Sent] = field(default_factory=list)
    result: Result | None = None
    grades: dict[tuple[int, int], tuple[int, Worth]] = field(default_factory=dict)

    def saves(self, *, in_time: bool = False) -> list[Sent]:
        return [sent for sent in self.responses if sent.kind == "save" and not (in_time and sent.late)]

    def with_event(self, event: int) -> Sent | None:
        return next((sent for sent in self.responses if sent.event == event), None)

    def store(self, event: int, kind: str, answer: dict[str, Any], confidence: str, late: bool) -> Sent:
        sent = Sent(event, len(self.responses) + 1, kind, answer, confidence, late)
        self.responses.append(sent)
        return sent


@dataclass(eq=False)
class Sitting:
    """An attempt. `clock` is "running", "grace" (past the deadline, within the grace) or "over"."""

    learner: int
    quiz: bool
    mode: str
    served: list[Served]
    retried: bool = False
    clock: str = "running"
    ending: str = ""

    @property
    def is_over(self) -> bool:
        return bool(self.ending) or self.clock == "over"

    @property
    def is_touched(self) -> bool:
        return any(each.responses for each in self.served)

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Marks, maximum, answered, right."""
        counting = [each for each in self.served if each.scored and not (each.result and each.result.worth.left_out)]
        worths = [each.result.worth.marks for each in counting if each.result]
        answered = sum(each.result is not None for each in self.served)
        return sum(worths), FULL * len(counting), answered, worths.count(FULL)


@dataclass(eq=False)
class Run:
    number: int
    policy: str
    versions: dict[str, Version]
    undoes: "Run | None" = None
    is_undone: bool = False


class Ledger:
    """Everybody's attempts, and what was graded anew. All of a history happens at one moment.

    `extras` are the questions that may join a practice for contrast, each with what its near-twins share: who made it,
    and the tasks of its key. `rules` are the questions that a rule answers, with the rule. `allowed` is how often the
    quiz may be begun.
    """

    def __init__(
        self,
        questions: dict[str, Question],
        without_account: set[int],
        extras: dict[str, frozenset[str]],
        rules: dict[str, str],
    ):
        self.questions = questions
        self.without_account = without_account
        self.allowed: int | None = None
        self.extras = extras
        self.rules = rules
        self.sittings: list[Sitting] = []
        self.runs: list[Run] = []
        self.merged: dict[int, int] = {}
        self.corrections: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = {}

    # ---- Beginning

    def open_sitting(self, learner: int, mode: str, *, quiz: bool) -> Sitting | None:
        return next(
            (
                each
                for each in self.sittings
                if each.learner == learner and not each.ending and each.quiz == quiz and (quiz or each.mode == mode)
            ),
            None,
        )

    def begin(
        self,
        learner: int,
        mode: str,
        items: list[str],
        *,
        quiz: bool = False,
        leaving: bool = False,
        retried: bool = False,
        unscored: frozenset[int] = frozenset(),
    ) -> Sitting | str:
        """The sitting, or the name of what is raised. Who has been merged begins as the account."""
        learner = self.merged.get(learner, learner)
        opened = self.open_sitting(learner, mode, quiz=quiz)
        if opened and not leaving:
            return opened
        asked = [self.questions[item].published for item in items if self.questions[item].asked]
        if not asked:
            return "NothingToAsk"
        if quiz and self.allowed is not None:
            if learner in self.without_account:
                return "AccountNeeded"
            if not retried and len(self._begun(learner)) >= self.allowed:
                return "NoAttemptsLeft"
        if opened:
            self.close(opened, "left")
        served = [Served(version, position not in unscored) for position, version in enumerate(asked, 1)]
        self.sittings.append(Sitting(learner, quiz, mode, served, retried))
        return self.sittings[-1]

    def _begun(self, learner: int) -> list[Sitting]:
        return [each for each in self.sittings if each.learner == learner and each.quiz and not each.retried]

    def retry(self, sitting: Sitting) -> Sitting | str:
        """With what was not right or has no answer, less what waits elsewhere."""
        waiting = self._waiting(sitting.learner)
        missed = [
            each.version.item
            for each in sitting.served
            if not each.is_again
            and not (each.result and each.result.worth.marks == FULL)
            and each.version.item not in waiting
        ]
        mode = "check" if sitting.mode == "check" else "drill"
        return self.begin(sitting.learner, mode, missed, quiz=sitting.quiz, retried=True)

    # ---- In a lesson

    def in_a_lesson(self, learner: int, item: str) -> str | int:
        """ "gone", "kept", or how often the learner has answered it there as the question that it is."""
        learner, question = self.merged.get(learner, learner), self.questions[item]
        mine = [each for each in self.sittings if each.learner == learner]
        begun = max((each.number for each in question.versions if each.change == "semantic"), default=0)
        if not question.asked:
            return "gone"
        if item in self._waiting(learner):
            return "kept"
        there = [each.served[0].version for each in mine if each.mode == "section"]
        return sum(each.item == item and each.number >= begun for each in there)

    # ---- Answering

    def answer(self, sitting: Sitting, served: Served, event: int, answer: dict[str, Any], confidence: str) -> str:
        """ "stored", "again" or the name of what is raised."""
        if sitting.mode == "exam" and not sitting.ending:
            return "ValueError"
        if served.result:
            return "again" if served.result.sent.event == event else "Overtaken"
        before = sitting.score
        sent = served.store(event, "check", answer, confidence, sitting.is_over)
        self._grade_at_once(served, sent)
        self._grade_by_runs(sitting, [served], before)
        if self._brings_an_extra(sitting, served):
            sitting.served.append(Served(None, scored=False, is_extra=True))
        if not sitting.ending and all(each.result for each in sitting.served):
            sitting.ending = "finished"
        return "stored"

    def _brings_an_extra(self, sitting: Sitting, served: Served) -> bool:
        """Sure and not right, in a practice that is not over, where there is a question on the other cell."""
        sent = served.result.sent
        return (
            (sitting.mode, sent.confidence) in [("drill", "sure"), ("review", "sure")]
            and served.result.worth.marks < FULL
            and not (served.is_extra or served.is_again or sent.late)
            and sum(each.is_extra for each in sitting.served) < MOST_EXTRAS
            and bool(self.may_join(sitting))
        )

    def take_back(self, sitting: Sitting, served: Served) -> str:
        """ "stored", "again", "none" or the name of what is raised. All of it happens within the ten seconds."""
        sent, worth = served.result.sent, served.result.worth
        if sitting.mode in ("exam", "section") or sent.late or worth.marks == FULL or "unsure" in sent.answer:
            return "none"
        if served.is_slip:
            return "again"
        mine = [each for other in self.sittings if other.learner == sitting.learner for each in other.served]
        last = max((each.result.sent.event for each in mine if each.is_slip), default=None)
        if last is not None and sum(bool(each.result) and each.result.sent.event > last for each in mine) < (
            ANSWERS_PER_SLIP
        ):
            return "Refused"
        served.is_slip = True
        if not sitting.ending:
            sitting.served.append(Served(served.version, scored=False, is_again=True))
        return "stored"

    def may_join(self, sitting: Sitting) -> set[str]:
        """Extra questions that neither stand in the sitting nor wait for an answer; those never answered, if any."""
        served = {each.version.item for each in sitting.served if each.version}
        met = {mark for slug in served & self.extras.keys() for mark in self.extras[slug]}
        free = {slug for slug, marks in self.extras.items() if not marks & met}
        free -= served | self._waiting(sitting.learner)
        known = {
            each.version.item
            for other in self.sittings
            for each in other.served
            if other.learner == sitting.learner and each.result
        }
        return free - known or free

    def known_of_rules(self) -> dict[tuple[int, str], list[tuple[bool, str]]]:
        """By learner and rule: whether each answer that counts was right by the key of today, and how sure it was."""
        found: dict[tuple[int, str], list[tuple[bool, str]]] = {}
        for sitting in self.sittings:
            for served in sitting.served:
                result = served.result
                if not result or result.version.item not in self.rules:
                    continue
                if not (result.sent.late or served.is_slip or result.worth.left_out):
                    right = result.version.marks(result.sent.answer) == FULL
                    of_one = found.setdefault((sitting.learner, self.rules[result.version.item]), [])
                    of_one.append((right, result.sent.confidence))
        return {subject: sorted(answers) for subject, answers in found.items()}

    def _waiting(self, learner: int) -> set[str]:
        """Questions without an answer in what the learner has open."""
        return {
            each.version.item
            for sitting in self.sittings
            if sitting.learner == learner and not sitting.ending
            for each in sitting.served
            if each.version and not each.result
        }

    def join(self, sitting: Sitting, version: Version) -> None:
        self.questions.setdefault(version.item, Question([version]))
        sitting.served[-1].version = version

    def save(self, sitting: Sitting, served: Served, event: int, sequence: int, answer: dict[str, Any]) -> str:
        if sitting.ending == "discard":
            return "Discarded"
        if served.with_event(event):
            return "again"
        if any(sent.sequence >= sequence for sent in served.saves()):
            return "Stale"
        served.store(event, "save", answer, "", sitting.is_over)
        return "stored"

    def flag(self, sitting: Sitting, served: Served, event: int, *, on: bool) -> str:
        if sitting.ending == "discard":
            return "Discarded"
        if served.with_event(event):
            return "again"
        served.store(event, "flag", {"flag": on}, "", sitting.is_over)
        return "stored"

    def discard(self, sitting: Sitting) -> str:
        if sitting.ending == "discard":
            return "again"
        if sitting.is_over or any(each.saves() for each in sitting.served):
            return "CannotDiscard"
        sitting.ending = "discard"
        return "discarded"

    def close(self, sitting: Sitting, ending: str) -> None:
        if sitting.ending:
            return
        if sitting.mode == "exam":
            graded = [each for each in sitting.served if each.saves(in_time=True)]
            for served in graded:
                self._grade_at_once(served, served.saves(in_time=True)[-1])
            self._grade_by_runs(sitting, graded, sitting.score)
        sitting.ending = ending

    def _grade_at_once(self, served: Served, sent: Sent) -> None:
        worth = Worth(0 if sent.late else served.version.marks(sent.answer))
        served.grades[sent.sequence, 0] = served.version.number, worth
        served.result = Result(sent, served.version, worth)

    def _grade_by_runs(self, sitting: Sitting, served: list[Served], before: tuple[int, int, int, int]) -> None:
        for run in self.runs:
            if not run.undoes and not run.is_undone:
                before = self._regrade_in(run, sitting, served, before)

    # ---- Merging

    def merge(self, guest: int, into: int) -> bool:
        """Whether there was anything to move.

        Of two open sittings of one kind an answered one stays open, of two alike the account's. Of the guest's at the
        quiz as many count as the account has left.
        """
        if self.merged.get(guest, into) != into:
            return False
        mine = [sitting for sitting in self.sittings if sitting.learner == guest]
        for sitting in self.sittings:
            if sitting.learner in (guest, into) and sitting.clock == "over":
                self.close(sitting, "time")
        if self.allowed is not None:
            for sitting in self._begun(guest)[max(self.allowed - len(self._begun(into)), 0) :]:
                if sitting.ending != "left":
                    self.close(sitting, "excess")
                    sitting.ending = "excess"
        for sitting in (each for each in mine if not each.ending):
            other = self.open_sitting(into, sitting.mode, quiz=sitting.quiz)
            if other:
                self.close(other if sitting.is_touched and not other.is_touched else sitting, "left")
        for sitting in mine:
            sitting.learner = into
        self.merged[guest] = into
        return bool(mine)

    # ---- Correcting

    def publish(self, version: Version) -> None:
        question = self.questions[version.item]
        if not version.same_key(question.published) and version.change != "semantic":
            version.change = "key_change"
        question.versions.append(version)
        question.asked = True

    def order(self, items: list[str], policy: str) -> Run | str:
        waiting = any(
            self.questions[each.version.item].waits_for_regrade(each.result.version)
            for sitting in self.sittings
            for each in sitting.served
            if each.result and each.version.item in items
        )
        if not waiting:
            return "RegradeRefused"
        return self._carry_out(
            Run(len(self.runs) + 1, policy, {item: self.questions[item].published for item in items})
        )

    def undo(self, run: Run) -> Run | str:
        later = [each for each in self.runs if each.number > run.number and each.versions.keys() & run.versions.keys()]
        if run.is_undone or any(not each.undoes and self._is_in_force(each) for each in later):
            return "CannotUndo"
        run.is_undone = True
        return self._carry_out(Run(len(self.runs) + 1, run.policy, run.versions, undoes=run))

    def _is_in_force(self, run: Run) -> bool:
        return not any(self._is_in_force(each) for each in self.runs if each.undoes is run)

    def _carry_out(self, run: Run) -> Run:
        self.runs.append(run)
        for sitting in self.sittings:
            self._regrade_in(run, sitting, sitting.served, sitting.score)
        return run

    def _regrade_in(
        self, run: Run, sitting: Sitting, served: list[Served], before: tuple[int, int, int, int]
    ) -> tuple[int, int, int, int]:
        """Returns the score to compare the next run's with; `before` is the one that the learner knows."""
        covered = [each for each in served if each.result and self._covers(run, each)]
        for each in covered:
            self._regrade(run, each)
        if not covered:
            return before
        after = sitting.score
        number = self.sittings.index(sitting)
        if sitting.ending and before[:2] != after[:2]:
            first, _ = self.corrections.get((run.number, number), (before[:2], None))
            self.corrections[run.number, number] = first, after[:2]
        return after

    def _covers(self, run: Run, served: Served) -> bool:
        if run.undoes:
            return (served.result.sent.sequence, run.undoes.number) in served.grades
        version = run.versions.get(served.version.item)
        return (
            version is not None
            and version.number > served.result.version.number
            and self.questions[version.item].waits_for_regrade(served.result.version)
        )

    def _regrade(self, run: Run, served: Served) -> None:
        sent, result = served.result.sent, served.result
        if run.undoes:
            stood = max(number for sequence, number in served.grades if number < run.undoes.number)
            number, worth = served.grades[sent.sequence, stood]
            version = self.questions[served.version.item].versions[number - 1]
        else:
            version = run.versions[served.version.item]
            worth = worth_under(run.policy, result.worth, 0 if sent.late else version.marks(sent.answer), sent.late)
        served.grades[sent.sequence, run.number] = version.number, worth
        served.result = Result(sent, version, worth)


def worth_under(policy: str, before: Worth, anew: int, late: bool) -> Worth:
    return {
        "new-key": Worth(anew),
        "best": Worth(max(anew, before.marks), before.left_out),
        "full": Worth(0 if late else FULL),
        "leave-out": Worth(anew, left_out=True),
    }[policy]
