"""How pages grow with the answers in the database: `python -m benchmarks.growth FOLDER FOLDER ...`.

Each folder is an `SRM_DATA_DIR` with the demo's accounts that `benchmarks.generate_answers` has filled and
`roll_statistics` has counted, the smallest first. One process for each asks the same pages without a web server, all
in turn, as the demo's instructor, as a learner with a hundred answers and as one with five thousand. Prints the median
milliseconds of processor time, that of the database included, of elapsed time, and the ratio of the processor time to
that of the first folder. Adds these people, their answers and a class to the databases.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.harness import FORM_TYPE, ROOT, DatabaseServer, command, set_up_django

MANY, CLASS, ANSWERED_IN_A_ROUND = 5000, 90, 5
FOR_INSTRUCTORS = (
    "/teach/ /teach/items/ /teach/items/?show=flagged /teach/items/?sort=weak&page=20 /teach/items/{item}/ "
    "/teach/generators/ /teach/generators/?name=who-does-this /teach/items.csv /teach/history/ /teach/inbox/ "
    "/teach/students/ /teach/students/{cohort}/ /teach/students/{cohort}/map/"
)
FOR_LEARNERS = (
    "/ /learn/shared-responsibility-model/ {question} /progress/ /progress/answers/ /progress/confidence/ "
    "/progress/misconceptions/ /progress/attempts/ /practice/ /review/ /plan/"
)


class GrowingSite:
    """The pages of one database, in the process that asks for them."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.test import Client

        from accounts.models import User
        from benchmarks.speed_site import class_of

        self.server = DatabaseServer(settings.DATA_DIR)
        self.people = {name: self.person(name) for name in ("usual", "many")}
        self.cohort = class_of(User.objects.get(email="instructor@example.com"), CLASS)
        self.clients: dict[str, Client] = {}
        for name, user in {**self.people, "teacher": User.objects.get(email="instructor@example.com")}.items():
            self.clients[name] = Client(headers={"host": "localhost"})
            self.clients[name].force_login(user)

    def person(self, name: str):
        """A learner with the answers of a generated one."""
        from accounts.models import Learner, User
        from benchmarks import generate_answers
        from quizzes.models import AttemptItem

        user, is_new = User.objects.get_or_create(email=f"{name}@growth.example")
        if is_new:
            if name == "many":
                generate_answers.main(MANY, seed=7, each=MANY)
            generated = AttemptItem.objects.filter(attempt__title="Generated practice", attempt__learner__user=None)
            newest = generated.order_by("pk").last()
            if not newest:
                raise SystemExit("Every generated learner here was asked before: fill another folder.")
            Learner.objects.filter(pk=newest.attempt.learner_id).update(user=user)
        return user

    def pages(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Each page by name, with a way to ask for it. Answers come last: they leave something to count."""
        from benchmarks.speed_site import begun, forms_of
        from quizzes.attempt_end import close
        from quizzes.models import AttemptEnd, ItemFigures
        from quizzes.statistics.rollup import roll

        while roll():
            pass
        most = ItemFigures.objects.exclude(quiz=None).order_by("-answers").first()
        places = {"item": most.item_id if most else 1, "cohort": self.cohort.pk}
        for address in FOR_INSTRUCTORS.split():
            yield address, partial(self.get, "teacher", address.format(**places))
        for name, user in self.people.items():
            for opened in user.learner.attempts.filter(closed_at=None):
                close(opened, ending=AttemptEnd.LEFT)
            forms = forms_of(begun(user.learner, random.Random()), random.Random())  # noqa: S311  nothing secret
            places["question"] = forms[-1]["url"]
            for address in FOR_LEARNERS.split():
                yield f"{name}: {address}", partial(self.get, name, address.format(**places))
            for form in forms[:ANSWERED_IN_A_ROUND]:
                yield f"{name}: answer", partial(self.post, name, form)

    def get(self, name: str, address: str) -> None:
        assert self.clients[name].get(address).status_code == 200, address

    def post(self, name: str, form: dict[str, str]) -> None:
        reply = self.clients[name].post(form["url"], form["body"], FORM_TYPE, headers={"HX-Request": "true"})
        assert reply.status_code == 200, form["url"]

    def measure(self, times: int) -> dict[str, list[tuple[float, float]]]:
        """Milliseconds of CPU and of elapsed time, by page."""
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for name, ask in self.pages():
            is_answer = name.endswith("answer")
            if not is_answer:
                ask()
            for _ in range(1 if is_answer else times):
                began, used = time.perf_counter(), self.processor_time()
                ask()
                found[name].append((1000 * (self.processor_time() - used), 1000 * (time.perf_counter() - began)))
        return found

    def processor_time(self) -> float:
        """Seconds that this process and its connection to the database have used."""
        nanoseconds = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in self.server.backends)
        return time.process_time() + nanoseconds / 1e9


class MeasuredFolder:
    """This module in a process for one database, which measures once for each line that it reads.

    As the web server does it has one connection, with limits, and plans as there.
    """

    def __init__(self, folder: Path, times: int):
        pipe = subprocess.PIPE
        self.pages: dict[str, list[tuple[float, float]]] = defaultdict(list)
        subprocess.run(**self.python(folder, times, "srm_owner"), check=True)
        self.process = subprocess.Popen(**self.python(folder, times, "srm_app"), stdin=pipe, stdout=pipe, text=True)

    @staticmethod
    def python(folder: Path, times: int, role: str) -> dict[str, Any]:
        size = "1" if role == "srm_app" else "0"
        own = {"SRM_DATA_DIR": str(folder), "SRM_DATABASE_USER": role, "SRM_POOL_SIZE": size}
        arguments = ["-m", "benchmarks.growth", "--role", role, "--times", str(times), str(folder)]
        return {"args": [sys.executable, *arguments], "cwd": ROOT, "env": os.environ | own}

    def measure(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        for name, took in json.loads(self.process.stdout.readline()).items():
            self.pages[name] += took


def serve(role: str, times: int) -> None:
    """The owner's role creates the people and counts their answers without limits; the application's measures."""
    set_up_django()
    from accounts.models import User
    from quizzes.statistics.rollup import roll_all
    from serving.uuid7 import uuid7

    if role == "srm_owner":  # who was asked before has more answers than the others
        User.objects.filter(email="usual@growth.example").update(email=f"{uuid7()}@growth.example")
    site = GrowingSite()
    if role == "srm_owner":
        roll_all()
    if role == "srm_app":
        for _ in sys.stdin:
            print(json.dumps(site.measure(times)), flush=True)


def main(*folders: Path, rounds: int = 5, times: int = 5, role: str = "") -> None:
    if role:
        serve(role, times)
        return
    measured = [MeasuredFolder(folder, times) for folder in folders]
    for _ in range(rounds):
        for each in measured:
            each.measure()
    for each in measured:
        each.process.communicate()
    print("page: processor ms (elapsed ms) for each folder; ratio of the last to the first")
    for name, first in measured[0].pages.items():
        medians = [[median(side) for side in zip(*each.pages[name], strict=True)] for each in measured]
        shown = "  ".join(f"{processor:6.1f} ({elapsed:6.1f})" for processor, elapsed in medians)
        print(f"{name:48} {shown}   {medians[-1][0] / medians[0][0]:.2f}  of {len(first)}")


if __name__ == "__main__":
    command(main, __doc__)
