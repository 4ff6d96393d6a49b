"""Puts tables and a picture into docs/learning.md."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.learning import report
from benchmarks.learning.chart import chart
from benchmarks.learning.floors import floors
from benchmarks.learning.memories import MEMORIES
from benchmarks.learning.results import Results, right
from benchmarks.learning.trial import Setting

DOCS = Path(__file__).parents[2] / "docs"


def publish(results: Results) -> None:
    main = _those(results, lambda at: at.exam == "content" and at.minutes == 10 and not at.times)
    tables = {
        "floors": floors(results),
        "known": report.shares(main),
        "ahead": report.ahead(main),
        "right": report.shares(main, right),
        "exams": report.ahead(_those(results, lambda at: at.exam != "content" and at.rows)),
        "times": report.ahead(_those(results, lambda at: at.times is not None)),
        "bound": report.shares(_those(results, lambda at: "bound" in results[at])),
        "questions": report.questions(_those(results, lambda at: at.exam == "content" and not at.times)),
        "predictions": report.calibration(_those(results, lambda at: at.minutes == 10)),
    }
    page = DOCS / "learning.md"
    text = page.read_text()
    for name, table in tables.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end {name} -->"
        before, rest = text.split(start)
        text = before + start + table + "\n" + end + rest.split(end, 1)[1]
    page.write_text(text)
    drawn = _those(results, lambda at: at == Setting(at.memory, 14, 10, "content", True))
    (DOCS / "learning.svg").write_text(chart(drawn))


def _those(results: Results, wanted: Callable[[Setting], bool]) -> Results:
    found = [setting for setting in results if wanted(setting)]
    return {setting: results[setting] for setting in sorted(found, key=_place)}


def _place(setting: Setting) -> tuple[object, ...]:
    return setting.exam, list(MEMORIES).index(setting.memory), setting.days, setting.minutes, setting.rows
