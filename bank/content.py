"""A question's content as data, in the form that item files, drafts and published versions share."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from bank.models import Claim, Form, Item, ItemVersion, Needs, Skill
from lessons.models import Lesson
from matrix.claims import claim_clause, is_true, proof
from matrix.facts import Facts
from matrix.files.loading import KnownFacts, Lookup, dump_subject, subject_fields
from matrix.learnable.rules import known_rules, why_unknown
from matrix.models import FactConfidence, Owner, Responsibility, Side, slug_words

Content = dict[str, Any]

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
OPTION = {
    "key": "",
    "text": "",
    "is_key": False,
    "expected": "",
    "rationale": "",
    "misconception": "",
    "claims": [],
}
KEYS = {  # how many right options a form has
    Form.CHOOSE_ONE: range(1, 2),
    Form.OWNER: range(1, 2),
    Form.BOUNDARY: range(1, 2),
    Form.CHOOSE_N: range(2, 4),
    Form.SORT: range(1),
}
OWN_FORMS = (Form.CHOOSE_ONE, Form.CHOOSE_N)
MOST_LAYERS = 12
EVIDENCE = {"needs": Needs.BOTH.value, "rule": ""}  # what a right answer shows, where a file does not say it


@dataclass(frozen=True)
class ContentProblem:
    """`option` is the number of the option, from 0, or None for a problem of the question."""

    field: str
    message: str
    option: int | None = None

    def __str__(self) -> str:
        place = self.field if self.option is None else f"option {self.option + 1}, {self.field}"
        return f"{place}: {self.message}"


def normalized(content: Content) -> Content:
    """Fill in optional fields; values of the wrong shape stay as they are."""
    options = content.get("options")
    if isinstance(options, list):
        options = [_normalized_option(option) if isinstance(option, dict) else option for option in options]
    return {"section": "", "form": Form.CHOOSE_ONE.value, **EVIDENCE, **content, "options": options}


def _normalized_option(option: Content) -> Content:
    return {**OPTION, **option, "misconception": option.get("misconception") or ""}


def key_options(content: Content) -> set[str]:
    """Return the keys of right options, or the rows with their owners. A different set means a different key."""
    options = content["options"]
    return {option["key"] for option in options if option["is_key"]} | {
        f"{option['key']}: {option['expected']}" for option in options if option["expected"]
    }


def own_lessons() -> frozenset[str]:
    """Return the slugs of the lessons of courses that are not about the matrix."""
    return frozenset(Lesson.objects.filter(course__about_matrix=False).values_list("slug", flat=True))


def is_own(content: Content, own: Collection[str] | None = None) -> bool:
    """Return whether the lesson of its section is in a course that is not about the matrix."""
    lesson = content["section"].partition("#")[0]
    return bool(lesson) and lesson in (own_lessons() if own is None else own)


def skill_of(content: Content) -> str:
    """Return the skill of a new question, which an unfinished one about the matrix may not have said yet."""
    if is_own(content):
        return ""
    return content["skill"] if content["skill"] in Skill.values else Skill.COMPONENTS.value


def without_facts(content: Content) -> Content:
    options = [{**option, "claims": [], "misconception": "", "expected": ""} for option in content["options"]]
    return {**content, **EVIDENCE, "skill": "", "cells": [], "options": options}


def content_of(version: ItemVersion) -> Content:
    return {
        "form": version.form,
        "skill": version.item.skill,
        "section": version.item.section,
        "needs": version.needs,
        "rule": version.rule,
        "stem": version.stem,
        "cells": [tested.cell.path for tested in version.tested_cells.all()],
        "options": [
            {
                "key": option.key,
                "text": option.text,
                "is_key": option.is_key,
                "expected": option.expected,
                "rationale": option.rationale,
                "misconception": option.misconception,
                "claims": [{**dump_subject(claim), "owner": claim.owner} for claim in option.claims.all()],
            }
            for option in version.options.all()
        ],
    }


def is_same_question(one: Content, other: Content) -> bool:
    """Return whether learners see and claims say the same, whatever a right answer is evidence of."""
    return all(one[name] == other[name] for name in ("form", "stem", "cells", "options"))


def claim_from(data: Any, lookup: Lookup) -> Claim:
    """Return an unsaved claim from {"cell": "ec2/guest-os", "owner": "aws"} or similar. Raises ValidationError."""
    if not isinstance(data, dict):
        raise ValidationError("expected an object in braces.")
    subject = {name: value for name, value in data.items() if name != "owner"}
    if not data.get("owner") or not any(subject.values()):
        raise ValidationError("a claim needs both: what it is about, and the owner it names.")
    claim = Claim(owner=data.get("owner", ""), **subject_fields(subject, lookup))
    # The lookup has validated these; checking again would cost a query each.
    claim.clean_fields(exclude=["option", "cell", "duty", "control", "layer"])
    return claim


def problems_of(content: Content, facts: Facts, *, own: Collection[str] | None = None) -> list[ContentProblem]:
    """`own` are the slugs of `own_lessons`, for a caller that knows them: otherwise they cost a query."""
    shape = list(_problems_of_shape(content))
    if shape:
        return shape
    if is_own(content, own):
        return [*_problems_of_words(content), *_problems_of_key(content), *_problems_of_own(content)]
    lookup = KnownFacts(facts)
    return [
        *_problems_of_words(content),
        *_problems_of_skill(content),
        *_problems_of_evidence(content, facts),
        *_problems_of_key(content),
        *_problems_of_cells(content, lookup),
        *_problems_of_claims(content, lookup, facts),
    ]


def _problems_of_shape(content: Content) -> Iterator[ContentProblem]:
    texts = ("form", "skill", "section", "needs", "rule", "stem")
    wanted: dict[str, type] = {**dict.fromkeys(texts, str), "cells": list, "options": list}
    yield from _of_types(content, wanted)
    for cell in content["cells"] if isinstance(content.get("cells"), list) else []:
        if not isinstance(cell, str):
            yield ContentProblem("cells", f"expected “service/layer”, found {cell!r}.")
    wanted = {name: type(value) for name, value in OPTION.items()}
    for number, option in enumerate(content["options"] if isinstance(content.get("options"), list) else []):
        if isinstance(option, dict):
            yield from _of_types(option, wanted, option=number)
        else:
            yield ContentProblem("option", "expected an object in braces.", option=number)


def _of_types(data: Content, wanted: dict[str, type], option: int | None = None) -> Iterator[ContentProblem]:
    names = {str: "text", list: "a list in square brackets", bool: "true or false"}
    for name, kind in wanted.items():
        if name not in data:
            yield ContentProblem(name, "is missing.", option=option)
        elif not isinstance(data[name], kind):
            yield ContentProblem(name, f"expected {names[kind]}.", option=option)
    for name in sorted(data.keys() - wanted.keys()):
        yield ContentProblem(name, f"is not a field here; known are {', '.join(wanted)}.", option=option)


def _problems_of_words(content: Content) -> Iterator[ContentProblem]:
    if content["form"] not in Form.values:
        yield ContentProblem("form", f"there is no form “{content['form']}”.")
    if not content["stem"].strip():
        yield ContentProblem("stem", "write the question.")
    for number, option in enumerate(content["options"]):
        if not option["text"].strip():
            yield ContentProblem("text", "write what this option says.", option=number)
        if not option["rationale"].strip():
            yield ContentProblem("rationale", "say why it is right or wrong: learners read it.", option=number)


def _problems_of_skill(content: Content) -> Iterator[ContentProblem]:
    if not content["skill"]:
        yield ContentProblem("skill", "say which skill of task 2.1 it tests.")
    elif content["skill"] not in Skill.values:
        yield ContentProblem("skill", f"there is no skill “{content['skill']}”; known are {', '.join(Skill.values)}.")


def _problems_of_own(content: Content) -> Iterator[ContentProblem]:
    """A question of a course that is not about the matrix says nothing about it."""
    if content["form"] in Form.values and content["form"] not in OWN_FORMS:
        yield ContentProblem(
            "form", "in a course that isn’t about the matrix, learners choose one or several options."
        )
    without = without_facts(content)
    for name in ("cells", "skill", "needs", "rule"):
        if content[name] != without[name]:
            yield ContentProblem(name, "leave it out: the course of its section isn’t about the matrix.")
    for number, option in enumerate(content["options"]):
        for name in ("claims", "misconception"):
            if option[name]:
                said = "leave it out: the course of its section isn’t about the matrix."
                yield ContentProblem(name, said, option=number)


def _problems_of_evidence(content: Content, facts: Facts) -> Iterator[ContentProblem]:
    needs, rule = content["needs"], content["rule"]
    if needs not in Needs.values:
        yield ContentProblem("needs", f"there is no “{needs}”; known are {', '.join(Needs.values)}.")
    if needs == Needs.RULE and not rule:
        yield ContentProblem("rule", "name the rule that answers it, such as guest-os or control/patch-management.")
    elif needs == Needs.FACT and rule:
        yield ContentProblem("rule", "a question that needs the service's own fact alone names no rule.")
    elif rule and rule not in known_rules(facts):
        yield ContentProblem("rule", why_unknown(rule, facts))


def _problems_of_key(content: Content) -> Iterator[ContentProblem]:
    if content["form"] in Form.values:
        yield from _problems_of_form(Form(content["form"]), content["options"])
    seen: set[str] = set()
    for number, option in enumerate(content["options"]):
        try:
            slug_words(option["key"])
        except ValidationError as error:
            yield ContentProblem("key", str(error.message), option=number)
        if option["key"] in seen:
            yield ContentProblem("key", f"“{option['key']}” stands twice.", option=number)
        seen.add(option["key"])


def _problems_of_form(form: Form, options: list[Content]) -> Iterator[ContentProblem]:
    most = MOST_LAYERS if form == Form.BOUNDARY else MOST_OPTIONS
    if not FEWEST_OPTIONS <= len(options) <= most:
        yield ContentProblem("options", f"a question has {FEWEST_OPTIONS} to {most} options.")
    keys = [number for number, option in enumerate(options) if option["is_key"]]
    if form == Form.SORT:
        yield from _problems_of_rows(options)
        return
    if not keys:
        yield ContentProblem("options", "no option is the key.")
    elif len(keys) < KEYS[form].start:
        yield ContentProblem("options", f"this form has at least {KEYS[form].start} keys.")
    for number in keys[KEYS[form].stop - 1 :]:
        if form == Form.CHOOSE_N:
            yield ContentProblem("is_key", f"at most {KEYS[form].stop - 1} options may be keys.", option=number)
        else:
            yield ContentProblem(
                "is_key", f"option {keys[0] + 1} is the key already, and one is chosen.", option=number
            )
    if form == Form.CHOOSE_N and len(keys) == len(options):
        yield ContentProblem("options", "at least one option must be wrong.")
    for number, option in enumerate(options):
        if option["expected"]:
            yield ContentProblem("expected", "only rows of a sort question belong to an owner.", option=number)


def _problems_of_rows(options: list[Content]) -> Iterator[ContentProblem]:
    for number, option in enumerate(options):
        if option["is_key"]:
            yield ContentProblem("is_key", "a row is not a key; say in “expected” whose it is.", option=number)
        if option["expected"] not in Side.values:
            yield ContentProblem("expected", "say whose this row is: aws or customer.", option=number)
        elif not option["claims"]:
            yield ContentProblem("claims", "name the duty or the cell that says so.", option=number)
        elif any(isinstance(c, dict) and c.get("owner") != option["expected"] for c in option["claims"]):
            yield ContentProblem(
                "claims", f"all of them must name {option['expected']}, as the row does.", option=number
            )


def _problems_of_cells(content: Content, lookup: Lookup) -> Iterator[ContentProblem]:
    if not content["cells"]:
        yield ContentProblem("cells", "name the cells that it tests, the one that settles it first.")
    if len(set(content["cells"])) < len(content["cells"]):
        yield ContentProblem("cells", "a cell stands twice.")
    for path in content["cells"]:
        cell = lookup.cells.get(path)
        if cell is None:
            yield ContentProblem("cells", f"there is no cell “{path}”.")
        elif reason := why_never_asked(cell):
            yield ContentProblem("cells", reason)


def why_never_asked(cell: Responsibility) -> str:
    """Return an empty string for a cell that questions may be about."""
    if cell.confidence == FactConfidence.LOW:
        return f"the facts about {cell} are of low confidence, so it is never asked about."
    if cell.owner == Owner.NOT_APPLICABLE:
        return f"{cell} does not exist, so no one owns it."
    return ""


def _problems_of_claims(content: Content, lookup: Lookup, facts: Facts) -> Iterator[ContentProblem]:
    for number, option in enumerate(content["options"]):
        if content["form"] == Form.SORT and not option["expected"]:
            continue  # a row's claims name its owner, which is missing
        claims = []
        for data in option["claims"]:
            try:
                claims.append(claim_from(data, lookup))
            except ValidationError as error:
                yield ContentProblem("claims", " ".join(error.messages), option=number)
        if len(claims) == len(option["claims"]):
            yield from contradictions(option, claims, facts, number)


def is_contradicted(*, must_be_true: bool, claims: Iterable[Any], facts: Facts) -> bool:
    truths = [is_true(claim, facts) for claim in claims]
    return not all(truths) if must_be_true else bool(truths) and all(truths)


def contradictions(option: Content, claims: Sequence[Any], facts: Facts, number: int) -> Iterator[ContentProblem]:
    if option["is_key"] or option["expected"]:
        what = f"row “{option['text']}”" if option["expected"] else f"option “{option['text']}” is the key and"
        for claim in claims:
            if not is_true(claim, facts):
                said = f"{what} says {claim_clause(claim, facts)}; {proof(claim, facts)}."
                yield ContentProblem("claims", said, option=number)
    elif claims and all(is_true(claim, facts) for claim in claims):
        said = "; and ".join(f"{claim_clause(claim, facts)}: {proof(claim, facts)}" for claim in claims)
        yield ContentProblem(
            "claims", f"option “{option['text']}” is no key, yet all that it says is true: {said}.", option=number
        )


def key_from(text: str, taken: set[str]) -> str:
    base = slugify(text)[:50].strip("-") or "option"
    number = 1
    while (key := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return key


def slug_from(stem: str) -> str:
    base = slugify(stem.replace("_", " "))[:50].strip("-") or "question"
    return key_from(base, set(Item.objects.filter(slug__startswith=base).values_list("slug", flat=True)))
