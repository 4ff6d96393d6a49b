"""A fact changes, and every text that still says the old one is marked where it is read, or waits in the inbox.

Who owns a fact is read in two ways: by what texts claim, and by a reading of plain words that knows nothing of claims.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

import pghistory
import pytest
from django.utils.html import strip_tags

from bank.conflicts import conflicts
from bank.models import Contradiction, Item, Option
from lessons.editing.contradicted_texts import contradicted
from lessons.markup import NOTE
from lessons.models import Lesson
from matrix import facts, inbox
from matrix.editing.looks import mark_as_checked
from matrix.editing.outdated_texts import texts_about, to_reread
from matrix.editing.revision import revise
from matrix.models import Duty, Owner, Responsibility, Scenario

pytestmark = pytest.mark.django_db
PATCH = "patch-the-guest-operating-system"
OLD = re.compile(r"\b(?:you|your|yours|customers?|customer's|mine|ours?)\b", re.IGNORECASE)
NAMES = re.compile(r"\bEC2\b")
LAYER = re.compile(r"\b(?:operating systems?|OS|guest)\b")
SENTENCE = re.compile(r"(?<=[.?!:”])\s+|\n+")
NOTED = re.compile(rf'<small class="{NOTE}">')


@dataclass(frozen=True)
class Flip:
    """A change of EC2's guest operating system: what it does, and what it makes of the owner."""

    name: str
    change: Callable[[Responsibility], object]


def flip_cell(owner: Owner) -> Flip:
    def change(cell: Responsibility) -> None:
        Responsibility.objects.filter(pk=cell.pk).update(owner=owner, rationale="It was agreed anew.")
        if owner == Owner.AWS:
            cell.duties.update(owner="aws")

    return Flip(f"the cell is {owner}'s", change)


def flip_duty(cell: Responsibility) -> None:
    Duty.objects.filter(cell=cell, slug=PATCH).update(owner="aws")
    Responsibility.objects.filter(pk=cell.pk).update(rationale="It was agreed anew.")


FLIPS = [
    flip_cell(Owner.AWS),
    Flip("a duty", flip_duty),
    *(pytest.param(flip_cell(owner), marks=pytest.mark.long) for owner in (Owner.SHARED, Owner.NOT_APPLICABLE)),
]


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")


@pytest.fixture(params=FLIPS, ids=lambda flip: flip.name)
def flipped(request, cell, instructor) -> Responsibility:
    revise(lambda: request.param.change(cell), editor=instructor.pk)
    return cell


def waiting(kind: str) -> set[str]:
    """The keys of what waits of this kind."""
    found = next(each for each in inbox.kinds if each.name == kind)
    known = facts.current()
    if found.derived:
        return {each.key for each in found.derived(known)}
    assert found.waiting
    return {each.inbox_key for each in found.waiting()}


def plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", unescape(strip_tags(words)).lower()))


def sentences(page: str) -> Iterator[str]:
    """Those of a page that the plain reading understands as the old owner's; marked ones are left out."""
    main = re.sub(r"<(script|style|nav|template)\b.*?</\1>", " ", page.partition("<main")[2], flags=re.DOTALL)
    for block in re.split(r"</?(?:p|li|td|th|tr|dd|dt|h\d|summary|figcaption|caption|div|section)\b[^>]*>", main):
        if NOTED.search(block):
            continue
        for sentence in SENTENCE.split(unescape(strip_tags(block))):
            if NAMES.search(sentence) and LAYER.search(sentence) and OLD.search(sentence):
                yield " ".join(sentence.split())


def addresses() -> Iterator[str]:
    """Every page, card and table that shows or tells facts."""
    known = facts.current()
    yield from ("/", "/about/", "/learn/", "/matrix/", "/cheat-sheet/", "/controls/", "/glossary/", "/lately/")
    yield from ("/services/", "/layers/", "/twins/", "/incidents/", "/compare/?services=ec2,rds", "/matrix.csv")
    yield from (f"{lesson.get_absolute_url()}?traps=all" for lesson in Lesson.objects.published())
    yield from (f"/services/{slug}/" for slug in known.services)
    yield from (f"/layers/{slug}/" for slug in known.layers)
    yield from (cell.url for cell in known.cells.values() if cell.layer.slug == "guest-os")
    yield from (f"/incidents/{slug}/?layer=guest-os" for slug in ("unpatched-instance", "hypervisor-flaw"))


def test_whatever_still_says_the_old_owner_is_marked_or_waits(client, flipped):
    known = facts.current()
    assert str(flipped.pk) in waiting("changed")
    to_be_reread = plain(" ".join(text.words for text in texts_about(flipped, known)))

    loose = {}
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200, address
        if found := [each for each in sentences(answer.text) if plain(each) not in to_be_reread]:
            loose[address] = found

    assert loose == {}


def test_every_text_with_a_claim_that_is_false_now_waits_and_says_so_on_its_page(client, flipped):
    known = facts.current()
    found = contradicted(known)

    assert {each.key for each in found} == waiting("text")
    lessons = [each for each in found if each.text.kind == "lesson"]
    assert len(lessons) >= 1
    for each in lessons:
        marks = client.get(each.text.url).text.count("This sentence is being corrected:")
        assert marks == len({refuted.statement for refuted in each.found}), each.text.title


def test_no_published_question_keys_the_old_owner_unless_it_waits(flipped):
    known = facts.current()

    stored = set(Contradiction.objects.filter(closed_at=None).values_list("version", flat=True))
    found = conflicts(known)

    assert {conflict.version.pk for conflict in found} == stored
    assert [conflict for conflict in found if not conflict.item.generator]


def test_no_question_made_from_the_facts_gives_a_reason_that_argues_for_the_old_owner(cell, instructor):
    traps = list(Scenario.objects.filter(duty__cell=cell))
    revise(lambda: flip_cell(Owner.AWS).change(cell), editor=instructor.pk)

    told = Option.objects.filter(version__in=Item.objects.exclude(generator="").values("published"))

    assert traps
    assert waiting("trap") == {str(trap.pk) for trap in traps}
    assert not told.filter(rationale__contains=cell.rationale).exists()
    for trap in traps:
        assert not told.filter(rationale__contains=trap.why).exists()


def test_a_trap_whose_answer_changed_shows_no_reason_until_it_is_rewritten(client, cell, instructor):
    trap = Scenario.objects.filter(duty__slug=PATCH, duty__cell=cell).first()
    assert trap.why in client.get("/services/ec2/").text

    revise(lambda: flip_cell(Owner.AWS).change(cell), editor=instructor.pk)
    assert trap.why not in client.get("/services/ec2/").text
    assert trap.why not in client.get("/matrix.json").text
    assert Scenario.REWRITING in client.get("/services/ec2/").text
    assert str(trap.pk) in waiting("trap")

    trap.why = "AWS logs in and patches it."
    revise(trap.save, editor=instructor.pk)
    assert trap.why in client.get("/services/ec2/").text
    assert str(trap.pk) not in waiting("trap")


def test_all_of_it_is_gone_when_the_fact_changes_back(client, cell, instructor):
    before = {duty.pk: duty.owner for duty in cell.duties.all()}
    page = client.get("/learn/shared-responsibility-model/").text
    revise(lambda: flip_cell(Owner.AWS).change(cell), editor=instructor.pk)
    assert client.get("/learn/shared-responsibility-model/").text != page

    def back() -> None:
        cell.save()
        for pk, owner in before.items():
            Duty.objects.filter(pk=pk).update(owner=owner)

    revise(back, editor=instructor.pk)

    for kind in ("text", "trap", "changed", "contradiction"):
        assert waiting(kind) == set(), kind
    assert "This sentence is being corrected" not in client.get("/learn/shared-responsibility-model/").text


def test_a_changed_fact_that_was_followed_up_comes_back_when_it_changes_again(cell, instructor):
    with pghistory.context(reason="Once"):
        revise(lambda: flip_cell(Owner.AWS).change(cell), editor=instructor.pk)
    [found] = to_reread(facts.current())

    mark_as_checked("changed", str(cell.pk), note="All of it is right.", editor=instructor.pk, evidence=found.key)
    assert to_reread(facts.current()) == []

    with pghistory.context(reason="Twice"):
        revise(lambda: flip_cell(Owner.SHARED).change(cell), editor=instructor.pk)
    assert [each.cell.pk for each in to_reread(facts.current())] == [cell.pk]
