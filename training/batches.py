"""Questions → padded batches of token ids, questions of like length together."""

import random
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from .text import MAX_LENGTH, prepare

PAD_ID = 1


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / 'tokenizer.json'))
    tokenizer.enable_truncation(MAX_LENGTH)
    return tokenizer


def encode(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch([prepare(text) for text in texts])] if texts else []


def pad(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """ids, mask: int64 [batch, longest]."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), PAD_ID, dtype=torch.int64)
    mask = torch.zeros((len(rows), longest), dtype=torch.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def shuffled(lengths: list[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices in random batches; within a stretch of 40 batches sorted by length, to pad little."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), size * 40):
        stretch = sorted(order[start : start + size * 40], key=lambda i: lengths[i])
        batches += [stretch[i : i + size] for i in range(0, len(stretch), size)]
    rng.shuffle(batches)
    yield from batches


def by_length(lengths: list[int], size: int) -> Iterator[list[int]]:
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    yield from (order[i : i + size] for i in range(0, len(order), size))
