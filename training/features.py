"""What the n-gram reader sees of a question: hashed n-grams, the same in Python and in Node.

Three families, each of unit length after weighting: characters of the folded text, characters and words of the
folded text with the names of crops and places, years, months and numbers replaced by marks. Marks make
"papa o maíz en Tunja" and "yuca o ñame en Lorica" the same question. src/workers/inference/ngramFeatures.ts is
its twin; test/models/ngrams.golden.json holds them together.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from .questions import slot_values
from .text import fold

BUCKETS = 1 << 17
MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre'.split()
CHARACTERS = (2, 5)  # shortest and longest n-gram, of a word with a space on either side
MASKED_CHARACTERS = (3, 5)
WORDS = (1, 3)
LONGEST_NAME = 5  # words

FNV_OFFSET, FNV_PRIME = 0x811C9DC5, 0x01000193


@cache
def marks() -> dict[str, str]:
    """Folded name → its mark. A name that is both a crop and a place ("chía") counts as the crop."""
    values, found = slot_values(), {}
    for slot, mark in (('crop', 'xcrop'), ('department', 'xplace'), ('municipality', 'xplace')):
        for name in values[slot]:
            found.setdefault(fold(name), mark)
    return {name: mark for name, mark in found.items() if len(name) > 2} | dict.fromkeys(MONTHS, 'xmonth')


def mask(words: list[str]) -> list[str]:
    """Replaces names, longest first, and numbers by marks."""
    known, masked, at = marks(), [], 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            mark = known.get(' '.join(words[at : at + length]))
            if mark:
                masked.append(mark)
                at += length
                break
        else:
            masked.append(_number(words[at]))
            at += 1
    return masked


def buckets(question: str) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Of each family, how often each bucket is hit."""
    words = fold(question).split()
    masked = mask(words)
    return (
        Counter(_bucket(feature) for feature in characters('c', words, *CHARACTERS)),
        Counter(_bucket(feature) for feature in characters('m', masked, *MASKED_CHARACTERS)),
        Counter(_bucket(feature) for feature in [*word_runs(masked), *counts(masked)]),
    )


def characters(family: str, words: list[str], shortest: int, longest: int) -> Iterator[str]:
    """N-grams within each word; a word shorter than n counts whole, once."""
    for word in words:
        padded = f' {word} '
        for n in range(shortest, longest + 1):
            if len(padded) <= n:
                yield family + padded
                break
            for start in range(len(padded) - n + 1):
                yield family + padded[start : start + n]


def word_runs(words: list[str]) -> Iterator[str]:
    shortest, longest = WORDS
    for n in range(shortest, longest + 1):
        for start in range(len(words) - n + 1):
            yield 'w' + ' '.join(words[start : start + n])


def counts(masked: list[str]) -> Iterator[str]:
    """How many crops, places, years … are named, two meaning two or more."""
    for mark in ('xcrop', 'xplace', 'xyear', 'xmonth', 'xnumber'):
        yield f'#{mark}{min(2, masked.count(mark))}'


def _number(word: str) -> str:
    if re.fullmatch(r'(19|20)\d\d', word):
        return 'xyear'
    return 'xnumber' if word.isdigit() else word


@cache
def _bucket(feature: str) -> int:
    """FNV-1a, 32 bit, of a string of ASCII."""
    value = FNV_OFFSET
    for byte in feature.encode('ascii'):
        value = (value ^ byte) * FNV_PRIME & 0xFFFFFFFF
    return value % BUCKETS
