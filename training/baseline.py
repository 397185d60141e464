"""What the network has to beat: character n-grams, TF-IDF and logistic regression, on the same questions."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from .questions import Question
from .text import prepare, without_accents


class Baseline:
    """Learns from clean training questions; also tells how near a question is to its nearest training question."""

    def __init__(self, training: list[Question]) -> None:
        self.features = TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        self.training = self.features.fit_transform([_plain(q.text) for q in training])
        self.classifier = LogisticRegression(C=30, max_iter=1000).fit(self.training, [q.label for q in training])

    def labels(self, texts: list[str]) -> np.ndarray:
        return self.classifier.predict(self._features(texts))

    def nearness(self, texts: list[str]) -> np.ndarray:
        """Cosine similarity to the nearest training question, 0 to 1."""
        return np.asarray((self._features(texts) @ self.training.T).max(axis=1).todense()).ravel()

    def _features(self, texts: list[str]):
        return self.features.transform([_plain(text) for text in texts])


def _plain(text: str) -> str:
    return without_accents(prepare(text))
