"""The markup of lessons: Markdown with sections and directives, parsed into parts and problems.

The result contains no facts: each request renders the directives.
"""

from lessons.markup.reader import (
    CHECK,
    LONGEST,
    OPENING,
    TAKEAWAYS,
    marked_heading,
    read,
    read_afresh,
    read_line,
    read_passage,
    read_passage_afresh,
)
from lessons.markup.safe_html import NOTE, PICTURE_NAME, sanitize
from lessons.markup.text import (
    Directive,
    MarkdownLink,
    Notes,
    ParsedText,
    Part,
    Prose,
    Section,
    Statement,
    TextLine,
    TextProblem,
)
