"""The card's pictures: the confusion matrix and the reliability diagram of the plain test questions."""

import matplotlib

matplotlib.use('svg')
matplotlib.rcParams.update({'svg.hashsalt': 'agrobot', 'svg.fonttype': 'none', 'font.size': 8})

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from .labels import LABELS  # noqa: E402
from .paths import MODELS  # noqa: E402


def draw_confusion(table: list[list[int]]) -> None:
    """Leaves models/confusion.svg. Rows: the right label; columns: the label given."""
    counts = np.array(table)
    figure, axes = plt.subplots(figsize=(7.2, 6.4))
    axes.imshow(counts / counts.sum(1, keepdims=True), cmap='Greens', vmin=0, vmax=1)
    axes.set_xticks(range(len(LABELS)), LABELS, rotation=60, ha='right')
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set_xlabel('given')
    axes.set_ylabel('right')
    for row, column in zip(*np.nonzero(counts)):
        colour = 'white' if counts[row, column] > counts[row].sum() / 2 else 'black'
        axes.text(column, row, counts[row, column], ha='center', va='center', color=colour)
    _save(figure, 'confusion.svg')


def draw_reliability(bins: list[dict]) -> None:
    """Leaves models/reliability.svg: how often right against how sure, with the number of questions."""
    figure, axes = plt.subplots(figsize=(4.4, 4))
    axes.plot([0, 1], [0, 1], color='grey', linewidth=0.8, linestyle='--')
    confidence, accuracy = ([b[key] for b in bins] for key in ('confidence', 'accuracy'))
    axes.plot(confidence, accuracy, marker='o', color='darkgreen')
    for b in bins:
        axes.annotate(
            str(b['questions']), (b['confidence'], b['accuracy']), xytext=(4, -10), textcoords='offset points'
        )
    axes.set_xlabel('confidence')
    axes.set_ylabel('share right')
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.05)
    _save(figure, 'reliability.svg')


def _save(figure, name: str) -> None:
    figure.tight_layout()
    figure.savefig(MODELS / name, metadata={'Date': None, 'Creator': None})
    plt.close(figure)
