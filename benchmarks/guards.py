"""Whether the tests notice: `uv run --group dev python -m benchmarks.guards [--only WORD]`.

For each of these promises the code is broken in a copy of the project, and the test that guards it is run there.
Prints a line for each; exits 1 if a test does not fail, or fails where nothing is broken.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import ROOT, command


@dataclass(frozen=True)
class Guard:
    promise: str
    file: str
    whole: str
    broken: str
    test: str
    in_a_new_database: bool = False
    is_long: bool = False


EVERY_POINT = "tests/faults/test_every_point.py::test_so_it_is_however_a_statement_fails"
GUARDS = [
    Guard(
        "The first answer stands",
        "quizzes/ledger.py",
        "    if stands:\n        raise Overtaken(stands)\n",
        "",
        "tests/quizzes/test_ledger.py::test_a_second_tab_is_told_what_stands",
    ),
    Guard(
        "An answer is stored whole or not at all",
        "quizzes/ledger.py",
        "        end(attempt, AttemptEnd.FINISHED)\n    return Outcome(",
        "        transaction.on_commit(lambda: end(attempt, AttemptEnd.FINISHED))\n    return Outcome(",
        f"{EVERY_POINT}[answer the last question]",
        is_long=True,
    ),
    Guard(
        "Before the answer a page says nothing of the key",
        "quizzes/forms.py",
        "(letter, name, option.text,",
        '(letter, name, option.text + " " * option.is_key,',
        "tests/quizzes/test_views.py::test_the_page_of_every_question_is_the_same_whichever_option_is_the_key",
    ),
    Guard(
        "A question that the rule answers is no evidence for a cell",
        "quizzes/memory/evidence.py",
        "    if needs == Needs.RULE:\n        return rule\n",
        "",
        "tests/quizzes/memory/test_evidence_of_rules.py",
    ),
    Guard(
        "A new learner meets the core first",
        "quizzes/practice/choices.py",
        "core_first = choice.by.begins_with_core and not self.knows_core",
        "core_first = False",
        "tests/site/test_first_questions.py",
    ),
    Guard(
        "Near-twins are apart",
        "bank/session_order.py",
        "    if not any(near) and not any(faults(kinds)):\n",
        "    if True:\n",
        "tests/bank/test_near_twins.py",
    ),
    Guard(
        "Questions of one kind are apart",
        "bank/session_order.py",
        "                kinds[place] in before[-1:],\n",
        "",
        "tests/bank/test_session_order.py",
    ),
    Guard(
        "An exam with an answer is not discarded",
        "quizzes/attempt_end.py",
        "is_over(found, found.arrived) or saves.exists()",
        "is_over(found, found.arrived)",
        "tests/quizzes/exam/test_discarding.py",
    ),
    Guard(
        "What is late does not count",
        "quizzes/attempt_end.py",
        "at > attempt.deadline + GRACE",
        "at > attempt.deadline + 1000 * GRACE",
        "tests/quizzes/exam/test_simulations.py",
    ),
    Guard(
        "The ledger is closed to the serving role",
        "serving/grants.py",
        'withhold(cursor, "UPDATE, DELETE, TRUNCATE", protected)',
        'withhold(cursor, "TRUNCATE", protected)',
        "tests/serving/test_grants.py",
        in_a_new_database=True,
    ),
    Guard(
        "A new address needs somebody who may see it",
        "srm_site/urls.py",
        '    path("robots.txt"',
        '    path("backdoor/", pages.about, name="backdoor"),\n    path("robots.txt"',
        "tests/site/test_access.py::test_every_address_says_who_may_ask_for_it",
    ),
    Guard(
        "No foreign script runs",
        "srm_site/settings.py",
        '"script-src": [CSP.SELF]',
        '"script-src": [CSP.SELF, CSP.UNSAFE_INLINE]',
        "tests/serving/test_headers.py",
    ),
    Guard(
        "Ten guesses at a password",
        "accounts/login/guess_limit.py",
        "TRIES, PER_NETWORK = 10, 5",
        "TRIES, PER_NETWORK = 1000, 500",
        "tests/accounts/login/test_guess_limit.py",
    ),
    Guard(
        "No cell of an export is a formula",
        "matrix/files/spreadsheets.py",
        'UNSAFE.sub(r"\\1\'", str(value))',
        "str(value)",
        "tests/teach/cohorts/test_sheets.py",
    ),
    Guard(
        "A file cannot define entities",
        "exchange/xml_elements.py",
        "        self.parser.StartDoctypeDeclHandler = self.refuse_doctype\n",
        "",
        "tests/exchange/test_parsers.py",
    ),
    Guard(
        "A damaged backup is refused",
        "serving/backups/archive.py",
        "if hashlib.sha256(small[MANIFEST]).hexdigest().encode() != small[SEAL]:",
        "if False:",
        "tests/serving/test_backups.py",
    ),
    Guard(
        "A statement gives up",
        "serving/connections.py",
        "STATEMENT = 5\n",
        "STATEMENT = 600\n",
        "tests/serving/test_connections.py",
    ),
    Guard(
        "Queries do not grow",
        "lessons/page.py",
        "        self.show_all = query.get",
        "        Lesson.objects.count(), Lesson.objects.exists()\n        self.show_all = query.get",
        "tests/lessons/test_views.py",
    ),
    Guard(
        "No instructor sees another's class",
        "accounts/cohorts/lifecycle.py",
        "    if user.is_superuser:\n        return Learner.objects.all()\n    mine",
        "    if user.is_staff:\n        return Learner.objects.all()\n    mine",
        "tests/teach/test_admin.py",
    ),
]


def copy_to(folder: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout  # noqa: S607
    for name in filter(None, listed.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)


def is_green(folder: Path, data: Path, guard: Guard) -> bool:
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", *(["--long"] if guard.is_long else [])]
    options.append("--create-db" if guard.in_a_new_database else "--reuse-db")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *options, guard.test],
        cwd=folder,
        env={**os.environ, "SRM_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{guard.test} did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0


def main(only: str = "") -> int:
    asleep = 0
    with tempfile.TemporaryDirectory(prefix="guards-") as name:
        folder, data = Path(name, "project"), Path(name, "data")
        copy_to(folder)
        for guard in GUARDS:
            if only.lower() not in guard.promise.lower():
                continue
            file = folder / guard.file
            whole = file.read_text()
            if guard.whole not in whole:
                raise SystemExit(f"{guard.promise}: {guard.file} no longer holds {guard.whole!r}")
            was_green = is_green(folder, data, guard)
            file.write_text(whole.replace(guard.whole, guard.broken, 1))
            is_red = not is_green(folder, data, guard)
            file.write_text(whole)
            awake = was_green and is_red
            asleep += not awake
            said = "noticed" if awake else "NOT NOTICED" if was_green else "RED ALREADY"
            print(f"{said}: {guard.promise} ({guard.test})", flush=True)
    return int(bool(asleep))


if __name__ == "__main__":
    command(main, __doc__)
