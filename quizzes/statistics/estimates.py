"""What the database's planner is told where it is known to be wrong.

After a vacuum of rows that no transaction kept, the server believes a table empty until it looks again, a minute later
or so. For what it believes to be one row it loops over tables within loops, and two thousand answers took minutes.
"""

from django.db import connection

UNLOOPED = """
    SELECT set_config('enable_nestloop', 'off', true) FROM pg_class
    WHERE reltuples >= 0 AND reltuples < %s AND oid IN (
        'quizzes_itemresult'::regclass, 'quizzes_attemptitem'::regclass,
        'quizzes_response'::regclass, 'quizzes_grade'::regclass
    )
"""


def expect_many(answers: int) -> None:
    """Until the transaction ends, no loops if the server believes there are fewer answers than these."""
    with connection.cursor() as cursor:
        cursor.execute(UNLOOPED, [answers])
