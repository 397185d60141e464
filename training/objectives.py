"""What the trainings minimise beside the labels' cross-entropy."""

import torch
from torch import Tensor
from torch.nn.functional import kl_div, log_softmax, normalize, softmax

SOFTENING = 2.0  # temperature at which a student reads its teachers
LABEL_TEMPERATURE = 0.1
TOPIC_TEMPERATURE = 0.05


def opinion(logits: Tensor, teachers: Tensor) -> Tensor:
    """Distance to the teachers' softened probabilities (Hinton et al. 2015). Both [batch, labels] of logits."""
    ours, theirs = log_softmax(logits / SOFTENING, -1), softmax(teachers / SOFTENING, -1)
    return kl_div(ours, theirs, reduction='batchmean') * SOFTENING**2


def label_contrast(vectors: Tensor, labels: Tensor) -> Tensor:
    """Pulls questions of one label together, of different labels apart (Khosla et al. 2020). −1: no label."""
    known = labels >= 0
    return _contrast(vectors[known], labels[known], LABEL_TEMPERATURE)


def topic_contrast(vectors: Tensor, topics: Tensor) -> Tensor:
    """The same for ways to ask for one entry of the knowledge base."""
    return _contrast(vectors, topics, TOPIC_TEMPERATURE)


def _contrast(vectors: Tensor, classes: Tensor, temperature: float) -> Tensor:
    near = normalize(vectors, dim=-1)
    scores = near @ near.T / temperature
    scores = scores.masked_fill(torch.eye(len(scores), dtype=torch.bool), -1e9)
    same = (classes[:, None] == classes[None, :]).float().fill_diagonal_(0)
    mates = same.sum(-1)
    paired = mates > 0
    if not paired.any():
        return scores.new_zeros(())
    return -((log_softmax(scores, -1) * same).sum(-1)[paired] / mates[paired]).mean()
