"""Loads the files of incidents, the glossary and novelties."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from lessons.glossary import problems_of_term
from lessons.incidents import problems_of_incident
from lessons.models import Incident, Novelty, Term
from lessons.novelties import problems_of_novelty
from matrix.facts import Facts, lock_facts
from matrix.files.content import Problems, Report, Sheet, load, records
from matrix.files.loading import listed
from matrix.models import FromFile


class CheckedSheet[Row: FromFile](Sheet[Row]):
    def __init__(self, facts: Facts):
        super().__init__()
        self.facts = facts

    def problems(self, row: Row) -> Iterable[str]:
        raise NotImplementedError

    def save(self, row: Row, data: dict[str, Any]) -> None:
        for name, value in self.fields(data).items():
            setattr(row, name, value)
        row.clean_fields(exclude=["loaded_hash"])
        if found := list(self.problems(row)):
            raise ValidationError(found)
        row.save()


class Incidents(CheckedSheet[Incident]):
    model = Incident
    required = ("slug", "kind", "title", "story", "duty", "tempting", "why", "section", "position")
    optional = {"also": []}

    def problems(self, row: Incident) -> Iterable[str]:
        return problems_of_incident(row, self.facts)


class Terms(CheckedSheet[Term]):
    model = Term
    required = ("slug", "name", "forms", "definition")
    optional = {"section": "", "source": {"title": "", "url": ""}}

    def problems(self, row: Term) -> Iterable[str]:
        return problems_of_term(row, self.facts)


class Novelties(CheckedSheet[Novelty]):
    model = Novelty
    required = ("slug", "title", "since", "before", "now", "about", "source")

    def problems(self, row: Novelty) -> Iterable[str]:
        return problems_of_novelty(row, self.facts)


def load_further(folder: Path, report: Report) -> None:
    """Call after loading the facts and before the lessons, inside a transaction. Raises ContentError."""
    problems = Problems()
    facts = lock_facts()
    load(Incidents(facts), listed(folder / "incidents.json", problems), report, problems)
    load(Terms(facts), records(folder / "glossary.json", problems), report, problems)
    load(Novelties(facts), records(folder / "lately.json", problems), report, problems)
    problems.raise_if_any()
