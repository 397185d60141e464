"""Writes what Node must repeat: tokens.golden.json, 500 strings with the ids that Python's tokenizers gives them, and
ngrams.golden.json, every fifth of them with the n-gram reader's logits.
"""

import json
import random
import textwrap
import unicodedata

import numpy as np

from .batches import encode, load_tokenizer
from .ngrams import load_ngrams
from .noise import Noise
from .paths import GOLDEN, MODEL, TRAINING
from .text import without_accents
from .train import SEED

COUNT = 500
NGRAMS_EVERY = 5
WIDTH = 110
EMOJI = ('😀', '🌽', '🙏🏽', '👨‍🌾', '☔', '🥑🥑', '❤️', '🇨🇴', '✅', '🤷‍♀️')
ODD = (
    '',
    ' ',
    '   ',
    '?',
    '¿?',
    '¡¡¡!!!',
    '...',
    '…',
    '-',
    'a',
    'ñ',
    'Ñ',
    'ü',
    '\t¿qué\tsiembro?\n',
    'dos\n\nlíneas',
    'no\u00a0rompe',
    'cero\u200bancho',
    '\ufeffhola',
    'ＡＢＣ ancho',
    'ﬁnca',
    '½ hectárea',
    '10 m²',
    '25 °C',
    '3 1/2',
    '1.234.567,89',
    '178.319,13 t',
    '50%',
    '$ 12.500',
    'N-P-K 15-15-15',
    '2006-2022',
    '20/11/2022',
    '6:30 a. m.',
    'pH 5,5',
    '1900 msnm',
    'https://agro.example/ruta?x=1&y=2',
    'correo@ejemplo.co',
    '#cosecha',
    '@vecino',
    'café☕',
    'papa/yuca',
    'maíz+frijol',
    '«comillas»',
    '“curvas” y ‘simples’',
    '"rectas"',
    "d'Anjou",
    '<s>',
    '</s>',
    '<pad>',
    '<unk>',
    '<mask>',
    'hola <s> mundo </s>',
    '[CLS]',
    '▁guion bajo',
    '_subraya_',
    'null',
    'İstanbul',
    'ΣΊΣΥΦΟΣ',
    'straße',
    'привет',
    '你好',
    'こんにちは',
    'مرحبا',
    'नमस्ते',
    'a' * 200,
    'ja' * 60,
    'ñ' * 50,
    '?' * 40,
    '1234567890' * 8,
    'sinespacios' * 12,
)


def write_golden() -> None:
    """Tokenises with the published tokenizer, after the published preparation."""
    strings = _strings()
    rows = encode(load_tokenizer(MODEL), strings)
    GOLDEN.mkdir(parents=True, exist_ok=True)
    entries = ',\n'.join(_entry(text, ids) for text, ids in zip(strings, rows))
    (GOLDEN / 'tokens.golden.json').write_text(f'[\n{entries}\n]\n')
    some = strings[::NGRAMS_EVERY]
    lines = ',\n'.join(map(_ngram_entry, some, load_ngrams().logits(some)))
    (GOLDEN / 'ngrams.golden.json').write_text(f'[\n{lines}\n]\n')
    print(f'golden: {len(strings)} strings')


def _ngram_entry(text: str, logits: np.ndarray) -> str:
    numbers = ', '.join(f'{value:.3f}' for value in logits)
    return f'  {{\n    "text": {json.dumps(text)},\n    "logits": [{numbers}]\n  }}'


def _entry(text: str, ids: list[int]) -> str:
    """As prettier would write it, so that formatting the tests changes nothing."""
    numbers = ', '.join(map(str, ids))
    line = f'    "ids": [{numbers}]'
    if len(line) > WIDTH:
        filled = textwrap.fill(numbers, WIDTH, initial_indent=' ' * 6, subsequent_indent=' ' * 6)
        line = f'    "ids": [\n{filled}\n    ]'
    return f'  {{\n    "text": {json.dumps(text)},\n{line}\n  }}'


def _strings() -> list[str]:
    rng = random.Random(SEED)
    plain = (TRAINING / 'golden_strings.txt').read_text().splitlines()
    noise = Noise(rng)
    variants = [*ODD, *plain]
    variants += [unicodedata.normalize('NFD', text) for text in plain]
    variants += [text.upper() for text in plain[::2]]
    variants += [f'{text} {rng.choice(EMOJI)}' for text in plain[::3]]
    variants += [without_accents(text) for text in plain[1::3]]
    variants += [' '.join(rng.sample(plain, 6)) for _ in range(15)]
    while len(set(variants)) < COUNT:
        variants.append(noise.spoil(rng.choice(plain), 'weather'))
    return list(dict.fromkeys(variants))[:COUNT]
