"""python -m training.spoil_test: writes the made versions (typos, no accents, capitals) into data/test.tsv anew."""

import random

from .noise import Noise
from .testset import COLUMNS, FILE, KINDS, TestQuestion, load_test, of_kind
from .text import without_accents

SEED = 77


def write_made_versions() -> None:
    """The hand-written lines stay as they are."""
    written = [question for question in load_test() if question.source != 'made']
    noise = Noise(random.Random(SEED))
    made = {'typos': noise.misspell, 'no_accents': without_accents, 'capitals': str.upper}
    lines = list(written)
    for kind, change in made.items():
        lines += [
            TestQuestion(question.label, change(question.text), kind, question.group, 'made')
            for question in of_kind(written, 'plain')
        ]
    lines.sort(key=lambda line: (line.group, KINDS.index(line.kind)))
    rows = [COLUMNS, *([line.label, line.text, line.kind, line.group, line.source] for line in lines)]
    FILE.write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')


if __name__ == '__main__':
    write_made_versions()
