"""Puts the finished files into models/intents, with the manifest the workers read."""

import hashlib
import json
import shutil
from pathlib import Path

from .labels import LABELS
from .paths import CUT, MODEL
from .text import MAX_LENGTH

FILES = ('model.onnx', 'tokenizer.json')


def publish(onnx: Path, temperature: float, threshold: float, figures: dict) -> str:
    """Copies model and tokenizer and writes model.json last, each by rename. Returns the revision."""
    MODEL.mkdir(parents=True, exist_ok=True)
    _replace(MODEL / 'model.onnx', onnx.read_bytes())
    _replace(MODEL / 'tokenizer.json', (CUT / 'tokenizer.json').read_bytes())
    files = {name: _describe(MODEL / name) for name in FILES}
    meaning = {
        'files': files, 'labels': list(LABELS), 'max_length': MAX_LENGTH, 'lowercase': True, 'normalization': 'NFC',
        'prefix': '', 'pad_id': 1, 'eos_id': 2, 'temperature': round(temperature, 4), 'threshold': round(threshold, 4),
    }  # fmt: skip
    revision = hashlib.sha256(_json(meaning)).hexdigest()[:12]
    _replace(
        MODEL / 'model.json',
        _json({'id': 'agrobot-intents', 'revision': revision, **meaning, 'trained': figures}),
    )
    return revision


def _describe(file: Path) -> dict[str, str | int]:
    content = file.read_bytes()
    return {'sha256': hashlib.sha256(content).hexdigest(), 'bytes': len(content)}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + '\n').encode()


def _replace(target: Path, content: bytes) -> None:
    """By rename, so that a reader never sees half a file."""
    fresh = target.with_suffix(target.suffix + '.new')
    fresh.write_bytes(content)
    shutil.move(fresh, target)
