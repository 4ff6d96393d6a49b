"""What a file is that is no text, for a message to whoever brought it. Only its bytes are looked at."""

ZIP = "a zip archive"
STARTS = {
    b"PK\x03\x04": ZIP,
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a rar archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
# Names of files in an archive stand in it as they are.
IN_ZIP = {b"xl/workbook.xml": "an Excel workbook", b"opendocument.spreadsheet": "an OpenDocument spreadsheet"}


def kind_of(data: bytes) -> str:
    """A noun with its article; empty where it may be text."""
    kind = next((kind for start, kind in STARTS.items() if data.startswith(start)), "")
    if kind == ZIP:
        kind = next((kind for name, kind in IN_ZIP.items() if name in data), ZIP)
    return kind
