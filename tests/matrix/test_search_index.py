"""The index of the search follows what can be found."""

import pytest
from django.utils.html import strip_tags

from lessons.models import Incident, Lesson, Term
from matrix.models import Duty, Layer, Responsibility, Scenario, Service
from tests.helpers.searches import commit, first, rows_of, search

pytestmark = pytest.mark.django_db


def titles_of(groups) -> set[str]:
    return {strip_tags(found.title) for group in groups for found in group.found}


def test_a_change_of_the_facts_is_found_at_the_end_of_its_transaction():
    assert not search("quagga").groups
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    Duty.objects.create(cell=cell, slug="feed-the-quagga", owner="aws", task="Feed the quagga")
    Service.objects.filter(slug="rds").update(summary="A stable for a zebroid.")

    commit()

    assert first("quagga") == "/matrix/rds/guest-os/"
    assert first("zebroid") == "/services/rds/"
    assert first("qaugga") == "/matrix/rds/guest-os/"


def test_what_is_retired_or_gone_is_not_found():
    Duty.objects.filter(slug="patch-the-hypervisor-and-host-firmware").update(retired=True)
    Scenario.objects.filter(slug="ec2-hypervisor-flaw").delete()

    commit()

    found = search("hypervisor firmware", kind="duty").groups
    assert "Patch the hypervisor and host firmware" not in titles_of(found)
    assert not any("A flaw is announced" in title for title in titles_of(search("flaw hypervisor").groups))


def test_a_layer_renamed_is_renamed_in_its_cells():
    Layer.objects.filter(slug="guest-os").update(short_name="Zebroid system")

    commit()

    assert "Lambda, zebroid system" in titles_of(search("zebroid lambda").groups)


def test_what_followed_change_by_change_is_what_is_worked_out_anew():
    Layer.objects.filter(slug="guest-os").update(name="Zebra operating zebra", short_name="Zebra")
    commit()
    duties = Duty.objects.filter(cell__service__slug="ec2").order_by("pk")
    duties.exclude(pk=duties.first().pk).update(task="Feed the zebra")
    Scenario.objects.filter(pk=Scenario.objects.first().pk).delete()
    commit()
    Duty.objects.filter(task="Feed the zebra").update(task="Feed no animal")
    commit()

    entries = "SELECT kind, path, about, title, names, body, owner FROM "
    assert rows_of(entries + "matrix_searchentry") == rows_of(entries + "matrix_search_texts()")
    every_word = (
        "SELECT word, matrix_search_letters(word), ndoc FROM ts_stat($$ SELECT to_tsvector('simple', concat_ws"
    )
    every_word += "(' ', title, names, body)) FROM matrix_searchentry $$) WHERE word ~ '^[a-z][a-z0-9]{2,}$'"
    kept = rows_of("SELECT word, letters, entries FROM matrix_searchword")
    assert kept == rows_of(every_word)
    words = {word for word, *_ in kept}
    assert {"zebra", "animal"} <= words


def test_a_changed_term_is_found_at_once():
    Term.objects.filter(slug="hardening").update(definition="Feeding the **zebroid**.")

    [term] = search("zebroid").groups[0].found

    assert term.url == "/glossary/#hardening"
    assert "Feeding the <mark>zebroid</mark>" in term.snippet


def test_an_incident_is_found_by_its_story_and_never_by_what_it_asks():
    incident = Incident.objects.get(slug="leaked-access-key")
    incident.story, incident.why = "Someone rode a zebroid.", "It was a quagga."
    incident.save()

    assert first("zebroid") == "/incidents/leaked-access-key/"
    assert not search("quagga").groups


def test_lessons_are_found_only_while_learners_may_read_them():
    urls = {found.url for group in search("boundary moves").groups for found in group.found}
    assert "/learn/shared-responsibility-model/#shifts" in urls

    Lesson.objects.update(published=False)

    assert "section" not in {group.kind for group in search("boundary moves").groups}
