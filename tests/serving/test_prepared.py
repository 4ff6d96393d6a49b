from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pghistory
import pytest
from django.db import connection, router
from django.db.models import Model, Value
from django.db.models.signals import post_init, pre_init
from django.utils import timezone

from accounts.models import Learner, User
from serving.prepared import Prepared, planned

pytestmark = pytest.mark.django_db

users_like = Prepared(
    lambda pk, email: User.objects.select_related("learner").filter(pk__gte=pk, email=email), int, str
)


def plans_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return cursor.fetchone()[0]


def test_it_finds_what_its_queryset_finds(lena, sam, django_assert_num_queries):
    with django_assert_num_queries(1):
        [found] = users_like(lena.pk, "lena@example.com")
        assert found.learner.pk == lena.learner.pk

    assert found == lena
    assert users_like(sam.pk, "sam@example.com") == [sam]
    assert users_like.first(sam.pk, "nobody@example.com") is None


def told_of(made) -> dict:
    return {name: value for name, value in vars(made).items() if name != "_state"}


def test_models_are_as_django_makes_them(lena, django_assert_num_queries):
    short = Prepared(
        lambda pk: User.objects.select_related("learner").only("name", "learner__is_guest").filter(pk=pk), int
    )
    [expected] = short.build(lena.pk)

    [found] = short(lena.pk)

    assert told_of(found) == told_of(expected)
    with django_assert_num_queries(0):
        assert told_of(found.learner) == told_of(expected.learner)
        assert found.learner.user is found
    for made, by_django in ((found, expected), (found.learner, expected.learner)):
        assert (
            (made._state.adding, made._state.db)
            == (by_django._state.adding, by_django._state.db)
            == (False, "default")
        )
    with django_assert_num_queries(1):
        assert found.email == "lena@example.com"


def test_nobody_waits_for_models_to_be_made():
    """Prepared queries make them without `__init__` and its signals, and without `from_db`."""
    asked = {each.made.model for each in Prepared.known}

    assert len(asked) > 10
    for model in asked | {field.related_model for each in asked for field in each._meta.fields if field.is_relation}:
        assert not pre_init.has_listeners(model)
        assert not post_init.has_listeners(model)
        assert model.__init__ is Model.__init__
        assert model.from_db.__func__ is Model.from_db.__func__


def test_what_is_always_the_same_is_written_into_the_statement(lena):
    said = """100 % of "O'Hara", \\ %s and $1"""
    always = Prepared(
        lambda pk: (
            User.objects.filter(pk=pk).exclude(name=said).values_list("email", Value(said), Value(7), Value(True))
        ),
        int,
    )

    assert [tuple(row) for row in always(lena.pk)] == [(lena.email, said, 7, True)]
    assert always.sql_with_params(lena.pk)[1] == (lena.pk,)
    lena.name = said
    lena.save()
    assert always(lena.pk) == []


def test_an_integer_too_large_for_the_stand_in_is_no_trouble(lena):
    assert users_like(2**40, "lena@example.com") == []


def test_plain_values_come_as_the_queryset_says(learner):
    since = Prepared(
        lambda pk, at: Learner.objects.filter(pk=pk, created_at__gte=at).values_list("time_zone", "created_at"),
        *(UUID, datetime),
    )

    [(zone, created_at)] = since(learner.pk, timezone.now() - timedelta(days=1))

    assert (zone, created_at) == ("UTC", learner.created_at)
    assert since(uuid4(), timezone.now() - timedelta(days=1)) == []


def test_the_server_keeps_its_plan(lena):
    named = Prepared(lambda pk: User.objects.filter(pk=pk).only("name"), int)
    before = plans_kept()

    named(lena.pk)
    named(lena.pk + 1)

    assert plans_kept() == before + 1


def test_a_planned_statement_stays_one_while_history_says_who_acts(lena, learner):
    with pghistory.context(user=lena.pk):
        rows = planned("UPDATE accounts_learner SET due_count = %s WHERE id = %s RETURNING 1 %% 2", [3, learner.pk])

    learner.refresh_from_db()
    assert (rows, learner.due_count) == ([(1,)], 3)


def test_behind_an_old_pooler_no_plan_is_kept(lena, monkeypatch):
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)  # as with SRM_PREPARE_STATEMENTS=false
    zoned = Prepared(lambda pk: User.objects.filter(pk=pk).only("theme"), int)
    before = plans_kept()

    assert zoned(lena.pk) == [lena]
    assert plans_kept() == before


def test_a_parameter_that_the_sql_does_not_hold_is_refused():
    sliced = Prepared(lambda pk: User.objects.filter(pk=pk + 1), int)

    with pytest.raises(ValueError, match="do not reach the SQL"):
        sliced(1)


def test_what_is_stored_later_is_found(lena):
    by_name = Prepared(lambda name: User.objects.filter(name=name), str)
    assert by_name("Helena") == []

    User.objects.filter(pk=lena.pk).update(name="Helena")

    assert by_name("Helena") == [lena]


def test_a_query_that_locks_rows_asks_the_primary_server():
    locking = Prepared(lambda pk: User.objects.filter(pk=pk).select_for_update(), int)

    assert locking.made.routed == router.db_for_write
    assert users_like.made.routed == router.db_for_read
