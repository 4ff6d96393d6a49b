"""A person with a browser and a mailbox, as a script for the Python of the new machine: it imports nothing of ours.

Arguments: the site's name and the administrator's address. Signs a learner up through TLS, confirms the address by
mail, answers a question, sets the administrator's password by mail, comes as far as two-step verification and looks
for the mail about an alert.
"""

import re
import sys
from email import message_from_bytes
from email.policy import default
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from time import sleep
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

MAILBOX = Path("/var/mail/caught/new")
PASSWORD = "a-learner-on-a-new-machine"  # noqa: S105
LARGE = 300_000  # characters, more than the proxy or the site keeps in memory


class VisitorBrowser:
    def __init__(self, site: str):
        self.site = f"https://{site}"
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page = self.address = ""

    def open(self, address: str, fields: dict[str, str] | None = None) -> str:
        """The page where redirects end; with fields, the form of the page before is sent."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        data = None
        if fields is not None:
            data = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **fields}).encode()
        url = address if address.startswith("https:") else self.site + address
        with self.opener.open(Request(url, data, {"Referer": self.site + "/"})) as reply:  # noqa: S310
            self.page, self.address = reply.read().decode(), reply.url.removeprefix(self.site)
        return self.page


def found_in_mail(to: str, pattern: str) -> str:
    for _ in range(120):
        for file in MAILBOX.iterdir():
            mail = message_from_bytes(file.read_bytes(), policy=default)
            body = mail.get_body(("plain", "html"))
            found = re.search(pattern, body.get_content() if body else "")
            if to in str(mail["To"]) and found:
                return found[0]
        sleep(0.5)
    sys.exit(f"No mail to {to} with {pattern}: {sorted(map(str, MAILBOX.iterdir()))}")


def link_in_mail(to: str, part: str) -> str:
    return found_in_mail(to, rf"https://\S*{part}\S*")


def field(name: str, page: str) -> str:
    found = re.search(rf'name="{name}"[^>]*? value="([^"]+)"', page)
    return unescape(found[1]) if found else sys.exit(f"No field {name} on a page that says {text(page)[:600]}")


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def expect(words: str, page: str) -> None:
    if words not in text(page):
        sys.exit(f"{words!r} is not on a page that says {text(page)[:1500]}")


def learn(site: str) -> None:
    browser = VisitorBrowser(site)
    browser.open("/account/signup/")
    browser.open("/account/signup/", {"email": "ada@example.org", "name": "Ada", "password1": PASSWORD})
    confirm = link_in_mail("ada@example.org", "confirm-email")
    browser.open(confirm)
    browser.open(confirm, {})
    browser.open("/learn/shared-responsibility-model/")
    browser.open("/learn/shared-responsibility-model/check/", {})
    choice = field("choice", browser.page)
    browser.open(browser.address, {"event": field("event", browser.page), "choice": choice, "x": "x" * LARGE})
    expect("Your answer", browser.page)
    print("A learner signed up, confirmed the address and answered a question.")


def administer(site: str, address: str) -> None:
    browser = VisitorBrowser(site)
    browser.open("/account/password/reset/")
    browser.open("/account/password/reset/", {"email": address})
    browser.open(link_in_mail(address, "password/reset/key"))
    browser.open(browser.address, {"password1": PASSWORD, "password2": PASSWORD})
    browser.open("/account/login/")
    browser.open("/account/login/", {"login": address, "password": PASSWORD})
    confirm = link_in_mail(address, "confirm-email")
    browser.open(confirm)
    browser.open(confirm, {})
    browser.open("/teach/")
    expect("two-step verification", browser.page)
    print(f"The administrator set a password, confirmed the address and is at {browser.address}")


if __name__ == "__main__":
    learn(sys.argv[1])
    administer(*sys.argv[1:])
    found_in_mail(sys.argv[2], "Alerts arrive")
    print("The alert arrived by mail.")
