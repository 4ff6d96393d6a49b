import pytest

from lessons.directives import problems_in
from lessons.markup import read
from matrix import facts
from matrix.models import Control, Duty, FactConfidence, Layer, Owner, Responsibility, Scenario, Service
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db


def page_with(client, directive: str) -> str:
    make_lesson(body=f"## One {{#one}}\n\n{directive}\n")
    return page(client)


def page(client) -> str:
    """The one section, without the page around it."""
    return client.get("/learn/another/").text.split('<section id="one">')[1].split("</section>")[0]


def set_owner(path: str, owner: Owner) -> None:
    service, layer = path.split("/")
    Responsibility.objects.filter(service__slug=service, layer__slug=layer).update(owner=owner)


def test_a_stack_shows_the_services_with_their_owners_and_caption(client):
    section = page_with(client, "[[stack ec2 lambda | See the line.]]")

    assert "EC2<small>" in section
    assert "Lambda<small>" in section
    assert 'data-owner="customer"' in section
    assert "See the line." in section


def test_a_changed_cell_is_on_the_page_with_the_next_request(client):
    before = page_with(client, "[[cell rds/guest-os]]")

    set_owner("rds/guest-os", Owner.SHARED)

    assert 'data-owner="aws"' in before
    assert 'data-owner="shared"' in page(client)


def test_a_figure_follows_a_changed_cell(client):
    before = page_with(client, "[[stack rds]]").count('data-owner="shared"')

    set_owner("rds/guest-os", Owner.SHARED)

    assert page(client).count('data-owner="shared"') == before + 1


def test_duties_stand_on_the_side_that_does_them(client):
    Duty.objects.filter(cell__service__slug="rds", slug="rotate-database-passwords").update(task="Rotate them")

    section = page_with(
        client,
        "[[duties rds: identity-access/rotate-database-passwords platform-software/"
        "apply-minor-engine-patches-in-the-maintenance-window]]",
    )

    aws, customer = section.split('<div data-owner="customer">')
    assert "engine patches" in aws
    assert "Rotate them" in customer


def test_a_duty_that_changes_hands_changes_sides(client):
    page_with(client, "[[duties rds: identity-access/rotate-database-passwords]]")

    Duty.objects.filter(cell__service__slug="rds", slug="rotate-database-passwords").update(owner="aws")

    assert '<div data-owner="aws">' in page(client)
    assert '<div data-owner="customer">' not in page(client)


def test_always_lists_the_layers_of_one_side_and_names_what_it_leaves_out(client):
    section = page_with(client, "[[always aws]]")

    assert "Physical facilities" in section
    assert "Customer data" not in section
    assert "Outposts" in section


def test_a_layer_that_varies_is_in_neither_list(client):
    page_with(client, "[[always customer]]")

    set_owner("kms/customer-data", Owner.SHARED)

    assert "Customer data" not in page(client)


def test_boxes_put_each_layer_under_the_words_of_aws_and_the_others_last(client):
    Layer.objects.filter(slug="guest-os").update(exam_words="Another box")

    rows = page_with(client, "[[boxes]]").split("<tr>")

    [own] = [row for row in rows if "Another box" in row]
    assert "Guest operating system" in own
    assert "Moves with the service" in own
    assert "Not in the figure" in rows[-1]
    assert "Backup and recovery" in rows[-1]
    assert sum(row.count("<li>") for row in rows) == Layer.objects.count()


def test_controls_show_both_halves_of_the_shared_ones(client):
    section = page_with(client, "[[controls]]")

    shared = Control.objects.get(slug="patch-management")
    assert shared.aws_part in section
    assert shared.customer_part in section
    assert not any(
        control.name in section for control in Control.objects.filter(official_example=False, kind="inherited")
    )


def test_a_drawing_of_the_boundary_follows_a_changed_cell_in_picture_and_table(client):
    before = page_with(client, "[[drawing boundary rds lambda | Look.]]")

    set_owner("rds/guest-os", Owner.SHARED)

    after = page(client)
    picture, table = after.split("</svg>\n<dl")[0], after.split("<details>")[1]
    assert "Look." in after
    assert "Of the layers of RDS, 7 yours, 2 shared, 6 AWS’s." in " ".join(before.split())
    assert "Of the layers of RDS, 7 yours, 3 shared, 5 AWS’s." in " ".join(picture.split())
    assert table.count('data-owner="shared"') == before.split("<details>")[1].count('data-owner="shared"') + 1


def test_a_drawing_of_the_boundary_says_which_layers_changed_hands(client):
    set_owner("rds/guest-os", Owner.CUSTOMER)
    set_owner("lambda/guest-os", Owner.SHARED)

    section = page_with(client, "[[drawing boundary rds lambda]]")

    changed = section.split('<dl class="changes">')[1].split("</dl>")[0]
    assert "On Lambda, these layers changed owner" in changed
    assert "guest operating system" in changed.split('data-owner="shared"')[1].split("</dd>")[0].lower()
    assert "physical facilities" not in changed.lower()


def test_layers_that_a_service_does_not_have_are_a_block_of_their_own(client):
    section = page_with(client, "[[drawing boundary ec2 vpc]]")

    assert "0 not applicable" in section
    assert '<text class="who">Not applicable</text>' in section


def test_the_line_in_the_drawing_of_keys_is_where_the_facts_put_it(client):
    before = page_with(client, "[[drawing keys]]")

    Duty.objects.filter(cell__service__slug="kms", slug="write-key-policies-and-grants-by-least-privilege").update(
        owner="aws"
    )

    assert before.count('class="edge"') == 5
    assert page(client).count('class="edge"') == 4  # it now runs under the keys in CloudHSM


def test_the_map_names_who_prepares_for_the_loss_of_a_zone(client):
    before = " ".join(page_with(client, "[[drawing regions]]").split())

    set_owner("ec2/availability-scaling", Owner.SHARED)

    assert "the server is yours to look after" in before
    assert "the server is shared to look after" in " ".join(page(client).split())


def test_the_drawing_of_an_audit_counts_the_controls_of_each_kind(client):
    before = page_with(client, "[[drawing audit]]")

    Control.objects.filter(slug="media-disposal").update(kind="shared")

    assert "2. Inherited, 3 controls" in " ".join(before.split())
    assert "2. Inherited, 2 controls" in " ".join(page(client).split())


@pytest.mark.parametrize("directive", ["boundary ec2 rds", "regions", "keys", "audit"])
def test_every_drawing_has_a_title_a_description_and_a_table(client, directive):
    section = page_with(client, f"[[drawing {directive}]]")

    picture = section.split("<svg")[1]
    assert 'role="img"' in picture
    assert "<title>" in picture
    assert "<desc>" in picture
    assert "<table" in section.split("<summary>The same as a table</summary>")[1]


@pytest.mark.parametrize(
    ("directive", "messages"),
    [
        ("[[stack ec2 ec3 rdx]]", ["there is no service “ec3”.", "there is no service “rdx”."]),
        ("[[stack]]", ["name at least one service."]),
        (
            "[[duties ec2 guest-os/x]]",
            ["begin with the service and a colon, as in [[duties ec2: layer/duty layer/duty]]."],
        ),
        ("[[duties]]", ["begin with the service and a colon, as in [[duties ec2: layer/duty layer/duty]]."]),
        ("[[duties ec3: guest-os/x]]", ["there is no service “ec3”."]),
        ("[[duties ec2: guest/x]]", ["there is no layer “guest”."]),
        ("[[duties ec2: guest-os/x]]", ["there is no duty “ec2/guest-os/x”."]),
        ("[[drawing moon]]", ["there is no drawing “moon”; known are regions, boundary, keys, audit."]),
        ("[[drawing keys kms]]", ["write [[drawing keys]] and nothing else."]),
        (
            "[[drawing boundary ec2]]",
            ["name two or three services, as in [[drawing boundary ec2 rds lambda]]."],
        ),
        ("[[drawing boundary ec2 ec3]]", ["there is no service “ec3”."]),
        ("[[always both]]", ["write [[always aws]] or [[always customer]]."]),
        ("[[controls shared]]", ["write [[controls]] and nothing else."]),
        ("[[traps no-such-trap]]", ["there is no scenario “no-such-trap”."]),
        ("[[traps s3-disk-fails s3-disk-fails]]", ["“s3-disk-fails” is named twice."]),
        ("[[cell rds]]", ["there is no layer “”."]),
        ("[[cell rds/guest]]", ["there is no layer “guest”."]),
        ("[[cell rds/guest-os ec2/guest-os]]", ["name one cell, as in [[cell rds/guest-os]]."]),
        ("[here](/matrix/rds/guest/)", ["there is no layer “guest”."]),
        ("[here](/matrix/rdx/guest-os/?owner=aws)", ["there is no service “rdx”."]),
    ],
)
def test_an_unknown_name_is_told_with_its_line(directive, messages):
    text = read(f"## One {{#one}}\n\nWords.\n\n{directive}\n")

    found = problems_in(text, facts.current())

    assert [str(problem) for problem in found] == [f"line 5: {message}" for message in messages]


def test_a_trap_may_be_asked_once_in_a_lesson():
    text = read("## One {#one}\n\n[[traps s3-disk-fails]]\n\n[[traps s3-disk-fails]]\n")

    assert [str(found) for found in problems_in(text, facts.current())] == [
        "line 5: “s3-disk-fails” is asked earlier in the lesson."
    ]


def test_a_trap_that_the_facts_do_not_settle_cannot_be_asked():
    Responsibility.objects.filter(service__slug="s3", layer__slug="hardware-network").update(
        confidence=FactConfidence.LOW
    )

    [problem] = problems_in(read("## One {#one}\n\n[[traps s3-disk-fails]]\n"), facts.current())

    assert problem.message == "“s3-disk-fails” can’t be asked: the facts give no certain answer to it."


def test_a_directive_whose_fact_is_gone_leaves_the_page_standing(client):
    page_with(client, "[[stack ec2]]\n\n[[traps s3-disk-fails]]\n\n[[cell rds/guest-os]]")
    Scenario.objects.filter(slug="s3-disk-fails").delete()
    Service.objects.filter(slug="ec2").update(slug="ec2-renamed")

    section = page(client)

    assert section.count("This part is being edited.") == 2
    assert "RDS, guest operating system" in section


def test_an_edited_fact_cannot_smuggle_markup_into_a_lesson(client):
    page_with(client, "[[cell rds/guest-os]]\n\n[[always aws]]\n\n[[stack rds | <b>x</b>]]")

    Responsibility.objects.filter(service__slug="rds").update(rationale="<script>alert(1)</script>")
    Service.objects.filter(slug="rds").update(short_name="<b>RDS</b>")

    assert "<script" not in page(client)
    assert "<b>RDS" not in page(client)
    assert "<b>x" not in page(client)
