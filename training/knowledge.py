"""The knowledge base as training sees it: entries with the ways to ask for each."""

import json
from dataclasses import dataclass

from .paths import KNOWLEDGE
from .text import fold

INDEX = 'index.json'  # not entries: what belongs to their embeddings


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    questions: list[str]


def load_entries() -> list[Entry]:
    """All entries of data/knowledge/*.json, in the order of files and lines."""
    return [
        Entry(entry['id'], entry['title'], entry['questions'])
        for file in sorted(KNOWLEDGE.glob('*.json'))
        if file.name != INDEX
        for entry in json.loads(file.read_text(encoding='utf-8'))
    ]


def folded_ways() -> set[str]:
    """What the ways to ask and the titles fold to; all of them are trained on."""
    return {fold(way) for entry in load_entries() for way in [entry.title, *entry.questions]}
