"""Names the kind of a file that is not text, for error messages. Only the bytes are examined."""

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
# An archive stores the names of its files uncompressed.
IN_ZIP = {b"xl/workbook.xml": "an Excel workbook", b"opendocument.spreadsheet": "an OpenDocument spreadsheet"}


def kind_of(data: bytes) -> str:
    kind = next((kind for start, kind in STARTS.items() if data.startswith(start)), "")
    if kind == ZIP:
        kind = next((kind for name, kind in IN_ZIP.items() if name in data), ZIP)
    return kind
