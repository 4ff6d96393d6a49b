"""How many wrong and right keys the audit refutes: `python -m benchmarks.moved_keys [--questions FOLDER]`.

Each key of each question is moved to each wrong option. Without a folder the questions are our own published ones,
from the database of the settings; moves to an option that claims nothing about an owner are off the topic and not
counted. With a folder, they are those of its Markdown files (docs/auditing.md), and all moves count. The exit status
is 1 if a bound is missed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import command

if TYPE_CHECKING:
    from exchange.audit.findings import Finding
    from exchange.audit.questions import FoundQuestion
    from exchange.audit.refutation import Refuter

LEAST_REFUTED = 0.6  # of moved keys
MOST_FALSE = {"certain": 0.0, "likely": 0.02}  # of right keys, by how sure the audit is


@dataclass(frozen=True)
class KeyedQuestion:
    """A question with its right key, the letters that a key may be moved to, and the group it is counted in."""

    question: "FoundQuestion"
    targets: frozenset[str]
    group: str


@dataclass
class MovedKeyFigures:
    questions: int = 0
    moved: int = 0
    refuted: Counter[str] = field(default_factory=Counter)
    false: "list[tuple[FoundQuestion, Finding]]" = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.refuted.total() / self.moved if self.moved else 0.0

    def false_share(self, sure: str) -> float:
        return sum(finding.sure == sure for _, finding in self.false) / self.questions if self.questions else 0.0

    @property
    def holds(self) -> bool:
        return self.share >= LEAST_REFUTED and all(self.false_share(sure) <= most for sure, most in MOST_FALSE.items())

    def __str__(self) -> str:
        sure = ", ".join(f"{number} {name}" for name, number in sorted(self.refuted.items()))
        wrong = Counter(finding.sure.value for _, finding in self.false)
        alarms = ", ".join(f"{number} {name}" for name, number in sorted(wrong.items())) or "none"
        return (
            f"{self.questions} questions; moved keys refuted: {self.refuted.total()} of {self.moved} "
            f"({self.share:.1%}: {sure or 'none'}); right keys refuted: {alarms}"
        )


def measure(refuter: "Refuter", questions: Iterable[KeyedQuestion]) -> dict[str, MovedKeyFigures]:
    """Return the figures of each group, and of all under an empty name."""
    figures: dict[str, MovedKeyFigures] = {"": MovedKeyFigures()}
    for each in questions:
        counted = figures[""], figures.setdefault(each.group, MovedKeyFigures())
        false = refuter.judge(each.question)[1]
        moved = [refuter.judge(question)[1] for question in moves(each)]
        for one in counted:
            one.questions += 1
            one.false += [(each.question, finding) for finding in false]
            one.moved += len(moved)
            one.refuted.update(found[0].sure.value for found in moved if found)
    return figures


def moves(keyed: KeyedQuestion) -> "Iterator[FoundQuestion]":
    from exchange.audit.questions import AnswerKey

    for right in keyed.question.keys:
        for letter in sorted(keyed.targets):
            letters = {letter, *(option.letter for option in keyed.question.keys)} - {right.letter}
            yield keyed.question.keyed(AnswerKey(tuple(sorted(letters)), keyed.question.place.line))


def own_questions() -> Iterator[KeyedQuestion]:
    from bank.models import Form, Item
    from exchange.audit.questions import AnswerKey, FilePlace, FoundOption, FoundQuestion, letter_at

    asked = Item.objects.of_bank().about_matrix().exclude(published=None).exclude(published__form=Form.BOUNDARY)
    for item in asked.select_related("published").prefetch_related("published__options__claims"):
        version = item.published
        if version is None:
            continue
        options = sorted(version.options.all(), key=lambda option: option.key)
        lettered = {letter_at(number): option for number, option in enumerate(options)}
        keys = tuple(letter for letter, option in lettered.items() if option.is_key)
        wrong = frozenset(lettered.keys() - set(keys))
        claimed = frozenset(letter for letter in wrong if lettered[letter].claims.all())
        if keys and wrong:
            found = tuple(FoundOption(letter, option.text) for letter, option in lettered.items())
            place = FilePlace(item.slug, 1)
            question = FoundQuestion(place, "", version.stem, found, AnswerKey(keys, 1))
            yield KeyedQuestion(question, claimed, item.generator or version.form)


def questions_in(folder: Path) -> Iterator[KeyedQuestion]:
    """Yield the questions of the Markdown files in a folder, and print the lines that cannot be read."""
    from exchange.audit.detection import read

    for path in sorted(folder.glob("*.md")):
        parsed = read(str(path))
        for line in parsed.unparsed:
            print(f"{line.place}: “{line.text}”: {line.reason}")
        for question in parsed.questions:
            if question.has_sound_key:
                wrong = frozenset(question.by_letter.keys() - set(question.key.letters if question.key else ()))
                yield KeyedQuestion(question, wrong, path.stem)
            else:
                print(f"{question.place}: no key that could be read")


def main(questions: str = "") -> int:
    from django.core.management import CommandError

    from exchange.audit.refutation import Refuter
    from exchange.management.commands.audit_bank import known_facts

    try:
        refuter = Refuter(known_facts())
    except CommandError as reason:
        print(reason)
        return 1
    figures = measure(refuter, questions_in(Path(questions)) if questions else own_questions())
    whole = figures.pop("")
    if not whole.moved:
        print("There is no question with a key and a wrong option.")
        return 1
    for group, of_group in sorted(figures.items()):
        print(f"{group}: {of_group}")
    for question, finding in whole.false:
        print(f"{finding.sure}, and the key is right: {question.place}: {finding.proof}")
    print(f"All: {whole}")
    print(
        "The bounds hold."
        if whole.holds
        else f"A bound is missed: at least {LEAST_REFUTED:.0%}, at most {MOST_FALSE}."
    )
    return 0 if whole.holds else 1


if __name__ == "__main__":
    command(main, __doc__, django=True)
