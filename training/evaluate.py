"""Measures what ships, the 8-bit network with the n-gram reader, and calibrates it.

Mixture and thresholds are chosen on the validation questions; the figures that count are those of
the public test set, which nothing was chosen on.
"""

import json
import random
import statistics
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from .baseline import Baseline
from .batches import encode, load_tokenizer, pad
from .knowledge import folded_ways
from .labels import LABELS
from .manifest import publish
from .mixture import CHIPS, Mixture, Thresholds, among_first, choose_thresholds, fit_mixture
from .ngrams import NgramReader, load_ngrams
from .paths import CUT, DATA, FIGURES, FP32, INT8
from .questions import Question, count_templates, load_questions, of_split
from .runtime import open_session, run
from .scores import score, share, wilson
from .testset import KINDS, load_test, of_kind
from .text import fold
from .train import SEED

LEAST_RIGHT = 0.95  # of the plain test questions: below this nothing is published
NEARNESS = ((0.0, 0.5), (0.5, 0.7), (0.7, 1.01))


def evaluate(*, publishes: bool = True) -> dict:
    """Writes FIGURES and models/intents, unless it is a trial; stops when too few test questions are right."""
    questions = load_questions()
    tokenizer, ngrams = load_tokenizer(CUT), load_ngrams()
    session, small, whole = open_session(INT8), Network(INT8, tokenizer), Network(FP32, tokenizer)
    ways = folded_ways()
    validation = [q for q in of_split(questions, 'validation') if fold(q.text) not in ways]
    texts, targets = [question.text for question in validation], targets_of(validation)
    network, grams = small.logits(texts), ngrams.logits(texts)
    mixture = fit_mixture(network, grams, targets)
    probabilities = mixture.probabilities(network, grams)
    thresholds = choose_thresholds(probabilities, targets)
    figures = {
        'questions': _counts(questions),
        'pieces': tokenizer.get_vocab_size(),
        'mixture': asdict(mixture),
        'thresholds': asdict(thresholds),
        'validation': score(probabilities, targets),
        'trade_off': trade_off(probabilities, targets),
        'below_ask_back': int((probabilities.max(-1) < thresholds.ask_back).sum()),
        'test': _test(small, ngrams, mixture, thresholds),
        'rivals': _rivals(questions, small, whole, ngrams, mixture),
        'nonsense': _nonsense(small, ngrams, mixture, thresholds),
        'batches': _batches(session, encode(tokenizer, texts), network),
        'milliseconds_per_question': {str(size): measure_speed(session, size) for size in (1, 8, 32)},
    }
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    plain = figures['test']['plain']['accuracy']
    if plain < LEAST_RIGHT:
        raise SystemExit(f'evaluate: {plain:.1%} of the plain test questions right, {LEAST_RIGHT:.0%} wanted')
    if not publishes:
        return figures
    figures['revision'] = publish(INT8, ngrams, mixture, thresholds, figures)
    FIGURES.write_text(json.dumps(figures, indent=2))
    return figures


class Network:
    """One question at a time, as they come to a worker that has little to do."""

    def __init__(self, path: Path, tokenizer) -> None:
        self.session, self.tokenizer = open_session(path), tokenizer

    def logits(self, texts: list[str]) -> np.ndarray:
        return run(self.session, encode(self.tokenizer, texts), 1)[0]


def targets_of(questions: list) -> np.ndarray:
    return np.array([LABELS.index(question.label) for question in questions])


def trade_off(probabilities: np.ndarray, targets: np.ndarray) -> list[dict]:
    """For each threshold: how many are answered, how many of those right; and what chips are worth for the rest."""
    sure, right = probabilities.max(-1), probabilities.argmax(-1) == targets
    held = among_first(probabilities, targets, CHIPS)
    return [
        {
            'threshold': step / 20,
            'answered': share(sure >= step / 20),
            'right_when_answered': share(right[sure >= step / 20]),
            'below': int((sure < step / 20).sum()),
            'right_among_chips': share(held[sure < step / 20]),
        }
        for step in range(4, 19)
    ]


def measure_speed(session, size: int, length: int = 16) -> float:
    """Milliseconds a question of 16 tokens, one thread: the best of ten medians, since the machine is shared."""
    ids = np.random.default_rng(SEED).integers(5, 20_000, (size, length))
    feed = {'input_ids': ids, 'attention_mask': np.ones_like(ids)}

    def once() -> float:
        began = time.perf_counter()
        session.run(None, feed)
        return (time.perf_counter() - began) * 1000 / size

    return round(min(statistics.median(once() for _ in range(15)) for _ in range(10)), 2)


def _counts(questions: list[Question]) -> dict[str, int]:
    return {
        'hand': sum(question.source != 'template' for question in questions),
        'templates': count_templates(),
        'train': len(of_split(questions, 'train')),
    }


def _test(small: Network, ngrams: NgramReader, mixture: Mixture, thresholds: Thresholds) -> dict:
    """Scores of each version of the test questions, and what the thresholds do to them."""
    figures, every = {}, load_test()
    for kind in KINDS:
        chosen = of_kind(every, kind)
        texts, targets = [question.text for question in chosen], targets_of(chosen)
        probabilities = mixture.probabilities(small.logits(texts), ngrams.logits(texts))
        sure, right = probabilities.max(-1), probabilities.argmax(-1) == targets
        figures[kind] = score(probabilities, targets) | {
            'answered': share(sure >= thresholds.answer),
            'right_when_answered': share(right[sure >= thresholds.answer]),
            'right_among_chips': share(among_first(probabilities, targets, CHIPS)[sure < thresholds.answer]),
        }
    return figures


def _rivals(questions: list[Question], small: Network, whole: Network, ngrams: NgramReader, mixture: Mixture) -> dict:
    """Accuracy on the versions of the test set: each reader alone, in 32 bit, and the TF-IDF baseline."""
    baseline, every = Baseline(of_split(questions, 'train')), load_test()
    rows: dict[str, dict] = {}
    for kind in KINDS:
        chosen = of_kind(every, kind)
        texts, targets = [question.text for question in chosen], targets_of(chosen)
        byte, exact, grams = small.logits(texts), whole.logits(texts), ngrams.logits(texts)
        given = {
            'mixture': mixture.probabilities(byte, grams),
            'mixture_fp32': mixture.probabilities(exact, grams),
            'network': byte,
            'network_fp32': exact,
            'ngrams': grams,
        }
        right = {name: values.argmax(-1) == targets for name, values in given.items()}
        right['tfidf'] = np.array([LABELS.index(label) for label in baseline.labels(texts)]) == targets
        for name, flags in right.items():
            rows.setdefault(name, {})[kind] = share(flags)
        if kind == 'plain':
            nearness = baseline.nearness(texts)
            rows['same_label_as_fp32'] = share(given['mixture'].argmax(-1) == given['mixture_fp32'].argmax(-1))
            rows['tfidf_interval'] = wilson(int(right['tfidf'].sum()), len(chosen))
            rows['by_nearness'] = [
                {
                    'from': low,
                    'to': min(high, 1.0),
                    'questions': int(chosen_ones.sum()),
                    'right': share(right['mixture'][chosen_ones]),
                    'right_tfidf': share(right['tfidf'][chosen_ones]),
                }
                for low, high in NEARNESS
                if (chosen_ones := (nearness >= low) & (nearness < high)).any()
            ]
    return rows


def _nonsense(small: Network, ngrams: NgramReader, mixture: Mixture, thresholds: Thresholds) -> dict:
    """Of texts that ask nothing: how many are refused, asked back, or taken for a farming question."""
    texts = (DATA / 'nonsense.txt').read_text(encoding='utf-8').splitlines()
    probabilities = mixture.probabilities(small.logits(texts), ngrams.logits(texts))
    sure, given = probabilities.max(-1), probabilities.argmax(-1)
    harmless = np.isin(given, [LABELS.index('out_of_scope'), LABELS.index('smalltalk')])
    return {
        'texts': len(texts),
        'refused': share(harmless | (sure < thresholds.ask_back)),
        'asked_back': share(~harmless & (sure >= thresholds.ask_back) & (sure < thresholds.answer)),
        'answered': share(~harmless & (sure >= thresholds.answer)),
    }


def _batches(session, rows: list[list[int]], alone: np.ndarray) -> dict:
    """The same questions in padded batches of 16 strangers against one at a time."""
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)
    together = np.empty_like(alone)
    for start in range(0, len(order), 16):
        chosen = order[start : start + 16]
        ids, mask = pad([rows[i] for i in chosen])
        together[chosen] = session.run(['logits'], {'input_ids': ids.numpy(), 'attention_mask': mask.numpy()})[0]
    return {
        'questions': len(rows),
        'largest_logit_difference': float(f'{np.abs(alone - together).max():.1e}'),
        'labels_changed': int((alone.argmax(-1) != together.argmax(-1)).sum()),
    }
