"""Whatever reads outside input keeps its promises, also for the worst input we know of."""

import random

import pytest

from tests.hostile.parsers import PROPERTIES
from tests.hostile.seeds import SEEDS

ROUNDS = 60


def test_every_property_has_seeds() -> None:
    assert SEEDS.keys() == PROPERTIES.keys()


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_holds_for_its_seeds_and_for_what_is_made_of_them(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 -- the same inputs every time
    check, seeds = PROPERTIES[name], SEEDS[name]
    for seed in seeds:
        check(seed)
    for _ in range(ROUNDS):
        one, other = chance.choice(seeds)[:400], chance.choice(seeds)[:400]
        cut = chance.randrange(len(one) + 1)
        check(one[:cut] + bytes([chance.randrange(256)]) * chance.randrange(2) + other[cut:])
