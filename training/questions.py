"""Loads the labelled questions, fills the templates, and splits them by group.

A group is a hand-written question with its paraphrases, or a template with all its fillings. Training and
validation never share a group; groups that hold the same folded question count as one. The test questions stand
apart (testset.py); none of them may stand here.
"""

import csv
import hashlib
import random
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .knowledge import folded_ways
from .labels import LABELS
from .paths import DATA
from .testset import folded_test
from .text import fold

COLUMNS = ['label', 'question', 'group', 'source']  # more may follow
FILLINGS = {'train': 12, 'validation': 2}  # of each template
SHARES = (('train', 86), ('validation', 100))  # upper bounds in hundredths
SLOT = re.compile(r'\{(crop2|crop|department|municipality|year)\}')


@dataclass(frozen=True)
class Question:
    label: str
    text: str
    group: str
    source: str  # 'hand' or 'template'
    split: str  # 'train' or 'validation'


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    group: str
    source: str
    where: str


def load_questions() -> list[Question]:
    """Every question, templates filled, with its split. Stops with the faulty lines when the data is wrong."""
    lines = [line for kind in ('questions', 'templates', 'reviewed') for line in _read_folder(DATA / kind)]
    groups = _merged_groups(lines)
    questions: dict[str, Question] = {}
    for line in sorted(lines, key=lambda line: (line.source != 'hand', line.where)):
        group = groups[line.group]
        split = split_of(group)
        count = FILLINGS[split] if SLOT.search(line.text) else 1
        for number in range(count):
            text = fill(line.text, random.Random(f'{line.group} {line.text} {number}'))
            question = Question(line.label, text, group, line.source, split)
            questions.setdefault(fold(text) or text, question)
    found = list(questions.values())
    check_no_leak(found)
    return found


def of_split(questions: list[Question], split: str) -> list[Question]:
    return [question for question in questions if question.split == split]


def count_templates() -> int:
    return len(_read_folder(DATA / 'templates'))


@cache
def slot_values() -> dict[str, list[str]]:
    files = {'crop': 'crops', 'department': 'departments', 'municipality': 'municipalities', 'year': 'years'}
    return {slot: (DATA / 'slots' / f'{name}.txt').read_text().splitlines() for slot, name in files.items()}


def fill(template: str, rng: random.Random) -> str:
    """Fills the slots; one slot twice gets one value, {crop2} another crop than {crop}."""
    values = slot_values()
    crops = rng.sample(values['crop'], 2)
    chosen = {'crop': crops[0], 'crop2': crops[1]}
    chosen |= {slot: rng.choice(values[slot]) for slot in ('department', 'municipality', 'year')}
    text = SLOT.sub(lambda match: chosen[match[1]], template)
    # "de el Valle" is said "del Valle"
    return re.sub(r'\b([Dd]e|[Aa]) el (?=[A-ZÁÉÍÓÚ])', lambda match: match[1] + 'l ', text)


def split_of(group: str) -> str:
    """The same group always falls into the same split, whatever else is added."""
    hundredth = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % 100
    return next(name for name, bound in SHARES if hundredth < bound)


def check_no_leak(questions: list[Question]) -> None:
    """Stops when a validation or test question, folded, stands in another split too."""
    splits: dict[str, set[str]] = {text: {'test'} for text in folded_test()}
    for way in folded_ways() & splits.keys():
        splits[way].add('train')
    for question in questions:
        splits.setdefault(fold(question.text) or question.text, set()).add(question.split)
    leaks = [text for text, names in splits.items() if len(names) > 1]
    if leaks:
        sys.exit(f'questions: {len(leaks)} questions stand in more than one split: {leaks[:10]}')


def _read_folder(folder: Path) -> list[Line]:
    faults: list[str] = []
    lines: list[Line] = []
    for file in sorted(folder.glob('*.tsv')):
        with file.open(encoding='utf-8', newline='') as handle:
            rows = list(csv.reader(handle, delimiter='\t', quoting=csv.QUOTE_NONE))
        if not rows or rows[0][: len(COLUMNS)] != COLUMNS:
            faults.append(f'{file.name}:1 wants the columns {COLUMNS}')
            continue
        for number, row in enumerate(rows[1:], start=2):
            where = f'{file.name}:{number:05d}'
            if len(row) < len(COLUMNS) or not row[1].strip() or row[0] not in LABELS or not row[2]:
                faults.append(f'{where} wants a known label, a question, a group and a source: {row}')
            elif '{' in SLOT.sub('', row[1]):
                faults.append(f'{where} holds an unknown slot: {row[1]}')
            else:
                lines.append(Line(row[0], row[1].strip(), row[2], row[3], where))
    if faults:
        sys.exit('questions: ' + '\n'.join(faults))
    return lines


def _merged_groups(lines: list[Line]) -> dict[str, str]:
    """Group → the first of the groups it shares a folded question with. One question has one label."""
    parent = {line.group: line.group for line in lines}

    def root(group: str) -> str:
        while parent[group] != group:
            group = parent[group]
        return group

    faults: list[str] = []
    seen: dict[str, Line] = {}
    label_of_group: dict[str, Line] = {}
    for line in lines:
        first = seen.setdefault(fold(line.text) or line.text, line)
        same = label_of_group.setdefault(line.group, line)
        if first.label != line.label or same.label != line.label:
            other = first if first.label != line.label else same
            faults.append(f'{line.where} says {line.label}, {other.where} says {other.label}: {line.text}')
        low, high = sorted([root(first.group), root(line.group)])
        parent[high] = low
    if faults:
        sys.exit('questions: two labels for one question or group\n' + '\n'.join(faults))
    return {group: root(group) for group in parent}
