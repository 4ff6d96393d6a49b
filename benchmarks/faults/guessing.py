"""How many guesses of fifty attackers are checked, and who can still log in: `python -m benchmarks.faults.guessing`.

Fifty clients guess at one account at once, each naming another address in X-Forwarded-For, some from other addresses
of this machine too. Then its owner logs in: on a device that knows the account, on a new one from another address,
after a new password by mail. Then a class behind one address mistypes twice each. Last, how long an answer takes for
known and unknown addresses, in turns, at log-in, reset and sign-up: medians in ms, and how often the known one took
longer (0.5: no difference).

Prints JSON; exit status 1 if more than ten guesses were looked at, or somebody was locked out.
"""

import json
import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from statistics import median
from threading import Barrier
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from benchmarks.harness import FORM_TYPE, WebServer, command, own_site

PASSWORD = "a-password-nobody-guesses"  # noqa: S105  of accounts that live for a minute
LOG_IN, RESET, SIGN_UP = "/account/login/", "/account/password/reset/", "/account/signup/"
VICTIM = "victim@example.com"


class Browser:
    """A client with cookies. It comes from an address of this machine and may claim another one."""

    def __init__(self, port: int, source: str = "127.0.0.1", claims: str = ""):
        self.port, self.source, self.claims = port, source, claims
        self.cookies: SimpleCookie = SimpleCookie()
        self.token = ""

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Returns the status, the page and the address that it redirects to."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=(self.source, 0))
        headers = {"Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())}
        if self.claims:
            headers["X-Forwarded-For"] = self.claims
        if form is not None:
            headers["Content-Type"] = FORM_TYPE
            form = {**form, "csrfmiddlewaretoken": self.token}
        connection.request("GET" if form is None else "POST", address, urlencode(form or {}), headers)
        reply = connection.getresponse()
        page = reply.read().decode()
        for cookie in reply.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found[1] if found else self.token
        return reply.status, page, reply.headers.get("Location", "")

    def try_password(self, email: str, password: str) -> str:
        """Returns "in"; "wrong" if the password was checked; "refused" if it was not."""
        self.ask(LOG_IN)
        status, page, _ = self.ask(LOG_IN, {"login": email, "password": password})
        if status == 302:
            return "in"
        return "refused" if "Too many tries" in page else "wrong" if status == 200 else f"status {status}"


def at_once(count: int, work) -> list:
    ready = Barrier(count)

    def go(number: int):
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(go, range(count)))


def guesses(port: int, clients: int, each: int) -> Counter:
    def guess(number: int) -> list[str]:
        browser = Browser(port, f"127.0.{number % 5}.{1 + number % 3}", f"203.0.113.{number}")
        return [browser.try_password(VICTIM, f"guess-{number}-{turn}") for turn in range(each)]

    return Counter(outcome for found in at_once(clients, guess) for outcome in found)


def mistyped(port: int, pupils: int) -> Counter:
    def log_in(number: int) -> str:
        browser = Browser(port, "127.0.9.9")
        for turn in range(2):
            browser.try_password(f"pupil-{number}@example.com", f"mistyped-{turn}")
        return browser.try_password(f"pupil-{number}@example.com", PASSWORD)

    return Counter(at_once(pupils, log_in))


def times(port: int, turns: int) -> dict[str, dict[str, float]]:
    """Each round tries one known and one unknown address that were not tried before, in changing order."""
    forms = {
        LOG_IN: lambda email: {"login": email, "password": "not-the-password"},
        RESET: lambda email: {"email": email},
        SIGN_UP: lambda email: {"email": email, "password1": "a-long-enough-password"},
    }
    found = {}
    for address, form in forms.items():
        taken: dict[str, list[float]] = {"known": [], "unknown": []}
        for turn in range(turns):
            for kind in sorted(taken, reverse=bool(turn % 2)):
                browser = Browser(port, f"127.1.{turn % 200}.1")
                browser.ask(address)
                began = perf_counter()
                browser.ask(address, form(f"{kind}-{turn}@example.com"))
                taken[kind].append((perf_counter() - began) * 1000)
        longer = sum(known > unknown for known, unknown in zip(taken["known"], taken["unknown"], strict=True))
        found[address] = {kind: round(median(values), 1) for kind, values in taken.items()} | {
            "known took longer": round(longer / turns, 2)
        }
    return found


def make_accounts(pupils: int, turns: int) -> None:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from accounts.models import Learner, User

    names = ["victim", *(f"pupil-{n}" for n in range(pupils)), *(f"known-{n}" for n in range(turns))]
    password = make_password(PASSWORD)
    for name in names:
        user = User.objects.create(email=f"{name}@example.com", password=password)
        Learner.objects.create(user=user)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def path_by_mail() -> str:
    """The link for a new password. Each log-in makes older links invalid."""
    from accounts.cohorts.instructor_invitation import password_link
    from accounts.models import User

    return password_link(User.objects.get(email=VICTIM))


def choose_by_mail(browser: Browser, path: str) -> str:
    _, _, form = browser.ask(path)
    browser.ask(urlsplit(unescape(form)).path)
    browser.ask(form, {"password1": "another-good-password", "password2": "another-good-password"})
    return browser.try_password(VICTIM, "another-good-password")


def before_the_guesses(web: WebServer) -> tuple[Browser, Counter]:
    """The owner's device, and what became of eight guesses at another account from one place."""
    at_home = Browser(web.port)
    at_home.try_password(VICTIM, PASSWORD)
    at_home.ask("/account/logout/")
    at_home.ask("/account/logout/", {})
    places = (Browser(web.port, claims=f"203.0.113.{n}") for n in range(8))
    return at_home, Counter(each.try_password("other@example.com", f"guess-{n}") for n, each in enumerate(places))


def main(clients: int = 50, each: int = 4, pupils: int = 30, turns: int = 40) -> int:
    with own_site(content=False) as site:
        site.call(make_accounts, pupils, turns)
        with site.served() as web:
            at_home, one_place = before_the_guesses(web)
            guessed = guesses(web.port, clients, each)
            owner = {
                "on a device that knows the account": at_home.try_password(VICTIM, PASSWORD),
                "on a new device": Browser(web.port, "127.0.7.7").try_password(VICTIM, PASSWORD),
                "after a new password by mail": choose_by_mail(
                    Browser(web.port, "127.0.7.8"), site.call(path_by_mail)
                ),
            }
            looked_at, pupils_in = guessed["wrong"] + guessed["in"], mistyped(web.port, pupils)
            found = {
                "clients": clients,
                "guesses from 13 addresses": guessed.total(),
                "of which looked at": looked_at,
                "outcomes": dict(guessed),
                "looked at of 8 from one place": one_place["wrong"],
                "the owner in the meantime": owner,
                f"a class of {pupils} that mistypes twice": dict(pupils_in),
                "ms": times(web.port, turns),
                "load": round(os.getloadavg()[0], 1),
            }
        print(json.dumps(found, indent=1))
    got_in = [owner["on a device that knows the account"], owner["after a new password by mail"]]
    return int(looked_at > 10 or got_in != ["in", "in"] or pupils_in != Counter({"in": pupils}))


if __name__ == "__main__":
    command(main, __doc__)
