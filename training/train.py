"""Two trainings: 12-layer teachers on the labels, then a smaller student on labels and teachers.

The student learns four things at once from each spoiled question: its label, the teachers' opinion of the clean
question, where the untouched base model puts the clean question in meaning, and which entries of the knowledge
base are the same. Word embeddings stay frozen: words that no training question holds keep their place among
those that do.
"""

import math
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from .batches import by_length, encode, load_tokenizer, pad, shuffled
from .encoder import IntentModel, load_base
from .knowledge import load_entries
from .labels import LABELS
from .noise import Noise
from .objectives import label_contrast, opinion, topic_contrast
from .paths import CUT, POOL, STUDENT, teacher
from .questions import Question, load_questions, of_split
from .testset import folded_test
from .text import fold
from .topics import THEORETICAL, topic_batches
from .unlabelled import unlabelled_sentences

SEED = 20
THREADS = 2
STUDENT_LAYERS = (0, 1, 2, 3, 4, 5, 6, 7)
HEADS = ('intent.', 'reason.', 'meaning.')
BATCH = 32
NO_LABEL = ''
E5_PREFIX = 'query: '  # the base was trained with it; student and product go without
LABEL_CONTRAST, MEANING, TOPICS = 0.2, 1.0, 1.0  # weights beside the label's 1
TOPICS_EVERY = 2  # batches
WAYS_AS_QUESTIONS = 8


@dataclass(frozen=True)
class Plan:
    teachers: int
    teacher_epochs: int
    student_epochs: int
    variants: int  # pool questions made of each hand-written one by other crops, places and years
    unlabelled: int  # pool sentences without a label


FULL = Plan(teachers=1, teacher_epochs=4, student_epochs=5, variants=1, unlabelled=6_000)
QUICK = Plan(teachers=1, teacher_epochs=1, student_epochs=1, variants=0, unlabelled=500)


def train_teachers(plan: Plan) -> None:
    """Leaves the 12-layer classifiers at teacher(0), teacher(1) …; they differ by their seed."""
    for number in range(plan.teachers):
        _train_teacher(plan, number)


def _train_teacher(plan: Plan, number: int) -> None:
    questions = _begin(number)
    model, tokenizer = load_base(CUT), load_tokenizer(CUT)
    noise = Noise(random.Random(SEED + number))
    held_out = _held_out(questions)
    asked = [(q.text, q.label) for q in of_split(questions, 'train')]
    asked += [(text, THEORETICAL) for text in _ways_to_ask()]
    labels = torch.tensor([LABELS.index(label) for _, label in asked])
    fit = Fit(model, plan.teacher_epochs, len(asked), rate=1e-4, seed=number)
    for epoch in range(plan.teacher_epochs):
        texts = [noise.swap_names(text) if noise.rng.random() < 0.4 else text for text, _ in asked]
        spoiled = [noise.spoil(text, label) for text, (_, label) in zip(texts, asked)]
        rows = encode(tokenizer, _unless_held_out(spoiled, [text for text, _ in asked], held_out))
        for batch in shuffled([len(row) for row in rows], BATCH, fit.rng):
            logits, reason, _ = fit.forward([rows[i] for i in batch])
            known = cross_entropy(logits, labels[batch], label_smoothing=0.05)
            fit.step(known + LABEL_CONTRAST * label_contrast(reason, labels[batch]))
        fit.report(f'teacher {number}', epoch, tokenizer, questions)
    save_file(model.state_dict(), teacher(number))


def make_pool(plan: Plan) -> None:
    """Leaves at POOL clean questions with the teachers' mean logits and the base's centred embeddings."""
    questions = _begin(0)
    noise = Noise(random.Random(SEED + 1))
    pool: dict[str, str] = {}
    held_out = _held_out(questions)
    for question in of_split(questions, 'train'):
        count = plan.variants if question.source != 'template' else 0
        for text in [question.text, *(noise.swap_names(question.text) for _ in range(count))]:
            pool.setdefault(text, question.label)
    for text in _ways_to_ask():
        pool.setdefault(text, THEORETICAL)
    for text in unlabelled_sentences(plan.unlabelled, random.Random(SEED)):
        pool.setdefault(text, NO_LABEL)
    texts, tokenizer = [text for text in pool if fold(text) not in held_out], load_tokenizer(CUT)
    model = load_base(CUT)
    _, meanings = infer(model, encode(tokenizer, [E5_PREFIX + text for text in texts]))
    opinions = []
    for number in range(plan.teachers):
        model.load_state_dict(load_file(teacher(number)))
        opinions.append(infer(model, encode(tokenizer, texts))[0])
    found = {
        'texts': texts,
        'labels': [pool[text] for text in texts],
        'logits': torch.stack(opinions).mean(0),
        'meanings': normalize(meanings - meanings.mean(0)),
    }
    torch.save(found, POOL)
    print(f'pool: {len(texts)} questions', flush=True)


def train_student(plan: Plan, layers: tuple[int, ...] = STUDENT_LAYERS, target: Path = STUDENT) -> None:
    """Leaves the model of these layers at the target."""
    questions = _begin(0)
    held_out = _held_out(questions)
    model, tokenizer = load_base(CUT, layers), load_tokenizer(CUT)
    noise = Noise(random.Random(SEED + 2))
    topics = topic_batches(load_entries(), noise, random.Random(SEED))
    pool = torch.load(POOL)
    labels = torch.tensor([LABELS.index(label) if label else -1 for label in pool['labels']])
    fit = Fit(model, plan.student_epochs, len(labels), rate=2e-4, seed=0)
    for epoch in range(plan.student_epochs):
        spoiled = [noise.spoil(text, label) for text, label in zip(pool['texts'], pool['labels'])]
        rows = encode(tokenizer, _unless_held_out(spoiled, pool['texts'], held_out))
        for step, batch in enumerate(shuffled([len(row) for row in rows], BATCH, fit.rng)):
            ways, numbers = next(topics) if step % TOPICS_EVERY == 0 else ([], [])
            logits, reason, meanings = fit.forward([*(rows[i] for i in batch), *encode(tokenizer, ways)])
            size = len(batch)
            known = cross_entropy(logits[:size], labels[batch], ignore_index=-1, reduction='sum') / size
            meaning = (1 - (meanings[:size] * pool['meanings'][batch]).sum(-1)).mean()
            fit.step(
                0.5 * known
                + 0.5 * opinion(logits[:size], pool['logits'][batch])
                + LABEL_CONTRAST * label_contrast(reason[:size], labels[batch])
                + MEANING * meaning
                + (TOPICS * topic_contrast(meanings[size:], torch.tensor(numbers)) if ways else 0)
            )
        fit.report('student', epoch, tokenizer, questions)
    save_file(model.state_dict(), target)


class Fit:
    """One optimiser over one model: warm-up, linear decay, clipped gradients, bf16 products."""

    def __init__(self, model: IntentModel, epochs: int, size: int, rate: float, seed: int) -> None:
        model.words.requires_grad_(False)
        heads = [p for n, p in model.named_parameters() if n.startswith(HEADS)]
        body = [p for n, p in model.named_parameters() if not n.startswith((*HEADS, 'words.'))]
        groups = [{'params': body, 'lr': rate}, {'params': heads, 'lr': 1e-3}]
        self.model = model.train()
        self.rng = random.Random(SEED + seed)
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        total = epochs * math.ceil(size / BATCH)
        warm = max(1, total // 10)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min(step / warm, max(0.0, (total - step) / (total - warm)))
        )
        self.began = time.monotonic()

    def forward(self, rows: list[list[int]]) -> tuple[Tensor, Tensor, Tensor]:
        """Logits, the vectors they are read from, and embeddings."""
        with torch.autocast('cpu', torch.bfloat16):
            logits, reason, meanings = self.model.readings(*pad(rows))
        return logits.float(), reason.float(), meanings.float()

    def step(self, loss: Tensor) -> None:
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()

    def report(self, name: str, epoch: int, tokenizer, questions: list[Question]) -> None:
        held = of_split(questions, 'validation')
        logits, _ = infer(self.model, encode(tokenizer, [q.text for q in held]))
        right = [LABELS[i] == q.label for i, q in zip(logits.argmax(-1).tolist(), held)]
        print(
            f'{name}: epoch {epoch + 1}, {time.monotonic() - self.began:.0f} s, '
            f'validation {sum(right) / len(right):.1%} of {len(right)}',
            flush=True,
        )
        self.model.train()


@torch.no_grad()
def infer(model: IntentModel, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Logits [n, 14] and embeddings [n, hidden], in the order of the rows."""
    model.eval()
    logits = torch.empty(len(rows), len(LABELS))
    meanings = torch.empty(len(rows), model.shape.hidden)
    for batch in by_length([len(row) for row in rows], 64):
        with torch.autocast('cpu', torch.bfloat16):
            some, vectors = model(*pad([rows[i] for i in batch]))
        logits[batch], meanings[batch] = some.float(), vectors.float()
    return logits, meanings


def _ways_to_ask() -> list[str]:
    """Of each entry of the knowledge base as many as do not outweigh the other labels."""
    return [text for entry in load_entries() for text in entry.questions[:WAYS_AS_QUESTIONS]]


def _held_out(questions: Iterable[Question]) -> set[str]:
    return {fold(question.text) for question in questions if question.split != 'train'} | folded_test()


def _unless_held_out(variants: list[str], originals: list[str], held_out: set[str]) -> list[str]:
    """Swapped names or a typo may by chance make a held-out question: then the original stands in."""
    return [variant if fold(variant) not in held_out else original for variant, original in zip(variants, originals)]


def _begin(seed: int) -> list[Question]:
    torch.set_num_threads(THREADS)
    torch.manual_seed(SEED + seed)
    return load_questions()
