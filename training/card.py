"""Writes models/intents/README.md, the model's card, from the measured figures."""

import json

from .labels import LABELS
from .paths import FIGURES, MODEL, TRAINING
from .text import MAX_LENGTH


def write_card() -> None:
    figures = json.loads(FIGURES.read_text())
    manifest = json.loads((MODEL / 'model.json').read_text())
    text = (TRAINING / 'card.md').read_text()
    values = {
        'revision': manifest['revision'],
        'megabytes': f'{manifest["files"]["model.onnx"]["bytes"] / 1e6:.1f}',
        'pieces': f'{figures["pieces"]:,}',
        'max_length': str(MAX_LENGTH),
        'temperature': f'{manifest["temperature"]:.2f}',
        'threshold': f'{manifest["threshold"]:.2f}',
        'training': _training(figures),
        'quality': _quality(figures),
        'nearness': _nearness(figures),
        'labels': _labels(figures),
        'speed': _speed(figures),
        'batch': _batch(figures),
        'confidence': _confidence(figures),
        'meaning': _meaning(figures),
    }
    for name, value in values.items():
        text = text.replace('{{' + name + '}}', value)
    if '{{' in text:
        raise ValueError('card: card.md holds a place that nothing fills')
    (MODEL / 'README.md').write_text(text)


def _percent(share: float | None) -> str:
    return '–' if share is None else f'{share:.1%}'


def _training(figures: dict) -> str:
    questions = figures['questions']
    return (
        f'{questions["hand"]:,} hand-written questions and {questions["templates"]} templates; '
        f'{questions["train"]:,} training questions after filling the templates, '
        f'{figures["validation"]["questions"]} for validation, {figures["test"]["questions"]} for test'
    )


def _quality(figures: dict) -> str:
    validation, test = figures['validation'], figures['test']
    rows = [
        ('this model (8 bit)', 'right', 'right_hand_written', 'right'),
        ('the same in 32 bit', 'right_fp32', 'right_fp32_hand_written', None),
        (
            'character n-gram TF-IDF + logistic regression',
            'right_tfidf',
            'right_tfidf_hand_written',
            'right_tfidf',
        ),
    ]
    lines = [
        '| | validation | of it hand-written | test | of it hand-written | test, spoiled |',
        '| --- | --- | --- | --- | --- | --- |',
    ]
    for name, every, hand, spoiled in rows:
        cells = [
            validation[every],
            validation[hand],
            test[every],
            test[hand],
            test['spoiled'][spoiled] if spoiled else None,
        ]
        lines.append(f'| {name} | ' + ' | '.join(map(_percent, cells)) + ' |')
    counts = [
        validation['questions'],
        validation['hand_written'],
        test['questions'],
        test['hand_written'],
        test['questions'],
    ]
    return '\n'.join([*lines, '| questions | ' + ' | '.join(map(str, counts)) + ' |'])


def _nearness(figures: dict) -> str:
    lines = [
        '| similarity to the nearest training question | questions | right | TF-IDF right |',
        '| --- | --- | --- | --- |',
    ]
    for validation, test in zip(
        figures['validation']['by_nearness_hand_written'], figures['test']['by_nearness_hand_written']
    ):
        count = validation['questions'] + test['questions']
        span = f'{validation["from"]:.1f} to {validation["to"]:.1f}'
        ours, theirs = _mean('right', validation, test), _mean('right_tfidf', validation, test)
        lines.append(f'| {span} | {count} | {_percent(ours)} | {_percent(theirs)} |')
    return '\n'.join(lines)


def _mean(key: str, *parts: dict) -> float | None:
    count = sum(part['questions'] for part in parts)
    return sum((part[key] or 0) * part['questions'] for part in parts) / count if count else None


def _labels(figures: dict) -> str:
    lines = [
        '| label | test questions | found (recall) | right when given (precision) |',
        '| --- | --- | --- | --- |',
    ]
    for label in LABELS:
        row = figures['test']['by_label'][label]
        lines.append(f'| `{label}` | {row["questions"]} | {_percent(row["recall"])} | {_percent(row["precision"])} |')
    return '\n'.join(lines)


def _speed(figures: dict) -> str:
    speed = figures['milliseconds_per_question']
    sizes = ' · '.join(f'{size}: {speed[size]} ms' for size in ('1', '8', '32'))
    return f'Batch of {sizes} a question'


def _batch(figures: dict) -> str:
    largest = max(figures[split]['largest_logit_difference_in_batch'] for split in ('validation', 'test'))
    changed = sum(figures[split]['labels_changed_in_batch'] for split in ('validation', 'test'))
    count = sum(figures[split]['questions'] for split in ('validation', 'test'))
    return f'over {count} questions the largest difference of a logit was {largest:.0e}, and {changed} labels changed'


def _confidence(figures: dict) -> str:
    test = figures['test']
    answered, right = _percent(test['answered_at_threshold']), _percent(test['right_when_answered'])
    return (
        f'{answered} of the questions reach the threshold and {right} of those are right; for '
        f'{_percent(test["among_first_three_when_asking"])} of the others the right label is among the first three; '
        f'the expected calibration error is {test["expected_calibration_error"]:.3f}'
    )


def _meaning(figures: dict) -> str:
    lines = ['| | first | among the first three |', '| --- | --- | --- |']
    for name, row in figures['meaning'].items():
        lines.append(f'| {name} | {_percent(row["first"])} | {_percent(row["first_three"])} |')
    return '\n'.join(lines)
