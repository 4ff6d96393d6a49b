"""The page that an operator follows, read: `python -m benchmarks.debian` runs it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.debian.page import SECTIONS, blocks
from srm_site import settings as module

BASE = Path(settings.BASE_DIR)
HOUR = blocks(*SECTIONS[0])
[SETTINGS] = [block for block in HOUR if "serving.env <<" in block]


@pytest.mark.parametrize("section", SECTIONS, ids=" ".join)
def test_every_block_is_a_script(section):
    assert len(blocks(*section)) > 0
    for block in blocks(*section):
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), block


def test_the_first_block_sets_every_variable_that_others_use():
    there = set(re.findall(r"(\w+)=", HOUR[0]))
    set_later = set(re.findall(r"\b(\w+)=", "\n".join(HOUR[1:])))

    assert set(re.findall(r"\$(\w+)", "\n".join(HOUR))) <= there | set_later


def test_each_file_that_is_copied_exists():
    named = re.findall(r"\b(?:deploy/[\w./]+|database\.sql|requirements\.txt)", "\n".join(HOUR))

    assert named
    assert [name for name in named if not (BASE / name.removesuffix(".")).exists()] == []


def test_the_settings_that_it_writes_leave_no_doubt(tmp_path):
    written = "\n".join(line for line in SETTINGS.splitlines() if not re.match("adduser|install|runuser|cd ", line))
    script = written.replace("/etc/whose-layer", str(tmp_path))
    subprocess.run(["bash", "-euc", f"{HOUR[0]}\n{script}"], check=True, stderr=subprocess.PIPE)

    for name in ("serving.env", "commands.env"):
        check = f". {tmp_path}/{name}; exec {sys.executable} manage.py check --deploy --fail-level WARNING"
        done = subprocess.run(
            ["sh", "-euac", check],
            cwd=BASE,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "is not a setting" not in done.stderr
    assert set(re.findall(r"^(\w+)=", (tmp_path / "serving.env").read_text(), re.MULTILINE)) <= module.env.known
