"""What a learner knows of each rule and each control, for the page that lists them."""

from typing import NamedTuple

from matrix.facts import Facts, made_once
from matrix.learnable.rules import control_slug, holding
from matrix.models import Owner
from quizzes.memory.knowledge import Knowledge, MemoryLook
from quizzes.memory.mastery import MemoryState


class LearnableRule(NamedTuple):
    """A rule or a control."""

    slug: str
    name: str
    url: str
    ownership: Owner


class RuleKnowledge(NamedTuple):
    rule: LearnableRule
    record: MemoryLook


@made_once
def _learnable(facts: Facts) -> dict[str, list[LearnableRule]]:
    return {
        "rules": [
            LearnableRule(slug, found.rule.title, found.rule.get_absolute_url(), found.rule.ownership)
            for slug, found in holding(facts).items()
        ],
        "controls": [
            LearnableRule(control_slug(each.slug), each.name, each.get_absolute_url(), each.ownership)
            for each in facts.controls.values()
        ],
    }


def rules_and_controls(facts: Facts, knowledge: Knowledge) -> list[tuple[str, list[RuleKnowledge]]]:
    found = {
        name: [RuleKnowledge(each, knowledge.of_rule(each.slug)) for each in rules]
        for name, rules in _learnable(facts).items()
    }
    return [
        (f"{sum(each.record.state == MemoryState.KNOWN for each in known)} of {len(known)} {name} known", known)
        for name, known in found.items()
    ]
