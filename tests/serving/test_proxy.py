"""The proxy of compose.yaml, run for real in front of a site that works on one request at a time."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings as site_settings

BASE = Path(site_settings.BASE_DIR)
CADDY = shutil.which("caddy", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
FILM_PATH, ELSEWHERE = "/admin/lessons/lesson/1/change/", "/account/login/"

pytestmark = pytest.mark.skipif(CADDY is None, reason="There is no Caddy here.")


class OneAtATime(BaseHTTPRequestHandler):
    """Answers with what it was sent."""

    def do_GET(self):
        self.answer(0)

    def do_POST(self):
        self.answer(len(self.rfile.read(int(self.headers["Content-Length"]))))

    def answer(self, length: int) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        told = json.dumps({"path": self.path, "length": length, "headers": headers}).encode()
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_):
        pass


class Proxied:
    def __init__(self, upstream: HTTPServer, http: int, https: int, authority: Path):
        self.upstream, self.http, self.https = upstream, http, https
        self.trust = ssl.create_default_context(cafile=authority)

    def connect(self) -> HTTPSConnection:
        return HTTPSConnection("localhost", self.https, context=self.trust, timeout=10)

    def ask(self, method: str, path: str, **given) -> tuple[int, bytes]:
        connection = self.connect()
        connection.request(method, path, **given)
        answer = connection.getresponse()
        return answer.status, answer.read()


def free_port() -> int:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return reserved.getsockname()[1]


@pytest.fixture(scope="module")
def proxied(tmp_path_factory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("proxy")
    upstream = HTTPServer(("127.0.0.1", 0), OneAtATime)
    upstream.asked = []
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    http, https = free_port(), free_port()
    # Other ports, and no authority of the tests among those that this machine trusts.
    text = (BASE / "containers" / "Caddyfile").read_text().replace("8080", str(http)).replace("8443", str(https))
    (folder / "Caddyfile").write_text(text.replace("admin off", "admin off\n\tskip_install_trust"))
    places = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    own = {"SITE_HOST": "localhost", "SITE_UPSTREAM": f"127.0.0.1:{upstream.server_port}"}
    caddy = subprocess.Popen(
        [CADDY, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
        env=places | own,
        stderr=subprocess.PIPE,
        text=True,
    )
    with caddy:
        said = ""
        while not all(each in said for each in ("serving initial configuration", "certificate obtained")):
            line = caddy.stderr.readline()
            assert line, said
            said += line
        threading.Thread(target=caddy.stderr.read, daemon=True).start()  # what it says later fills no pipe
        yield Proxied(upstream, http, https, folder / "caddy/pki/authorities/local/root.crt")
        caddy.kill()
    upstream.shutdown()


def test_plain_http_leads_to_https(proxied):
    connection = HTTPConnection("localhost", proxied.http)
    connection.request("GET", "/matrix/")
    answer = connection.getresponse()

    assert answer.status == 308
    assert answer.headers["Location"].startswith("https://localhost")


def test_the_site_learns_of_the_visitor_what_the_proxy_knows(proxied):
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "X-Request-ID": "forged"}

    status, said = proxied.ask("GET", "/matrix/", headers=forged)

    headers = json.loads(said)["headers"]
    assert status == 200
    assert headers["host"] == f"localhost:{proxied.https}"
    assert headers["x-forwarded-for"] in ("127.0.0.1", "::1")  # one address, as SRM_TRUSTED_PROXIES=1 expects
    assert headers["x-forwarded-proto"] == "https"
    assert len(headers["x-request-id"]) == 36


def test_a_slow_body_does_not_reach_the_site_before_it_is_there(proxied):
    slow = proxied.connect()
    slow.putrequest("POST", "/slow/")
    slow.putheader("Content-Length", "10")
    slow.endheaders()
    slow.send(b"12345")

    status, _ = proxied.ask("GET", "/other/", headers={"Connection": "close"})
    assert status == 200
    assert "/slow/" not in proxied.upstream.asked

    slow.send(b"67890")
    assert json.loads(slow.getresponse().read())["length"] == 10


@pytest.mark.parametrize(("path", "expected"), [(FILM_PATH, 200), (ELSEWHERE, 413)])
def test_only_a_lesson_with_a_film_may_be_large(proxied, path, expected):
    status, _ = proxied.ask("POST", path, body=b"x" * 12_000_001)

    assert status == expected
