"""Checks that an uploaded file is a video or captions as its name says, by its structure only.

Sources: ISO/IEC 14496-12 (MP4: boxes in boxes), the Matroska and WebM specifications (EBML: elements in elements), and
the WebVTT specification.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import File

MOST_PARTS = 100_000  # on one level; two hours of fragmented video have some thousands
LONGEST_CAPTIONS = 2_000_000  # bytes
DAMAGED = "The file ends early or is damaged."
AGAIN = "Export it again as MP4 (H.264) or WebM, and check that it plays on your computer."


class WrongFileKind(Exception):
    pass


@dataclass(frozen=True)
class ContainerPart:
    name: bytes
    start: int
    end: int


Split = Callable[[IO[bytes], int, int], Iterator[ContainerPart]]


def refuse_no_film(file: File) -> None:
    check = {".mp4": _check_mp4, ".webm": _check_webm}.get(PurePath(str(file.name)).suffix.lower())
    try:
        if check:
            check(file, file.size)
    except WrongFileKind as reason:
        raise ValidationError(f"{reason} {AGAIN}") from None
    finally:
        file.seek(0)


def refuse_no_captions(file: File) -> None:
    if file.size > LONGEST_CAPTIONS:
        raise ValidationError(f"Captions have at most {LONGEST_CAPTIONS // 1_000_000} MB.")
    try:
        _check_captions(file.read())
    except WrongFileKind as reason:
        raise ValidationError(str(reason)) from None
    finally:
        file.seek(0)


def _parts(file: IO[bytes], split: Split, start: int, end: int) -> Iterator[ContainerPart]:
    for number, part in enumerate(split(file, start, end)):
        if number == MOST_PARTS:
            raise WrongFileKind("The file has more parts than a video has.")
        yield part


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[ContainerPart]:
    while start < end:
        file.seek(start)
        head = file.read(16)
        size, length = int.from_bytes(head[:4]), 8
        if size == 1:
            size, length = int.from_bytes(head[8:16]), 16
        elif size == 0:  # up to the end of the file
            size = end - start
        if len(head) < length or size < length or start + size > end:
            raise WrongFileKind(DAMAGED)
        yield ContainerPart(head[4:8], start + length, start + size)
        start += size


def _check_mp4(file: IO[bytes], size: int) -> None:
    file.seek(4)
    if file.read(4) != b"ftyp":
        raise WrongFileKind("This is not an MP4 video.")
    movie, has_content = None, False
    for box in _parts(file, _boxes, 0, size):
        movie = box if box.name == b"moov" else movie
        has_content = has_content or (box.name == b"mdat" and box.end > box.start)
    if movie is None or not has_content:
        raise WrongFileKind("The file begins like an MP4 video but has no film in it.")
    if not any(_shows_pictures(file, track) for track in _inside(file, _boxes, movie, b"trak")):
        raise WrongFileKind("The file has no video track, only sound or text.")


def _inside(file: IO[bytes], split: Split, within: ContainerPart, *names: bytes) -> Iterator[ContainerPart]:
    """Yield all parts at this path of names, one name per level."""
    for part in _parts(file, split, within.start, within.end):
        if part.name == names[0]:
            yield from _inside(file, split, part, *names[1:]) if names[1:] else [part]


def _shows_pictures(file: IO[bytes], track: ContainerPart) -> bool:
    for handler in _inside(file, _boxes, track, b"mdia", b"hdlr"):
        file.seek(handler.start + 8)  # after version, flags and a field that is always zero
        if file.read(4) == b"vide":
            return True
    return False


EBML, DOCTYPE, SEGMENT = bytes.fromhex("1A45DFA3"), bytes.fromhex("4282"), bytes.fromhex("18538067")
TRACKS, TRACK, TRACK_TYPE, CLUSTER = bytes.fromhex("1654AE6B"), b"\xae", b"\x83", bytes.fromhex("1F43B675")
PICTURES = b"\x01"


def _elements(file: IO[bytes], start: int, end: int) -> Iterator[ContainerPart]:
    while start < end:
        file.seek(start)
        head = file.read(12)
        name = _number_end(head, 0, most=4)
        length = _number_end(head, name, most=8)
        unknown = (1 << 7 * (length - name)) - 1  # all bits set means unknown, as written by live recorders
        size = int.from_bytes(head[name:length]) & unknown  # without the marker bit
        stop = end if size == unknown else start + length + size
        if stop > end:
            raise WrongFileKind(DAMAGED)
        yield ContainerPart(head[:name], start + length, stop)
        start = stop


def _number_end(head: bytes, at: int, *, most: int) -> int:
    """An EBML number begins with one zero bit for each byte after its first."""
    length = 9 - head[at].bit_length() if at < len(head) else 9
    if length > most or at + length > len(head):
        raise WrongFileKind(DAMAGED)
    return at + length


def _check_webm(file: IO[bytes], size: int) -> None:
    whole = ContainerPart(b"", 0, size)
    file.seek(0)
    if file.read(4) != EBML:
        raise WrongFileKind("This is not a WebM video.")
    kinds = [_content(file, part) for part in _inside(file, _elements, whole, EBML, DOCTYPE)]
    if kinds != [b"webm"]:
        raise WrongFileKind("This is not a WebM video, though it is built like one.")
    shows_pictures = has_content = False
    for segment in _inside(file, _elements, whole, SEGMENT):
        for part in _parts(file, _elements, segment.start, segment.end):
            if part.name == TRACKS:
                kinds = [_content(file, kind) for kind in _inside(file, _elements, part, TRACK, TRACK_TYPE)]
                shows_pictures = PICTURES in kinds
            has_content = has_content or (part.name == CLUSTER and part.end > part.start)
    if not has_content:
        raise WrongFileKind("The file begins like a WebM video but has no film in it.")
    if not shows_pictures:
        raise WrongFileKind("The file has no video track, only sound or text.")


def _content(file: IO[bytes], part: ContainerPart) -> bytes:
    file.seek(part.start)
    return file.read(min(part.end - part.start, 32)).rstrip(b"\0")


_time = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_timing = re.compile(rf"\s*{_time}\s+-->\s+{_time}(?:\s.*)?", re.ASCII)


def _check_captions(data: bytes) -> None:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise WrongFileKind("Captions are UTF-8 text. Save the file as WebVTT in UTF-8.") from None
    if not lines or not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise WrongFileKind("Captions are a WebVTT file: its first line is WEBVTT.")
    cues = [(number, line) for number, line in enumerate(lines, 1) if "-->" in line]
    if not cues:
        raise WrongFileKind("The file has no captions in it: no line like 00:01.000 --> 00:04.000.")
    for number, line in cues:
        times = _timing.fullmatch(line)
        if times is None:
            raise WrongFileKind(f"Line {number} is not a time like 00:01.000 --> 00:04.000.")
        if _seconds(*times.groups()[:4]) >= _seconds(*times.groups()[4:]):
            raise WrongFileKind(f"Line {number}: the caption ends before it begins.")


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
