"""How long `manage.py audit_bank` takes, and how much memory, for a bank made here: `python -m benchmarks.audit`.

The bank is unkind: questions share most of their words, one in ten stands twice, and half of those have two keys. The
figures are those of the whole command, start of Python and reading of the facts included.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import ROOT, command

SERVICES = [
    "EC2", "RDS", "Lambda", "S3", "DynamoDB", "Aurora", "EBS", "EFS", "Redshift", "ElastiCache", "Athena", "SQS",
    "SNS", "KMS", "CloudFront",
]  # fmt: skip
TASKS = [
    "patching the guest operating system", "replacing failed disks", "guarding the data centers",
    "classifying stored data", "rotating access keys", "writing security group rules", "patching the hypervisor",
    "turning on encryption at rest", "testing restores from backups", "granting permissions by least privilege",
    "wiping retired storage media", "monitoring the health of the hosts", "choosing a maintenance window",
]  # fmt: skip
COMPANIES = ["A bank", "A hospital", "A start-up", "A school", "A city", "A museum", "A railway", "A farm"]
PLANS = ["moves its shop", "stores its records", "runs its reports", "serves its pages", "keeps its archive"]
MARKDOWN = """{number}. {stem}
    - A. {options[0]}
    - B. {options[1]}
    - C. {options[2]}
    - D. {options[3]}

    <details markdown=1><summary markdown='span'>Answer</summary>

    Correct answer: {key}

    Explanation: {options[0]} is what the model says. Option {key} is correct because of that.

    </details>

"""


def bank(count: int, *, seed: int = 1) -> str:
    """Questions as text. The same seed gives the same questions."""
    draw = random.Random(seed)  # noqa: S311
    questions: list[tuple[str, list[str]]] = []
    for number in range(count):
        if number % 10 == 9:
            questions.append(draw.choice(questions))
        else:
            questions.append(_question(draw, number))
    return "".join(
        MARKDOWN.format(number=number, stem=stem, options=options, key=draw.choice("ABCD"))
        for number, (stem, options) in enumerate(questions, 1)
    )


def _question(draw: random.Random, number: int) -> tuple[str, list[str]]:
    service = draw.choice(SERVICES)
    story = f"{draw.choice(COMPANIES)} {draw.choice(PLANS)} with Amazon {service} in project {number // 7}."
    if number % 2:
        stem = f"{story} Who is responsible for {draw.choice(TASKS)} under the AWS shared responsibility model?"
        return stem, ["AWS", "The customer", "AWS and the customer", "AWS Support"]
    stem = f"{story} Which task is the customer's responsibility under the AWS shared responsibility model?"
    return stem, [task.capitalize() for task in draw.sample(TASKS, 4)]


def measure(text: str) -> tuple[float, float, int]:
    """Seconds, CPU seconds and peak memory in kilobytes of one audit, which runs in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bank.md"
        file.write_text(text, "utf-8")
        command = [sys.executable, str(ROOT / "manage.py"), "audit_bank", str(file), "--json"]
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
        seconds = time.monotonic() - started
    if done.returncode != 1:  # the bank has contradictions, so an audit that works finds some
        raise SystemExit(f"The audit ended with status {done.returncode}: {done.stderr.strip()}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss


def main(questions: int = 1000) -> None:
    seconds, processor, kilobytes = measure(bank(questions))
    print(f"{questions} questions: {seconds:.1f} s, {processor:.1f} s of processor, {kilobytes / 1024:.0f} MB")


if __name__ == "__main__":
    command(main, __doc__)
