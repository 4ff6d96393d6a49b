import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from lessons.markup import LONGEST, Directive, Prose, marked_heading, read, read_passage, sanitize
from lessons.markup.parser import make_parser

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://elsewhere.example/pixel.png'>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='  jAvAsCrIpT:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//elsewhere.example'>x</a>",
    "<a href='/\\elsewhere.example'>x</a>",
    "<a href='/\t/elsewhere.example'>x</a>",
    "<p data-hx-get='/account/' hx-trigger=load>x</p>",
    "<p style='position:fixed' onclick='alert(1)' id=main>x</p>",
    "<iframe src=/></iframe>",
    "<form action=/account/><input name=x></form>",
    "<base href=https://elsewhere.example>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](//elsewhere.example)",
    "[x](data:text/html;base64,PHN2Zy8+)",
    "![x](https://elsewhere.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](/ "onmouseover=alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
]

ELEMENT = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
ALLOWED = re.compile(
    r"<(?:p|em|strong|code|pre|li|ul|ol|blockquote|h[3-6]|hr|br|t(?:able|head|body|r|h|d)|a|img|fig(?:ure|caption))"
    r"(?: (?:class=\"(?:lede|data)\"|title=\"[^\"]*\"|scope=\"col\"|href=\"(?:https?://|mailto:|/(?![/\\])|#)[^\"]*\"))*>$"
)


def html_of(body: str) -> str:
    return "".join(part.html for part in read(body).parts if isinstance(part, Prose))


def messages(body: str) -> list[str]:
    return [str(problem) for problem in read(body).problems]


def whole(body: str) -> str:
    """The body with a section, which every lesson needs."""
    return f"{body}\n\n## Last {{#last}}\n"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("clean", [html_of, sanitize])
def test_nothing_dangerous_comes_out(payload, clean):
    html = clean(payload)

    strange = [element for element in ELEMENT.findall(html) if not ALLOWED.match(element)]
    assert strange == []


def test_sections_have_their_anchor_title_and_owner():
    text = read("Before.\n\n## AWS: *of* the cloud {#of owner=aws}\n\nOne.\n\n### Inside\n\n## Next {#next}\n\nTwo.\n")

    assert [(section.anchor, section.title, section.owner) for section in text.sections] == [
        ("of", "AWS: of the cloud", "aws"),
        ("next", "Next", ""),
    ]
    assert text.opening[0].html == '<p class="lede">Before.</p>\n'
    assert text.problems == []


def test_a_directive_splits_the_prose_around_it():
    text = read("## One {#one}\n\nBefore.\n[[stack ec2 rds | Watch the line.]]\nAfter.\n")

    before, directive, after = text.sections[0].parts
    assert directive == Directive("stack", ("ec2", "rds"), "Watch the line.", 4)
    assert before.html + after.html == "<p>Before.</p>\n<p>After.</p>\n"


def test_code_may_show_a_directive():
    text = read(whole("Write `[[stack ec2]]`, or:\n\n    [[stack ec2]]\n\n```\n[[stack ec2]]\n```"))

    assert text.directives == []
    assert text.problems == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("## No anchor", "line 1: a ## heading needs an anchor"),
        ("## A {#a}\n\n## B {#a}", "line 3: the anchor “a” stands twice."),
        ("## A {#check}", "line 1: the anchor “check” is used by the page itself"),
        ("## A {#trap-x}", "line 1: the anchor “trap-x” is used by the page itself"),
        ("## A {#A_b}", "line 1: the anchor “A_b” may hold"),
        ("## A {#a owner=me}", "line 1: “me” is not an owner here"),
        ("## A {#a wide}", "line 1: “wide” is not known in a heading"),
        (whole("# Title"), "line 1: the title of the lesson is its only # heading"),
        (whole("Text\n\n### Early"), "line 3: a heading of level 3 follows one of level 1; use ##."),
        ("## A {#a}\n\n#### Deep", "line 3: a heading of level 4 follows one of level 2; use ###."),
        ("## A {#a}\n\n### B {#b}", "line 3: only ## headings have an anchor"),
        (whole("> ### Quoted"), "line 1: a heading begins at the margin"),
        (whole("\n[[stak ec2]]"), "line 2: there is no directive “stak”; known are stack"),
        (whole("[[stack ec2"), "line 1: a directive ends with ]] on the same line"),
        (whole("[[stack ec2]] and more"), "line 1: a directive ends with ]] on the same line"),
        (whole("One\nand [[stack ec2]]"), "line 2: a directive stands alone on its line."),
        (whole("- one\n\n  [[stack ec2]]"), "line 3: a directive stands at the margin"),
        (whole("One\n[x](//elsewhere.example)"), "line 2: the address “//elsewhere.example” is refused"),
        (whole("[x](javascript:alert(1))"), "line 1: the address “javascript:alert(1)” is refused"),
        (whole("![x](/x.png)"), "line 1: upload a picture first"),
        (whole("[x](#nowhere)"), "line 1: there is no section “nowhere” to link to."),
        ("Only words.", "line 1: a lesson needs at least one section"),
    ],
)
def test_a_problem_names_its_line(body, message):
    [found] = messages(body)

    assert found.startswith(message)


def test_links_to_sections_pages_and_other_sites_are_fine():
    body = whole("[a](#last) [b](#takeaways) [c](/matrix/) [d](https://example.com) [e](mailto:a@example.com)")

    assert messages(body) == []


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "*a ",
        "> ",
        "[a](",
        "`",
        "- ",
        "| a ",
        "[[",
        "## {#",
        "[[stack ",
        '"',
        "[[ |",
        "<a ",
        "\\",
        "_a_*",
        "1. ",
        "&#",
    ],
)
def test_a_text_twice_as_long_takes_about_twice_the_steps(pattern):
    """Calls of functions, which are the same on every machine; `benchmarks.hostile_text` measures the time."""
    body = (pattern * LONGEST)[:LONGEST]

    assert steps_to_read(body) < 3 * steps_to_read(body[: LONGEST // 2]) + 1_000


def steps_to_read(body: str) -> int:
    taken = 0

    def count(frame, event, argument):
        nonlocal taken
        taken += 1

    sys.setprofile(count)
    try:
        read(body)
    finally:
        sys.setprofile(None)
    return taken


def test_a_heading_of_many_spaces_is_read_in_one_pass():
    """The time is measured by `benchmarks.hostile_text`; a pattern would begin again at each of the spaces."""
    spaces = " " * 20_000

    assert read(f"## Of the cloud{spaces}{{#of}}\n\nHere.").sections[0].title == "Of the cloud"
    assert marked_heading(f"a{spaces}b") == (f"a{spaces}b", None)


@pytest.mark.parametrize(
    ("content", "title", "marks"),
    [
        ("Of the cloud {#of owner=aws}", "Of the cloud", "#of owner=aws"),
        ("{#of}", "", "#of"),
        ("A {b} c", "A {b} c", None),
        ("A }", "A }", None),
        ("A {b}}", "A {b}}", None),
        ("A {b {#c}", "A {b", "#c"),
    ],
)
def test_what_stands_in_braces_at_the_end_of_a_heading_marks_it(content, title, marks):
    assert marked_heading(content) == (title, marks)


@pytest.mark.parametrize("columns", [31, 500, 5000])
def test_a_table_of_too_many_columns_is_refused_with_its_line(columns):
    row = "|a" * columns + "|"

    assert messages(f"Before.\n\n{row}") == ["line 3: the line has too many “|”; a table has at most 30 columns."]


def test_a_table_of_thirty_columns_is_read():
    body = "\n".join(["|" + f"{cell}|" * 30 for cell in ("a", "-", "b")])

    assert read_passage(body).problems == []


def test_a_text_of_links_is_refused():
    assert messages("[a](/b) " * 1_001) == ["line 1: the text has more than 1,000 opening brackets."]


@pytest.mark.parametrize("much", ["a" * (LONGEST + 1), "[a](/b) " * 1_001])
def test_a_passage_has_the_same_limits(much):
    assert len(read_passage(much).problems) == 1


def test_a_longer_text_is_refused():
    assert messages("a" * (LONGEST + 1)) == ["line 1: the text is longer than 30,000 characters; make it two lessons."]


def test_the_first_texts_can_be_read_by_many_threads_at_once():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for _ in range(20):
                parser = make_parser()
                assert (
                    len({str(tokens) for tokens in threads.map(parser.parse, ["# A\n\n*b* [[cell a/b]]\n"] * 8)}) == 1
                )
    finally:
        sys.setswitchinterval(before)
