"""The share of the exam that falls on each fact: on every cell, rule and control, and so on skills and services.

Half of it follows from how often questions ask (`ExamShare` of services, layers and controls), half from the
skills of the exam guide, spread over their facts with core services three times as heavy. Both are smoothed, since the
counts are few.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from matrix.facts import Facts, made_once
from matrix.learnable.rules import Subject, asked_cells, conforms, control_slug, governing, holding, rules_over
from matrix.models import ExamShare, ExamWeight, Owner, Responsibility, Skill

EVEN = 0.1  # this part of the exam is spread evenly, so each fact has at least a tenth of the mean
CORE = 3  # as heavy as a fact of another service
UNNAMED = 50  # percent of questions that name no service, where no number says so
BY_OWNER = {Owner.CUSTOMER: Skill.CUSTOMER, Owner.AWS: Skill.AWS, Owner.SHARED: Skill.SHARED}


@made_once
def weights_of(facts: Facts) -> dict[Subject, float]:
    """Return shares of all that may be asked, with a sum of 1."""
    counted, guided = as_counted(facts), as_guided(facts)
    return smoothed({subject: counted[subject] + guided[subject] for subject in skills(facts)})


def smoothed[Key: Hashable](numbers: Mapping[Key, float]) -> dict[Key, float]:
    """Return shares of the sum, a tenth of which is spread evenly."""
    total = sum(numbers.values())
    even = 1 / len(numbers) if numbers else 0
    return {key: (1 - EVEN) * number / total + EVEN * even if total else even for key, number in numbers.items()}


def as_counted(facts: Facts) -> dict[Subject, float]:
    """Return shares by the counts of services, layers and controls.

    A question that names no service asks about a rule or a control. The rules of one layer divide its number by the
    services that follow each of them.
    """
    services, layers = smoothed(_numbers("service", facts.services, facts)), _numbers("layer", facts.layers, facts)
    of_layers = smoothed(layers)
    named: dict[Subject, float] = {
        cell.pk: services[cell.service.slug] * of_layers[cell.layer.slug] for cell in asked_cells(facts)
    }
    general = smoothed(
        layers | {control_slug(slug): n for slug, n in _numbers("control", facts.controls, facts).items()}
    )
    following = {
        slug: sum(services[cell.service.slug] for cell in found.conforming if governing(cell, facts) == found.rule)
        for slug, found in holding(facts).items()
    }
    by_layer: defaultdict[str, float] = defaultdict(float)
    for slug, found in holding(facts).items():
        by_layer[found.rule.layer.slug] += following[slug]
    unnamed: dict[Subject, float] = {slug: general[slug] for slug in map(control_slug, facts.controls)}
    for slug, found in holding(facts).items():
        layer = found.rule.layer.slug
        unnamed[slug] = general[layer] * following[slug] / by_layer[layer] if by_layer[layer] else 0
    share = facts.exam_shares.get("")
    without_service = (share.number if share else UNNAMED) / 100
    return _scaled(named, 1 - without_service) | _scaled(unnamed, without_service)


def as_guided(facts: Facts) -> dict[Subject, float]:
    """Return shares by the skills of the exam guide."""
    of_skills = smoothed(_numbers("skill", Skill.values, facts))
    heavy = {
        subject: 1 if isinstance(subject, int) and not _is_core(facts.cell_by_id(subject)) else CORE
        for subject in skills(facts)
    }
    by_skill: Counter[Skill] = Counter()
    for subject, skill in skills(facts).items():
        by_skill[skill] += heavy[subject]
    return _scaled(
        {subject: of_skills[skill] * heavy[subject] / by_skill[skill] for subject, skill in skills(facts).items()}, 1
    )


@made_once
def skills(facts: Facts) -> dict[Subject, Skill]:
    """Return the skill that each fact belongs to.

    A cell that does not follow the rule of its layer belongs to "how it shifts", and so does a rule of one kind of
    service.
    """
    found: dict[Subject, Skill] = {}
    for cell in asked_cells(facts):
        rules = rules_over(cell, facts)
        steady = bool(rules) and rules[0].rule.service_type_id is None and conforms(rules[0].rule, cell)
        found[cell.pk] = BY_OWNER[cell.ownership.answer] if steady else Skill.SHIFT
    for slug, over in holding(facts).items():
        found[slug] = Skill.SHIFT if over.rule.service_type_id else Skill.COMPONENTS
    for control in facts.controls.values():
        found[control_slug(control.slug)] = BY_OWNER[control.ownership.answer]
    return found


class ExamPart(NamedTuple):
    name: str
    share: float  # of the exam
    facts: int

    @property
    def percent(self) -> str:
        return f"{self.share:.1%}"


def parts_of_exam(facts: Facts) -> list[tuple[str, list[ExamPart]]]:
    """Return what the numbers lead to, the largest first: each heading with its parts."""
    weights, cells, rules = weights_of(facts), asked_cells(facts), holding(facts)
    by_skill: defaultdict[str, list[Subject]] = defaultdict(list)
    by_service: defaultdict[str, list[Subject]] = defaultdict(list)
    by_layer: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject, skill in skills(facts).items():
        by_skill[skill.label].append(subject)
    for cell in cells:
        by_service[cell.service.short_name].append(cell.pk)
        by_layer[cell.layer.short_name].append(cell.pk)
    groups: dict[str, Mapping[str, list[Subject]]] = {
        "Skills of the exam guide": by_skill,
        "Services: all facts of each": by_service,
        "Layers: all facts of each": by_layer,
        "Rules": {found.rule.title: [slug] for slug, found in rules.items()},
        "Controls": {control.name: [control_slug(slug)] for slug, control in facts.controls.items()},
    }
    return [(heading, _parts(group, weights)) for heading, group in groups.items()]


def _parts(group: Mapping[str, list[Subject]], weights: Mapping[Subject, float]) -> list[ExamPart]:
    parts = [
        ExamPart(name, sum(weights[subject] for subject in subjects), len(subjects))
        for name, subjects in group.items()
    ]
    return sorted(parts, key=lambda part: -part.share)


def share_of(share: ExamShare, facts: Facts) -> float:
    """Return the part of the exam on everything about the subject of a number."""
    weights = weights_of(facts)
    if share.skill:
        return sum(weights[subject] for subject, skill in skills(facts).items() if skill == share.skill)
    if share.control:
        return weights[control_slug(share.control.slug)]
    if share.layer or share.service:
        return sum(
            weights[cell.pk]
            for cell in asked_cells(facts)
            if share.service_id == cell.service_id or share.layer_id == cell.layer_id
        ) + sum(weights[slug] for slug, found in holding(facts).items() if share.layer_id == found.rule.layer_id)
    return sum(weight for subject, weight in weights.items() if isinstance(subject, str))


def _numbers(kind: str, slugs: Iterable[str], facts: Facts) -> dict[str, float]:
    return {slug: share.number if (share := facts.exam_shares.get(f"{kind}/{slug}")) else 0 for slug in slugs}


def _scaled(numbers: Mapping[Subject, float], total: float) -> dict[Subject, float]:
    summed = sum(numbers.values())
    return {subject: total * number / summed if summed else 0 for subject, number in numbers.items()}


def _is_core(cell: Responsibility) -> bool:
    return cell.service.exam_weight == ExamWeight.CORE
