"""Packages: what the manifest names is read, one broken file costs one question, and a hostile one the whole."""

import zipfile

import pytest

from exchange.parsed_file import CannotImport
from exchange.parsers import read
from exchange.qti.manifest import MOST_ENTRIES
from exchange.qti.package import MOST_UNPACKED
from tests.helpers.qti_files import choice, manifest, package, zipped


def test_a_package_is_read_in_the_order_of_its_manifest_with_the_lines_of_its_files():
    listed = manifest("items/b.xml", "items/a.xml")
    files = {"items/a.xml": choice("a", "Why?"), "items/b.xml": choice("b"), "rack.png": b"\xff"}
    reading = read("a.zip", zipped({"imsmanifest.xml": listed, **files}))

    assert [(question.id, reading.at(question.line)) for question in reading.questions] == [
        ("b", "line 1 of items/b.xml"),
        ("a", "line 1 of items/a.xml"),
    ]


def test_one_broken_file_costs_one_question():
    broken = choice("c").replace("</itemBody>", "\n</wrong>")
    reading = read(
        "a.zip", package({"a.xml": choice("a"), "c.xml": broken, "d.xml": choice("d").replace(">A<", ">Z<")})
    )

    assert [question.id for question in reading.questions] == ["a"]
    assert [(refusal.name, reading.at(refusal.line), refusal.reason) for refusal in reading.refusals] == [
        ("c.xml", "line 12 of c.xml", "the file is not valid XML (mismatched tag)."),
        ("d", "line 1 of d.xml", "its right answer “Z” is not one of its options."),
    ]


def test_a_file_that_the_manifest_names_and_the_package_lacks_is_refused_by_its_name():
    reading = read("a.zip", zipped({"imsmanifest.xml": manifest("a.xml", "gone.xml"), "a.xml": choice()}))

    [refusal] = reading.refusals
    assert (refusal.name, reading.at(refusal.line)) == ("gone.xml", "line 4 of imsmanifest.xml")
    assert refusal.reason == "the manifest lists this file, but the package does not contain it."


def test_a_test_is_left_out_and_said():
    listed = manifest("test.xml", type="imsqti_test_xmlv2p1").replace(
        "</resources>", '<resource type="imsqti_item_xmlv2p1" href="a.xml"/></resources>'
    )
    reading = read("a.zip", zipped({"imsmanifest.xml": listed, "a.xml": choice(), "test.xml": "<assessmentTest/>"}))

    assert len(reading.questions) == 1
    assert reading.notices == ["The test “test.xml” is left out: its questions are read, its rules are not."]


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        ('type="imsqti_xmlv1p2"><file href="g1/g1.xml"/', "g1/g1.xml"),
        ('type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment" href="g1/assessment_qti.xml" /', "g1/assessment_qti.xml"),
        ('type="assessment/x-bb-qti-pool" bb:file="res1.dat" /', "res1.dat"),
        ('type="webcontent" bb:material_type="d2lquiz" href="quiz_1.xml" /', "quiz_1.xml"),
        ('type="imsqti_item_xmlv3p0" href="./my%20items/a.xml" /', "my items/a.xml"),
    ],
)
def test_each_producer_names_its_files_in_its_own_way(resource, path):
    listed = f'<manifest xmlns:bb="bb"><resources><resource {resource}></resource></resources></manifest>'
    listed = listed.replace("/></resource>", "/>") if resource.endswith(" /") else listed

    assert len(read("a.zip", zipped({"imsmanifest.xml": listed, path: choice()})).questions) == 1


def test_a_manifest_in_a_folder_names_files_beside_it():
    data = zipped({"export/imsmanifest.xml": manifest("a.xml"), "export/a.xml": choice(), "__MACOSX/x": "x"})

    assert len(read("a.zip", data).questions) == 1


def test_a_package_is_qti_whatever_format_was_chosen():
    assert read("a.zip", package({"a.xml": choice()}), "gift").format == "qti"


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]>\n' + choice(stem="&b;")
XXE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n' + choice(stem="&b;")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (package({"a.xml": choice(), "b.xml": BOMB}), "Line 1 of b.xml: a document type (<!DOCTYPE …>) is refused"),
        (package({"a.xml": choice(), "b.xml": XXE}), "Line 1 of b.xml: a document type"),
        (
            package({"a.xml": choice(), "../b.xml": choice("b")}),
            "The package contains “../b.xml”, a path outside the package",
        ),
        (package({"/etc/b.xml": choice()}), "The package contains “/etc/b.xml”, a path outside the package"),
        (package({"..\\b.xml": choice()}), "The package contains “../b.xml”, a path outside the package"),
        (package({"a\x1eb.xml": choice()}), "The package contains a file whose name has control characters"),
        (package({"a.xml": "x" * (MOST_UNPACKED + 1)}), "The questions of the package take more than 20 MB unpacked"),
        (
            package({f"{number}.xml": "" for number in range(MOST_ENTRIES + 1)}),
            "The package contains more than 20,000",
        ),
        (package({"a.xml": choice()}, zipfile.ZIP_LZMA), "The file imsmanifest.xml is compressed in an unusual way"),
        (package({"a.xml": b"\n\xff"}), "Line 2 of a.xml is not UTF-8 text"),
        (package({"a.xml": choice(stem="\x1e")}), "Line 7 of a.xml holds a character that no text has (U+001E)"),
        (package({"a.xml": "<a>" * 31}), "Line 1 of a.xml: the file begins with <a>"),
        (package({"a.xml": choice(stem="<b>" * 40)}), "Line 7 of a.xml: elements are nested more than 30 deep"),
        (package({"a.xml": choice(stem="<b/>" * 5_001)}), "Line 7 of a.xml: one question has more than 5,000"),
        (package({"a.xml": choice()})[:-30], "The zip archive is damaged"),
        (zipped({"imsmanifest.xml": "<manifest>"}), "Line 1 of imsmanifest.xml: the file is not valid XML"),
        (zipped({"imsmanifest.xml": "<html/>"}), "Line 1 of imsmanifest.xml: the file begins with <html>"),
        (
            zipped({"imsmanifest.xml": manifest(*["a"] * 20_001)}),
            "Line 20003 of imsmanifest.xml: more than 20,000 files",
        ),
        (
            zipped({"imsmanifest.xml": manifest(*["gone.xml"] * 501)}),
            "Line 503 of imsmanifest.xml: 500 questions above",
        ),
        (zipped({"imsmanifest.xml": manifest()}), "There is no question in it, read as QTI"),
        (zipped({"questions.xml": choice()}), "This is a zip archive, not text"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_hostile_package_is_refused_whole(data, message):
    with pytest.raises(CannotImport) as told:
        read("a.zip", data)

    assert str(told.value).startswith(message)


def test_a_locked_package_says_so():
    data = bytearray(package({"a.xml": choice()}, zipfile.ZIP_STORED))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(start, at + 1)

    with pytest.raises(CannotImport, match="is locked with a password"):
        read("a.zip", bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    data = package({"a.xml": choice(), "b.xml": choice("b")}, zipfile.ZIP_STORED).replace(b"b.xml", b"a.xml")

    with pytest.raises(CannotImport, match=r"The package contains “a\.xml” twice"):
        read("a.zip", data)
