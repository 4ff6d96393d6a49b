"""The acts on many questions at once, with the undoing of each."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from bank.content import normalized, problems_of
from bank.models import MADE_TO_ORDER, Item, Retirement, Skill
from bank.publishing import problems_of_next, publish
from bank.retirement import bring_back, retire
from bank.version_contents import content_of_version, contents_of
from matrix.facts import Facts
from quizzes.models import Quiz, Slot
from quizzes.slots import add_question, remove_question
from teach.models import BulkAct

NOWHERE = 0  # in a record: not in the quiz, or not published


@dataclass(frozen=True)
class BulkStep:
    """The effect on one question in words, or the reason why it is `refused`."""

    item: Item
    before: str = ""
    after: str = ""
    refused: str = ""

    @property
    def happens(self) -> bool:
        return not self.refused


class BulkOperation(ABC):
    """`asked` holds the act's other inputs. The caller has locked the `facts`."""

    kind: BulkAct

    def __init__(self, asked: dict[str, Any], facts: Facts, editor: int):
        self.asked = asked
        self.facts = facts
        self.editor = editor

    def prepare(self, items: Sequence[Item]) -> None:  # noqa: B027  most have nothing to read
        """Reads what the act needs for all questions at once."""

    @abstractmethod
    def refusal(self, item: Item) -> str:
        """A sentence for the instructor, or empty."""

    @abstractmethod
    def words(self, item: Item) -> tuple[str, str]:
        """Returns the state before and after."""

    @abstractmethod
    def do(self, item: Item) -> tuple[Any, Any]:
        """Returns the records of before and after."""

    @abstractmethod
    def stands(self, item: Item, after: Any) -> bool:
        """False if the question has changed since."""

    @abstractmethod
    def undo(self, item: Item, before: Any, after: Any) -> None:
        """Restores the state before."""

    def step(self, item: Item) -> BulkStep:
        refused = self.refusal(item)
        return BulkStep(item, refused=refused) if refused else BulkStep(item, *self.words(item))


class Retire(BulkOperation):
    kind = BulkAct.RETIRE

    def refusal(self, item: Item) -> str:
        if item.generator:
            return "It’s derived from the facts and changes with them."
        return "" if item.published_id else "Learners don’t see it anyway."

    def words(self, item: Item) -> tuple[str, str]:
        return f"Version {_number(item)} is asked", "Retired"

    def do(self, item: Item) -> tuple[Any, Any]:
        retirement = retire(item, reason=self.asked["reason"], editor=self.editor)
        return retirement.version_id, retirement.pk

    def stands(self, item: Item, after: Any) -> bool:
        return any(each.pk == after for each in open_retirements(item))

    def undo(self, item: Item, before: Any, after: Any) -> None:
        bring_back(item, editor=self.editor)


class BringBack(BulkOperation):
    kind = BulkAct.BRING_BACK

    def prepare(self, items: Sequence[Item]) -> None:
        versions = [retirement.version for item in items for retirement in open_retirements(item)]
        contents = contents_of(versions)
        self.contents = {version.pk: content for version, content in zip(versions, contents, strict=True)}

    def refusal(self, item: Item) -> str:
        if not open_retirements(item):
            return "It is not retired."
        problems = problems_of(self.contents[open_retirements(item)[0].version_id], self.facts)
        return f"The facts now contradict it. {problems[0]}" if problems else ""

    def words(self, item: Item) -> tuple[str, str]:
        [retirement] = open_retirements(item)
        return f"Retired: {retirement.reason}", f"Version {retirement.version.number} is asked"

    def do(self, item: Item) -> tuple[Any, Any]:
        retirement = bring_back(item, editor=self.editor)
        return {"reason": retirement.reason}, retirement.version_id

    def stands(self, item: Item, after: Any) -> bool:
        return item.published_id == after

    def undo(self, item: Item, before: Any, after: Any) -> None:
        retire(item, reason=before["reason"], editor=self.editor)


class Tag(BulkOperation):
    kind = BulkAct.TAG

    def refusal(self, item: Item) -> str:
        if item.generator:
            return "It’s derived from the facts, and so is its skill."
        if not item.skill:
            return "Its course isn’t about the matrix, so it has no skill."
        return "It already has this skill." if item.skill == self.asked["skill"] else ""

    def words(self, item: Item) -> tuple[str, str]:
        return str(item.get_skill_display()), str(Skill(self.asked["skill"]).label)

    def do(self, item: Item) -> tuple[Any, Any]:
        before, after = item.skill, self.asked["skill"]
        self._tag(item, after)
        return before, after

    def stands(self, item: Item, after: Any) -> bool:
        return bool(item.skill == after)

    def undo(self, item: Item, before: Any, after: Any) -> None:
        self._tag(item, before)

    @staticmethod
    def _tag(item: Item, skill: str) -> None:
        """Changes the draft too, since publishing it would restore the old skill."""
        Item.objects.filter(pk=item.pk).update(skill=skill, edit_number=F("edit_number") + 1)
        draft = getattr(item, "draft", None)
        if draft:
            draft.content = {**draft.content, "skill": skill}
            draft.edit_number += 1
            draft.save(update_fields=["content", "edit_number"])


class _OfQuiz(BulkOperation):
    @property
    def quiz(self) -> Quiz:
        return Quiz(pk=self.asked["quiz"])

    def _slot(self, item: Item) -> Slot | None:
        return next((slot for slot in item.slots.all() if slot.quiz_id == self.asked["quiz"]), None)


class AddToQuiz(_OfQuiz):
    kind = BulkAct.ADD

    def refusal(self, item: Item) -> str:
        if item.generator in MADE_TO_ORDER:
            return "It was made for what one learner was due, so it isn’t part of the question bank."
        if self._slot(item):
            return "It’s already in this quiz."
        return "" if item.published_id else "It isn’t published, so no one can be asked it."

    def words(self, item: Item) -> tuple[str, str]:
        return "Not in this quiz", "At its end"

    def do(self, item: Item) -> tuple[Any, Any]:
        return NOWHERE, add_question(self.quiz, item.pk)

    def stands(self, item: Item, after: Any) -> bool:
        return self._slot(item) is not None

    def undo(self, item: Item, before: Any, after: Any) -> None:
        remove_question(self.quiz, item.pk)


class TakeFromQuiz(_OfQuiz):
    kind = BulkAct.TAKE

    def refusal(self, item: Item) -> str:
        return "" if self._slot(item) else "It is not in this quiz."

    def words(self, item: Item) -> tuple[str, str]:
        slot = self._slot(item)
        return f"Question {slot.position if slot else ''}", "Not in this quiz"

    def do(self, item: Item) -> tuple[Any, Any]:
        return remove_question(self.quiz, item.pk), NOWHERE

    def stands(self, item: Item, after: Any) -> bool:
        return self._slot(item) is None

    def undo(self, item: Item, before: Any, after: Any) -> None:
        add_question(self.quiz, item.pk, position=before)


class PublishDrafts(BulkOperation):
    kind = BulkAct.PUBLISH

    def refusal(self, item: Item) -> str:
        draft = getattr(item, "draft", None)
        if draft is None:
            return "It has no draft."
        problems = problems_of_next(item, normalized(draft.content), self.facts)
        return str(problems[0]) if problems else ""

    def words(self, item: Item) -> tuple[str, str]:
        last = item.last or 0  # type: ignore[attr-defined]
        return (f"Version {last}" if last else "Never published"), f"Version {last + 1}: {item.draft.content['stem']}"

    def do(self, item: Item) -> tuple[Any, Any]:
        before = item.published_id or NOWHERE
        version = publish(item, item.draft.content, change=self.asked["change"], editor=self.editor)
        return before, version.pk

    def stands(self, item: Item, after: Any) -> bool:
        return item.published_id == after

    def undo(self, item: Item, before: Any, after: Any) -> None:
        """A version that learners saw cannot be unpublished, so the previous text becomes a new version."""
        if before == NOWHERE:
            retire(item, reason="Its publication was undone.", editor=self.editor)
        else:
            publish(
                item,
                content_of_version(item.versions.get(pk=before)),
                change=self.asked["change"],
                editor=self.editor,
            )


ACTS: dict[str, type[BulkOperation]] = {
    act.kind.value: act for act in (Retire, BringBack, Tag, AddToQuiz, TakeFromQuiz, PublishDrafts)
}


def open_retirements(item: Item) -> list[Retirement]:
    return item.open_retirements  # type: ignore[attr-defined]


def _number(item: Item) -> int:
    return item.published.number if item.published else 0
