"""A school's platform for tests, over HTTP on this machine: it signs launches and takes scores as Moodle 4.5 does.

What it answers was recorded from a real one: scores that are not newer get 409, whole seconds are compared, members
and line items come in pages, line items' addresses have a query.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from lti.keys import published_keys, signing_key
from lti.models import Platform
from lti.tokens import CLAIM, DEEP_LINK, LINE_ITEM_SCOPE, ROLE, ROSTER, SCORE_SCOPE, SCORES
from tests.helpers.schools import COURSE, known_school

CLIENT, DEPLOYMENT = "the-client", "1"
SITE = "http://testserver"
PER_PAGE = 2


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, OTHER_KEY = new_key(), new_key()


@dataclass(frozen=True)
class PlatformPerson:
    subject: str
    name: str
    role: str = "Learner"


ADA = PlatformPerson("ada", "Ada King")
BEN = PlatformPerson("ben", "Ben Ode")
TESS = PlatformPerson("tess", "Tess Teacher", "Instructor")


@dataclass
class SimulatedPlatform:
    url: str = ""
    site: str = SITE
    person: PlatformPerson = ADA  # who is logged in there, in a browser
    down: bool = False
    hangs_up: bool = False  # after it has stored a score
    ahead: int = 0  # seconds of its clock
    members: list[dict[str, Any]] = field(default_factory=list)
    line_items: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    tool_keys: dict[str, Any] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    registered: dict[str, Any] = field(default_factory=dict)

    # ---- Launches

    def registration(self, **changes: Any) -> Platform:
        """What a superuser enters here."""
        platform = known_school(self.url, **changes)
        signing_key()
        self.tool_keys = published_keys()
        return platform

    def asks_to_log_in(self, **changes: str) -> dict[str, str]:
        return {
            "iss": self.url,
            "login_hint": "5",
            "target_link_uri": f"{self.site}/lti/launch/",
            "client_id": CLIENT,
            "lti_message_hint": "12",
            **changes,
        }

    def claims(self, query: dict[str, str], person: PlatformPerson, **changes: Any) -> dict[str, Any]:
        """`changes` of a claim to None leave it out."""
        now = int(time()) + self.ahead
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": person.subject,
            "name": person.name,
            "email": "lena@example.com",  # somebody else's here: it must not matter
            "iat": now,
            "exp": now + 60,
            "nonce": query["nonce"],
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}target_link_uri": f"{self.site}/lti/launch/",
            f"{CLAIM}roles": [f"{ROLE}#{person.role}"],
            f"{CLAIM}context": {"id": COURSE, "title": "Cloud basics"},
            f"{CLAIM}resource_link": {"id": "3"},
            SCORES: {"scope": [LINE_ITEM_SCOPE, SCORE_SCOPE], "lineitems": f"{self.url}/lineitems?type_id=1"},
            ROSTER: {"context_memberships_url": f"{self.url}/members", "service_versions": ["2.0"]},
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def deep_linking(self, **settings: Any) -> dict[str, Any]:
        """Changes of the claims for a launch in which an instructor picks a link."""
        given = {
            "deep_link_return_url": f"{self.url}/mod/lti/contentitem_return.php?course=7",
            "data": "csrf-of-moodle",
        }
        return {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}resource_link": None,
            f"{DEEP_LINK}deep_linking_settings": {"accept_types": ["ltiResourceLink"], **given, **settings},
        }

    @staticmethod
    def sign(claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", kid: str = "k1") -> str:
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})

    def answer_to(self, location: str, person: PlatformPerson, **changes: Any) -> dict[str, str]:
        """The form that the platform sends to the tool for this authentication request."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert location.startswith(f"{self.url}/mod/lti/auth.php?")
        wanted = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}
        assert wanted.items() <= query.items()
        assert (query["client_id"], query["redirect_uri"]) == (CLIENT, f"{self.site}/lti/launch/")
        return {"state": query["state"], "id_token": self.sign(self.claims(query, person, **changes))}

    def launch(self, client, person: PlatformPerson, **changes: Any):
        """Both requests of the platform; returns the tool's answer to the second."""
        began = client.post("/lti/login/", self.asks_to_log_in())
        return client.post("/lti/launch/", self.answer_to(began["Location"], person, **changes))

    # ---- Services

    def enroll(self, *people: PlatformPerson, **more: Any) -> None:
        self.members += [
            {"user_id": each.subject, "name": each.name, "status": "Active", "roles": [each.role]} | more
            for each in people
        ]

    def serve(self, method: str, path: str, headers, body: bytes) -> tuple[int, Any, dict[str, str]]:
        self.asked.append(f"{method} {path}")
        if self.down:
            return 500, None, {}
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/course":
            return 200, self.as_form(f"{self.site}/lti/login/", self.asks_to_log_in()), {}
        if parts.path == "/mod/lti/auth.php":
            answer = {"state": query["state"], "id_token": self.sign(self.claims(query, self.person))}
            return 200, self.as_form(query["redirect_uri"], answer), {}
        if parts.path == "/mod/lti/certs.php":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return 200, {"keys": [public | {"kid": "k1", "alg": "RS256", "use": "sig"}]}, {}
        if parts.path == "/mod/lti/openid-configuration.php":
            return 200, self.description(), {}
        if parts.path == "/mod/lti/openid-registration.php":
            self.registered = json.loads(body)
            tool = {"deployment_id": "44"}
            return 201, {"client_id": "given", "https://purl.imsglobal.org/spec/lti-tool-configuration": tool}, {}
        if parts.path == "/mod/lti/token.php":
            return self.give_token(body)
        if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, None, {}
        if parts.path == "/members":
            return self.page("members", query, lambda page: {"id": "x", "members": page}, self.members)
        if parts.path == "/lineitems" and method == "GET":
            return self.page("lineitems", query, lambda page: page, list(self.line_items.values()))
        if parts.path == "/lineitems":
            return 201, self.add_line_item(**json.loads(body)), {}
        if parts.path.endswith("/lineitem/scores") and parts.query == "type_id=1":
            return self.take_score(parts.path.removesuffix("/scores"), json.loads(body))
        return 404, None, {}

    @staticmethod
    def as_form(action: str, fields: dict[str, str]) -> str:
        """What Moodle's scripts send, here by a button, in a new window."""
        hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
        return f'<form action="{action}" method="post" target="_blank">{hidden}<button>Open</button></form>'

    def description(self) -> dict[str, str]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/mod/lti/auth.php",
            "token_endpoint": f"{self.url}/mod/lti/token.php",
            "jwks_uri": f"{self.url}/mod/lti/certs.php",
            "registration_endpoint": f"{self.url}/mod/lti/openid-registration.php",
        }

    def give_token(self, body: bytes) -> tuple[int, Any, dict[str, str]]:
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        kid = jwt.get_unverified_header(sent["client_assertion"])["kid"]
        jwk = next(each for each in self.tool_keys["keys"] if each["kid"] == kid)
        audience = f"{self.url}/mod/lti/token.php"
        said = jwt.decode(sent["client_assertion"], jwt.PyJWK(jwk).key, algorithms=["RS256"], audience=audience)
        assert said["iss"] == said["sub"] == CLIENT
        token = f"token-{len(self.tokens)}"
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": sent["scope"]}, {}

    def page(self, name: str, query: dict[str, str], wrap, rows: list) -> tuple[int, Any, dict[str, str]]:
        start = int(query.get("from", 0))
        more = {"Link": f'<{self.url}/{name}?from={start + PER_PAGE}>; rel="next"'}
        return 200, wrap(rows[start : start + PER_PAGE]), more if start + PER_PAGE < len(rows) else {}

    def add_line_item(self, **item: Any) -> dict[str, Any]:
        path = f"/lineitems/{len(self.line_items) + 1}/lineitem"
        self.line_items[path] = {"id": f"{self.url}{path}?type_id=1", **item}
        return self.line_items[path]

    def take_score(self, item: str, score: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        kept = self.scores.get((item, score["userId"]))
        if kept and whole_second(kept) >= whole_second(score):
            return 409, {"status": 409, "reason": "Refusing score with an earlier timestamp"}, {}
        self.scores[item, score["userId"]] = score
        self.taken.append(score)
        return (0 if self.hangs_up else 200), None, {}

    def grades(self, label: str = "") -> dict[str, float | None]:
        """By person what its gradebook shows in the column."""
        paths = [path for path, item in self.line_items.items() if not label or item["label"] == label]
        return {who: score.get("scoreGiven") for (path, who), score in self.scores.items() if path in paths}


def whole_second(score: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(score["timestamp"]).timestamp())


@contextmanager
def serving(simulated: SimulatedPlatform) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer("GET")

        def do_POST(self) -> None:
            self.answer("POST")

        def answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, document, headers = simulated.serve(method, self.path, self.headers, body)
            simulated.answers.append(status)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            if isinstance(document, str):
                headers = headers | {"Content-Type": "text/html"}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if document is not None:
                self.wfile.write((document if isinstance(document, str) else json.dumps(document)).encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    simulated.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
