"""A mail server on this machine that takes, refuses or drops what a test says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

TAKES = "250 OK"
DROPS = "drops"  # after it has read the mail, before it says whether it takes it


@dataclass
class MailServer:
    """`replies` are those to a recipient, `closing` those to a whole mail, by address; others are taken."""

    greeting: str = "220 here"
    to_sender: str = TAKES
    replies: dict[str, str] = field(default_factory=dict)
    closing: dict[str, str] = field(default_factory=dict)
    to_all: str = TAKES
    accepted: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)  # of the accepted mails
    port: int = 0

    @property
    def recipients(self) -> list[str]:
        return [address for address, _ in self.accepted]


class Conversation(socketserver.StreamRequestHandler):
    server: "Listener"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        told, to = self.server.told, ""
        self.say(told.greeting)
        while line := self.rfile.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            match verb.upper():
                case "MAIL":
                    self.say(told.to_sender)
                case "RCPT":
                    to = rest.partition("<")[2].partition(">")[0]
                    self.say(told.replies.get(to, told.to_all))
                case "DATA":
                    self.say("354 go ahead")
                    content = self.content()
                    reply = told.closing.get(to, TAKES)
                    if reply == DROPS:
                        return
                    if reply == TAKES:
                        told.raw.append(content)
                        told.accepted.append((to, message_from_bytes(content, policy=policy.default)))
                    self.say(reply)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say(TAKES)

    def content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)


class Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    told: MailServer


@contextmanager
def listening() -> Iterator[MailServer]:
    with Listener(("127.0.0.1", 0), Conversation) as listener:
        listener.told = MailServer(port=listener.server_address[1])
        threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield listener.told
        listener.shutdown()


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """The site's mail server."""
    with listening() as told:
        options = {"host": "127.0.0.1", "port": told.port, "timeout": 10}
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": options}}
        yield told
