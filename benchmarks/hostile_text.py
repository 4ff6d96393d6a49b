"""How long texts take that were written to take long: `python -m benchmarks.hostile_text [--examples N]`.

Reads Markdown of the greatest length that a lesson may have, each a pattern known to make Markdown readers slow, then
texts that hypothesis puts together from the same pieces. Then writes lines of the log with a header of 8 KB, as
anybody can send one, and with texts of 50 KB. Prints the processor time in ms of the worst; exit status 1 above 200
for Markdown and 20 for the log. The time is that of the process, so other work on the machine hardly counts.
"""

import logging
from collections.abc import Callable
from time import process_time

from benchmarks.harness import command

PIECES = [
    *("[", "]", "(", ")", "![", "](", "<", ">", "`", "``", "*", "**", "_", "~", "|", "\\", "&", "&#x", ";", "#", ">"),
    *("{", "}", "[[", "]]", "[[stack ", "{aws: ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "---", "| a ", "a", "é"),
    *("\u200b", "<a href=", "<!--", "-->", "<?", "<![CDATA[", "http://", "[a]: ", "## ", "{#", "```", "~~~", "\r"),
    "\x00",
]
PATTERNS = {
    "nested brackets": "[",
    "nested links": "[a](",
    "nested pictures": "![a](",
    "unclosed emphasis": "*a _b ",
    "emphasis inside emphasis": "**x*y",
    "backticks that never end": "`" + "a",
    "backticks of every length": "".join("`" * n + " " for n in range(1, 300)),
    "nested quotes": "> ",
    "nested lists": "- ",
    "deep lists": "".join(f"{'  ' * n}- a\n" for n in range(200)),
    "open tags": "<a ",
    "open comments": "<!-- ",
    "entities": "&amp;",
    "entities that are none": "&" + "a" * 40,
    "tables": "| a | b |\n|---|---|\n",
    "wide tables": f"{'|a' * 31}\n{'|-' * 31}\n",
    "tables of 500 columns": f"{'|a' * 500}\n{'|-' * 500}\n",
    "tables of 5,000 columns": f"{'|a' * 5000}\n{'|-' * 5000}\n",
    "a heading of spaces": f"## a{' ' * 29_900}b {{#a}}",
    "headings of spaces": f"## a{' ' * 400}b\n\n",
    "link definitions": "[a]: b\n",
    "references": "[a][b] ",
    "escapes": "\\[",
    "code fences": "```\n",
    "headings": "## a {#a}\n",
    "directives": "[[stack ec2 rds]]\n\n",
    "claims": "You do. {aws: ec2/guest-os} ",
    "open claims": "{aws: ",
    "open directives": "[[",
    "blank lines": "\n",
    "one long word": "a",
    "addresses": "http://a.example/",
    "angle brackets": "<",
}
# In the log addresses, secrets and rows are looked for.
IN_THE_LOG = ["a", "a1", "1", "a.", "a@", "@", "a@b.", "a@b.c+", "a1-", "é", "DETAIL:", "DETAIL:\n", " ", "\n"]
LENGTHS_IN_THE_LOG = [8_000, 50_000]
LIMIT, LIMIT_OF_LOG = 200, 20


def milliseconds(work: Callable[[], object], limit: float) -> float:
    """Seconds of CPU time. Where they are many, the best of three."""

    def once() -> float:
        began = process_time()
        work()
        return (process_time() - began) * 1000

    first = once()
    return first if first < limit / 2 else min(first, once(), once())


def taken(text: str) -> float:
    """Seconds to read the text and to clean it as passages are cleaned."""
    from lessons.markup import read, sanitize

    return milliseconds(lambda: (read.__wrapped__(text), sanitize(text)), LIMIT)


def taken_by_log(text: str) -> float:
    """Seconds to write it in a log line, and in a traceback."""
    from serving.monitoring.log_lines import JsonFormatter, PlainFormatter

    error = ValueError(text)
    record = logging.makeLogRecord({"msg": "%s", "args": (text,), "exc_info": (ValueError, error, None)})
    formatters = PlainFormatter(), JsonFormatter()
    return milliseconds(lambda: [formatter.format(record) for formatter in formatters], LIMIT_OF_LOG)


def main(examples: int = 200) -> int:
    from hypothesis import HealthCheck, given, settings, strategies

    from lessons.markup import LONGEST

    taken("warm")
    times = {name: taken((piece * LONGEST)[:LONGEST]) for name, piece in PATTERNS.items()}

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategies.lists(strategies.sampled_from(PIECES), min_size=1, max_size=6), strategies.booleans())
    def look(pieces, ends):
        text = ("".join(pieces) * LONGEST)[:LONGEST]
        name = f"made up: {''.join(pieces)!r}"
        times[name] = taken(text + "](" * ends if ends else text)

    look()
    for name, time in sorted(times.items(), key=lambda pair: -pair[1])[:12]:
        print(f"{time:8.1f} ms  {name}")
    worst = max(times.values())
    print(f"{len(times)} texts of {LONGEST} characters, the worst {worst:.0f} ms")
    worst_of_log = log()
    return int(worst > LIMIT or worst_of_log > LIMIT_OF_LOG)


def log() -> float:
    """Prints the worst of each length, and returns the worst of all."""
    worst = 0.0
    for length in LENGTHS_IN_THE_LOG:
        times = {piece: taken_by_log((piece * length)[:length]) for piece in IN_THE_LOG}
        slowest = max(times, key=times.__getitem__)
        print(f"{times[slowest]:8.1f} ms  in the log, twice, the worst of {len(times)} of {length}: {slowest!r}")
        worst = max(worst, times[slowest])
    return worst


if __name__ == "__main__":
    command(main, __doc__, django=True)
