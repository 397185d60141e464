"""Where each step finds what the step before it left."""

from pathlib import Path

TRAINING = Path(__file__).resolve().parent
DATA = TRAINING / 'data'
WORK = TRAINING / 'work'  # not committed: everything in it can be made again

DOWNLOADS = WORK / 'downloads'
BASE = WORK / 'base'  # a Hugging Face folder: config.json, model.safetensors, tokenizer.json
CUT = WORK / 'cut'  # the same, with the Spanish vocabulary only
POOL = WORK / 'pool'  # teacher's view of the training questions
STUDENT = WORK / 'student.safetensors'
NGRAMS = WORK / 'ngrams.npz'
FP32 = WORK / 'model.fp32.onnx'
INT8 = WORK / 'model.int8.onnx'
FIGURES = WORK / 'figures.json'
KNOWLEDGE_FIGURES = WORK / 'knowledge.json'

MODELS = TRAINING.parent / 'models'
MODEL = MODELS / 'intents'
KNOWLEDGE = TRAINING.parent / 'data' / 'knowledge'
GOLDEN = TRAINING.parent / 'test' / 'models'


def teacher(number: int) -> Path:
    return WORK / f'teacher-{number}.safetensors'
