"""Runs an exported graph as the product does: ONNX Runtime, one thread."""

from pathlib import Path

import numpy as np
import onnxruntime as ort

from .batches import by_length, pad


def open_session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(str(path), options)


def run(session: ort.InferenceSession, rows: list[list[int]], batch: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits and embeddings in the order of the rows; batches hold questions of like length."""
    logits, embeddings = [None] * len(rows), [None] * len(rows)
    for chosen in by_length([len(row) for row in rows], batch):
        ids, mask = pad([rows[i] for i in chosen])
        some, vectors = session.run(['logits', 'embedding'], {'input_ids': ids.numpy(), 'attention_mask': mask.numpy()})
        for i, logit, vector in zip(chosen, some, vectors):
            logits[i], embeddings[i] = logit, vector
    return np.array(logits), np.array(embeddings)
