"""The files of deploy/ha/, which an operator fills and `benchmarks.failover` runs."""

import re
from pathlib import Path
from string import Template

from django.conf import settings

from serving import connections

FOLDER = Path(settings.BASE_DIR) / "deploy" / "ha"
VALUES = "cluster.env"


def test_one_file_has_all_values_that_the_others_need_and_no_more():
    named = set(re.findall(r"^(\w+)=", (FOLDER / VALUES).read_text(), re.MULTILINE))
    needed = {
        name
        for path in FOLDER.iterdir()
        if path.name != VALUES and path.stem != "disk-guard"
        for name in Template(path.read_text()).get_identifiers()
    }

    assert named == needed


def test_the_role_has_the_limits_that_the_site_asks_for_without_a_pooler():
    asked = dict(
        re.findall(
            r"-c (\w+_timeout)=(\w+)",
            connections.for_serving({}, pool_size=1, through_pgbouncer=False)["OPTIONS"]["options"],
        )
    )

    assert dict(re.findall(r"SET (\w+) = '(\w+)'", (FOLDER / "limits.sql").read_text())) == asked


def test_patroni_takes_the_times_as_they_are():
    """Others are changed silently: `ttl` is at least 20, and two tries to renew fit in it."""
    given = {
        name: int(seconds)
        for name, seconds in re.findall(r"^ +(\w+): (\d+)$", (FOLDER / "patroni.yml").read_text(), re.MULTILINE)
    }

    assert given["ttl"] >= 20
    assert given["loop_wait"] + 2 * given["retry_timeout"] <= given["ttl"]
