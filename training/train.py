"""Two trainings: a 12-layer teacher on the labels, then a 6-layer student on labels and teachers.

The student learns three things at once from each spoiled question: its label, the fine-tuned teacher's opinion
of the clean question, and where the untouched base model puts the clean question in meaning (what retrieval
from the knowledge base rests on). Word embeddings stay frozen: words no training question holds keep their
place among those that do.
"""

import math
import random
import time
from dataclasses import dataclass

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div, log_softmax, normalize, softmax

from .batches import by_length, encode, load_tokenizer, pad, shuffled
from .encoder import IntentModel, load_base
from .labels import LABELS
from .noise import Noise
from .paths import CUT, POOL, STUDENT, TEACHER
from .questions import Question, load_questions, of_split
from .text import fold
from .unlabelled import unlabelled_sentences

SEED = 20
THREADS = 2
STUDENT_LAYERS = (0, 1, 2, 3, 4, 5)
HEADS = ('intent.', 'reason.', 'meaning.')
BATCH = 32
MEANING_WEIGHT = 4.0  # against the label and the opinion, one half each
NO_LABEL = ''
SOFTENING = 2.0  # temperature at which the student reads the teacher
E5_PREFIX = 'query: '  # the base was trained with it; student and product go without


@dataclass(frozen=True)
class Plan:
    teacher_epochs: int
    student_epochs: int
    variants: int  # pool questions made of each hand-written one by other crops, places and years
    unlabelled: int  # pool sentences without a label


FULL = Plan(teacher_epochs=4, student_epochs=6, variants=2, unlabelled=10_000)
QUICK = Plan(teacher_epochs=1, student_epochs=1, variants=0, unlabelled=500)


def train_teacher(plan: Plan) -> None:
    """Leaves the 12-layer classifier at TEACHER."""
    questions = _begin()
    model, tokenizer = load_base(CUT), load_tokenizer(CUT)
    noise = Noise(random.Random(SEED))
    chosen = of_split(questions, 'train')
    fit = Fit(model, plan.teacher_epochs, len(chosen), rate=8e-5, head_rate=8e-4)
    for epoch in range(plan.teacher_epochs):
        texts = [_variant(noise, question) for question in chosen]
        spoiled = [noise.spoil(text, q.label) for text, q in zip(texts, chosen)]
        rows = encode(tokenizer, _unless_held_out(spoiled, [q.text for q in chosen], questions))
        labels = torch.tensor([LABELS.index(q.label) for q in chosen])
        for batch in shuffled([len(row) for row in rows], BATCH, fit.rng):
            logits, _ = fit.forward([rows[i] for i in batch])
            fit.step(cross_entropy(logits, labels[batch], label_smoothing=0.05))
        fit.report('teacher', epoch, model, tokenizer, questions)
    save_file(model.state_dict(), TEACHER)


def make_pool(plan: Plan) -> None:
    """Leaves at POOL clean training questions with the teacher's logits and the base's centred embeddings."""
    questions = _begin()
    noise = Noise(random.Random(SEED + 1))
    pool: dict[str, str] = {}
    held_out = _held_out(questions)
    for question in of_split(questions, 'train'):
        count = plan.variants if question.source == 'hand' else 1
        for text in [question.text, *(noise.swap_names(question.text) for _ in range(count))]:
            pool.setdefault(text, question.label)
    for text in unlabelled_sentences(plan.unlabelled, random.Random(SEED)):
        pool.setdefault(text, NO_LABEL)
    texts, tokenizer = [text for text in pool if fold(text) not in held_out], load_tokenizer(CUT)
    teacher = load_base(CUT)
    _, meanings = infer(teacher, encode(tokenizer, [E5_PREFIX + text for text in texts]))
    centre = meanings.mean(0)
    teacher.load_state_dict(load_file(TEACHER))
    logits, _ = infer(teacher, encode(tokenizer, texts))
    labels = [pool[text] for text in texts]
    torch.save({'texts': texts, 'labels': labels, 'logits': logits, 'meanings': normalize(meanings - centre)}, POOL)
    print(f'pool: {len(texts)} questions', flush=True)


def train_student(plan: Plan) -> None:
    """Leaves the 6-layer model at STUDENT."""
    questions = _begin()
    model, tokenizer = load_base(CUT, STUDENT_LAYERS), load_tokenizer(CUT)
    noise = Noise(random.Random(SEED + 2))
    pool = torch.load(POOL)
    labels = torch.tensor([LABELS.index(label) if label else -1 for label in pool['labels']])
    fit = Fit(model, plan.student_epochs, len(labels), rate=2e-4, head_rate=1e-3)
    for epoch in range(plan.student_epochs):
        spoiled = [noise.spoil(text, label) for text, label in zip(pool['texts'], pool['labels'])]
        rows = encode(tokenizer, _unless_held_out(spoiled, pool['texts'], questions))
        for batch in shuffled([len(row) for row in rows], BATCH, fit.rng):
            logits, meanings = fit.forward([rows[i] for i in batch])
            opinion = (
                kl_div(
                    log_softmax(logits / SOFTENING, -1),
                    softmax(pool['logits'][batch] / SOFTENING, -1),
                    reduction='batchmean',
                )
                * SOFTENING**2
            )
            meaning = (1 - (meanings * pool['meanings'][batch]).sum(-1)).mean()
            known = cross_entropy(logits, labels[batch], ignore_index=-1, reduction='sum') / len(batch)
            fit.step(0.5 * known + 0.5 * opinion + MEANING_WEIGHT * meaning)
        fit.report('student', epoch, model, tokenizer, questions)
        print(f'student: last batch opinion {opinion:.3f} meaning {meaning:.3f}', flush=True)
    save_file(model.state_dict(), STUDENT)


class Fit:
    """One optimiser over one model: warm-up, linear decay, clipped gradients, bf16 products."""

    def __init__(self, model: IntentModel, epochs: int, size: int, rate: float, head_rate: float) -> None:
        model.words.requires_grad_(False)
        heads = [p for n, p in model.named_parameters() if n.startswith(HEADS)]
        body = [p for n, p in model.named_parameters() if not n.startswith((*HEADS, 'words.'))]
        groups = [{'params': body, 'lr': rate}, {'params': heads, 'lr': head_rate}]
        self.model = model.train()
        self.rng = random.Random(SEED)
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        total = epochs * math.ceil(size / BATCH)
        warm = max(1, total // 10)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min(step / warm, max(0.0, (total - step) / (total - warm)))
        )
        self.began = time.monotonic()

    def forward(self, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
        with torch.autocast('cpu', torch.bfloat16):
            logits, meanings = self.model(*pad(rows))
        return logits.float(), meanings.float()

    def step(self, loss: Tensor) -> None:
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()

    def report(self, name: str, epoch: int, model: IntentModel, tokenizer, questions: list[Question]) -> None:
        held = of_split(questions, 'validation')
        logits, _ = infer(model, encode(tokenizer, [q.text for q in held]))
        right = [LABELS[i] == q.label for i, q in zip(logits.argmax(-1).tolist(), held)]
        hand = [r for r, q in zip(right, held) if q.source == 'hand']
        print(
            f'{name}: epoch {epoch + 1}, {time.monotonic() - self.began:.0f} s, validation '
            f'{sum(right) / len(right):.1%} of {len(right)}, hand-written {sum(hand) / len(hand):.1%} of {len(hand)}',
            flush=True,
        )
        model.train()


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


def _held_out(questions: list[Question]) -> set[str]:
    return {fold(question.text) for question in questions if question.split != 'train'}


def _unless_held_out(variants: list[str], originals: list[str], questions: list[Question]) -> list[str]:
    """Swapped names or a typo may by chance make a held-out question: then the original stands in."""
    held_out = _held_out(questions)
    return [variant if fold(variant) not in held_out else original for variant, original in zip(variants, originals)]


def _variant(noise: Noise, question: Question) -> str:
    return noise.swap_names(question.text) if noise.rng.random() < 0.4 else question.text


def _begin() -> list[Question]:
    torch.set_num_threads(THREADS)
    torch.manual_seed(SEED)
    return load_questions()
