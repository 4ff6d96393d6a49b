"""Browsers get Brotli, which at this level takes a fifth of the time of gzip for a few more bytes.

Other clients get gzip as Django makes it. Either is padded at random, so that the size does not tell what a page says
(BREACH).
"""

import re
from secrets import randbelow

import brotli
from django.http import HttpRequest
from django.middleware import gzip
from django.utils.cache import patch_vary_headers

LEVEL, WINDOW = 1, 19  # a window of half a megabyte, which holds every page
READS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
SKIPPED = 0b01_0_11_0  # of RFC 7932, section 9.2, from the right: not last, metadata, reserved, one byte of length
BITS = 6


def coder_for(accepted: str) -> str:
    """What a client with this header `Accept-Encoding` gets."""
    if READS_BROTLI.search(accepted):
        return "br"
    return "gzip" if gzip.re_accepts_gzip.search(accepted) else ""


class CompressionMiddleware(gzip.GZipMiddleware):
    def process_response(self, request: HttpRequest, response):
        coder = coder_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        special = response.streaming or response.has_header("Content-Encoding") or response.has_header("ETag")
        if special or coder != "br" or len(response.content) < 200:
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        response.content = self.padded(response.content)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        return response

    def padded(self, content: bytes) -> bytes:
        """With up to a hundred bytes of metadata, which a reader skips, before the end."""
        compressor = brotli.Compressor(quality=LEVEL, lgwin=WINDOW)
        compressed = compressor.process(content) + compressor.flush()  # which ends with a whole byte
        count = randbelow(self.max_random_bytes)
        head = (SKIPPED | count << BITS).to_bytes(2, "little")
        return compressed + head + b"a" * (count + 1) + compressor.finish()
