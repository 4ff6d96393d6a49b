import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import lessons.checking
import matrix.checking
import quizzes.checking
from matrix import facts
from quizzes.asked import questions
from quizzes.checking import Bank
from quizzes.contradicting import undecided
from quizzes.teaching import questions_without_section


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
    known = facts.hold()
    bank = Bank(questions(), undecided(known), known)
    read = lessons.checking.published(known)
    figures = matrix.checking.figures(known) | lessons.checking.figures(read) | quizzes.checking.figures(bank)
    problems = [
        *matrix.checking.problems(known),
        *lessons.checking.problems(read),
        *quizzes.checking.problems(bank),
        *questions_without_section(),
    ]
    return figures, problems
