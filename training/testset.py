"""The public test set, data/test.tsv: written apart from the training questions, each in eight versions.

Hand-written: plain, chat, dictated, story, regional. Made of the plain one by spoil_test.py, once and for all:
typos, no_accents, capitals.
"""

import csv
import sys
from dataclasses import dataclass

from .labels import LABELS
from .paths import DATA
from .text import fold

FILE = DATA / 'test.tsv'
COLUMNS = ['label', 'question', 'kind', 'group', 'source']
KINDS = ('plain', 'typos', 'no_accents', 'capitals', 'chat', 'dictated', 'story', 'regional')


@dataclass(frozen=True)
class TestQuestion:
    label: str
    text: str
    kind: str
    group: str
    source: str  # 'hand', or 'made' of the plain version


def load_test() -> list[TestQuestion]:
    """Every version of every test question. Stops with the faulty lines when the file is wrong."""
    with FILE.open(encoding='utf-8', newline='') as handle:
        rows = list(csv.reader(handle, delimiter='\t', quoting=csv.QUOTE_NONE))
    faulty = [
        f'test.tsv:{number} {row}'
        for number, row in enumerate(rows[1:], start=2)
        if len(row) != len(COLUMNS) or row[0] not in LABELS or row[2] not in KINDS or not row[1].strip()
    ]
    if rows[0] != COLUMNS or faulty:
        sys.exit(f'testset: wants the columns {COLUMNS}\n' + '\n'.join(faulty))
    return [TestQuestion(*row) for row in rows[1:]]


def of_kind(questions: list[TestQuestion], kind: str) -> list[TestQuestion]:
    return [question for question in questions if question.kind == kind]


def folded_test() -> set[str]:
    """What no training or validation question may fold to: test questions of labels and of topics."""
    nonsense = (DATA / 'nonsense.txt').read_text(encoding='utf-8').splitlines()
    topics = (DATA / 'knowledge-test.tsv').read_text(encoding='utf-8').splitlines()[1:]
    return {fold(question.text) for question in load_test()} | {
        fold(text) for text in [*nonsense, *(line.split('\t')[1] for line in topics)] if fold(text)
    }
