"""Puts still pictures one after another into a WebM film.

A lossy WebP picture is a key frame of VP8, which WebM films are made of. So Pillow, which the site has anyway, is
encoder enough: a film that stands still between its steps needs no frames in between. Encoders of moving pictures come
in packages of a hundred megabytes.

Sources: RFC 8794 (EBML), RFC 9559 (Matroska), RFC 9649 (WebP).
"""

import struct
from collections.abc import Sequence
from io import BytesIO

from PIL.Image import Image

from lessons.files.film_structure import CLUSTER, DOCTYPE, EBML, SEGMENT, TRACK, TRACK_TYPE, TRACKS

QUALITY = 58
INFO, SCALE, DURATION, MUXER, WRITER = b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1", b"\x44\x89", b"\x4d\x80", b"\x57\x41"
NUMBER, UID, LACING, CODEC, VIDEO, WIDTH, HEIGHT = b"\xd7", b"\x73\xc5", b"\x9c", b"\x86", b"\xe0", b"\xb0", b"\xba"
TIME, GROUP, BLOCK, BLOCK_DURATION = b"\xe7", b"\xa0", b"\xa1", b"\x9b"
CUES, POINT, CUE_TIME, POSITIONS, CUE_TRACK, CUE_CLUSTER = (
    b"\x1c\x53\xbb\x6b",
    b"\xbb",
    b"\xb3",
    b"\xb7",
    b"\xf7",
    b"\xf1",
)
VERSIONS = {b"\x42\x86": 1, b"\x42\xf7": 1, b"\x42\xf2": 4, b"\x42\xf3": 8, b"\x42\x87": 4, b"\x42\x85": 2}


def film(pictures: Sequence[tuple[Image, float]]) -> bytes:
    """Return the film of pictures, each with its seconds."""
    begins, clusters, at = [], [], 0
    for picture, seconds in pictures:
        length = round(seconds * 1000)
        block = _element(BLOCK, b"\x81\0\0\0" + _vp8(picture)) + _element(BLOCK_DURATION, _whole(length))
        begins.append(at)
        clusters.append(_element(CLUSTER, _element(TIME, _whole(at)) + _element(GROUP, block)))
        at += length
    size = pictures[0][0].size
    head = _info(at) + _tracks(*size)
    first = len(head) + len(_cues(begins, [0] * len(begins)))
    places = [first + sum(map(len, clusters[:number])) for number in range(len(clusters))]
    segment = head + _cues(begins, places) + b"".join(clusters)
    versions = b"".join(_element(name, bytes([number])) for name, number in VERSIONS.items())
    return _element(EBML, _element(DOCTYPE, b"webm") + versions) + _element(SEGMENT, segment)


def _vp8(picture: Image) -> bytes:
    stored = BytesIO()
    picture.save(stored, "WEBP", quality=QUALITY, method=4)
    found = stored.getvalue()  # RIFF, size, WEBP, then one chunk: its name, its size, its content
    return found[20 : 20 + int.from_bytes(found[16:20], "little")]


def _element(name: bytes, content: bytes) -> bytes:
    return name + (len(content) | 1 << 56).to_bytes(8) + content


def _whole(number: int) -> bytes:
    return number.to_bytes(8)


def _info(milliseconds: int) -> bytes:
    made = _element(MUXER, b"Whose Layer") + _element(WRITER, b"Whose Layer")
    length = _element(DURATION, struct.pack(">d", milliseconds))
    return _element(INFO, _element(SCALE, _whole(1_000_000)) + length + made)


def _tracks(width: int, height: int) -> bytes:
    size = _element(WIDTH, _whole(width)) + _element(HEIGHT, _whole(height))
    ones = b"".join(_element(name, b"\1") for name in (NUMBER, UID, TRACK_TYPE))
    codec = _element(LACING, b"\0") + _element(CODEC, b"V_VP8")
    return _element(TRACKS, _element(TRACK, ones + codec + _element(VIDEO, size)))


def _cues(begins: Sequence[int], places: Sequence[int]) -> bytes:
    """Where a player finds a moment. Numbers have one length, so that the places do not depend on themselves."""
    points = (
        _element(CUE_TIME, _whole(begin))
        + _element(POSITIONS, _element(CUE_TRACK, b"\1") + _element(CUE_CLUSTER, _whole(place)))
        for begin, place in zip(begins, places, strict=True)
    )
    return _element(CUES, b"".join(_element(POINT, point) for point in points))
