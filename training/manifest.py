"""Puts the finished files into models/intents, with the manifest that the workers read."""

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from .features import BUCKETS, marks
from .graph import OPSET
from .knowledge import INDEX
from .labels import LABELS
from .mixture import Mixture, Thresholds
from .ngrams import NgramReader
from .paths import CUT, DATA, KNOWLEDGE, MODEL
from .text import MAX_LENGTH


def publish(onnx: Path, ngrams: NgramReader, mixture: Mixture, thresholds: Thresholds, figures: dict) -> str:
    """Writes the model's files, each by rename, and manifest.json last. Returns the revision."""
    MODEL.mkdir(parents=True, exist_ok=True)
    contents = {
        'model.onnx': onnx.read_bytes(),
        'tokenizer.json': (CUT / 'tokenizer.json').read_bytes(),
        'ngrams.bin': b''.join(part.tobytes() for part in vars(ngrams).values()),
        'ngrams.json': _json({'buckets': BUCKETS, 'names': _names()}),
    }
    for name, content in contents.items():
        _replace(MODEL / name, content)
    meaning = {
        'files': {name: _describe(content) for name, content in contents.items()},
        'labels': list(LABELS),
        'max_length': MAX_LENGTH,
        'lowercase': True,
        'normalization': 'NFC',
        'prefix': '',
        'pad_id': 1,
        'mixture': asdict(mixture),
        'thresholds': asdict(thresholds),
        'opset': OPSET,
        'data_version': data_version(),
    }
    revision = hashlib.sha256(_json(meaning)).hexdigest()[:12]
    plain = figures['test']['plain']
    shown = {
        'validation_accuracy': figures['validation']['accuracy'],
        'test_accuracy': {kind: one['accuracy'] for kind, one in figures['test'].items()},
        'test_macro_f1': plain['macro_f1'],
        'expected_calibration_error': plain['expected_calibration_error'],
        'milliseconds_per_question': figures['milliseconds_per_question'],
    }
    manifest = {'id': 'agrobot-intents', 'revision': revision, **meaning, 'figures': shown}
    _replace(MODEL / 'manifest.json', _json(manifest))
    return revision


def data_version() -> str:
    """A hash of training/data and of the knowledge base: two models of the same version learned from the same lines."""
    digest = hashlib.sha256()
    for folder, files in ((DATA, DATA.rglob('*')), (KNOWLEDGE, KNOWLEDGE.glob('*.json'))):
        for file in sorted(files):
            if file.is_file() and file.name != INDEX:
                digest.update(f'{file.relative_to(folder)}\0'.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, mark in marks().items():
        names.setdefault(mark, []).append(name)
    return names


def _describe(content: bytes) -> dict[str, str | int]:
    return {'sha256': hashlib.sha256(content).hexdigest(), 'bytes': len(content)}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + '\n').encode()


def _replace(target: Path, content: bytes) -> None:
    """By rename, so that a reader never sees half a file."""
    fresh = target.with_suffix(target.suffix + '.new')
    fresh.write_bytes(content)
    shutil.move(fresh, target)
