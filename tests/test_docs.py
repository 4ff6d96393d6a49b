import pydoc
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

PAGES = (Path(settings.BASE_DIR) / "docs" / "pages.md").read_text()


def names(resolver: URLResolver, namespace: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                found += names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(f"{namespace}{pattern.name}")
    return found


@pytest.mark.parametrize("name", sorted(set(names(get_resolver()))))
def test_every_address_has_its_line_in_the_page_list(name):
    assert f"`{name}`" in PAGES


def test_the_page_list_names_no_address_that_is_gone():
    listed = {line.split("|")[2].strip().strip("`") for line in PAGES.splitlines() if line.startswith("| `/")}

    assert {name for name in listed if not name.startswith("admin:")} - set(names(get_resolver())) == set()


ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
ROOMS = ("serving", "accounts", "matrix", "lessons", "bank", "exchange", "quizzes", "planner", "teach", "srm_site")
CODE = (*ROOMS, "benchmarks", "tests", "templates", "static", "bin")
VERBATIM = re.compile(r"^```.*?^```|^ {4}.*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(path: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)\s]+)\)", VERBATIM.sub("", path.read_text())):
        where, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:|/", link):
            continue
        target = (path.parent / where).resolve() if where else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_link_leads_somewhere(document):
    assert list(broken_links(document)) == []


def mentions(path: Path) -> set[int]:
    text = path.read_text(errors="ignore")
    return {int(number) for number in re.findall(r"\bdecisions?[ /]\[?(\d+)", text, re.IGNORECASE)}


def test_every_decision_that_is_mentioned_exists():
    numbers = {int(path.name[:4]) for path in DECISIONS}
    files = [
        path for folder in CODE for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"
    ]

    unknown = {
        shown(path): gone
        for path in [*DOCUMENTS, *files, ROOT / "pyproject.toml"]
        if (gone := mentions(path) - numbers)
    }

    assert unknown == {}


def test_decisions_are_numbered_one_by_one():
    titles = [int(re.match(r"# (\d+)\. ", path.read_text())[1]) for path in DECISIONS]

    assert titles == [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=shown)
def test_a_decision_can_be_read_in_two_minutes(decision):
    words = [word for line in decision.read_text().splitlines() if line[:1] not in ("#", "|") for word in line.split()]

    assert len(words) <= 300


def named(path: Path) -> Iterator[str]:
    """Files of this project that a document names in backticks."""
    for name in re.findall(r"`([\w./*-]+)`", path.read_text()):
        if name.split("/")[0] in (*CODE, "docs", "fixtures") and "/" in name and "." in name and "*" not in name:
            yield name


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_file_that_a_document_names_exists(document):
    assert [name for name in named(document) if not (ROOT / name).exists()] == []


MAP = (ROOT / "docs" / "map.md").read_text()


def folders_of_code() -> set[str]:
    code = {
        path.parent for room in (*ROOMS, "benchmarks") for path in (ROOT / room).rglob("*.py") if path.stat().st_size
    }
    return {f"{shown(folder)}/" for folder in code if not {"migrations", "management"} & set(folder.parts)}


def test_the_map_has_a_row_for_every_folder_of_code_and_no_other():
    rows = set(re.findall(r"^\| `([\w/]+/)` \|", MAP.partition("## Where is it?")[2], re.MULTILINE))

    assert {row for row in rows if row.split("/")[0] in (*ROOMS, "benchmarks")} == folders_of_code()


@pytest.mark.parametrize("name", sorted(set(re.findall(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`", MAP))))
def test_every_function_that_the_map_names_exists(name):
    assert pydoc.locate(name) is not None


def test_each_word_of_the_field_has_one_row():
    rows = [line.split("|")[1] for line in (ROOT / "docs" / "domain.md").read_text().splitlines() if line[:2] == "| "]
    words = [word.strip() for row in rows if row.strip() != "in code" for word in row.split(",")]

    assert [word for word, count in Counter(words).items() if count > 1] == []
