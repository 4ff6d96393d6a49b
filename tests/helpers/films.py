"""The smallest files that are films and captions by their structure."""

CAPTIONS = b"WEBVTT\n\n1\n00:00.000 --> 00:01.500 align:start\nHello\n\n01:00:00.000 --> 01:00:02.000\nThe end\n"
UNKNOWN = b"\x01" + b"\xff" * 7


def box(name: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def track(kind: bytes = b"vide") -> bytes:
    return box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13))))


def mp4(*tracks: bytes, content: bytes = b"pictures") -> bytes:
    movie = box(b"moov", box(b"mvhd", bytes(100)) + b"".join(tracks or [track(b"soun"), track()]))
    return box(b"ftyp", b"isom\0\0\0\0isommp42") + movie + box(b"mdat", content)


def element(name: str, content: bytes, size: bytes = b"") -> bytes:
    return bytes.fromhex(name) + (size or (len(content) | 1 << 56).to_bytes(8)) + content


def webm(*, kind: str = "webm", track_type: int = 1, cluster: bytes = b"pictures", size: bytes = b"") -> bytes:
    """With `size` of all bits, as a recorder writes it that does not know how long the film will be."""
    head = element("1A45DFA3", element("4282", kind.encode()))
    tracks = element("1654AE6B", element("AE", element("83", bytes([track_type]))))
    return head + element("18538067", tracks + element("1F43B675", cluster, size), size)
