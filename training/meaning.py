"""How well the embedding finds a subject from an everyday question about it in other words.

data/meaning/pairs.tsv holds subjects of a knowledge base, each with a farmer's question that shares few words
with it. No training question was made from it. Score: the right title comes first, or among the first three.
"""

import csv

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from .batches import encode, load_tokenizer
from .encoder import load_base
from .paths import CUT, DATA, INT8
from .runtime import open_session, run
from .text import prepare, without_accents
from .train import E5_PREFIX, infer


def measure_meaning() -> dict[str, dict[str, float]]:
    with (DATA / 'meaning' / 'pairs.tsv').open(encoding='utf-8', newline='') as handle:
        pairs = list(csv.DictReader(handle, delimiter='\t', quoting=csv.QUOTE_NONE))
    titles, questions = [pair['title'] for pair in pairs], [pair['question'] for pair in pairs]
    tokenizer, session, base = load_tokenizer(CUT), open_session(INT8), load_base(CUT)
    plain = [[without_accents(prepare(text)) for text in texts] for texts in (titles, questions)]
    features = TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), sublinear_tf=True).fit(plain[0] + plain[1])

    def ours(texts: list[str]) -> np.ndarray:
        return run(session, encode(tokenizer, texts), 16)[1]

    def bases(texts: list[str]) -> np.ndarray:
        return infer(base, encode(tokenizer, [E5_PREFIX + text for text in texts]))[1].numpy()

    return {
        'this model (8 bit)': _score(ours(titles), ours(questions)),
        'its base, 12 layers': _score(bases(titles), bases(questions)),
        'character n-gram TF-IDF': _score(*(features.transform(texts).toarray() for texts in plain)),
    }


def _score(titles: np.ndarray, questions: np.ndarray) -> dict[str, float]:
    nearness = questions @ titles.T
    better = (nearness > np.diag(nearness)[:, None]).sum(-1)
    return {
        'pairs': len(titles),
        'first': round(float((better == 0).mean()), 4),
        'first_three': round(float((better < 3).mean()), 4),
    }
