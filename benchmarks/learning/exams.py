"""What four kinds of exam ask, as shares of all facts. Of the content it is `matrix.learnable.weights` in small."""

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from functools import cache
from math import exp
from random import Random

from benchmarks.learning.content import FIXTURES, World, world

TIERS = {"core": 3.0, "further": 1.0, "beyond": 0.25, "": 0.0}
EVEN = 0.1
CORE = 3


@cache
def weights(exam: str) -> tuple[float, ...]:
    """Shares in the order of the facts. Raises KeyError for an exam that is none of EXAMS."""
    made = EXAMS[exam](world())
    total = sum(made.values())
    return tuple(made[fact.number] / total for fact in world().facts)


def asked(exam: str, learner: int, seed: int) -> tuple[float, ...]:
    """What is asked in truth. Of the content's weights each is off by a factor of e to the plus or minus 0.5."""
    told = weights(exam)
    if exam != "content":
        return told
    rng = Random(f"{seed} {learner} asked")  # noqa: S311
    off = [weight * exp(rng.choice((-0.5, 0.5))) for weight in told]
    return tuple(weight / sum(off) for weight in off)


def _equal(known: World) -> dict[int, float]:
    return {fact.number: float(fact.is_cell) for fact in known.facts}


def _tiers(known: World) -> dict[int, float]:
    return {fact.number: TIERS[fact.core] for fact in known.facts}


def _zipf(known: World) -> dict[int, float]:
    rank = {service: place for place, service in enumerate(known.services, 1)}
    return {fact.number: 1 / rank[fact.service] if fact.is_cell else 0.0 for fact in known.facts}


def _content(known: World) -> dict[int, float]:
    numbers = {each["about"]: each["number"] for each in json.loads((FIXTURES / "exam_shares.json").read_text())}
    counted, guided = _as_counted(known, numbers), _as_guided(known, numbers)
    return _smoothed({fact.number: counted[fact.number] + guided[fact.number] for fact in known.facts})


def _as_counted(known: World, numbers: Mapping[str, float]) -> dict[int, float]:
    layers = {fact.layer: numbers.get(f"layer/{fact.layer}", 0) for fact in known.cells}
    services = _smoothed({slug: numbers.get(f"service/{slug}", 0) for slug in known.services})
    of_layers = _smoothed(layers)
    controls = {fact.key: numbers.get(fact.key, 0) for fact in known.facts if not fact.layer}
    general = _smoothed(layers | controls)
    following: Counter[int] = Counter()
    for cell in known.cells:
        if cell.rules and cell.conforms[-1]:
            following[cell.rules[-1]] += services[cell.service]  # type: ignore[assignment]
    by_layer: defaultdict[str, float] = defaultdict(float)
    for rule, number in following.items():
        by_layer[known.facts[rule].layer] += number
    named = {cell.number: services[cell.service] * of_layers[cell.layer] for cell in known.cells}
    unnamed = {
        fact.number: general[fact.layer] * following[fact.number] / by_layer[fact.layer]
        if fact.layer
        else general[fact.key]
        for fact in known.facts
        if not fact.is_cell
    }
    return _scaled(named, 100 - numbers[""]) | _scaled(unnamed, numbers[""])


def _as_guided(known: World, numbers: Mapping[str, float]) -> dict[int, float]:
    skills, heavy = {}, {}
    for fact in known.facts:
        heavy[fact.number] = CORE if fact.core in ("core", "") else 1
        if fact.is_cell:
            steady = fact.rules and not known.facts[fact.rules[0]].kind and fact.conforms[0]
            skills[fact.number] = fact.owner if steady else "shift"
        elif fact.layer:
            skills[fact.number] = "shift" if fact.kind else "components"
        else:
            skills[fact.number] = fact.owner
    totals: Counter[str] = Counter()
    for number, skill in skills.items():
        totals[skill] += heavy[number]
    of_skills = _smoothed({skill: numbers.get(f"skill/{skill}", 0) for skill in totals})
    return _scaled({number: of_skills[skill] * heavy[number] / totals[skill] for number, skill in skills.items()}, 100)


def _smoothed[Key: Hashable](numbers: Mapping[Key, float]) -> dict[Key, float]:
    total = sum(numbers.values())
    return {key: (1 - EVEN) * number / total + EVEN / len(numbers) for key, number in numbers.items()}


def _scaled(numbers: Mapping[int, float], total: float) -> dict[int, float]:
    summed = sum(numbers.values())
    return {key: total * number / summed for key, number in numbers.items()}


EXAMS = {"equal": _equal, "tiers": _tiers, "zipf": _zipf, "content": _content}
