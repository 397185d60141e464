"""The trained student as an ONNX graph in 32 bit."""

import onnx
from safetensors.torch import load_file

from .encoder import IntentModel, load_base
from .graph import build, float_lookup, float_product
from .paths import CUT, FP32, STUDENT
from .train import STUDENT_LAYERS


def export() -> None:
    """Leaves at FP32: input_ids, attention_mask int64 [batch, length] → logits, embedding."""
    onnx.save(build(load_student(), float_product, float_lookup), FP32)


def load_student() -> IntentModel:
    model = load_base(CUT, STUDENT_LAYERS)
    model.load_state_dict(load_file(STUDENT))
    return model.eval()
