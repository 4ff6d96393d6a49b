"""A lesson's video, captions and poster, served in ranges, so that a player can seek."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import http_date

# By the stored name's ending, which the model restricts, and never by the file's own content.
TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt; charset=utf-8", ".webp": "image/webp"}
BLOCK = 64 * 1024

_one_range = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})$")  # no file has more bytes


class Unsatisfiable(Exception):
    pass


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte, or None for the whole file, also for several ranges or an unknown unit, as RFC 9110
    (14.2) allows. Raises Unsatisfiable.
    """
    asked = _one_range.match(header)
    if not asked or not (asked["first"] or asked["last"]):
        return None
    if asked["first"]:
        first = int(asked["first"])
        last = min(int(asked["last"]), size - 1) if asked["last"] else size - 1
        if asked["last"] and int(asked["last"]) < first:
            return None
    else:
        first, last = max(size - int(asked["last"]), 0), size - 1
    if first >= size or last < first:
        raise Unsatisfiable
    return first, last


def serve(request, stored: FieldFile) -> HttpResponseBase:
    name = str(stored.name)
    try:
        stored.open("rb")
    except FileNotFoundError:  # deleted a moment ago
        raise Http404("There is no such file.") from None
    size = stored.size
    modified = stored.storage.get_modified_time(name).timestamp()
    etag = f'"{size:x}-{int(modified):x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
    }
    kind = TYPES[PurePath(name).suffix.lower()]
    if request.headers.get("If-None-Match") == etag:
        stored.close()
        return HttpResponseNotModified(headers=headers)
    if request.headers.get("If-Range", etag) != etag:
        asked = None
    else:
        try:
            asked = byte_range(request.headers.get("Range", ""), size)
        except Unsatisfiable:
            stored.close()
            return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    if asked is None:
        return FileResponse(stored, content_type=kind, headers={**headers, "Content-Length": str(size)})
    first, last = asked
    headers |= {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return FileResponse(FilePart(stored, first, last), status=206, content_type=kind, headers=headers)


class FilePart:
    def __init__(self, file: File, first: int, last: int):
        self.file = file
        self.left = last - first + 1
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (block := self.file.read(min(BLOCK, self.left))):
            self.left -= len(block)
            yield block

    def close(self) -> None:
        self.file.close()
