"""Drives the real ledger and the plain one side by side, and compares everything that they hold after each step."""

import itertools
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accounts.leaving.deletion import delete_account, forget
from accounts.leaving.merge import merge
from accounts.models import Learner, User
from bank.content import content_of
from bank.models import Claim, Contradiction, Item, ItemVersion, Needs, Option
from bank.publishing import close_contradictions as settle
from bank.publishing import publish
from lessons.models import Lesson
from lessons.section_questions import QuestionPlace
from matrix.editing.undo import CannotUndo
from matrix.facts import current as current_facts
from quizzes import attempt_end, attempt_start, contrast, ledger, lesson_questions, slips
from quizzes.models import Attempt, AttemptItem, GradingPolicy, GradingRun, Quiz, Slot
from quizzes.pool import settling_cell
from quizzes.rebuild import differences, rebuild
from quizzes.regrade import run as regrading
from serving.uuid7 import uuid7
from tests.faults.ledger_model import Ledger, Question, Run, Served, Sitting, Version
from tests.faults.ledger_rows import expected, stored, stored_of_rules
from tests.helpers.questions import published, sorting
from tests.helpers.sittings import item_at

ALLOWED = 3  # attempts at the quiz, once it has a limit
LETTERS = tuple("abcde")
ACCOUNTS, GUESTS = (0, 1), (2, 3, 4)  # numbers of learners
PAIRS = [frozenset(pair) for pair in itertools.combinations(LETTERS, 2)]
SINGLES = [frozenset(letter) for letter in LETTERS[:4]]
TIME = timedelta(minutes=20)
PAST_DEADLINE = {"running": -TIME, "grace": timedelta(seconds=5), "over": timedelta(seconds=11)}
RAISED = (
    attempt_end.CannotDiscard,
    ledger.Discarded,
    ledger.Overtaken,
    ledger.Stale,
    regrading.RegradeRefused,
    CannotUndo,
    attempt_start.AccountNeeded,
    attempt_start.NoAttemptsLeft,
    attempt_start.NothingToAsk,
    slips.Refused,
    ValueError,
)

pick = st.integers(0, 63)
anybody = st.sampled_from(ACCOUNTS + GUESTS)
confidence = st.sampled_from(["", "guess", "think-so", "sure", "sure", "sure"])


def marks_of(item: Item) -> frozenset[str]:
    """Return what two near-twins on one cell share at least one of."""
    keys = Claim.objects.filter(option__version=item.published_id, option__is_key=True).exclude(duty=None)
    return frozenset({item.generator or item.slug, *(f"duty {pk}" for pk in keys.values_list("duty", flat=True))})


class World:
    """What stands before each example: learners, a quiz, and questions that any option may be the key of.

    `extras` are the questions of the bank that join a practice for contrast with these.
    """

    def __init__(self):
        users = [User.objects.create_user(f"modelled-{number}@example.com") for number in ACCOUNTS]
        self.learners = [*(Learner.objects.create(user=user) for user in users)]
        self.learners += [Learner.objects.create() for _ in GUESTS]
        self.versions = {name: plain(name, SINGLES[1]) for name in ("one", "two")}
        self.versions["three"] = plain("three", SINGLES[1], needs="rule", rule="guest-os")
        self.versions["pair"] = plain("pair", PAIRS[0])
        self.versions["rows"] = sorting()
        self.items = {name: version.item for name, version in self.versions.items()}
        self.quiz = Quiz.objects.create(slug="modelled", title="Modelled")
        for position, name in enumerate(self.quiz_items, 1):
            Slot.objects.create(quiz=self.quiz, position=position, item=self.items[name])
        facts = current_facts()
        there = contrast.nearest_look_alike(facts.cell("ec2/guest-os"), facts)
        asked = Item.objects.asked().annotate(cell=settling_cell("published")).exclude(published__needs=Needs.RULE)
        self.extras = {item.slug: marks_of(item) for item in asked.filter(cell=there.pk)}

    quiz_items = ("one", "pair", "rows")
    rules = {"three": "guest-os"}


def plain(name: str, key: frozenset[str], **evidence: str) -> ItemVersion:
    content = {"stem": f"{name}?", "cells": ["ec2/guest-os"], **evidence, **options_with(key)}
    return published(f"modelled-{name}", content)


def options_with(key: frozenset[str]) -> dict[str, Any]:
    letters = LETTERS if len(key) > 1 else LETTERS[:4]
    return {
        "form": "choose-n" if len(key) > 1 else "choose-one",
        "options": [{"key": k, "text": k, "is_key": k in key, "rationale": f"Why {k}"} for k in letters],
    }


def model_of(name: str, version: ItemVersion) -> Version:
    """As the ledger's model has it; read from what was asked to be stored, never from results."""
    options = list(Option.objects.filter(version=version).order_by("position"))
    return Version(
        name,
        version.number,
        version.change,
        tuple(option.key for option in options),
        frozenset(option.key for option in options if option.is_key),
        {option.key: option.expected for option in options if option.expected},
    )


def answer_to(version: Version, number: int) -> dict[str, Any]:
    """An answer to a question: "not sure", right, or one of the others."""
    if number % 8 == 0:
        return ledger.UNSURE
    if version.rows:
        owners = ("aws", "customer")
        return {"sorted": {row: owners[number >> place & 1] for place, row in enumerate(version.options)}}
    if number % 8 == 1:
        return ledger.choosing(*sorted(version.key))
    pool = list(itertools.combinations(sorted(version.options), len(version.key)))
    return ledger.choosing(*pool[number % len(pool)])


class LedgerMachine(RuleBasedStateMachine):
    """One example is one transaction, rolled back in the end. Subclasses set `world` and count `steps`."""

    world: World
    steps: list[str]

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.questions = {name: Question([model_of(name, v)]) for name, v in self.world.versions.items()}
        self.pks = {(name, 1): version.pk for name, version in self.world.versions.items()}
        self.ledger = Ledger(self.questions, set(GUESTS), self.world.extras, self.world.rules)
        self.attempts: list[UUID] = []
        self.events: list[UUID] = []
        self.runs: dict[int, int] = {}

    def teardown(self):
        try:
            assert differences() == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # ---- What is there to act on

    def sitting(self, number: int) -> Sitting:
        """One of the last few."""
        recent = self.ledger.sittings[-4:]
        return recent[number % len(recent)]

    def served(self, sitting: Sitting, number: int) -> Served:
        """Mostly one that waits for its answer."""
        waiting = [each for each in sitting.served if not each.result]
        pool = waiting if waiting and number % 4 else sitting.served
        return pool[number % len(pool)]

    def item(self, sitting: Sitting, served: Served) -> AttemptItem:
        attempt = self.attempts[self.ledger.sittings.index(sitting)]
        position = next(place for place, each in enumerate(sitting.served, 1) if each is served)
        return item_at(attempt, position)

    def attempt(self, sitting: Sitting) -> Attempt:
        return Attempt.objects.get(pk=self.attempts[self.ledger.sittings.index(sitting)])

    def event(self, served: Served, number: int) -> int:
        """A new one, or for one in four the one of an earlier answer to the question: a click or a retry too many."""
        if served.responses and number % 4 == 0:
            return served.responses[number % len(served.responses)].event
        self.events.append(uuid7())
        return len(self.events) - 1

    @contextmanager
    def expecting(self, said: Any):
        """The real ledger must raise what the model said, or nothing where it said something else."""
        raised = ""
        try:
            with transaction.atomic():
                yield
        except RAISED as error:
            raised = type(error).__name__
        expected = said if isinstance(said, str) and said[0].isupper() else ""
        assert raised == expected

    def record(self, said: Sitting | str, begin) -> None:
        with self.expecting(said):
            attempt = begin()
            if attempt.pk not in self.attempts:
                self.attempts.append(attempt.pk)
            assert self.attempts[self.ledger.sittings.index(said)] == attempt.pk

    # ---- Beginning

    @rule(who=anybody)
    def start_the_quiz(self, who):
        said = self.ledger.begin(who, "check", self.world.quiz_items, quiz=True)
        quiz = Quiz.objects.get(pk=self.world.quiz.pk)
        self.record(said, lambda: attempt_start.start(quiz, self.world.learners[who]))

    @precondition(lambda self: self.ledger.allowed is None and any(each.quiz for each in self.ledger.sittings))
    @rule()
    def the_quiz_gets_a_limit(self):
        """After guests have begun it, perhaps too often."""
        self.ledger.allowed = ALLOWED
        Quiz.objects.filter(pk=self.world.quiz.pk).update(attempts_allowed=ALLOWED)

    @rule(
        who=anybody,
        mode=st.sampled_from(["drill", "exam", "exam", "review"]),
        names=st.permutations(["one", "two", "three", "pair", "rows"]),
        count=st.integers(1, 5),
        leaving=st.booleans(),
        unscored=st.sampled_from([frozenset(), frozenset({1})]),
    )
    def begin(self, who, mode, names, count, leaving, unscored):
        names = names[:count]
        said = self.ledger.begin(who, mode, names, leaving=leaving, unscored=unscored)
        asked = Item.objects.asked().filter(pk__in=[self.world.items[name].pk for name in names])
        ids = set(asked.values_list("pk", flat=True))
        versions = attempt_start.published([self.world.items[n].pk for n in names if self.world.items[n].pk in ids])
        sitting = attempt_start.Sitting(
            mode, "Modelled", versions, unscored=unscored, time=TIME if mode == "exam" else None
        )
        self.record(said, lambda: attempt_start.begin(self.world.learners[who], sitting, leaving_open=leaving))

    @precondition(lambda self: any(each.ending for each in self.ledger.sittings))
    @rule(number=pick)
    def retry(self, number):
        ended = [each for each in self.ledger.sittings if each.ending]
        sitting, begun = ended[number % len(ended)], len(self.ledger.sittings)
        said = self.ledger.retry(sitting)
        self.record(said, lambda: attempt_start.retry(self.attempt(sitting)))
        if isinstance(said, Sitting) and len(self.ledger.sittings) > begun:
            self.read_order(said)

    def read_order(self, sitting: Sitting) -> None:
        """A new attempt keeps questions of one kind apart; in which order is not the model's to know."""
        order = list(self.attempt(sitting).items.order_by("position").values_list("version", flat=True))
        sitting.served.sort(key=lambda each: order.index(self.pks[each.version.item, each.version.number]))

    # ---- Answering

    @precondition(lambda self: self.ledger.sittings)
    @rule(sitting=pick, place=pick, sending=pick, what=pick, sure=confidence)
    def answer(self, sitting, place, sending, what, sure):
        sitting = self.sitting(sitting)
        served = self.served(sitting, place)
        if sitting.mode == "exam" and sitting.ending and not served.result:
            return  # answers of an exam are saved, after its end too
        if served.version.item in self.world.extras and not served.is_extra:
            sure = ""  # a question of the bank, in a retry: which ones it would bring is not the model's to know
        event, given = self.event(served, sending), answer_to(served.version, what)
        if served.with_event(event) and served.with_event(event).kind != "check" and not served.result:
            return  # each form has an event of its own
        self.check(sitting, served, event, given, sure)

    @precondition(lambda self: any(each.result for each in self.everything()))
    @rule(number=pick, same=st.booleans(), what=pick, sure=confidence)
    def answer_again(self, number, same, what, sure):
        """A double click, a retry, the back button; or another tab."""
        served = [each for each in self.everything() if each.result]
        served = served[-1 - number % len(served)]
        sitting = next(each for each in self.ledger.sittings if served in each.served)
        if sitting.mode == "exam" and not sitting.ending:
            return
        event = served.result.sent.event if same else self.event(served, 1)
        self.check(sitting, served, event, answer_to(served.version, what), sure)

    @precondition(lambda self: self.practices())
    @rule(number=pick, what=st.lists(pick, min_size=8, max_size=8), sure=confidence)
    def answer_the_rest(self, number, what, sure):
        """Extra questions that join meanwhile as well."""
        sitting = self.practices()[number % len(self.practices())]
        for each in what:
            served = next((each for each in sitting.served if not each.result), None)
            if served is None:
                break
            said = "" if served.version.item in self.world.extras and not served.is_extra else sure
            self.check(sitting, served, self.event(served, 1), answer_to(served.version, each), said)

    @precondition(lambda self: any(each.result for each in self.everything()))
    @rule(number=pick)
    def take_back(self, number):
        """Soon after the verdict, once or again; or of an answer that cannot be a slip."""
        answered = [each for each in self.everything() if each.result]
        served = answered[-1 - number % len(answered)]
        sitting = next(each for each in self.ledger.sittings if served in each.served)
        item = self.item(sitting, served)
        said = self.ledger.take_back(sitting, served)
        assert (said != "none") == slips.can_be_slip(item, ledger.outcome_of(item))
        if said == "none":
            return
        with self.expecting(said):
            slips.take_back(item, has_time=False)

    @rule(who=anybody, name=st.sampled_from(["one", "two", "three", "pair", "rows"]), what=pick, sure=confidence)
    def answer_in_a_lesson(self, who, name, what, sure):
        """What the lesson's page says of the question, and then an answer, where it is asked."""
        said, slug = self.ledger.in_a_lesson(who, name), self.world.items[name].slug
        learner = attempt_start.locked_learner(self.world.learners[who])
        question = lesson_questions.questions_of([slug], learner).get(slug)
        found: str | int = "gone" if question is None else "kept" if question.kept_by else len(question.given)
        assert found == said
        if question is None or question.kept_by:
            return
        sitting = self.ledger.begin(who, "section", [name], unscored=frozenset({1}))
        lesson, place = Lesson(slug="lesson", label="L"), QuestionPlace("of", "of", "Section", slug, 1)
        self.record(sitting, lambda: lesson_questions.begin_in_lesson(learner, lesson, place, question))
        served = sitting.served[0]
        self.check(sitting, served, self.event(served, 1), answer_to(served.version, what), sure)

    def everything(self) -> list[Served]:
        return [served for sitting in self.ledger.sittings for served in sitting.served]

    def practices(self) -> list[Sitting]:
        return [each for each in self.ledger.sittings if each.mode != "exam" and not each.ending]

    def check(self, sitting: Sitting, served: Served, event: int, given: dict[str, Any], sure: str) -> None:
        item = self.item(sitting, served)
        said = self.ledger.answer(sitting, served, event, given, sure)
        with self.expecting(said):
            outcome = ledger.answer(item, event=self.events[event], answer=given, confidence=sure)
            assert outcome.marks == served.result.worth.marks
            assert outcome.response.answer == served.result.sent.answer
        if sitting.served[-1].version is None:
            self.meet_extra(sitting)

    def meet_extra(self, sitting: Sitting) -> None:
        """The model says that an extra question has joined; which of those that may is read from what was served."""
        may = self.ledger.may_join(sitting)
        version = AttemptItem.objects.get(
            attempt=self.attempts[self.ledger.sittings.index(sitting)], position=len(sitting.served)
        ).version
        assert version.item.slug in may
        self.ledger.join(sitting, model_of(version.item.slug, version))
        self.pks[version.item.slug, version.number] = version.pk

    @precondition(lambda self: self.exams())
    @rule(number=pick, place=pick, sending=pick, what=pick, behind=st.sampled_from([0, 0, 0, 1, 2]))
    def save(self, number, place, sending, what, behind):
        sitting = self.exams()[number % len(self.exams())]
        served = sitting.served[place % len(sitting.served)]
        event, given = self.event(served, sending), answer_to(served.version, what)
        before = served.with_event(event)
        if before and before.kind != "save":
            return
        item = self.item(sitting, served)
        sequence = item.next_sequence - behind
        said = self.ledger.save(sitting, served, event, sequence, given)
        with self.expecting(said):
            stored = ledger.save(item, event=self.events[event], sequence=sequence, answer=given)
            assert stored.answer == served.with_event(event).answer

    def exams(self) -> list[Sitting]:
        exams = [each for each in self.ledger.sittings if each.mode == "exam"]
        return [each for each in exams if not each.ending] or exams[-1:]

    @precondition(lambda self: self.ledger.sittings)
    @rule(number=pick, place=pick, sending=pick, on=st.booleans())
    def flag(self, number, place, sending, on):
        sitting = self.sitting(number)
        served = sitting.served[place % len(sitting.served)]
        event = self.event(served, sending)
        before = served.with_event(event)
        if before and before.kind != "flag":
            return
        said = self.ledger.flag(sitting, served, event, on=on)
        with self.expecting(said):
            stored = ledger.flag(self.item(sitting, served), event=self.events[event], on=on)
            assert stored.answer == served.with_event(event).answer

    # ---- Ending

    @precondition(lambda self: self.ledger.sittings)
    @rule(number=pick)
    def finish(self, number):
        sitting = self.sitting(number)
        attempt = self.attempt(sitting)
        self.ledger.close(sitting, "finished" if sitting.clock == "running" else "time")
        attempt_end.finish(attempt)

    @precondition(lambda self: self.exams())
    @rule(number=pick)
    def discard(self, number):
        sitting = self.exams()[number % len(self.exams())]
        with self.expecting(self.ledger.discard(sitting)):
            attempt_end.discard(self.attempt(sitting))

    @precondition(lambda self: self.exams() and not self.exams()[0].ending)
    @rule(number=pick, clock=st.sampled_from(["running", "grace", "over"]))
    def the_clock_moves(self, number, clock):
        sitting = self.exams()[number % len(self.exams())]
        sitting.clock = clock
        attempt = self.attempt(sitting)
        Attempt.objects.filter(pk=attempt.pk).update(deadline=attempt.started_at - PAST_DEADLINE[clock])

    @precondition(lambda self: self.ledger.sittings)
    @rule(number=pick)
    def somebody_looks(self, number):
        sitting = self.sitting(number)
        attempt = self.attempt(sitting)
        if sitting.clock == "over":
            self.ledger.close(sitting, "time")
        attempt_end.close_if_over(attempt)

    # ---- Coming and going

    @precondition(lambda self: sum(each.learner in GUESTS for each in self.ledger.sittings) > 1)
    @rule(guest=st.sampled_from(GUESTS), into=st.sampled_from(ACCOUNTS))
    def merge(self, guest, into):
        """A log-in; also a second one, and one into another account."""
        said = self.ledger.merge(guest, into)
        assert merge(self.world.learners[guest].pk, self.world.learners[into]) == said

    @rule(who=anybody)
    def delete(self, who):
        """The ledger keeps it all. A request that was under way still acts afterwards."""
        learner = Learner.objects.get(pk=self.world.learners[who].pk)
        self.ledger.without_account.add(who)
        if learner.user:
            delete_account(learner.user)
        else:
            forget(learner)
        assert not Learner.objects.exclude(user=None).filter(pk=learner.pk).exists()

    # ---- Correcting

    @rule(
        name=st.sampled_from(["one", "two", "three", "pair", "rows"]),
        key=pick,
        change=st.sampled_from(["cosmetic", "clarify", "clarify", "key_change", "semantic"]),
    )
    def publish(self, name, key, change):
        item = Item.objects.get(pk=self.world.items[name].pk)
        if name == "rows":
            content = self.turned(item)
        else:
            pool = PAIRS if name == "pair" else SINGLES
            content = content_of(item.published) | options_with(pool[key % len(pool)])
        stored = publish(item, content, change=change)
        version = Version(
            name,
            self.questions[name].published.number + 1,
            change,
            tuple(option["key"] for option in content["options"]),
            frozenset(option["key"] for option in content["options"] if option.get("is_key")),
            {option["key"]: option["expected"] for option in content["options"] if option.get("expected")},
        )
        self.ledger.publish(version)
        self.pks[name, version.number] = stored.pk
        assert (stored.number, stored.change) == (version.number, version.change)

    def turned(self, item: Item) -> dict[str, Any]:
        """Without its last row, or with all of them again."""
        content = content_of(self.world.versions["rows"])
        whole = item.published.options.count() == len(content["options"])
        return content | {"options": content["options"][:-1] if whole else content["options"]}

    @rule(
        names=st.sets(st.sampled_from(["one", "two", "three", "pair", "rows"]), min_size=1, max_size=5),
        policy=st.sampled_from(GradingPolicy.values),
    )
    def regrade(self, names, policy):
        said = self.ledger.order(sorted(names), policy)
        with self.expecting(said):
            run = regrading.order([self.world.items[n].pk for n in names], policy=policy, reason="Wrong.", author=1)
            self.carry_out(said, run)

    @precondition(lambda self: self.ledger.runs)
    @rule(number=pick)
    def undo(self, number):
        run = self.ledger.runs[-1 - number % min(3, len(self.ledger.runs))]
        said = self.ledger.undo(run)
        with self.expecting(said):
            stored = GradingRun.objects.get(pk=self.runs[run.number])
            self.carry_out(said, regrading.order_undo(stored, reason="It was right.", author=1))

    def carry_out(self, said: Run, run: GradingRun) -> None:
        self.runs[said.number] = run.pk
        assert regrading.work(run)

    @rule(name=st.sampled_from(["one", "two", "pair"]))
    def the_facts_refute_or_agree(self, name):
        question, item = self.questions[name], Item.objects.get(pk=self.world.items[name].pk)
        if question.asked:
            Contradiction.objects.create(item=item, version=item.published, proof="The facts say otherwise.")
        else:
            settle([item.pk], "agrees", editor=None)
        question.asked = not question.asked

    @rule()
    def rebuild(self):
        rebuild()

    # ---- Comparing

    @invariant()
    def both_hold_the_same(self):
        self.steps.append("")
        assert stored(self.attempts, self.runs, self.world.learners) == expected(self.ledger, self.pks, self.events)
        assert stored_of_rules(self.world.learners) == self.ledger.known_of_rules()
