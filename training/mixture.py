"""Joins the network's and the n-gram reader's opinions into calibrated probabilities, and sets the thresholds.

p ∝ exp(a · log p_network + b · log p_ngrams): a product of experts (Hinton 2002) whose two weights also are the
calibration, as a temperature is for one reader (Guo et al. 2017). Fitted on the validation questions, which
neither reader was trained on, with the 8-bit network: what ships is what is calibrated.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

# A wrong answer costs a farmer this many times what being asked back costs: with honest probabilities, asking is
# better below 1 − 1 / cost.
COST_OF_A_WRONG_ANSWER = 2.5
# Chips that hold the right reading fewer times than this only confuse: an honest "no entendí" is better.
LEAST_USE_OF_CHIPS = 0.6
CHIPS = 3


@dataclass(frozen=True)
class Mixture:
    network: float
    ngrams: float

    def probabilities(self, network: np.ndarray, ngrams: np.ndarray) -> np.ndarray:
        """Logits [n, 14] of both readers → probabilities [n, 14]."""
        return softmax(self.network * log_softmax(network) + self.ngrams * log_softmax(ngrams))


@dataclass(frozen=True)
class Thresholds:
    answer: float  # below: ask back
    ask_back: float  # below: say that it was not understood


def fit_mixture(network: np.ndarray, ngrams: np.ndarray, targets: np.ndarray) -> Mixture:
    """The weights of least negative log likelihood."""

    def loss(weights: np.ndarray) -> float:
        chosen = Mixture(*weights).probabilities(network, ngrams)[np.arange(len(targets)), targets]
        return float(-np.log(chosen + 1e-12).mean())

    found = minimize(loss, [0.7, 0.5], method='Nelder-Mead', options={'xatol': 1e-4, 'fatol': 1e-7})
    return Mixture(*(max(0.0, round(float(weight), 4)) for weight in found.x))


def choose_thresholds(probabilities: np.ndarray, targets: np.ndarray) -> Thresholds:
    """`answer` follows from the cost of a mistake, `ask_back` from where the chips stop to hold the right reading."""
    sure = probabilities.max(-1)
    held = among_first(probabilities, targets, CHIPS)
    steps = [step / 100 for step in range(20, 60)]
    useless = [step for step in steps if (sure < step).any() and held[sure < step].mean() < LEAST_USE_OF_CHIPS]
    return Thresholds(round(1 - 1 / COST_OF_A_WRONG_ANSWER, 4), max(useless, default=steps[0]))


def among_first(probabilities: np.ndarray, targets: np.ndarray, count: int) -> np.ndarray:
    """Whether the right label is among the `count` most probable ones: bool [n]."""
    return (np.argsort(-probabilities, axis=-1)[:, :count] == targets[:, None]).any(-1)


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
