"""Judges what an answer shows about each cell that its question tests.

In sorting and choosing several, each option is about a cell of its own, which is judged by it. Any other question
gives one judgment about the cell that settles it, or about both sides of a boundary. Contrast cells are not judged,
nor is any cell by a question about a whole control, or by one that the general rule answers: it is no evidence for the
service's own fact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bank.grading import FULL_MARKS, Graded, marks
from bank.models import Claim, Form, ItemVersion, Needs, Option, TestedCell
from quizzes.models import ServedItem


@dataclass(frozen=True)
class Judge:
    """`about` maps option keys to the cells they make claims about.

    `settling` is None for a question about a control, and for one that the rule alone answers.
    """

    form: str
    options: Sequence[Graded]
    settling: int | None
    about: Mapping[str, Collection[int]] = field(default_factory=dict)

    @property
    def cells(self) -> set[int]:
        if self.settling is None:
            return set()
        if self.form in (Form.SORT, Form.CHOOSE_N):
            return {self.settling, *(cell for option in self.options for cell in self._about(option))}
        if self.form == Form.BOUNDARY:
            return {self.settling, *(cell for option in self.options if option.is_key for cell in self._about(option))}
        return {self.settling}

    def judge(self, answer: dict[str, Any]) -> dict[int, bool]:
        return {cell: self._is_right(cell, answer) for cell in self.cells}

    def _is_right(self, cell: int, answer: dict[str, Any]) -> bool:
        own = [option for option in self.options if cell in self._about(option)]
        if answer.get("unsure"):
            return False
        if self.form == Form.SORT and own:
            return all(answer.get("sorted", {}).get(row.key) == row.expected for row in own)
        if self.form == Form.CHOOSE_N and own:
            return all((option.key in answer.get("chosen", ())) == option.is_key for option in own)
        return marks(answer, self.options) == FULL_MARKS

    def _about(self, option: Graded) -> Collection[int]:
        return self.about.get(option.key, ())


def judge_of(item: ServedItem) -> Judge:
    return Judge(
        item.version.form,
        item.all_options,
        None if item.control_asked or item.version.needs == Needs.RULE else item.settling_cell,
        _by_option((claim["option"], claim["cell"]) for claim in item.claimed if claim["cell"]),
    )


def judges_of(versions: Iterable[int]) -> dict[int, Judge]:
    wanted = set(versions)
    options: dict[int, list[Option]] = {}
    for option in Option.objects.filter(version__in=wanted).order_by("position"):
        options.setdefault(option.version_id, []).append(option)
    claims: dict[int, list[tuple[str, int]]] = {}
    said = Claim.objects.about_cells().filter(option__version__in=wanted).select_related("option")
    for claim in said:
        claims.setdefault(claim.option.version_id, []).append((claim.option.key, claim.about))
    about_controls = set(
        Claim.objects.filter(option__version__in=wanted, option__is_key=True)
        .exclude(control=None)
        .values_list("option__version", flat=True)
    )
    settling: dict[int, int] = {}
    for version, cell in (
        TestedCell.objects.filter(version__in=wanted).order_by("-position").values_list("version", "cell")
    ):
        settling[version] = cell
    return {
        version: Judge(
            form,
            options.get(version, []),
            None if version in about_controls or needs == Needs.RULE else settling.get(version),
            _by_option(claims.get(version, ())),
        )
        for version, form, needs in ItemVersion.objects.filter(pk__in=wanted).values_list("pk", "form", "needs")
    }


def _by_option(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    about: dict[str, set[int]] = {}
    for key, cell in pairs:
        about.setdefault(key, set()).add(cell)
    return about
