"""The n-gram reader: logistic regression over hashed n-grams, some 0.05 ms in Node.

It knows spellings and turns of phrase that were met in training, the network knows meanings: their mistakes
differ, so their mixture (mixture.py) is better than either. It learns from clean and from spoiled questions.
"""

import random
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from .features import BUCKETS, buckets
from .labels import LABELS
from .noise import Noise
from .paths import NGRAMS
from .questions import Question, load_questions, of_split

SPOILED_COPIES = 3
LEAST_QUESTIONS = 2  # a bucket that fewer questions hit is left out
STRENGTH = 15.0  # inverse of the regularisation
SEED = 31


@dataclass(frozen=True)
class NgramReader:
    """idf: float32 [BUCKETS], 0 where nothing was learned; weights: int8 [BUCKETS, 14]; scale, bias: float32 [14]."""

    idf: np.ndarray
    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray

    def logits(self, texts: list[str]) -> np.ndarray:
        return (_matrix(texts, self.idf) @ self.weights.astype(np.float32)) * self.scale + self.bias


def train_ngrams() -> None:
    """Leaves the reader at NGRAMS."""
    chosen = of_split(load_questions(), 'train')
    np.savez(NGRAMS, **vars(fit(chosen)))


def load_ngrams() -> NgramReader:
    return NgramReader(**np.load(NGRAMS))


def fit(questions: list[Question]) -> NgramReader:
    noise = Noise(random.Random(SEED))
    texts, labels = [], []
    for question in questions:
        spoiled = [noise.spoil(noise.swap_names(question.text), question.label) for _ in range(SPOILED_COPIES)]
        texts += [question.text, *spoiled]
        labels += [LABELS.index(question.label)] * (1 + SPOILED_COPIES)
    idf = _idf(texts)
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(_matrix(texts, idf), labels)
    weights = model.coef_.T.astype(np.float32)
    scale = np.abs(weights).max(0) / 127
    return NgramReader(
        idf=idf,
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale,
        bias=model.intercept_.astype(np.float32),
    )


def _idf(texts: list[str]) -> np.ndarray:
    """ln((1 + n) / (1 + questions that hit the bucket)) + 1, smoothed as scikit-learn does."""
    hit = np.zeros(BUCKETS, np.int64)
    for text in texts:
        hit[list(set().union(*buckets(text)))] += 1
    idf = np.log((1 + len(texts)) / (1 + hit)) + 1
    return np.where(hit >= LEAST_QUESTIONS, idf, 0).astype(np.float32)


def _matrix(texts: list[str], idf: np.ndarray) -> csr_matrix:
    """[texts, BUCKETS]: (1 + ln count) · idf, each family of a text scaled to unit length."""
    values, columns, ends = [], [], [0]
    for text in texts:
        for family in buckets(text):
            hit = np.fromiter(family.keys(), np.int64, len(family))
            weight = (1 + np.log(np.fromiter(family.values(), np.float64, len(family)))) * idf[hit]
            values.append(weight / (np.linalg.norm(weight) or 1))
            columns.append(hit)
        ends.append(ends[-1] + sum(map(len, columns[-3:])))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), (len(texts), BUCKETS), np.float32)
