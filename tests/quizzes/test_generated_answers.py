"""What `benchmarks.generate_answers` loads is what the site itself would have stored."""

import pytest
from django.db import IntegrityError, connection, transaction

from benchmarks import generate_answers
from benchmarks.copying import CONSTRAINTS, INDEXES, copy, without_indexes
from benchmarks.generate_answers import TABLES, draw, draw_from, read_course
from quizzes.models import CellMemory, ItemFigures, Response
from quizzes.rebuild import differences
from quizzes.statistics.rollup import roll_all

pytestmark = pytest.mark.django_db


def structure() -> list[list[tuple]]:
    found = []
    with connection.cursor() as cursor:
        for statement in (CONSTRAINTS, INDEXES):
            cursor.execute(statement, [list(TABLES)])
            found.append(cursor.fetchall())
    return found


@pytest.mark.django_db(transaction=True)  # what ANALYZE finds out would outlast a rollback
def test_results_memories_and_statistics_follow_from_the_ledger(capsys):
    generate_answers.main(300, seed=1)
    generate_answers.main(120, seed=2, each=60)
    roll_all()

    assert Response.objects.count() == 420
    assert CellMemory.objects.filter(answers__gte=3).exists()
    assert ItemFigures.objects.exists()
    assert differences() == []


def test_more_answers_only_add_learners():
    course = read_course(seed=1, each=20)
    draw_from(course)

    both = draw((0, 1))

    apart = [draw((0,)), draw((1,))]
    assert both == {table: b"".join(rows[table] for rows in apart) for table in TABLES}


def test_a_bulk_load_leaves_every_index_and_foreign_key_as_it_was():
    before = structure()
    draw_from(read_course(seed=1, each=20))

    with transaction.atomic(), without_indexes(list(TABLES)):
        assert structure() == [[], structure()[1]]
        copy(TABLES, draw((0, 1)))

    assert structure() == before
    assert Response.objects.count() == 40


def test_a_bulk_load_of_rows_that_refer_to_nothing_is_refused():
    draw_from(read_course(seed=1, each=20))
    rows = draw((0,)) | {"quizzes_attempt": b""}

    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic(), without_indexes(list(TABLES)):
        copy(TABLES, rows)

    assert not Response.objects.exists()
