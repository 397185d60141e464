"""What phones, haste and chat do to a question. Only while training: no noisy question is ever stored.

Input is lower-cased before it is tokenised, so letter case needs no noise.
"""

import random
import re

from .paths import DATA
from .questions import slot_values
from .text import without_accents

KEYS = {
    'q': 'wa', 'w': 'qes', 'e': 'wrd', 'r': 'etf', 't': 'ryg', 'y': 'tuh', 'u': 'yij', 'i': 'uok', 'o': 'ipl',
    'p': 'ol', 'a': 'sqz', 's': 'adw', 'd': 'sfe', 'f': 'dgr', 'g': 'fht', 'h': 'gjy', 'j': 'hku', 'k': 'jli',
    'l': 'kñ', 'ñ': 'nl', 'z': 'xa', 'x': 'zc', 'c': 'xv', 'v': 'cb', 'b': 'vn', 'n': 'bm', 'm': 'n',
}  # fmt: skip
SOUNDS = (
    ('v', 'b'), ('b', 'v'), ('ll', 'y'), ('y', 'll'), ('z', 's'), ('ce', 'se'), ('ci', 'si'), ('s', 'z'), ('h', ''),
    ('que', 'ke'), ('qu', 'k'), ('g', 'j'), ('ñ', 'n'), ('x', 's'), ('rr', 'r'),
)  # fmt: skip
CHAT = {
    'que': 'q', 'por': 'x', 'porque': 'xq', 'para': 'pa', 'también': 'tmb', 'favor': 'fa', 'cuando': 'cdo',
    'cuándo': 'cdo', 'donde': 'dnd', 'dónde': 'dnd', 'qué': 'k', 'de': 'd', 'está': 'ta', 'usted': 'ud', 'bien': 'bn',
    'estoy': 'toy', 'cómo': 'cmo', 'cuánto': 'cuanto', 'hoy': 'oy', 'hay': 'ay', 'todo': 'to', 'gracias': 'grax',
    'mucho': 'mxo', 'nada': 'na', 'con': 'cn', 'mañana': 'mñn', 'quiero': 'kiero', 'aquí': 'aki', 'esto': 'sto',
    'más': '+', 'tengo': 'tngo', 'saber': 'sber', 'hacer': 'aser', 'puedo': 'pdo', 'señor': 'sr', 'los': 'ls',
}  # fmt: skip
HESITATIONS = ('eh', 'este', 'o sea', 'pues', 'bueno', 'mire', 'a ver', 'digamos', 'cómo le digo', 'entonces', 'y')
CHARACTERS_A_TYPO = 18
FILLERS = {
    'el',
    'la',
    'los',
    'las',
    'de',
    'del',
    'en',
    'a',
    'por',
    'un',
    'una',
    'me',
    'es',
    'se',
    'lo',
    'que',
}


class Noise:
    """Seeded: the same generator gives the same variants in the same order."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        values = slot_values()
        folder = DATA / 'slots'
        self.openings = (folder / 'openings.txt').read_text().splitlines()
        self.stories = (folder / 'stories.txt').read_text().splitlines()
        self.closings = (folder / 'closings.txt').read_text().splitlines()
        self.crops = values['crop']
        # places apart: "papa" or "pasto" is no town in most questions, a capital decides
        self.names = {
            'crop': _alternatives([c for c in self.crops if len(c) > 2], re.IGNORECASE),
            'department': _alternatives(values['department'], 0),
            'municipality': _alternatives(values['municipality'], 0),
            'year': re.compile(r'\b20(?:0[6-9]|1\d|2[0-2])\b'),
        }
        self.values = values

    def swap_names(self, text: str) -> str:
        """Other crops, places and years in the same sentence: the intent stays, the meaning moves along."""
        for slot, pattern in self.names.items():
            text = pattern.sub(lambda match, slot=slot: self._another(match[0], slot), text)
        return text

    def _another(self, name: str, slot: str) -> str:
        """A name of the same slot, and for crops of the same likely gender ("la papa", never "la café")."""
        if slot != 'crop':
            return self.rng.choice(self.values[slot])
        ending = name.lower().endswith(('a', 'as'))
        return self.rng.choice([c for c in self.crops if c.endswith(('a', 'as')) == ending])

    def spoil(self, text: str, label: str) -> str:
        """The same question as a person in a hurry would send it."""
        text = self._wrap(text, label)
        if self.rng.random() < 0.12:
            text = self._dictate(text)
        if self.rng.random() < 0.5:
            text = without_accents(text)
        if self.rng.random() < 0.5:
            text = re.sub(r'[¿?¡!.,;:]+', '' if self.rng.random() < 0.8 else ' ', text)
        if self.rng.random() < 0.25:
            text = self._chat(text)
        if self.rng.random() < 0.15:
            text = self._drop_filler(text)
        if self.rng.random() < 0.4:
            for _ in range(1 + len(text) // 40):
                text = self._typo(text)
        return text.strip() or text

    def misspell(self, text: str) -> str:
        """With a typo every 18 characters or so, at least one."""
        for _ in range(max(1, round(len(text) / CHARACTERS_A_TYPO))):
            text = self._typo(text)
        return text

    def _wrap(self, text: str, label: str) -> str:
        if self.rng.random() < 0.2:
            story = label != 'smalltalk' and self.rng.random() < 0.5
            text = self.rng.choice(self.stories if story else self.openings) + ' ' + text
        if self.rng.random() < 0.1 and label != 'smalltalk':
            text = text + ' ' + self.rng.choice(self.closings)
        return text

    def _dictate(self, text: str) -> str:
        """As a phone writes down what is spoken: no punctuation, fillers, a word said twice."""
        words = re.sub(r'[¿?¡!.,;:]+', '', text).lower().split()
        for _ in range(1 + len(words) // 8):
            words.insert(self.rng.randrange(len(words) + 1), self.rng.choice(HESITATIONS))
        if len(words) > 3 and self.rng.random() < 0.5:
            at = self.rng.randrange(len(words))
            words.insert(at, words[at])
        return ' '.join(words)

    def _chat(self, text: str) -> str:
        return ' '.join(CHAT.get(w.lower(), w) if self.rng.random() < 0.6 else w for w in text.split(' '))

    def _drop_filler(self, text: str) -> str:
        words = text.split(' ')
        at = [i for i, word in enumerate(words) if word.lower() in FILLERS]
        if at and len(words) > 3:
            del words[self.rng.choice(at)]
        return ' '.join(words)

    def _typo(self, text: str) -> str:
        at = [i for i, c in enumerate(text) if c.isalpha()]
        if len(at) < 4:
            return text
        i = self.rng.choice(at)
        kind = self.rng.random()
        if kind < 0.4:
            old, new = self.rng.choice(SOUNDS)
            found = [m.start() for m in re.finditer(old, text)]
            if not found:
                return text
            i = self.rng.choice(found)
            return text[:i] + new + text[i + len(old) :]
        if kind < 0.55:
            return text[:i] + text[i + 1 :]
        if kind < 0.7:
            return text[:i] + self.rng.choice(KEYS.get(text[i].lower(), text[i])) + text[i + 1 :]
        if kind < 0.85:
            return text[:i] + text[i : i + 2][::-1] + text[i + 2 :]
        if kind < 0.95:
            return text[:i] + text[i] + text[i:]
        spaces = [j for j, c in enumerate(text) if c == ' ']
        j = self.rng.choice(spaces) if spaces else None
        return text if j is None else text[:j] + text[j + 1 :]


def _alternatives(names: list[str], flags: int) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r'\b(?:' + '|'.join(map(re.escape, longest_first)) + r')\b', flags)
