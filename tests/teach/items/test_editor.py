import re

import pytest
from django.urls import reverse

from bank.drafts import content_to_edit, edit_of, save_draft
from bank.models import Item, ItemVersion
from bank.publishing import publish
from tests.helpers.item_forms import SLUG, arrange, form_of, form_of_new, look, page_of, said_at, save
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db


def texts_of(editor) -> list[str]:
    return [form.typed["text"] for form in editor.options]


def test_saving_a_draft_leaves_what_learners_see(instructor_client, item):
    data = form_of(instructor_client, item)

    answer = save(instructor_client, item, data | {"stem": "Who patches the guest?"})

    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.draft.content["stem"] == "Who patches the guest?"
    assert item.published.stem != "Who patches the guest?"


@pytest.mark.parametrize("form", ["choose-one", "choose-n", "sort", "boundary"])
def test_saving_what_was_opened_changes_nothing_in_it(instructor_client, form):
    item = Item.objects.filter(published__form=form).first()
    Item.objects.filter(pk=item.pk).update(generator="")  # as if somebody had written it
    before = content_to_edit(item)

    save(instructor_client, item, form_of(instructor_client, item))

    assert content_to_edit(item) == before


def test_options_keep_their_keys_when_their_text_changes(instructor_client, item):
    keys = [option["key"] for option in content_to_edit(item)["options"]]
    data = form_of(instructor_client, item) | {"options-0-text": "AWS, since it owns the servers"}

    save(instructor_client, item, data)

    assert [option["key"] for option in content_to_edit(item)["options"]] == keys


def test_a_new_option_gets_a_key_from_its_text_once(instructor_client, item):
    data = form_of(instructor_client, item) | {
        "options-TOTAL_FORMS": "5",
        "options-4-text": "Nobody at all",
        "options-4-rationale": "Somebody always is.",
        "options-4-key": "forged-key",
    }

    save(instructor_client, item, data)

    assert content_to_edit(item)["options"][4]["key"] == "nobody-at-all"


def test_what_answers_a_question_is_chosen_with_its_rule(instructor_client, item):
    data = form_of(instructor_client, item)
    assert data["needs"] == "both"

    save(instructor_client, item, data | {"needs": "rule", "rule": "managed/backup-recovery"})

    content = content_to_edit(item)
    assert (content["needs"], content["rule"]) == ("rule", "managed/backup-recovery")
    page = look(instructor_client, item, data | {"needs": "rule", "rule": "managed/roof"}).content.decode()
    assert "There is no rule" in said_at(page, "rule")


def test_an_unfinished_question_is_saved_as_it_is(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-0-rationale": "", "options-3-owner_1": "aws"}

    answer = save(instructor_client, item, data)

    assert answer.status_code == 302
    assert content_to_edit(item)["options"][0]["rationale"] == ""


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        ({"options-1-is_key": ""}, "options", "No option is the key"),
        ({"options-0-is_key": "on"}, "options-1-key", "is the key already"),
        ({"options-2-rationale": ""}, "options-2-rationale", "Say why it is right or wrong"),
        ({"stem": " "}, "stem", "Write the question"),
        ({"cells": "ec2/no-such-layer"}, "cells", "There is no cell “ec2/no-such-layer”"),
        ({"options-1-owner_1": "aws"}, "options-1-claims", "is the key and says AWS owns “Patch the guest"),
        (
            {"options-1-subject_1": "ec2/guest-os/no-such"},
            "options-1-claims",
            "here is no duty “ec2/guest-os/no-such”",
        ),
        ({"options-3-owner_1": "aws"}, "options-3-claims", "A claim needs both"),
    ],
)
def test_what_keeps_a_question_from_being_published_is_told_at_its_field(instructor_client, item, change, place, told):
    data = form_of(instructor_client, item) | change
    data = {name: value for name, value in data.items() if not (name.endswith("is_key") and value == "")}
    versions = ItemVersion.objects.count()

    page = save(instructor_client, item, data, "_publish")

    assert page.status_code == 422
    assert told in said_at(page.text.replace("&#x27;", "'"), place)
    assert ItemVersion.objects.count() == versions


def test_a_refuted_key_is_told_with_the_source(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-1-owner_2": "aws"}

    page = save(instructor_client, item, data, "_publish").text

    assert re.search(r"the matrix says the customer, source “[^”]+” \(https://[^)]+\)", page)


# Options come, go and change places


def test_an_option_moves_up_and_takes_all_that_it_says_along(instructor_client, item):
    data = form_of(instructor_client, item)
    before = texts_of(arrange(instructor_client, item, data, "up:0"))

    editor = arrange(instructor_client, item, data, "up:1")

    assert texts_of(editor) == [before[1], before[0], *before[2:]]
    assert editor.options[0].typed["is_key"]
    assert editor.options[0].typed["key"] == content_to_edit(item)["options"][1]["key"]


def test_options_are_added_and_removed(instructor_client, item):
    data = form_of(instructor_client, item)

    assert len(arrange(instructor_client, item, data, "add").options) == 5
    assert len(arrange(instructor_client, item, data, "remove:0").options) == 3
    assert len(arrange(instructor_client, item, data, "remove:9").options) == 4


def test_another_kind_shows_its_own_fields(instructor_client, item):
    data = form_of(instructor_client, item) | {"form": "sort", "_arrange": "kind"}

    page = instructor_client.post(page_of(item), data).text

    assert 'name="options-0-expected"' in page
    assert 'name="options-key"' not in page


def test_a_row_without_a_side_is_asked_for_its_side_alone(instructor_client, item):
    page = look(instructor_client, item, form_of(instructor_client, item) | {"form": "sort"}).text

    assert "Row 1</a>: Say whose this row is" in page
    assert "A claim needs both" not in page


@pytest.mark.parametrize("form", ["owner", "boundary"])
def test_options_filled_from_the_facts_can_be_published(instructor_client, item, form):
    data = form_of(instructor_client, item) | {"form": form}

    editor = arrange(instructor_client, item, data, "fill")
    filled = {f.html_name: f.value() for row in editor.options for f in row if f.value() not in (None, False, "")}
    total = {"options-TOTAL_FORMS": len(editor.options)}
    plain = {name: value for name, value in data.items() if not re.match(r"options-\d", name)}
    page = look(instructor_client, item, plain | filled | total).text

    assert "It can be published." in page


@pytest.mark.parametrize("form", ["owner", "boundary"])
def test_filling_from_the_facts_is_offered_as_soon_as_kind_and_cell_are_there(instructor_client, form):
    new = reverse("admin:bank_item_add")
    data = form_of_new(instructor_client) | {"form": form}
    typing = {"HX-Request": "true"}

    kind_alone = instructor_client.post(new, data, headers=typing).text
    both = instructor_client.post(new, data | {"cells": "lambda/guest-os"}, headers=typing).text
    cell_alone = instructor_client.post(
        new, data | {"form": "choose-one", "cells": "lambda/guest-os"}, headers=typing
    ).text

    for page, there in ((kind_alone, False), (both, True), (cell_alone, False)):
        assert '<div id="fill" hx-swap-oob="true">' in page
        assert ("Fill in from the facts" in page) is there


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("choose-one", "Learners see the options in a different order each time. Nothing"),
        ("sort", "Learners see the rows in a different order each time. Nothing"),
        ("boundary", '<p class="small quiet">Nothing'),
        ("owner", '<p class="small quiet">Nothing'),
    ],
)
def test_the_preview_speaks_of_another_order_only_where_there_is_one(instructor_client, item, form, said):
    assert said in tight(look(instructor_client, item, form_of(instructor_client, item) | {"form": form}).text)


@pytest.mark.parametrize(
    ("stem", "key", "told"),
    [
        ("Who patches the guest operating system of EC2?", "AWS does", "The key names AWS, but the cell EC2, guest"),
        ("Who patches the guest operating system of EC2?", "You do", ""),
        ("Who publishes updated machine images for EC2?", "AWS does", ""),
        ("Which tool finds missing patches?", "Amazon Inspector", ""),
    ],
)
def test_a_key_without_a_claim_is_read_in_plain_words(instructor_client, item, stem, key, told):
    data = {name: value for name, value in form_of(instructor_client, item).items() if "subject" not in name}
    data = {name: value for name, value in data.items() if "-owner_" not in name and "-is_key" not in name}
    data |= {"stem": stem, "cells": "ec2/guest-os", "options-0-text": key, "options-0-is_key": "on"}

    page = look(instructor_client, item, data).text

    assert ("The key names" in page) is bool(told)
    assert told in page


# Somebody else


def test_a_question_saved_meanwhile_is_told_and_nothing_typed_is_lost(instructor_client, item):
    data = form_of(instructor_client, item)
    save_draft(item, content_to_edit(item) | {"stem": "Theirs?"}, opened_on=edit_of(item))

    first = save(instructor_client, item, data | {"stem": "Mine?"})
    opened_on = re.search(r'name="opened_on" value="([^"]+)"', first.text)[1]
    again = save(instructor_client, item, data | {"stem": "Mine?", "opened_on": opened_on})

    assert first.status_code == 422
    assert "Someone saved or published this question" in first.text
    assert [each.place for each in first.context["told"].theirs] == ["Question"]
    assert again.status_code == 302
    assert content_to_edit(item)["stem"] == "Mine?"


def test_who_is_still_typing_is_told_who_saved_meanwhile(instructor_client, superuser, item):
    data = form_of(instructor_client, item)
    before = look(instructor_client, item, data).text
    theirs = content_to_edit(item) | {"stem": "Theirs?"}
    save_draft(item, theirs, opened_on=edit_of(item), editor=superuser.pk)

    after = look(instructor_client, item, data).text

    assert "since you opened it" not in before
    assert re.search(r"At \d+:\d\d [AP]M Ada saved this question since you opened it", after)


def test_a_version_published_meanwhile_is_not_overwritten_unseen(instructor_client, item):
    data = form_of(instructor_client, item)
    publish(item, content_to_edit(item) | {"stem": "Theirs?"})

    page = save(instructor_client, item, data | {"stem": "Mine?"}, "_publish").text

    assert "Someone saved or published this question" in page
    assert Item.objects.get(pk=item.pk).published.stem == "Theirs?"


# A question begins


def test_a_new_question_is_written_and_published(instructor_client):
    data = {
        "slug": "who-cools-the-halls",
        "form": "choose-one",
        "stem": "Who cools the halls?",
        "skill": "aws",
        "cells": ["ec2/physical-facilities", ""],
        "options-TOTAL_FORMS": "4",
        "options-INITIAL_FORMS": "0",
        "options-key": "0",
        "options-0-text": "AWS",
        "options-0-rationale": "The buildings are AWS's.",
        "options-0-subject_1": "ec2/physical-facilities",
        "options-0-owner_1": "aws",
        "options-1-text": "You",
        "options-1-rationale": "You cannot enter them.",
        "options-1-subject_1": "ec2/physical-facilities",
        "options-1-owner_1": "customer",
        "_publish": "1",
    }

    answer = instructor_client.post(reverse("admin:bank_item_add"), data)

    item = Item.objects.get(slug="who-cools-the-halls")
    assert answer["Location"] == page_of(item)
    assert (item.published.number, item.published.change) == (1, "new")
    assert list(item.published.options.values_list("key", flat=True)) == ["aws", "you"]


def test_a_question_without_a_name_is_named_by_its_words(instructor_client):
    data = {"form": "choose-one", "options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}

    for stem in ("Who cools the halls?", "Who cools the halls?", "???"):
        instructor_client.post(reverse("admin:bank_item_add"), data | {"stem": stem, "_save": "1"})

    named = Item.objects.order_by("-pk").values_list("slug", flat=True)
    assert list(named[:3]) == ["question", "who-cools-the-halls-2", "who-cools-the-halls"]


def test_words_for_a_cell_stay_one_line_until_a_cell_is_chosen(instructor_client, item):
    data = form_of(instructor_client, item)

    page = look(instructor_client, item, data | {"cells": ["ec2 guest", "rds/guest-os kms/guest-os"]})

    assert [row.path for row in page.context["look"].cell_rows] == ["ec2 guest", "rds/guest-os", "kms/guest-os", ""]


def test_a_new_question_may_begin_at_a_cell(instructor_client):
    page = instructor_client.get(reverse("admin:bank_item_add"), {"cell": "ec2/guest-os", "kind": "sort"})

    assert page.context["editor"].typed["cells"] == ["ec2/guest-os"]
    assert len(page.context["editor"].options) == 6


def test_a_taken_name_is_told(instructor_client, item):
    data = {"slug": SLUG, "form": "choose-one", "options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}

    page = instructor_client.post(reverse("admin:bank_item_add"), data)

    assert page.status_code == 422
    assert "A question with this name already exists." in page.text


def test_subjects_are_found_by_their_words(instructor_client):
    address = reverse("admin:bank_item_subjects")

    found = instructor_client.get(address, {"q": "ec2 patch guest"}).text
    cells = instructor_client.get(address, {"q": "ec2 guest", "only": "cell"}).text
    nothing = instructor_client.get(address, {"q": "zzz"}).text

    assert 'data-path="ec2/guest-os/patch-the-guest-operating-system"' in found
    assert 'data-path="ec2/guest-os"' in cells
    assert "patch-the-guest" not in cells
    assert "Nothing in the facts" in nothing


def test_a_copy_is_a_question_of_its_own(instructor_client, item):
    for slug in (f"{SLUG}-copy", f"{SLUG}-copy-2"):
        answer = instructor_client.post(reverse("admin:bank_item_clone", args=[item.pk]))

        copy = Item.objects.get(slug=slug)
        assert answer["Location"] == page_of(copy)
        assert content_to_edit(copy) == content_to_edit(item)
        assert copy.published is None


def test_a_learner_has_no_way_in(learner_client, item):
    for name, args in (
        ("change", [item.pk]),
        ("versions", [item.pk]),
        ("version", [item.pk, 1]),
        ("publish", [item.pk]),
        ("retirement", [item.pk]),
        ("subjects", []),
    ):
        assert learner_client.get(reverse(f"admin:bank_item_{name}", args=args)).status_code == 302
    assert learner_client.post(reverse("admin:bank_item_clone", args=[item.pk])).status_code == 302
    assert Item.objects.filter(slug__startswith=SLUG).count() == 1


def test_the_editor_has_no_inline_style_or_script(instructor_client, item):
    html = instructor_client.get(page_of(item)).text

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=", html)
