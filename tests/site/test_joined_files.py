"""Scripts and stylesheets that are written apart and fetched together."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFont

from srm_site.joined_files import JOINED, JoinedFilesFinder

SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


def test_who_is_signed_in_fetches_as_many_scripts_as_a_visitor(client, learner_client, db):
    as_visitor, as_learner = (SCRIPT.findall(one.get("/about/").content.decode()) for one in (client, learner_client))

    assert len(as_learner) == len(as_visitor)
    assert as_learner[-1] == "/static/js/learner.js"


FETCHED = re.compile(r'<(?:script|link)\b[^>]* (?:src|href)="(/static/[^"]+)"')
PICTURES_ON_THE_SCREEN_OF_A_PHONE = ["/static/img/apple-touch-icon.png"]


def test_a_first_visit_of_a_lesson_with_questions_is_eight_requests(client, learner_client, db):
    for one in (client, learner_client):
        page = one.get("/learn/shared-responsibility-model/").content.decode()

        assert 'data-question="inline"' in page
        assert len(set(FETCHED.findall(page)).difference(PICTURES_ON_THE_SCREEN_OF_A_PHONE)) + 1 <= 8


FONT = re.compile(r'src: url\("\.\./(fonts/[^"]+)"\)[^;]*;\s+unicode-range: ([^;]+);')


def fonts_of(sheet: str) -> dict[Path, set[str]]:
    """The characters for which this stylesheet names a file."""
    static = settings.BASE_DIR / "static"
    return {
        static / path: {
            chr(code)
            for part in re.split(r",\s+", ranges)
            for first, _, last in [part.removeprefix("U+").partition("-")]
            for code in range(int(first, 16), int(last or first, 16) + 1)
        }
        for path, ranges in FONT.findall((static / sheet).read_text())
    }


def test_a_font_has_every_weight_that_a_stylesheet_asks_for():
    for file in fonts_of("css/fonts.css"):
        [weights] = ImageFont.truetype(file).get_variation_axes()

        for sheet in (settings.BASE_DIR / "static/css").iterdir():
            for weight in re.findall(r"font(?:-weight)?: (\d{3}) ?[^;]*;", sheet.read_text()):
                assert weights["minimum"] <= int(weight) <= weights["maximum"], sheet.name


def drawn_by(file: Path, characters: set[str]) -> set[str]:
    """Those of these characters that the font has."""
    font = ImageFont.truetype(file, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\uffff"))
    return {character for character in characters if bytes(font.getmask(character)) != missing}


def test_the_letters_that_the_site_writes_come_with_the_first_font_and_those_of_names_with_the_second():
    (first, letters), (second, of_names) = fonts_of("css/fonts.css").items()
    folders = [settings.FIXTURES_DIR, settings.BASE_DIR / "templates", settings.BASE_DIR / "static/js"]
    files = [
        file for folder in folders for file in folder.rglob("*.*") if file.suffix in {".html", ".json", ".md", ".js"}
    ]
    written = {character for file in files for character in file.read_text() if character.isprintable()}

    assert drawn_by(first, letters) == letters.difference(" \xa0")
    assert drawn_by(second, of_names) >= set("àçëîñöøßüÀÇËÎÑÖØÜ€")
    assert not drawn_by(second, written.difference(" "))
    assert not letters & of_names


def test_a_joined_script_holds_its_parts_whole_each_with_names_of_its_own():
    with open(finders.find("js/learner.js")) as file:
        text = file.read()

    parts = [(settings.BASE_DIR / "static" / part).read_text() for part in JOINED["js/learner.js"]]
    assert text == "\n".join(f"{{\n{part}}}" for part in parts)
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)


def test_the_stylesheet_of_all_pages_begins_with_the_order_of_its_layers_and_holds_its_parts_whole():
    text = Path(finders.find("css/site.css")).read_text()

    parts = [(settings.BASE_DIR / "static" / part).read_text() for part in JOINED["css/site.css"]]
    assert text.startswith("@layer reset, tokens, base, layout, components, print;\n")
    assert text == "\n".join(parts)


def test_collecting_finds_joined_scripts_as_they_are_now(tmp_path, settings, monkeypatch):
    for sheet in [path for path in JOINED if path.endswith(".css")]:
        monkeypatch.delitem(JOINED, sheet)
    settings.DATA_DIR, settings.STATICFILES_DIRS = tmp_path / "data", [tmp_path]
    (tmp_path / "js").mkdir()
    for part in ("site", "outbox", "kept-typed"):
        (tmp_path / f"js/{part}.js").write_text(f"// {part}\n")
    finder = JoinedFilesFinder()
    list(finder.list([]))

    (tmp_path / "js/outbox.js").write_text("// changed\n")

    [(path, storage)] = finder.list([])
    assert storage.open(path).read() == b"{\n// site\n}\n{\n// changed\n}\n{\n// kept-typed\n}"
    assert [each.name for each in (tmp_path / "data/joined/js").iterdir()] == ["learner.js"]
