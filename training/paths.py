"""Where each step finds what the step before it left."""

from pathlib import Path

TRAINING = Path(__file__).resolve().parent
DATA = TRAINING / 'data'
WORK = TRAINING / 'work'  # not committed: everything in it can be made again

DOWNLOADS = WORK / 'downloads'
BASE = WORK / 'base'  # a Hugging Face folder: config.json, model.safetensors, tokenizer.json
CUT = WORK / 'cut'  # the same, with the Spanish vocabulary only
POOL = WORK / 'pool'  # teacher's view of the training questions
TEACHER = WORK / 'teacher.safetensors'
STUDENT = WORK / 'student.safetensors'
FP32 = WORK / 'model.fp32.onnx'
INT8 = WORK / 'model.int8.onnx'
FIGURES = WORK / 'figures.json'

MODEL = TRAINING.parent / 'models' / 'intents'
GOLDEN = TRAINING.parent / 'test' / 'models'
