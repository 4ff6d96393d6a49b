"""What is known on the exam day as a picture: a panel for each memory, a bar for each policy, the engine in ink."""

from html import escape

from benchmarks.learning.results import Figure, Results, known

WIDTH, ROW, LABELS, BARS, TOP = 700, 18, 130, 470, 34
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#16191f}.head{font-weight:650;font-size:14px}"
    ".bar{fill:#b9bcc2}.engine{fill:#16191f}.clairvoyant{fill:none;stroke:#85878c;stroke-dasharray:3 2}"
    ".range{stroke:#85878c;stroke-width:1.5}.back{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#eceef1}.bar{fill:#545a64}.engine{fill:#eceef1}.back{fill:#14161a}}"
)


def chart(results: Results) -> str:
    """Of the settings given, one panel each, with those learners that all policies had."""
    parts, y = [], 8
    for setting, found in results.items():
        parts.append(f'<text class="head" x="8" y="{y + 18}">{setting.memory}, {setting} minutes</text>')
        y += TOP
        size = min(map(len, found.values()))
        figures = {policy: Figure.of(known(outcomes[:size])) for policy, outcomes in found.items()}
        for place, policy in enumerate(sorted(figures, key=lambda policy: figures[policy].mean)):
            parts += _bar(y + place * ROW, policy, figures[policy])
        y += len(figures) * ROW + 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
            'role="img" aria-labelledby="title desc">',
            '<title id="title">Share of the exam known on the exam day, by policy</title>',
            '<desc id="desc">The tables in learning.md give the same figures.</desc>',
            f'<style>{STYLE}</style><rect class="back" width="{WIDTH}" height="{y}"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _bar(y: int, policy: str, figure: Figure) -> list[str]:
    kind = policy if policy in ("engine", "clairvoyant") else "bar"
    long, half = figure.mean * BARS, figure.margin * BARS
    end = LABELS + long
    return [
        f'<text x="8" y="{y + 12}">{escape(policy)}</text>',
        f'<rect class="{kind}" x="{LABELS}" y="{y + 2}" width="{long:.1f}" height="12"/>',
        f'<path class="range" d="M{end - half:.1f} {y + 8}h{2 * half:.1f}"/>',
        f'<text x="{end + half + 5:.1f}" y="{y + 12}">{figure.share}</text>',
    ]
