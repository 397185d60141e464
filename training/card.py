"""Writes models/README.md, the model's card, and its pictures, from the measured figures."""

import json

from .labels import LABELS
from .paths import FIGURES, KNOWLEDGE_FIGURES, MODEL, MODELS, TRAINING
from .pictures import draw_confusion, draw_reliability
from .testset import KINDS
from .text import MAX_LENGTH
from .train import STUDENT_LAYERS

RIVALS = {
    'mixture': 'this model (8 bit)',
    'mixture_fp32': 'in 32 bit',
    'network': 'network alone',
    'ngrams': 'n-grams alone',
    'tfidf': 'TF-IDF baseline',
}
KIND_NAMES = {
    'plain': 'plain',
    'typos': 'with typos',
    'no_accents': 'without accents',
    'capitals': 'in capitals',
    'chat': 'as in a chat',
    'dictated': 'dictated',
    'story': 'with a story around it',
    'regional': 'in regional speech',
}


def write_card() -> None:
    figures, manifest = json.loads(FIGURES.read_text()), json.loads((MODEL / 'manifest.json').read_text())
    plain = figures['test']['plain']
    text = (TRAINING / 'card.md').read_text()
    values = {
        'layers': str(len(STUDENT_LAYERS)),
        'megabytes': f'{manifest["files"]["model.onnx"]["bytes"] / 1e6:.1f}',
        'revision': manifest['revision'],
        'data_version': manifest['data_version'],
        'opset': str(manifest['opset']),
        'pieces': f'{figures["pieces"]:,}',
        'max_length': str(MAX_LENGTH),
        'mixture_network': f'{manifest["mixture"]["network"]:.2f}',
        'mixture_ngrams': f'{manifest["mixture"]["ngrams"]:.2f}',
        'answer': f'{manifest["thresholds"]["answer"]:.2f}',
        'ask_back': f'{manifest["thresholds"]["ask_back"]:.2f}',
        'batch': _batch(figures['batches']),
        'training': _training(figures['questions']),
        'test_questions': str(plain['questions']),
        'headline': _headline(plain),
        'rival_names': ' | '.join(RIVALS.values()),
        'rival_lines': ' | '.join('---' for _ in RIVALS),
        'rivals': '\n'.join(_rival_row(figures['rivals'], kind) for kind in KINDS),
        'interval': _interval(plain['accuracy_interval']),
        'tfidf_interval': _interval(figures['rivals']['tfidf_interval']),
        'nearness': _nearness(figures['rivals']['by_nearness']),
        'labels': _labels(plain['by_label']),
        'validation_questions': f'{figures["validation"]["questions"]:,}',
        'validation_accuracy': _percent(figures['validation']['accuracy']),
        'below_ask_back': str(figures['below_ask_back']),
        'trade_off': _trade_off(figures['trade_off']),
        'confidence': _confidence(plain),
        'ece': f'{plain["expected_calibration_error"]:.3f}',
        'nonsense': _nonsense(figures['nonsense']),
        'knowledge': _knowledge(json.loads(KNOWLEDGE_FIGURES.read_text())),
        'speed': _speed(figures['milliseconds_per_question']),
        'choices': (TRAINING / 'choices.md').read_text().strip(),
    }
    for name, value in values.items():
        text = text.replace('{{' + name + '}}', value)
    if '{{' in text or '@@' in text:
        raise ValueError('card: card.md holds a place that nothing fills')
    (MODELS / 'README.md').write_text(text)
    draw_confusion(plain['confusion'])
    draw_reliability(plain['reliability'])


def _percent(share: float | None) -> str:
    return '–' if share is None else f'{share:.1%}'


def _interval(bounds: list[float]) -> str:
    return f'{bounds[0]:.1%} to {bounds[1]:.1%}'


def _batch(batches: dict) -> str:
    return (
        f'over {batches["questions"]:,} questions the largest difference of a logit was '
        f'{batches["largest_logit_difference"]:.0e}, and {batches["labels_changed"]} labels changed'
    )


def _training(questions: dict) -> str:
    return (
        f'{questions["hand"]:,} hand-written questions and {questions["templates"]} templates '
        f'({questions["train"]:,} training questions once the templates are filled and a seventh of the groups is '
        'kept for validation), and on the ways to ask of the knowledge base'
    )


def _headline(plain: dict) -> str:
    rows = [
        ('right (accuracy)', f'{_percent(plain["accuracy"])} ({_interval(plain["accuracy_interval"])})'),
        (
            'macro-F1',
            f'{plain["macro_f1"]:.3f} ({plain["macro_f1_interval"][0]:.3f} to {plain["macro_f1_interval"][1]:.3f})',
        ),
        ('answered at the threshold', _percent(plain['answered'])),
        ('of those right', _percent(plain['right_when_answered'])),
        ('expected calibration error', f'{plain["expected_calibration_error"]:.3f}'),
    ]
    return '\n'.join(f'| {name} | {value} |' for name, value in rows)


def _rival_row(rivals: dict, kind: str) -> str:
    return f'| {KIND_NAMES[kind]} | ' + ' | '.join(_percent(rivals[name][kind]) for name in RIVALS) + ' |'


def _nearness(rows: list[dict]) -> str:
    lines = [
        '| similarity to the nearest training question | questions | right | TF-IDF right |',
        '| --- | --- | --- | --- |',
    ]
    for row in rows:
        span = f'{row["from"]:.1f} to {row["to"]:.1f}'
        lines.append(f'| {span} | {row["questions"]} | {_percent(row["right"])} | {_percent(row["right_tfidf"])} |')
    return '\n'.join(lines)


def _labels(by_label: dict) -> str:
    lines = [
        '| label | questions | found (recall) | right when given (precision) | F1 |',
        '| --- | --- | --- | --- | --- |',
    ]
    for label in LABELS:
        row = by_label[label]
        cells = [row['questions'], _percent(row['recall']), _percent(row['precision']), f'{row["f1"]:.3f}']
        lines.append(f'| `{label}` | ' + ' | '.join(map(str, cells)) + ' |')
    return '\n'.join(lines)


def _trade_off(rows: list[dict]) -> str:
    lines = [
        '| threshold | answered | of those right | below it | right among three chips |',
        '| --- | --- | --- | --- | --- |',
    ]
    for row in rows:
        cells = [
            f'{row["threshold"]:.2f}', _percent(row['answered']), _percent(row['right_when_answered']),
            row['below'], _percent(row['right_among_chips']),
        ]  # fmt: skip
        lines.append('| ' + ' | '.join(map(str, cells)) + ' |')
    return '\n'.join(lines)


def _confidence(plain: dict) -> str:
    return (
        f'{_percent(plain["answered"])} reach the threshold and {_percent(plain["right_when_answered"])} of those are '
        f'right; for {_percent(plain["right_among_chips"])} of the others the right label is among the chips'
    )


def _nonsense(nonsense: dict) -> str:
    return (
        f'{nonsense["texts"]} texts that ask nothing (keyboard noise, symbols, other alphabets, single odd words; '
        f'`training/data/nonsense.txt`) {_percent(nonsense["refused"])} are refused or taken for small talk, '
        f'{_percent(nonsense["asked_back"])} are asked back, {_percent(nonsense["answered"])} get an answer'
    )


def _knowledge(found: dict) -> str:
    lines = [
        f'{found["entries"]} entries with {found["ways_to_ask"]:,} ways to ask, found with '
        f'{found["joined"]["questions"]} paraphrases that were never trained on:',
        '',
        '| | first | among the first three |',
        '| --- | --- | --- |',
    ]
    for key, name in (
        ('by_meaning', 'embedding'),
        ('by_words', 'BM25 (minisearch)'),
        ('by_both_ranks', 'both, joined by rank'),
        ('joined', 'both, joined by score (shipped)'),
    ):
        lines.append(f'| {name} | {_percent(found[key]["first"])} | {_percent(found[key]["among_first_three"])} |')
    lines += [
        '',
        f'Of the paraphrases that the threshold was not chosen on {_percent(found["answered"])} are answered, '
        f'{_percent(found["right_when_answered"])} of them rightly; where their entry is taken away, '
        f'{_percent(found["wrongly_answered_without_entry"])} get another one instead of an honest no. Of '
        f'{found["outside"]["questions"]:,} out-of-scope questions {_percent(found["outside"]["got_an_entry"])} get an '
        'entry.',
    ]
    return '\n'.join(lines)


def _speed(speed: dict) -> str:
    return 'Batch of ' + ' · '.join(f'{size}: {speed[size]} ms' for size in ('1', '8', '32')) + ' a question'
