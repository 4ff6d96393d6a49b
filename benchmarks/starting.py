"""How long `bin/demo` takes to prepare a site, and what the web server holds: `python -m benchmarks.starting`.

Once from an empty folder and once again, elapsed and in processor time, with everything installed. Then two workers
serve that site: their memory, with the master's, before anybody has asked for a page. What is shared counts once.

Prints JSON. Exits 1 where a floor of docs/quality.md is missed.
"""

import json
import resource
import subprocess
import time

from benchmarks.harness import ROOT, OwnSite, command, own_folder
from benchmarks.speed import megabytes_of

MOST_SECONDS = {"first start": 14, "second start": 2}


def started(site: OwnSite) -> dict[str, float]:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603
        [ROOT / "bin/demo", "--once"], env=site.environment({}), check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"elapsed, s": round(time.monotonic() - began, 1), "CPU, s": round(cpu, 1)}


def main() -> int:
    with own_folder() as folder:
        site = OwnSite(folder)
        starts = {name: started(site) for name in MOST_SECONDS}
        with site.served() as web:
            memory = round(megabytes_of(web))
    missed = [name for name, most in MOST_SECONDS.items() if starts[name]["elapsed, s"] > most]
    print(json.dumps({**starts, "memory before the first request, MB": memory, "floors missed": missed}, indent=1))
    return int(bool(missed))


if __name__ == "__main__":
    command(main, __doc__)
