"""Cells known on the exam day as a picture: a small panel per setting, a bar per strategy, the plan in ink."""

from collections.abc import Mapping, Sequence
from html import escape

from benchmarks.learning.strategies import CELLS, HONEST, MindReader, PlanStrategy
from benchmarks.learning.trial import Figure, Setting, TrialOutcome

PANEL_WIDTH, ROW, TOP, LABELS, GAP = 210, 17, 34, 150, 26
MINDS_SAY = {"FSRS": "Learners who forget as FSRS says", "traces": "Learners who forget as ACT-R says"}
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#16191f}.head{font-weight:650;font-size:14px}.note{fill:#494e57}"
    ".bar{fill:#b9bcc2}.plan{fill:#16191f}.most{fill:none;stroke:#85878c;stroke-dasharray:3 2}"
    ".range{stroke:#85878c;stroke-width:1.5}.back{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#eceef1}.note{fill:#bbc0c9}.bar{fill:#545a64}.plan{fill:#eceef1}"
    ".back{fill:#14161a}}"
)


def chart(results: Mapping[Setting, Mapping[str, Sequence[TrialOutcome]]]) -> str:
    minds = list(dict.fromkeys(setting.mind for setting in results))
    days = sorted({setting.days for setting in results})
    minutes = sorted({setting.minutes for setting in results})
    names = [*(strategy.name for strategy in HONEST), MindReader.name]
    panel_height = TOP + ROW * len(names) + GAP
    block = 34 + panel_height * len(days)
    width, height = LABELS + (PANEL_WIDTH + GAP) * len(minutes), block * len(minds) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="title desc">',
        '<title id="title">Cells known on the exam day, by strategy</title>',
        f'<desc id="desc">Of {CELLS} cells, for each memory model, number of days and minutes a day. '
        "The tables in learning.md give the same figures.</desc>",
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{width}" height="{height}"/>',
    ]
    for m, mind in enumerate(minds):
        parts.append(f'<text class="head" x="8" y="{m * block + 24}">{MINDS_SAY[mind]}</text>')
        for row, day in enumerate(days):
            y = m * block + 34 + row * panel_height
            parts += [_text(8, y + TOP + place * ROW + 12, name) for place, name in enumerate(names)]
            for column, minute in enumerate(minutes):
                setting = Setting(mind, day, minute)
                if setting in results:
                    parts += _panel(LABELS + column * (PANEL_WIDTH + GAP), y, setting, results[setting], names)
    return "\n".join([*parts, "</svg>\n"])


def _panel(
    x: float, y: float, setting: Setting, by_name: Mapping[str, Sequence[TrialOutcome]], names: Sequence[str]
) -> list[str]:
    parts = [_text(x, y + 22, f"{setting.days} days, {setting.minutes} minutes a day", "note")]
    for place, name in enumerate(names):
        figure = Figure.of([outcome.known for outcome in by_name[name]])
        top, scale = y + TOP + place * ROW, (PANEL_WIDTH - 36) / CELLS
        kind = {PlanStrategy.name: "plan", MindReader.name: "most"}.get(name, "bar")
        end = x + figure.mean * scale
        parts.append(f'<rect class="{kind}" x="{x}" y="{top + 2}" width="{figure.mean * scale:.1f}" height="12"/>')
        parts.append(
            f'<path class="range" d="M{end - figure.margin * scale:.1f} {top + 8}h{2 * figure.margin * scale:.1f}"/>'
        )
        parts.append(_text(end + figure.margin * scale + 4, top + 12, f"{figure.mean:.0f}"))
    return parts


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f'<text{attribute} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
