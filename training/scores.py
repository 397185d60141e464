"""What probabilities are worth against the labels: accuracy, F1, confusion, calibration, each with its interval."""

import math

import numpy as np

from .labels import LABELS

RESAMPLES = 1000
SEED = 5
BINS = 10


def score(probabilities: np.ndarray, targets: np.ndarray) -> dict:
    """[n, 14] and [n] → every figure of one set of questions."""
    given = probabilities.argmax(-1)
    return {
        'questions': len(targets),
        'accuracy': share(given == targets),
        'accuracy_interval': wilson(int((given == targets).sum()), len(targets)),
        'macro_f1': round(macro_f1(given, targets), 4),
        'macro_f1_interval': _resampled_f1(given, targets),
        'by_label': {label: _label(given == i, targets == i) for i, label in enumerate(LABELS)},
        'confusion': confusion(given, targets).tolist(),
        'expected_calibration_error': calibration_error(probabilities, targets),
        'reliability': reliability(probabilities, targets),
    }


def share(flags: np.ndarray) -> float | None:
    return round(float(np.mean(flags)), 4) if len(flags) else None


def wilson(right: int, count: int) -> list[float]:
    """95 % interval of a share (Wilson 1927)."""
    z, p = 1.96, right / count
    centre = (p + z * z / (2 * count)) / (1 + z * z / count)
    spread = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [round(centre - spread, 4), round(centre + spread, 4)]


def confusion(given: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Rows: the right label; columns: the label given."""
    table = np.zeros((len(LABELS), len(LABELS)), int)
    np.add.at(table, (targets, given), 1)
    return table


def macro_f1(given: np.ndarray, targets: np.ndarray) -> float:
    table = confusion(given, targets)
    hits, either = np.diag(table), table.sum(0) + table.sum(1)
    present = table.sum(1) > 0
    return float((2 * hits[present] / np.maximum(either[present], 1)).mean())


def reliability(probabilities: np.ndarray, targets: np.ndarray) -> list[dict]:
    """Tenths of confidence: how sure, how often right, how many."""
    sure, right = probabilities.max(-1), probabilities.argmax(-1) == targets
    tenth = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        {
            'from': b / BINS,
            'questions': int((tenth == b).sum()),
            'confidence': round(float(sure[tenth == b].mean()), 4),
            'accuracy': round(float(right[tenth == b].mean()), 4),
        }
        for b in sorted(set(tenth.tolist()))
    ]


def calibration_error(probabilities: np.ndarray, targets: np.ndarray) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    bins = reliability(probabilities, targets)
    return round(sum(abs(b['confidence'] - b['accuracy']) * b['questions'] for b in bins) / len(targets), 4)


def _label(given: np.ndarray, wanted: np.ndarray) -> dict:
    hits = int((given & wanted).sum())
    recall, precision = hits / max(1, wanted.sum()), hits / max(1, given.sum())
    f1 = 2 * hits / max(1, given.sum() + wanted.sum())
    return {
        'questions': int(wanted.sum()),
        'recall': round(float(recall), 4),
        'precision': round(float(precision), 4),
        'f1': round(float(f1), 4),
    }


def _resampled_f1(given: np.ndarray, targets: np.ndarray) -> list[float]:
    """95 % interval by resampling the questions."""
    rng = np.random.default_rng(SEED)
    picks = rng.integers(0, len(targets), (RESAMPLES, len(targets)))
    values = [macro_f1(given[pick], targets[pick]) for pick in picks]
    return [round(float(value), 4) for value in np.percentile(values, [2.5, 97.5])]
