"""How long the instructors' pages take, and how many queries: `python -m benchmarks.teaching`.

In the database of the settings, as the demo's instructor; `benchmarks.generate_answers` fills it. Rolls first.
"""

import os
import statistics
import time

import django

TIMES = 9


def recorder(sent: list[str]):
    def record(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    return record


def main() -> None:
    from django.db import connection
    from django.test import Client

    from accounts.models import User
    from quizzes.models import ItemFigures, Response
    from quizzes.statistics.rollup import roll_all

    start = time.perf_counter()
    roll_all()
    print(f"{Response.objects.count():,} answers; rolled in {time.perf_counter() - start:.1f} s")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="instructor@example.com"))
    most = ItemFigures.objects.exclude(quiz=None).order_by("-answers").first()
    for address in (
        "/teach/",
        "/teach/items/",
        "/teach/items/?show=flagged",
        "/teach/items/?sort=weak&page=20",
        f"/teach/items/{most.item_id}/" if most else "/teach/items/",
        "/teach/generators/",
        "/teach/generators/?name=who-does-this",
        "/teach/items.csv",
    ):
        client.get(address)
        sent: list[str] = []
        with connection.execute_wrapper(recorder(sent)):
            client.get(address)
        took = []
        for _ in range(TIMES):
            start = time.perf_counter()
            assert client.get(address).status_code == 200
            took.append(1000 * (time.perf_counter() - start))
        print(f"{address}: {statistics.median(took):.0f} ms, {len(sent)} queries")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    django.setup()
    main()
