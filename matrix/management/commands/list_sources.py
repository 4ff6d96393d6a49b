import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from matrix.editing.confirmations import cited_cells

WIDTHS = {"confirmed_on": 12, "cells_on_page": 5, "cell": 38, "needs": 15}


class Command(BaseCommand):
    help = "List cells by when a person last confirmed them against their AWS page: never first, then the oldest."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON array instead of a table")

    def handle(self, *args, **options):
        cells = sources()
        if options["json"]:
            self.stdout.write(json.dumps(cells, ensure_ascii=False, indent=2))
            return
        self.stdout.write(line("Confirmed on", "Cells", "Cell", "Needs", "AWS page"))
        for each in cells:
            shown = (str(each[name] or "never" if name == "confirmed_on" else each[name] or "") for name in WIDTHS)
            self.stdout.write(line(*shown, each["source_url"]))
        confirmed = sum(1 for each in cells if each["confirmed_on"])
        pages = len({each["source_url"] for each in cells})
        self.stdout.write(f"{len(cells)} cells on {pages} pages, {confirmed} confirmed.")


def sources() -> list[dict[str, Any]]:
    rows = list(cited_cells().select_related("service", "layer").order_by("service__position", "layer__position"))
    on_page = Counter(row.source_url for row in rows)
    rows.sort(key=lambda row: (str(row.reviewed_on or ""), -on_page[row.source_url], row.source_url))
    return [
        {
            "confirmed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
            "cells_on_page": on_page[row.source_url],
            "cell": row.path,
            "needs": "another page" if row.is_landing or row.is_refused else None,
            "source_title": row.source_title,
            "source_url": row.source_url,
        }
        for row in rows
    ]


def line(*words: str) -> str:
    widths = [*WIDTHS.values(), 0]
    return "  ".join(word.ljust(width) for word, width in zip(words, widths, strict=True)).rstrip()
