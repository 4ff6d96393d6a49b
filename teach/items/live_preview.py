"""The editor's feedback while typing: problems and advice at their fields, and a preview."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms

from bank.checks.advice import advice_on
from bank.content import ContentProblem, normalized, problems_of
from bank.models import Form
from matrix.facts import Facts
from teach.items.autocomplete import PathAnswer, path_answer
from teach.items.forms import ItemEditor, OptionForm
from teach.items.options import can_be_filled
from teach.items.preview import QuestionPreview, preview_of

QUESTION_FIELDS = ("form", "stem", "cells", "skill", "needs", "rule", "section", "options")
OPTION_PLACES = {"is_key": "key", "expected": "key", "rationale": "rationale", "claims": "claims"}
NAMES = {
    "form": "Kind",
    "stem": "Question",
    "cells": "Cells",
    "skill": "Skill",
    "needs": "What answers it",
    "rule": "Rule",
    "section": "Section",
}


@dataclass(frozen=True)
class FieldMessage:
    message: str
    blocks: bool
    where: str
    field: str  # the id of the field that the message links to


@dataclass
class MessageList:
    id: str
    said: list[FieldMessage] = field(default_factory=list)


@dataclass(frozen=True)
class ClaimRow:
    """`is_new` rows are not on the page yet; there is always a blank one."""

    number: int
    subject: forms.BoundField
    owner: forms.BoundField
    told: PathAnswer | None
    is_new: bool

    @property
    def id(self) -> str:
        return f"told-{self.subject.html_name}"


@dataclass(frozen=True)
class CellRow:
    number: int
    path: str
    told: PathAnswer | None
    is_new: bool

    @property
    def id(self) -> str:
        return f"told-cell-{self.number}"


@dataclass(frozen=True)
class OptionRow:
    number: int
    form: OptionForm
    text: MessageList
    key: MessageList
    rationale: MessageList
    claims: MessageList
    claim_rows: list[ClaimRow]
    is_first: bool
    is_last: bool


class LivePreview:
    """`tried` holds the fields of the preview's own form, or None before an answer was tried.

    `strict` reports blank fields at their place; otherwise only the list does.
    """

    def __init__(
        self, editor: ItemEditor, facts: Facts, *, tried: Mapping[str, Any] | None = None, strict: bool = False
    ):
        self.editor = editor
        self.facts = facts
        self.tried = tried
        self.strict = strict
        self.content = normalized(editor.content)

    @cached_property
    def problems(self) -> list[ContentProblem]:
        return problems_of(self.content, self.facts, own=self.editor.own)

    @cached_property
    def advice(self) -> list[ContentProblem]:
        sections = {section for own in self.editor.sections.values() for section in own}
        return advice_on(
            self.content,
            self.facts,
            sections=sections,
            item=self.editor.item.pk if self.editor.item else None,
            is_own=self.editor.is_own,
        )

    @cached_property
    def preview(self) -> QuestionPreview | None:
        return preview_of(self.content, self.facts, self.tried, is_own=self.editor.is_own)

    @property
    def can_be_filled(self) -> bool:
        return can_be_filled(self.editor.typed, self.facts)

    @property
    def is_shuffled(self) -> bool:
        return Form(self.editor.kind).is_shuffled

    @property
    def blocking(self) -> list[FieldMessage]:
        return [self._said(problem, blocks=True) for problem in self.problems]

    @property
    def hints(self) -> list[FieldMessage]:
        return [self._said(problem, blocks=False) for problem in self.advice]

    @cached_property
    def _by_place(self) -> dict[str, list[FieldMessage]]:
        by_place: dict[str, list[FieldMessage]] = defaultdict(list)
        for problem in self.problems:
            if self.strict or not self._is_blank(problem):
                by_place[self._place_of(problem)].append(self._said(problem, blocks=True))
        for problem in self.advice:
            by_place[self._place_of(problem)].append(self._said(problem, blocks=False))
        return by_place

    def _is_blank(self, problem: ContentProblem) -> bool:
        if problem.option is None:
            return not self.content.get(problem.field) or problem.field == "options"
        return not self.content["options"][problem.option].get(problem.field)

    def _row(self, option: int) -> OptionForm:
        return self.editor.written[option]

    def _place_of(self, problem: ContentProblem) -> str:
        if problem.option is None:
            return f"said-{problem.field if problem.field in QUESTION_FIELDS else 'options'}"
        return f"said-{self._row(problem.option).prefix}-{OPTION_PLACES.get(problem.field, 'text')}"

    def _said(self, problem: ContentProblem, *, blocks: bool) -> FieldMessage:
        message = problem.message[0].upper() + problem.message[1:]
        if problem.option is None:
            name = problem.field if problem.field in NAMES else ""
            lead = "id_cells_1" if name == "cells" else f"id_{name}" if name else "options"
            return FieldMessage(message, blocks, NAMES.get(name, "Options"), lead)
        row = self._row(problem.option)
        number = list(self.editor.options).index(row) + 1
        leads = {
            "rationale": f"id_{row.prefix}-rationale",
            "claims": f"id_{row.prefix}-subject_1",
            "is_key": f"id_{row.prefix}-is_key",
            "expected": f"id_{row.prefix}-expected_1",
        }
        kind = {Form.SORT: "Row", Form.BOUNDARY: "Layer"}.get(Form(self.editor.kind), "Option")
        return FieldMessage(message, blocks, f"{kind} {number}", leads.get(problem.field, f"id_{row.prefix}-text"))

    def _place(self, name: str) -> MessageList:
        return MessageList(f"said-{name}", self._by_place.get(f"said-{name}", []))

    @cached_property
    def places(self) -> dict[str, MessageList]:
        return {name: self._place(name) for name in QUESTION_FIELDS}

    @cached_property
    def rows(self) -> list[OptionRow]:
        forms = list(self.editor.options)
        return [
            OptionRow(
                number,
                form,
                text=self._place(f"{form.prefix}-text"),
                key=self._place(f"{form.prefix}-key"),
                rationale=self._place(f"{form.prefix}-rationale"),
                claims=self._place(f"{form.prefix}-claims"),
                claim_rows=self._claim_rows(form),
                is_first=number == 0,
                is_last=number == len(forms) - 1,
            )
            for number, form in enumerate(forms)
        ]

    @property
    def all_places(self) -> list[MessageList]:
        return [
            *self.places.values(),
            *(place for row in self.rows for place in (row.text, row.key, row.rationale, row.claims)),
        ]

    def _claim_rows(self, form: OptionForm) -> list[ClaimRow]:
        return [
            ClaimRow(
                number,
                subject,
                owner,
                path_answer(str(subject.value() or "").strip(), self.facts),
                is_new=form.is_bound and subject.html_name not in form.data,
            )
            for number, (subject, owner) in enumerate(form.claim_fields, 1)
        ]

    @cached_property
    def cell_rows(self) -> list[CellRow]:
        paths = self.editor.question.cell_paths
        data = self.editor.question.data
        there = len(data.getlist("cells")) if hasattr(data, "getlist") else 0
        paths += [""] * (there - len(paths))
        return [
            CellRow(number, path, path_answer(path, self.facts) if path else None, is_new=number > there)
            for number, path in enumerate(paths, 1)
        ]

    @property
    def state(self) -> str:
        blocking, hints = len(self.problems), len(self.advice)
        missing = f"{blocking} {'thing keeps' if blocking == 1 else 'things keep'} it from being published"
        advice = f"{hints} {'hint' if hints == 1 else 'hints'}"
        if blocking:
            return f"{missing}, {advice}." if hints else f"{missing}."
        return f"It can be published. {advice[0].upper()}{advice[1:]}." if hints else "It can be published."
