"""Measures the 8-bit model on the questions it was not trained on, and calibrates it.

The temperature is chosen on the validation questions; every figure is given for validation and for test, which
nothing was chosen on.
"""

import json
import random
import statistics
import time

import numpy as np

from .baseline import Baseline
from .batches import encode, load_tokenizer, pad
from .labels import LABELS
from .manifest import publish
from .meaning import measure_meaning
from .noise import Noise
from .paths import CUT, FIGURES, FP32, INT8
from .questions import Question, count_templates, load_questions, of_split
from .runtime import open_session, run
from .train import SEED

LEAST_RIGHT = 0.85  # of the validation questions: below this nothing is published
# a wrong answer costs a farmer this many times what being asked back costs: with honest probabilities, asking is
# better below 1 − 1 / cost
COST_OF_A_WRONG_ANSWER = 2.5
THRESHOLD = 1 - 1 / COST_OF_A_WRONG_ANSWER
NEARNESS = ((0.0, 0.5), (0.5, 0.7), (0.7, 1.01))


def evaluate() -> dict:
    """Writes FIGURES and models/intents; stops when too few validation questions are right."""
    questions = load_questions()
    baseline = Baseline(of_split(questions, 'train'))
    tokenizer = load_tokenizer(CUT)
    whole, small = open_session(FP32), open_session(INT8)
    figures: dict = {'questions': _counts(questions), 'pieces': tokenizer.get_vocab_size()}
    for split in ('validation', 'test'):
        held = of_split(questions, split)
        rows = encode(tokenizer, [question.text for question in held])
        exact, byte = run(whole, rows, 16)[0], run(small, rows, 1)[0]
        if split == 'validation':
            temperature = find_temperature(byte, _targets(held))
        figures[split] = _split_figures(held, exact, byte, baseline)
        figures[split] |= _confidence_figures(softmax(byte / temperature), _targets(held))
        figures[split]['spoiled'] = _spoiled(held, small, tokenizer, baseline)
        figures[split] |= _batch_figures(small, rows, byte)
    figures['milliseconds_per_question'] = {str(size): measure_speed(small, size) for size in (1, 8, 32)}
    figures['meaning'] = measure_meaning()
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if figures['validation']['right'] < LEAST_RIGHT:
        raise SystemExit(
            f'evaluate: {figures["validation"]["right"]:.1%} right on validation, {LEAST_RIGHT:.0%} wanted'
        )
    revision = publish(INT8, temperature, THRESHOLD, figures)
    FIGURES.write_text(
        json.dumps({'revision': revision, 'temperature': temperature, 'threshold': THRESHOLD, **figures}, indent=2)
    )
    return figures


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def find_temperature(logits: np.ndarray, targets: np.ndarray) -> float:
    """The temperature that makes the probabilities honest: least negative log likelihood (Guo et al. 2017)."""
    grid = np.geomspace(0.25, 4, 161)
    losses = [-np.log(softmax(logits / t)[np.arange(len(targets)), targets] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


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
        'hand': sum(question.source == 'hand' for question in questions),
        'templates': count_templates(),
        'train': len(of_split(questions, 'train')),
    }


def _targets(questions: list[Question]) -> np.ndarray:
    return np.array([LABELS.index(question.label) for question in questions])


def _split_figures(held: list[Question], exact: np.ndarray, byte: np.ndarray, baseline: Baseline) -> dict:
    targets = _targets(held)
    right = byte.argmax(-1) == targets
    tfidf = np.array([LABELS.index(label) for label in baseline.labels(held)]) == targets
    hand = np.array([question.source == 'hand' for question in held])
    nearness = baseline.nearness(held)
    between = [(low, high, hand & (nearness >= low) & (nearness < high)) for low, high in NEARNESS]
    correct = exact.argmax(-1) == targets
    return {
        'questions': len(held),
        'hand_written': int(hand.sum()),
        'right': _share(right),
        'right_hand_written': _share(right[hand]),
        'right_fp32': _share(correct),
        'right_fp32_hand_written': _share(correct[hand]),
        'right_tfidf': _share(tfidf),
        'right_tfidf_hand_written': _share(tfidf[hand]),
        'same_label_as_fp32': _share(byte.argmax(-1) == exact.argmax(-1)),
        'by_nearness_hand_written': [
            {
                'from': low,
                'to': min(high, 1.0),
                'questions': int(chosen.sum()),
                'right': _share(right[chosen]),
                'right_tfidf': _share(tfidf[chosen]),
            }
            for low, high, chosen in between
        ],
        'by_label': {
            label: {
                'questions': int((targets == i).sum()),
                'recall': _share(right[targets == i]),
                'precision': _share(right[byte.argmax(-1) == i]),
            }
            for i, label in enumerate(LABELS)
        },
    }


def _confidence_figures(probabilities: np.ndarray, targets: np.ndarray) -> dict:
    sure, right = probabilities.max(-1), probabilities.argmax(-1) == targets
    third = (np.argsort(-probabilities, axis=-1)[:, :3] == targets[:, None]).any(-1)
    return {
        'mean_confidence': round(float(sure.mean()), 4),
        'expected_calibration_error': _calibration_error(sure, right),
        'answered_at_threshold': _share(sure >= THRESHOLD),
        'right_when_answered': _share(right[sure >= THRESHOLD]),
        'among_first_three_when_asking': _share(third[sure < THRESHOLD]),
    }


def _calibration_error(sure: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    edges = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[edges == b].mean() - right[edges == b].mean()) * (edges == b).mean() for b in set(edges)]
    return round(float(sum(gaps)), 4)


def _spoiled(held: list[Question], session, tokenizer, baseline: Baseline) -> dict:
    """The same questions with typos, without accents, in chat spelling, after a story."""
    noise = Noise(random.Random(SEED + 3))
    spoiled = [Question(q.label, noise.spoil(q.text, q.label), q.group, q.source, q.split) for q in held]
    targets = _targets(held)
    logits, _ = run(session, encode(tokenizer, [question.text for question in spoiled]), 1)
    tfidf = np.array([LABELS.index(label) for label in baseline.labels(spoiled)])
    return {'right': _share(logits.argmax(-1) == targets), 'right_tfidf': _share(tfidf == targets)}


def _batch_figures(session, rows: list[list[int]], alone: np.ndarray) -> dict:
    """The same questions in padded batches of 16 strangers against one at a time."""
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)
    together = np.empty_like(alone)
    for start in range(0, len(order), 16):
        chosen = order[start : start + 16]
        ids, mask = pad([rows[i] for i in chosen])
        together[chosen] = session.run(['logits'], {'input_ids': ids.numpy(), 'attention_mask': mask.numpy()})[0]
    return {
        'largest_logit_difference_in_batch': float(f'{np.abs(alone - together).max():.1e}'),
        'labels_changed_in_batch': int((alone.argmax(-1) != together.argmax(-1)).sum()),
    }


def _share(flags: np.ndarray) -> float | None:
    return round(float(np.mean(flags)), 4) if len(flags) else None
