"""Questions that choose several, sort rows or place a boundary: pages, answers and what they never give away."""

import re
from itertools import combinations, product

import pytest
from django.db import transaction

from bank import models
from bank.models import Form, ItemVersion, Option
from quizzes.attempt_start import Sitting, begin
from quizzes.models import AttemptItem, Mode, ServedItem
from tests.helpers.pages import tight
from tests.helpers.questions import SERVED_AS, boundary, choose_two, sorting
from tests.helpers.sittings import distractor_of, served_event, token_of, tokens_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def served(learner):
    """Serves one version to the learner in practice."""

    def serve(version: ItemVersion) -> AttemptItem:
        attempt = begin(learner, Sitting(Mode.DRILL, "Forms", [version]), leaving_open=True)
        return ServedItem.objects.get(attempt=attempt)

    return serve


def send(client, item: AttemptItem, data: dict, **extra):
    return client.post(item.get_absolute_url(), {"event": served_event(item), **data}, **extra)


def keys_of(item: AttemptItem) -> list[str]:
    return [token_of(item, option.key) for option in item.options if option.is_key]


def sides(item: AttemptItem, *, wrong: int = 0) -> dict[str, str]:
    """Every row on its side, but for the first `wrong` ones."""
    turned = {"aws": "customer", "customer": "aws"}
    return {
        f"row-{token_of(item, option.key)}": turned[option.expected] if number < wrong else option.expected
        for number, option in enumerate(item.options)
    }


def text_of(response) -> str:
    return response.content.decode()


# Choose two


def test_the_number_to_choose_is_said(learner_client, served):
    page = text_of(learner_client.get(served(choose_two()).get_absolute_url()))

    assert "Choose 2." in page
    assert page.count('type="checkbox" name="choice"') == 5


def test_both_keys_are_right(learner_client, served):
    item = served(choose_two())

    page = text_of(send(learner_client, item, {"choice": keys_of(item)}, headers=HTMX))

    assert page.partition("<details")[0].count("Your answer") == 2
    item.refresh_from_db()
    assert item.result.marks == 1000


def test_one_key_of_two_is_worth_nothing_and_shows_which(learner_client, served):
    item = served(choose_two())
    wrong = token_of(item, distractor_of(item))

    page = text_of(send(learner_client, item, {"choice": [keys_of(item)[0], wrong]}, headers=HTMX))

    item.refresh_from_db()
    assert item.result.marks == 0
    brief, _, fold = page.partition("<details")
    assert (brief.count("Your answer"), brief.count("Right answer")) == (2, 1)
    assert (fold.count("Your answer"), fold.count("Right answer")) == (2, 1)
    assert "One of your two is right" in page
    assert "Not quite" not in page


@pytest.mark.parametrize("chosen", [0, 1, 3])
def test_another_number_than_asked_is_told_and_kept(learner_client, served, chosen):
    item = served(choose_two())
    tokens = tokens_of(item)[:chosen]

    answer = send(learner_client, item, {"choice": tokens}, headers=HTMX)

    assert answer.status_code == 422
    assert f"Choose 2 options. You’ve chosen {chosen}." in text_of(answer)
    assert text_of(answer).count(" checked") == chosen
    assert not item.responses.exists()


# Sort


def test_rows_are_sorted_and_each_counts(learner_client, served):
    item = served(sorting())

    page = text_of(send(learner_client, item, sides(item, wrong=2), headers=HTMX))

    item.refresh_from_db()
    assert item.result.marks == 666
    assert "Partly right: 4 of 6 rows" in page
    assert (page.count("Right: "), page.count("Wrong: "), page.count("You said ")) == (4, 2, 2)
    assert "Wrong: " not in page.partition("<details")[2]


def test_all_rows_right_is_right(learner_client, served):
    item = served(sorting())

    send(learner_client, item, sides(item))

    item.refresh_from_db()
    assert item.result.marks == 1000
    item.attempt.refresh_from_db()
    assert item.attempt.ending == "finished"


def test_rows_left_out_are_named_and_the_others_kept(learner_client, served):
    item = served(sorting())
    left_out, *others = sides(item)

    answer = send(learner_client, item, dict.fromkeys(others, "aws"), headers=HTMX)

    assert answer.status_code == 422
    assert f'href="#{left_out}-aws"' in text_of(answer)
    assert text_of(answer).count(" checked") == 5


def test_a_row_has_no_third_owner(learner_client, served):
    item = served(sorting())

    answer = send(learner_client, item, sides(item) | {f"row-{tokens_of(item)[0]}": "shared"}, headers=HTMX)

    assert answer.status_code == 422
    assert "Choose AWS or You for 1 row" in text_of(answer)


def test_not_sure_needs_no_row(learner_client, served):
    item = served(sorting())

    page = text_of(send(learner_client, item, {"unsure": "1"}, headers=HTMX))

    assert "Here is the answer" in page
    assert "Right: " not in page
    assert "You said" not in page


# The boundary


def test_layers_stand_in_their_order_and_the_lowest_with_your_task_is_right(learner_client, served):
    item = served(boundary())

    page = text_of(learner_client.get(item.get_absolute_url()))
    send(learner_client, item, {"choice": keys_of(item)[0]})

    assert re.findall(r"<span>([^<]+)</span><span class=\"whose", tight(page)) == [
        option.text for option in item.options
    ]
    item.refresh_from_db()
    assert item.result.marks == 1000


# R3


def twin(version: ItemVersion, said: list[dict]) -> ItemVersion:
    """Alike but for what is right: triggers forbid to change the version itself."""
    made = ItemVersion.objects.create(
        item=version.item, number=900, form=version.form, stem=version.stem, change="clarify"
    )
    models.TestedCell.objects.create(version=made, cell=version.tested_cells.first().cell, position=1)
    for option, right in zip(version.options.all(), said, strict=True):
        kept = {name: getattr(option, name) for name in ("key", "token", "position", "text", "rationale")}
        Option.objects.create(version=made, **kept, **right)
    return made


def rights_of(version: ItemVersion) -> list[list[dict]]:
    """Everything that could be right in a question of this form with so many options."""
    count = version.options.count()
    if version.form == Form.SORT:
        owners = list(product(["aws", "customer"], repeat=count))[::7]
        return [[{"is_key": False, "expected": owner} for owner in row] for row in owners]
    keys = combinations(range(count), 2 if version.form == Form.CHOOSE_N else 1)
    return [[{"is_key": place in chosen} for place in range(count)] for chosen in keys]


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("make", [choose_two, sorting, boundary])
def test_the_page_is_the_same_whatever_is_right(learner_client, learner, make, headers):
    version = make()
    attempt = begin(learner, Sitting(Mode.DRILL, "Forms", [version]))
    order = attempt.items.get().order
    pages = set()
    for said in rights_of(version):
        with transaction.atomic():
            item = AttemptItem.objects.create(
                pk=SERVED_AS, attempt=attempt, position=2, version=twin(version, said), order=order
            )
            page = text_of(learner_client.get(item.get_absolute_url(), headers=headers))
            page = re.sub(r'name="(csrfmiddlewaretoken|event)" value="[^"]+"', r'name="\1"', page)
            pages.add(re.sub(r'"X-CSRFToken": ?"[^"]+"', "", page))
            transaction.set_rollback(True)

    assert len(pages) == 1
