"""The graph in 8 bit, with nothing that makes one question's answer depend on its batch-mates.

Static: inputs of a product become unsigned bytes by a scale fixed beforehand, from the smallest and largest
value seen on 300 training questions; weights become signed bytes with one scale an output. Dynamic
quantisation would take the scale from whatever stands in the batch.

The inputs of the down-projections carry outliers that one scale cannot hold: there the product is MatMulNBits,
which scales every block of every token by itself. Word vectors get one scale each.

Weights use 7 bits: with 8, sums of two products overflow on processors without VNNI.
"""

import random

import numpy as np
import onnx
import onnxruntime as ort

from .batches import encode, load_tokenizer, pad
from .encoder import IntentModel
from .export import load_student
from .graph import MICROSOFT, Graph, Product, build, float_lookup, float_product
from .noise import Noise
from .paths import CUT, INT8
from .questions import load_questions, of_split
from .train import SEED

CALIBRATION_QUESTIONS = 300
LARGEST_WEIGHT = 63  # 7 bits
BLOCK = 32  # inputs that share a scale in MatMulNBits

Ranges = dict[str, tuple[float, float]]


def quantise() -> None:
    """Leaves at INT8 the graph in 8 bit, with the inputs and outputs of the 32-bit one."""
    model = load_student()
    onnx.save(build(model, eight_bit(measure_ranges(model)), byte_lookup), INT8)


def measure_ranges(model: IntentModel) -> Ranges:
    """Smallest and largest input of every product, over 300 training questions as people would type them."""
    inputs: dict[str, str] = {}

    def watched(graph: Graph, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        inputs[name] = x
        return float_product(graph, name, x, weight, bias)

    graph = build(model, watched, float_lookup)
    graph.graph.output.extend(onnx.ValueInfoProto(name=name) for name in sorted(set(inputs.values())))
    session = ort.InferenceSession(graph.SerializeToString())
    rows = _calibration_rows()
    names = sorted(set(inputs.values()))
    low, high = dict.fromkeys(names, np.inf), dict.fromkeys(names, -np.inf)
    for row in rows:  # one by one: padding must not widen a range
        ids, mask = pad([row])
        for name, values in zip(names, session.run(names, {'input_ids': ids.numpy(), 'attention_mask': mask.numpy()})):
            low[name], high[name] = min(low[name], float(values.min())), max(high[name], float(values.max()))
    return {product: (low[x], high[x]) for product, x in inputs.items()}


def eight_bit(ranges: Ranges) -> Product:
    def product(graph: Graph, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        if name.endswith('.down'):
            return blockwise_product(graph, name, x, weight, bias)
        return static_product(graph, name, x, weight, bias, *ranges[name])

    return product


def static_product(
    graph: Graph, name: str, x: str, weight: np.ndarray, bias: np.ndarray, low: float, high: float
) -> str:
    low, high = min(low, 0.0), max(high, 0.0)
    scale = np.float32((high - low) / 255)
    zero = np.uint8(round(-low / scale))
    weight_scale = (np.abs(weight).max(0) / LARGEST_WEIGHT).astype(np.float32)
    constant = graph.constant
    x_scale, x_zero = constant(f'{name}.input_scale', scale), constant(f'{name}.input_zero', zero)
    inputs = [
        graph.add('QuantizeLinear', [x, x_scale, x_zero], f'{name}.input'),
        constant(f'{name}.weight', np.round(weight / weight_scale).astype(np.int8)),
        x_scale,
        constant(f'{name}.weight_scale', weight_scale),
        x_zero,
        constant(f'{name}.weight_zero', np.zeros(len(weight_scale), np.int8)),
        constant(f'{name}.bias', bias),
    ]
    return graph.add('MatMulIntegerToFloat', inputs, name, MICROSOFT)


def blockwise_product(graph: Graph, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
    rows, columns = weight.shape
    blocks = weight.T.reshape(columns, rows // BLOCK, BLOCK)
    scale = (np.abs(blocks).max(-1) / 127).astype(np.float32)
    quantised = (np.round(blocks / scale[..., None]) + 128).astype(np.uint8)
    inputs = [
        x,
        graph.constant(f'{name}.weight', quantised),
        graph.constant(f'{name}.weight_scale', scale),
        '',
        '',
    ]
    inputs.append(graph.constant(f'{name}.bias', bias))
    return graph.add(
        'MatMulNBits', inputs, name, MICROSOFT, K=rows, N=columns, bits=8, block_size=BLOCK, accuracy_level=4
    )  # fmt: skip


def byte_lookup(graph: Graph, table: np.ndarray, ids: str) -> str:
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32)
    words = graph.constant('words.weight', np.round(table / scale).astype(np.int8))
    values = graph.add(
        'Cast', [graph.add('Gather', [words, ids], 'words.bytes')], 'words.values', to=onnx.TensorProto.FLOAT
    )
    scales = graph.add('Gather', [graph.constant('words.scale', scale), ids], 'words.scales')
    return graph.add('Mul', [values, scales], 'words')


def _calibration_rows() -> list[list[int]]:
    rng = random.Random(SEED)
    chosen = rng.sample(of_split(load_questions(), 'train'), CALIBRATION_QUESTIONS)
    noise = Noise(rng)
    return encode(load_tokenizer(CUT), [noise.spoil(question.text, question.label) for question in chosen])
