"""Content files of facts, loaded without those of lessons and questions, which take three quarters of the time."""

from pathlib import Path

import pghistory
from django.db import transaction

from matrix.files.content import Report
from matrix.files.folder import load_facts
from matrix.history import FILES


@transaction.atomic
def load_facts_alone(folder: Path, *, reason: str = "") -> Report:
    """As `load_content` begins. No question follows."""
    report = Report()
    with pghistory.context(source=FILES, reason=reason):
        load_facts(folder, report)
    return report
