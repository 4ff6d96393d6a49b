"""The body of a request is there as a whole before the request takes a place at work (serving/admission.py).

Small ones were received before any thread got the request (serving/reception.py). Larger ones are read by a few
threads at once into temporary files; a film, which only some sessions may send (serving/limits.py), by one at a time.
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
# In the environment of a request, where no header can set it: how much it would send if it may, and that it may.
ASKS, MAY_SEND = "whose_layer.asks", "whose_layer.may_send"


class TooManyBodies(Exception):
    """As many bodies are being read as may be. Nothing of this one was."""


class NotReceived(Exception):
    """Why the body is not there, as a status of HTTP."""


def length_of(environ: dict[str, Any]) -> int | None:
    """Bytes of the body, as its head says; None where only its end will tell."""
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
        """Reads the body, and puts what was read in its place. Raises TooManyBodies or NotReceived."""
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
