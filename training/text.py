"""What happens to a question before it is tokenised. Node repeats `prepare` exactly."""

import re
import unicodedata

MAX_LENGTH = 128  # tokens, <s> and </s> included; longer questions lose their end


def prepare(question: str) -> str:
    """NFC, lower case, trimmed: the whole of the preprocessing, in this order."""
    return unicodedata.normalize('NFC', question).lower().strip()


def without_accents(text: str) -> str:
    """Drops accents, the diaeresis and the tilde of ñ, as phones often do."""
    return unicodedata.normalize('NFC', re.sub(r'[\u0300-\u036f]', '', unicodedata.normalize('NFD', text)))


def fold(question: str) -> str:
    """Lower case, no accents, no punctuation: two questions that fold alike are one question."""
    return ' '.join(re.findall(r'[a-z0-9]+', without_accents(question.lower())))
