"""Batches of ways to ask for entries of the knowledge base, two of an entry, for the contrast between entries."""

import random
from collections.abc import Iterator

from .knowledge import Entry
from .noise import Noise

ENTRIES_A_BATCH = 12
THEORETICAL = 'theoretical'


def topic_batches(entries: list[Entry], noise: Noise, rng: random.Random) -> Iterator[tuple[list[str], list[int]]]:
    """Endless: texts, spoiled as people spoil them, and the entry's number of each."""
    order: list[int] = []
    while True:
        if len(order) < ENTRIES_A_BATCH:
            order = rng.sample(range(len(entries)), len(entries))
        chosen, order = order[:ENTRIES_A_BATCH], order[ENTRIES_A_BATCH:]
        texts, numbers = [], []
        for number in chosen:
            ways = [entries[number].title, *entries[number].questions]
            texts += [noise.spoil(way, THEORETICAL) for way in rng.sample(ways, 2)]
            numbers += [number, number]
        yield texts, numbers
