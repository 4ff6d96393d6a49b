import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from serving.compression import GZipMiddleware

WORDS = "Who patches the guest operating system? " * 100


def reply_to(rf, response, **headers):
    request = rf.get("/", headers={"Accept-Encoding": "br, gzip", **headers})
    return GZipMiddleware(lambda request: response)(request)


def test_a_browser_gets_what_was_written_in_a_tenth_of_the_bytes(rf):
    response = reply_to(rf, HttpResponse(WORDS))

    assert gzip.decompress(response.content).decode() == WORDS
    assert int(response["Content-Length"]) == len(response.content) < len(WORDS) / 10
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")


def test_the_same_page_is_not_always_the_same_size(rf):
    assert len({len(reply_to(rf, HttpResponse(WORDS)).content) for _ in range(40)}) > 1


@pytest.mark.parametrize(
    ("response", "headers"),
    [
        (HttpResponse("Short"), {}),
        (HttpResponse(WORDS), {"Accept-Encoding": "br"}),
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
