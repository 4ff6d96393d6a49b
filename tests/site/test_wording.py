"""What people read is plain American English: old words and phrases of ours come back nowhere."""

import ast
import io
import re
import tokenize
from calendar import month_abbr
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "accounts",
    "bank",
    "benchmarks",
    "exchange",
    "lessons",
    "matrix",
    "planner",
    "quizzes",
    "serving",
    "srm_site",
    "teach",
)

# A phrase here is banned as whole words, whatever the case, wherever somebody reads.
EVERYWHERE = """
a half each
all by itself
an idea is met
anew
beside the password that you know
by what they add
cells expected
confirm that it is you
counted on
every owner and every reason in this set
falls to you
from EC2 over RDS
gets paid for
go on
I have kept them
I have read this
in fifths of
is met when
it is cured
it is our fault
it keeps your reading
keep this password
look in your mail
make an account
make the account
meanwhile
mend
mended
mending
mends
nobody tells you
nobody's
not settled yet
nothing after a few minutes
nothing is right or wrong before the end
nothing waits
on whose list
put aside
so this is no chance of
somebody has settled it
somebody, we think you
something broke here
something that you have
suppose RDS were split
taken off your hands
takes away guests
the odd ones out
told so far
too old to send
typing errors are forgiven
up to whoever
waits in another
we think you
what a day has
what else could wait
what if you took
what waits
who have to do this together
who has to see to
who is in charge of
whoever
whose names belong
without anybody's help
words in any order
write it anew
you put it there
you see how they come on
your answer counts by
"""

# These are our own words for a thing of ours. In a lesson or a question they may mean what they mean elsewhere.
IN_THE_INTERFACE = """
change hands
changed hands
changes hands
change places
close it
it is AWS that
not this one
second factor
see to
sees to
seen to
to be had
"""

READ_BY_LEARNERS = (
    "/",
    "/account/",
    "/account/second-factor/",
    "/changes/",
    "/exam/",
    "/glossary/",
    "/incidents/",
    "/lately/",
    "/learn/",
    "/learn/shared-responsibility-model/",
    "/matrix/",
    "/cheat-sheet/",
    "/plan/",
    "/practice/",
    "/privacy/",
    "/progress/",
    "/progress/misconceptions/",
    "/readiness/",
    "/review/",
    "/twins/",
)
READ_BY_INSTRUCTORS = (
    "/admin/",
    "/admin/bank/item/",
    "/admin/bank/item/add/",
    "/admin/lessons/lesson/add/",
    "/teach/",
    "/teach/checks/",
    "/teach/inbox/",
    "/teach/items/",
    "/teach/matrix/",
    "/teach/students/",
    "/teach/students/new/",
)

RIGHT = ("go on sale",)
# These modules name words to look for or to count, and do not say them.
LISTS = {"bank/checks/wording.py": "falls to you", "lessons/editing/readability.py": "whoever"}


def phrases(listed: str) -> re.Pattern[str]:
    each = (r"\s+".join(re.escape(word) for word in line.split()) for line in listed.split("\n") if line)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(each)})(?![\w-])", re.IGNORECASE)


BANNED, BANNED_IN_THE_INTERFACE = phrases(EVERYWHERE), phrases(EVERYWHERE + IN_THE_INTERFACE)


def found_in(text: str, banned: re.Pattern[str]) -> list[str]:
    text = text.replace("’", "'")
    for right in RIGHT:
        text = text.replace(right, "")
    return [" ".join(found.lower().split()) for found in banned.findall(text)]


def texts_of_module(code: str) -> Iterator[str]:
    """Yield its strings as they are read, joined over lines and with a gap where a value goes, and its comments."""
    tree = ast.parse(code)
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in joined for part in node.values}
    for node in joined:
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value
    comments = [
        (token.start[0], token.string.lstrip("# "))
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.COMMENT
    ]
    yield " ".join(words for _, words in comments)


def texts_of(path: Path) -> list[str]:
    return list(texts_of_module(path.read_text())) if path.suffix == ".py" else [path.read_text()]


def files(*folders: str, suffixes: tuple[str, ...] = ()) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix in suffixes
    ]


def said_in(paths: list[Path], banned: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found}"
        for path in paths
        for text in texts_of(path)
        for found in found_in(text, banned)
        if LISTS.get(str(path.relative_to(ROOT))) != found
    ]


@pytest.mark.parametrize("text", ["It is made ANEW.", "Nobody’s", "Put\n  aside", "Somebody,\nwe think you, asked"])
def test_a_banned_phrase_is_found_whatever_its_case_quotes_and_line_breaks(text):
    assert found_in(text, BANNED)


@pytest.mark.parametrize("text", ["We recommend it.", "Tickets go on sale on Friday.", "the slug company-whoever-can"])
def test_only_whole_words_are_banned(text):
    assert not found_in(text, BANNED)


@pytest.mark.parametrize(
    "code",
    [
        'help = "Rows are made " "anew."',
        'say(f"{many} rows made anew.")',
        "# It is put\n# aside\n",
        '"""Made anew."""',
    ],
)
def test_strings_docstrings_and_comments_of_modules_are_read(code):
    assert found_in("\n".join(texts_of_module(code)), BANNED)


@pytest.mark.parametrize("folder", ["templates", "static/js"])
def test_pages_mails_and_scripts_have_no_banned_phrase(folder):
    paths = files(folder, suffixes=(".html", ".js", ".txt"))

    assert paths
    assert said_in(paths, BANNED_IN_THE_INTERFACE) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_has_a_banned_phrase(room):
    assert said_in(files(room, suffixes=(".py",)), BANNED_IN_THE_INTERFACE) == []


def test_content_has_no_banned_phrase():
    assert said_in(files("fixtures", suffixes=(".json", ".md")), BANNED) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", READ_BY_LEARNERS)
def test_no_page_of_a_learner_has_a_banned_phrase(learner_client, address):
    page = learner_client.get(address)

    assert page.status_code == 200
    assert found_in(page.text, BANNED) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", READ_BY_INSTRUCTORS)
def test_no_page_of_an_instructor_has_a_banned_phrase(instructor_client, address):
    page = instructor_client.get(address)

    assert page.status_code == 200
    assert found_in(page.text, BANNED) == []


def test_documents_have_no_banned_phrase():
    paths = [*ROOT.glob("*.md"), *files("docs", suffixes=(".md",))]

    assert said_in(paths, BANNED) == []


def test_dates_and_times_are_written_the_american_way():
    british = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_abbr[1:])})[a-z]* \d{{4}}|\"(?:\w, ?)?j [FM]|\bH:i\"")
    paths = files("templates", "fixtures", *ROOMS, suffixes=(".html", ".json", ".md", ".txt", ".py"))

    found = [f"{path.relative_to(ROOT)}: {day}" for path in paths for day in british.findall(path.read_text())]
    assert found == []
