"""Embeds the knowledge base with the published model and measures how well entries are found: in Node, as shipped."""

import json
import subprocess

from .paths import KNOWLEDGE_FIGURES, TRAINING

AGROBOT = ['node', 'bin/agrobot.mjs', 'knowledge']


def index_knowledge() -> None:
    """Leaves data/knowledge/index.json and embeddings.bin, and the figures at KNOWLEDGE_FIGURES."""
    root = TRAINING.parent
    subprocess.run([*AGROBOT, 'index'], cwd=root, check=True)
    measured = subprocess.run([*AGROBOT, 'evaluate', '--json'], cwd=root, check=True, capture_output=True, text=True)
    KNOWLEDGE_FIGURES.write_text(measured.stdout)
    print(json.dumps(json.loads(measured.stdout), indent=2))
