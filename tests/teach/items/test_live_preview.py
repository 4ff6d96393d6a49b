"""The preview beside the question editor: advice, a try, and nothing that is stored."""

import pytest

from bank.models import Item, ItemDraft, ItemVersion
from tests.helpers.item_forms import form_of, look, page_of, said_at

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_looked_at_and_not_stored(instructor_client, item):
    data = form_of(instructor_client, item)

    page = look(instructor_client, item, data | {"stem": "Who patches a operating system?"}).text

    assert "wrong article" in said_at(page, "stem")
    assert "Before publishing" not in said_at(page, "stem")
    assert page.count("Who patches a operating system?") == 1
    assert 'name="stem"' not in page  # the field keeps what is being typed and its cursor
    assert not ItemDraft.objects.exists()


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        ({"options-0-text": "Customer, because guest operating system is under control"}, "options-1-text", "same"),
        ({"section": ""}, "section", "Name the section"),
        ({"options-1-text": "The customer, because " + "the guest operating system is under its control " * 3},
         "options-1-text", "by far the longest"),
        ({"options-0-rationale": "AWS does own the server"}, "options-0-rationale", "no full stop"),
        ({"options-2-text": "guest-os, by both"}, "options-2-text", "shows the slug “guest-os”"),
    ],
)  # fmt: skip
def test_advice_stands_at_its_field(instructor_client, item, change, place, told):
    page = look(instructor_client, item, form_of(instructor_client, item) | change).text

    assert told in said_at(page, place)
    assert "Hint:" in said_at(page, place)


def test_a_question_that_is_asked_already_is_found_whatever_its_case(instructor_client, item):
    other = Item.objects.asked().exclude(pk=item.pk).first().published.stem

    page = look(instructor_client, item, form_of(instructor_client, item) | {"stem": f" {other.upper()} "}).text

    assert "It is asked already" in said_at(page, "stem")


def test_looking_takes_few_queries_however_large_the_bank_is(instructor_client, item, django_assert_max_num_queries):
    data = form_of(instructor_client, item)
    look(instructor_client, item, data)

    with django_assert_max_num_queries(12):
        look(instructor_client, item, data | {"stem": "Who is to patch what runs in an instance?"})


def test_stems_are_compared_by_an_index():
    from django.db import connection
    from django.db.models import F, Value

    from bank.models.items import same_stem

    same = ItemVersion.objects.alias(same=same_stem(F("stem"))).filter(same=same_stem(Value("Who?")))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = same.order_by().explain()

    assert "bank_versions_by_stem" in plan


def test_an_answer_is_tried_with_its_verdict_and_reasons(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-0-rationale": "Not yet published words."}

    wrong = look(instructor_client, item, data, _try="1", choice="1").text
    right = look(instructor_client, item, data, _try="1", choice="2").text
    unsure = look(instructor_client, item, data, unsure="1").text

    assert "Not quite" in wrong
    assert "Not yet published words." in wrong
    assert "Not quite" not in right
    assert "Here is the answer" in unsure


def test_without_script_the_same_buttons_keep_what_was_typed(instructor_client, item):
    data = form_of(instructor_client, item) | {"stem": "Who patches it, in the form?"}

    page = instructor_client.post(page_of(item), {**data, "_try": "1", "choice": "1"})

    assert page.context["editor"].typed["stem"] == "Who patches it, in the form?"
    assert "Not quite" in page.text
    assert not ItemDraft.objects.exists()


@pytest.mark.parametrize("form", ["choose-n", "sort", "boundary"])
def test_every_kind_of_question_has_a_preview_with_a_verdict(instructor_client, form):
    item = Item.objects.filter(published__form=form).first()
    Item.objects.filter(pk=item.pk).update(generator="")
    options = list(item.published.options.all())
    tried = {f"row-{n}": option.expected for n, option in enumerate(options, 1)}
    tried["choice"] = [str(n) for n, option in enumerate(options, 1) if option.is_key]

    page = look(instructor_client, item, form_of(instructor_client, item), _try="1", **tried).text

    assert '<span class="verdict right">' in page


def test_the_facts_answer_stands_beside_a_claim(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-0-subject_1": "rds/guest-os"}

    page = look(instructor_client, item, data).text

    assert "<strong>RDS, guest operating system:</strong> AWS" in page
