"""The ONNX graph of the network, node by node, for any way of multiplying by a weight matrix.

Written out rather than traced, so that the 32-bit and the 8-bit graph differ in `product` and `lookup` alone,
and every node carries the name of what it computes. Two fused operators of ONNX Runtime are used
(com.microsoft: MultiHeadAttention, SkipLayerNormalization); all else is standard ONNX.
"""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .encoder import MASKED, IntentModel

OPSET = 17
MICROSOFT = 'com.microsoft'

# graph, name, input [batch, length, in], weight [in, out], bias [out] → output's name
Product = Callable[['Graph', str, str, np.ndarray, np.ndarray], str]
# graph, table [rows, hidden], ids → output's name
Lookup = Callable[['Graph', np.ndarray, str], str]


class Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, op: str, inputs: list[str], name: str, domain: str = '', outputs: int = 1, **attributes) -> str:
        names = [name if i == 0 else f'{name}.{i}' for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=name, domain=domain, **attributes))
        return names[0]

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name


def float_product(graph: Graph, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
    product = graph.add('MatMul', [x, graph.constant(f'{name}.weight', weight)], f'{name}.product')
    return graph.add('Add', [product, graph.constant(f'{name}.bias', bias)], name)


def float_lookup(graph: Graph, table: np.ndarray, ids: str) -> str:
    return graph.add('Gather', [graph.constant('words.weight', table), ids], 'words')


def build(model: IntentModel, product: Product, lookup: Lookup) -> onnx.ModelProto:
    """input_ids, attention_mask: int64 [batch, length] → logits [batch, 14], embedding [batch, hidden]."""
    weights = {name: tensor.float().numpy() for name, tensor in model.state_dict().items()}
    shape, graph = model.shape, Graph()
    constant, add = graph.constant, graph.add

    def norm(x: str, skip: str, name: str) -> str:
        inputs = [
            x,
            skip,
            constant(f'{name}.weight', weights[f'{name}.weight']),
            constant(f'{name}.bias', weights[f'{name}.bias']),
        ]
        return add('SkipLayerNormalization', inputs, name, MICROSOFT, epsilon=shape.eps)

    def linear(name: str, x: str) -> str:
        return product(graph, name, x, weights[f'{name}.weight'].T, weights[f'{name}.bias'])

    def head(name: str, x: str) -> str:
        return float_product(graph, name, x, weights[f'{name}.weight'].T, weights[f'{name}.bias'])

    length = add('Shape', ['input_ids'], 'length', start=1, end=2)
    zero, one = constant('zero', np.array([0])), constant('one', np.array([1]))
    positions = add('Slice', [constant('positions.weight', weights['positions']), zero, length, zero], 'positions')
    words = lookup(graph, weights['words.weight'], 'input_ids')
    gain, shift = constant('norm.weight', weights['norm.weight']), constant('norm.bias', weights['norm.bias'])
    placed = add('Add', [words, positions], 'words+positions')
    x = add('LayerNormalization', [placed, gain, shift], 'norm', epsilon=shape.eps)
    add('Cast', ['attention_mask'], 'mask', to=TensorProto.INT32)
    for number in range(shape.layers):
        layer = f'layers.{number}'
        qkv = linear(f'{layer}.qkv', x)
        add('Split', [qkv], f'{layer}.q', outputs=3, axis=-1)
        # the query already carries 1/√size
        parts = [f'{layer}.q', f'{layer}.q.1', f'{layer}.q.2', '', 'mask']
        mixed = add(
            'MultiHeadAttention',
            parts,
            f'{layer}.mixed',
            MICROSOFT,
            num_heads=shape.heads,
            scale=1.0,
            mask_filter_value=MASKED,
        )
        x = norm(x, linear(f'{layer}.attended', mixed), f'{layer}.norm1')
        up = linear(f'{layer}.up', x)
        x = norm(x, linear(f'{layer}.down', add('Gelu', [up], f'{layer}.gelu', MICROSOFT)), f'{layer}.norm2')
    real = add('Cast', ['attention_mask'], 'real', to=TensorProto.FLOAT)
    real = add('Unsqueeze', [real, constant('last', np.array([-1]))], 'real.column')
    total = add('ReduceSum', [add('Mul', [x, real], 'x.real'), one], 'total', keepdims=0)
    pooled = add('Div', [total, add('ReduceSum', [real, one], 'count', keepdims=0)], 'pooled')
    logits = head('intent', add('Tanh', [head('reason', pooled)], 'reason.tanh'))
    embedding = add('LpNormalization', [head('meaning', pooled)], 'embedding', axis=-1, p=2)
    add('Identity', [logits], 'logits')
    return _model(graph, shape.hidden, embedding)


def _model(graph: Graph, hidden: int, embedding: str) -> onnx.ModelProto:
    whole = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ['batch', 'length'])
        for n in ('input_ids', 'attention_mask')
    ]
    out = [
        helper.make_tensor_value_info('logits', TensorProto.FLOAT, ['batch', 14]),
        helper.make_tensor_value_info(embedding, TensorProto.FLOAT, ['batch', hidden]),
    ]
    body = helper.make_graph(graph.nodes, 'agrobot-intents', whole, out, list(graph.constants.values()))
    opsets = [helper.make_opsetid('', OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name='agrobot')
