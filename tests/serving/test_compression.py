import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse

from serving import compression
from serving.compression import CompressionMiddleware

WORDS = "Who patches the guest operating system? " * 100


def reply_to(rf, response, **headers):
    request = rf.get("/", headers={"Accept-Encoding": "gzip, deflate, br", **headers})
    return CompressionMiddleware(lambda request: response)(request)


def test_a_browser_gets_what_was_written_in_a_tenth_of_the_bytes(rf):
    response = reply_to(rf, HttpResponse(WORDS))

    assert brotli.decompress(response.content).decode() == WORDS
    assert int(response["Content-Length"]) == len(response.content) < len(WORDS) / 10
    assert (response["Content-Encoding"], response["Vary"]) == ("br", "Accept-Encoding")


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0", "br; q=0.0, gzip"])
def test_who_reads_no_brotli_gets_gzip(rf, accepted):
    response = reply_to(rf, HttpResponse(WORDS), **{"Accept-Encoding": accepted})

    assert gzip.decompress(response.content).decode() == WORDS
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")


@pytest.mark.parametrize("accepted", ["gzip", "br"])
def test_the_same_page_is_not_always_the_same_size(rf, accepted):
    sizes = {len(reply_to(rf, HttpResponse(WORDS), **{"Accept-Encoding": accepted}).content) for _ in range(40)}

    assert len(sizes) > 1


@pytest.mark.parametrize("count", [0, 1, 3, 4, 99])
def test_padding_of_each_length_is_skipped(rf, monkeypatch, count):
    monkeypatch.setattr(compression, "randbelow", lambda most: count)

    assert brotli.decompress(reply_to(rf, HttpResponse(WORDS)).content).decode() == WORDS


@pytest.mark.parametrize(
    ("response", "headers"),
    [
        (HttpResponse("Short"), {}),
        (HttpResponse(WORDS), {"Accept-Encoding": "deflate"}),
        (HttpResponse(WORDS, headers={"Content-Encoding": "br"}), {}),
    ],
)
def test_what_is_short_or_compressed_or_cannot_be_read_stays_as_it_is(rf, response, headers):
    assert reply_to(rf, response, **headers).content in (b"Short", WORDS.encode())


def test_a_stream_and_a_page_with_an_etag_are_compressed_too(rf):
    streamed = reply_to(rf, StreamingHttpResponse(iter([WORDS.encode()])))
    tagged = reply_to(rf, HttpResponse(WORDS, headers={"ETag": '"1"'}))

    assert gzip.decompress(streamed.getvalue()).decode() == WORDS
    assert gzip.decompress(tagged.content).decode() == WORDS
    assert tagged["ETag"] == 'W/"1"'
