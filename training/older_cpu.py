"""Scores the plain test questions as an office PC without AVX-512 would: python -m training.older_cpu

Run twice, by itself and in the emulation, it prints how many labels differ and both accuracies:

    apt-get install qemu-user-static
    training/.venv/bin/python -m training.older_cpu
    qemu-x86_64-static -cpu Haswell training/.venv/bin/python -m training.older_cpu

Sums of two 8-bit products overflow on processors without VNNI; the 7-bit weights of quantise.py are there for that.
"""

import json
import time

import numpy as np

from .batches import load_tokenizer
from .evaluate import Network
from .labels import LABELS
from .mixture import Mixture
from .ngrams import load_ngrams
from .paths import MODEL, WORK
from .testset import load_test, of_kind


def main() -> None:
    chosen = of_kind(load_test(), 'plain')
    texts = [question.text for question in chosen]
    manifest = json.loads((MODEL / 'manifest.json').read_text())
    began = time.monotonic()
    network = Network(MODEL / 'model.onnx', load_tokenizer(MODEL))
    mixture = Mixture(**manifest['mixture'])
    given = mixture.probabilities(network.logits(texts), load_ngrams().logits(texts)).argmax(-1).tolist()
    right = np.mean([LABELS[label] == question.label for label, question in zip(given, chosen)])
    print(f'{right:.2%} of {len(chosen)} right, {time.monotonic() - began:.0f} s')
    first = WORK / f'labels-{manifest["revision"]}.json'
    if first.exists():
        before = json.loads(first.read_text())
        print(f'{sum(a != b for a, b in zip(before, given))} labels differ from the first run')
    else:
        first.write_text(json.dumps(given))


if __name__ == '__main__':
    main()
