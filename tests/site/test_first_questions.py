"""What a new learner is asked first, through the pages: the core, with the owners mixed and near-twins apart."""

import random

import pytest
from django.test import Client

from benchmarks.first_questions import WAYS, figures_of, questions_met

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
@pytest.mark.parametrize("way", WAYS)
def test_the_first_questions_are_on_the_core_with_owners_and_kinds_mixed(way, seed):
    met = questions_met(Client(), 30, way=way, chance=random.Random(seed))

    assert len(met) == 30
    figures = figures_of(met)
    assert figures.faults(30) == [], figures
