"""The body of a request is complete before the request takes a slot (serving/admission.py).

Small bodies were received before any thread got the request (serving/reception.py). A few threads read larger ones
into temporary files; a film, which only some sessions may send (serving/limits.py), is read one at a time.
"""

from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings

from serving.reception import MOST
from serving.web_server import READING

IN_MEMORY = 256_000  # bytes of a body; what is longer goes to the disk
PIECE = 65_536
# Keys in the environment of a request, which no header can set: the size of its body, and that it may send it.
ASKS, MAY_SEND = "whose_layer.asks", "whose_layer.may_send"


class TooManyBodies(Exception):
    pass


class NotReceived(Exception):
    pass


def length_of(environ: dict[str, Any]) -> int | None:
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    length = environ.get("CONTENT_LENGTH", "")
    return int(length) if length.isdecimal() else 0


def without_body(environ: dict[str, Any]) -> dict[str, Any]:
    return environ | {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}


class Bodies:
    def __init__(self, reading: int = READING, films: int = 1):
        self.larger, self.films = BoundedSemaphore(reading), BoundedSemaphore(films)

    def receive(self, environ: dict[str, Any]) -> None:
        """Read the body and replace the input by it. Raises Busy or NotReceived."""
        slot = self.slot_for(environ)
        if slot and not slot.acquire(blocking=False):
            raise TooManyBodies
        try:
            body, size = read(environ["wsgi.input"], length_of(environ))
        except TimeoutError as silence:
            raise NotReceived("408 Request Timeout") from silence
        finally:
            if slot:
                slot.release()
        environ |= {"wsgi.input": body, "CONTENT_LENGTH": str(size)}

    def slot_for(self, environ: dict[str, Any]) -> BoundedSemaphore | None:
        size = length_of(environ)
        if size is not None and size > settings.LARGEST_BODY:
            return self.films
        is_here = size is not None and size <= MOST and "HTTP_EXPECT" not in environ
        return None if is_here else self.larger


def read(stream: IO[bytes], size: int | None) -> tuple[IO[bytes], int]:
    body = SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  goes with the request
    left = settings.LARGEST_BODY + 1 if size is None else size
    while left and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)
        body.write(piece)
    if size is None and not left:
        raise NotReceived("413 Content Too Large")
    if size is not None and left:
        raise NotReceived("400 Bad Request")  # the client hung up, so nobody will read this
    size = body.tell()
    body.seek(0)
    return body, size
