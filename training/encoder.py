"""The network: a BERT encoder with mean pooling, an intent head and an embedding head.

Written out because the exported graph must stay small and quantisable: one fused query-key-value product a
layer, token types folded into the positions, no dropout beyond the head's. Weights are read from and named
after Hugging Face's BERT.
"""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu, normalize

from .labels import LABELS
from .text import MAX_LENGTH

MASKED = -1e4  # added to the scores of padding: exp() of it is exactly 0 in fp32


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    hidden: int
    heads: int
    inner: int
    layers: int
    eps: float


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.size = shape.heads, shape.hidden // shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.attended = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, shape.eps)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, shape.eps)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + self.attended(mixed))
        return self.norm2(x + self.down(gelu(self.up(x))))


class IntentModel(nn.Module):
    """ids, mask: int64 [batch, length] → logits [batch, 14], embedding [batch, hidden] of unit length."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Parameter(torch.zeros(MAX_LENGTH, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.meaning = nn.Linear(shape.hidden, shape.hidden)
        self.reason = nn.Linear(shape.hidden, shape.hidden)
        self.dropout = nn.Dropout(0.1)
        self.intent = nn.Linear(shape.hidden, len(LABELS))

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The mean of the last layer over the real tokens, as e5 pools: [batch, hidden]."""
        real = mask.to(torch.float32)
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        bias = ((1.0 - real) * MASKED)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        real = real[:, :, None]
        return (x * real).sum(1) / real.sum(1)

    def readings(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits, the vectors [batch, hidden] that they are read from, and embeddings."""
        pooled = self.pooled(ids, mask)
        reason = torch.tanh(self.reason(pooled))
        return self.intent(self.dropout(reason)), reason, normalize(self.meaning(pooled), dim=-1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        logits, _, embeddings = self.readings(ids, mask)
        return logits, embeddings


def load_base(folder: Path, layers: tuple[int, ...] | None = None) -> IntentModel:
    """The base encoder from a Hugging Face folder, with the given layers (all without); heads are new."""
    config = json.loads((folder / 'config.json').read_text())
    if config['model_type'] != 'bert' or config['hidden_act'] != 'gelu':
        raise ValueError(f'{folder} is not a BERT encoder with gelu: {config["model_type"]}, {config["hidden_act"]}')
    chosen = layers if layers is not None else tuple(range(config['num_hidden_layers']))
    shape = Shape(
        config['vocab_size'], config['hidden_size'], config['num_attention_heads'],
        config['intermediate_size'], len(chosen), config['layer_norm_eps'],
    )  # fmt: skip
    tensors = {
        name.removeprefix('bert.'): tensor.float() for name, tensor in load_file(folder / 'model.safetensors').items()
    }
    model = IntentModel(shape)
    state = model.state_dict()
    state['words.weight'] = tensors['embeddings.word_embeddings.weight']
    types = tensors['embeddings.token_type_embeddings.weight'][0]
    state['positions'] = tensors['embeddings.position_embeddings.weight'][:MAX_LENGTH] + types
    state['norm.weight'] = tensors['embeddings.LayerNorm.weight']
    state['norm.bias'] = tensors['embeddings.LayerNorm.bias']
    for ours, theirs in enumerate(chosen):
        for kind in ('weight', 'bias'):
            source = partial(_part, tensors, theirs, kind)
            # 1/√size of the attention scores goes into the query, so the graph has no extra product
            query = source('attention.self.query') / (shape.hidden // shape.heads) ** 0.5
            state[f'layers.{ours}.qkv.{kind}'] = torch.cat(
                [query, source('attention.self.key'), source('attention.self.value')]
            )
            state[f'layers.{ours}.attended.{kind}'] = source('attention.output.dense')
            state[f'layers.{ours}.norm1.{kind}'] = source('attention.output.LayerNorm')
            state[f'layers.{ours}.up.{kind}'] = source('intermediate.dense')
            state[f'layers.{ours}.down.{kind}'] = source('output.dense')
            state[f'layers.{ours}.norm2.{kind}'] = source('output.LayerNorm')
    state['meaning.weight'], state['meaning.bias'] = torch.eye(shape.hidden), torch.zeros(shape.hidden)
    model.load_state_dict(state)
    return model


def _part(tensors: dict[str, Tensor], layer: int, kind: str, name: str) -> Tensor:
    return tensors[f'encoder.layer.{layer}.{name}.{kind}']
