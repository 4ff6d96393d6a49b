import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import lessons.problems
import matrix.problems
from bank.checks import whole_bank
from bank.checks.snapshot import own_questions, questions
from bank.checks.whole_bank import PublishedBank
from bank.conflicts import undecided
from bank.section_rules import questions_without_section
from matrix import facts


class Command(BaseCommand):
    help = "Count facts, lessons and questions, and list everything that is wrong with them. Fails on any problem."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print figures and problems as one JSON object")

    def handle(self, *args, **options):
        figures, problems = check_content()
        if options["json"]:
            self.stdout.write(json.dumps({**figures, "problems": problems}, ensure_ascii=False, indent=2))
        else:
            for name, value in figures.items():
                self.stdout.write(f"{name}: {value}")
            for problem in problems:
                self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'} found.")


@transaction.atomic
def check_content() -> tuple[dict[str, Any], list[str]]:
    """Figures by name, and problems, each a line that says what to do."""
    known = facts.lock_facts()
    bank = PublishedBank(questions(), undecided(known), known, own_questions())
    read = lessons.problems.published(known)
    figures = matrix.problems.figures(known) | lessons.problems.figures(read) | whole_bank.figures(bank)
    problems = [
        *matrix.problems.problems(known),
        *lessons.problems.problems(read),
        *whole_bank.problems(bank),
        *questions_without_section(),
    ]
    return figures, problems
