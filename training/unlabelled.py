"""Sentences without a label: subjects of farm life in all kinds of frames.

The student only learns from them what the teachers say of them: the base's embedding, which needs more subjects
than the labelled questions hold, and the fine-tuned teacher's opinion.
"""

import random

from .paths import DATA
from .questions import fill


def unlabelled_sentences(count: int, rng: random.Random) -> list[str]:
    """`count` different sentences; the same generator gives the same ones."""
    folder = DATA / 'unlabelled'
    subjects = (folder / 'subjects.txt').read_text().splitlines()
    frames = (folder / 'frames.txt').read_text().splitlines()
    sentences: dict[str, None] = {}
    while len(sentences) < count:
        one, other = rng.sample(subjects, 2)
        sentence = rng.choice(frames).replace('{s}', one).replace('{s2}', other)
        sentences[_contracted(fill(sentence, rng))] = None
    return list(sentences)


def _contracted(sentence: str) -> str:
    return sentence.replace(' de el ', ' del ').replace(' a el ', ' al ')
