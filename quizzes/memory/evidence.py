"""Judges what an answer shows about each cell, rule or control that its question tests.

In sorting and choosing several, each option is about a cell of its own, which is judged by it. Any other question
gives one judgment about the cell that settles it, or about both sides of a boundary. Contrast cells are not judged.
A question about a whole control, or one that the general rule answers, judges that control or rule and no cell: it is
no evidence for the service's own fact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bank.grading import FULL_MARKS, Graded, marks
from bank.models import Claim, Form, ItemVersion, Needs, Option, TestedCell
from matrix.learnable.rules import Subject, control_slug
from quizzes.models import ServedItem


@dataclass(frozen=True)
class Judge:
    """`about` maps option keys to the cells they make claims about.

    `settling` is a slug for a question about a control, and for one that the rule alone answers. It is None for a
    question of a course that is not about the matrix.
    """

    form: str
    options: Sequence[Graded]
    settling: Subject | None
    about: Mapping[str, Collection[int]] = field(default_factory=dict)

    @property
    def subjects(self) -> set[Subject]:
        if self.settling is None:
            return set()
        if isinstance(self.settling, str):
            return {self.settling}
        if self.form in (Form.SORT, Form.CHOOSE_N):
            return {self.settling, *(cell for option in self.options for cell in self._about(option))}
        if self.form == Form.BOUNDARY:
            return {self.settling, *(cell for option in self.options if option.is_key for cell in self._about(option))}
        return {self.settling}

    @property
    def cells(self) -> set[int]:
        return {subject for subject in self.subjects if isinstance(subject, int)}

    def judge(self, answer: dict[str, Any]) -> dict[Subject, bool]:
        return {subject: self._is_right(subject, answer) for subject in self.subjects}

    def _is_right(self, subject: Subject, answer: dict[str, Any]) -> bool:
        own = [option for option in self.options if subject in self._about(option)]
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
        _settling(item.version.needs, item.version.rule, item.control_slug, item.settling_cell),
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
    controls = dict(
        Claim.objects.filter(option__version__in=wanted, option__is_key=True)
        .exclude(control=None)
        .order_by("-pk")
        .values_list("option__version", "control__slug")
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
            _settling(needs, rule, controls.get(version), settling.get(version)),
            _by_option(claims.get(version, ())),
        )
        for version, form, needs, rule in ItemVersion.objects.filter(pk__in=wanted).values_list(
            "pk", "form", "needs", "rule"
        )
    }


def _settling(needs: str, rule: str, control: str | None, cell: int | None) -> Subject | None:
    if needs == Needs.RULE:
        return rule
    return control_slug(control) if control else cell


def _by_option(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    about: dict[str, set[int]] = {}
    for key, cell in pairs:
        about.setdefault(key, set()).add(cell)
    return about
