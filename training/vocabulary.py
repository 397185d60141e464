"""Cuts the 250,000-piece vocabulary of the base to what lower-case Spanish uses.

A piece stays when a Spanish word form needs it, or a name of data/slots, a number, a chat spelling, or a single
character that a Colombian question may hold. Order and scores stay, so the
cut tokenizer splits as the full one does wherever every piece of the full split was kept.
"""

import json
import string

from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from .paths import BASE, CUT, DATA
from .text import prepare, without_accents
from .words import spanish_words

SPECIAL = ('<s>', '<pad>', '</s>', '<unk>', '<mask>')
CHARACTERS = (
    string.ascii_lowercase + string.digits + string.punctuation + 'áéíóúüñàèìòùâêîôûãõçäöï' + '¿¡«»“”‘’…–—°ºª€²³½¼×·•▁'
)
# joined words, chat spellings and English that turn up in questions beside Spanish
EVERYDAY = (
    'q xq pq porq tmb tb xfa porfa pls plis bn dnd cdo kmo ke k d x hl hla ola wsp whatsapp wa app gps ok okey '
    'listo ranking vs versus iphone prompt write script like hack facebook english this finde hey we the and '
    'to my 1000 5000 10000 hello how are you what is the weather today please thanks help price bitcoin python '
    'javascript code jaja jeje jajaja mano parce parcero vecino sumerced sumercé don doña pues oiga vea mire '
    'quiubo quihubo ica dane sipsa ideam eva fnc umata upra sena finagro kg km mm msnm ha has hectarea ton '
    'tons arroba bulto cc ph npk kiero kisiera kiera siembr0 haci asi aser aserlo sembrra agucate aguakate '
    'platno mais mays frijo frigol yubia lluebe yober llover toi voi ai ahi alla aya aki aca bamos boy balla '
    'bender benta ogo cultibo cultivoz cosexa coseccha'
)  # fmt: skip


def cut_vocabulary() -> None:
    """Leaves at CUT the base folder with fewer pieces: tokenizer.json, config.json, model.safetensors."""
    tokenizer = Tokenizer.from_file(str(BASE / 'tokenizer.json'))
    kept = _pieces(tokenizer)
    spec = json.loads((BASE / 'tokenizer.json').read_text())
    rows = [i for i, (piece, _) in enumerate(spec['model']['vocab']) if piece in kept]
    CUT.mkdir(parents=True, exist_ok=True)
    (CUT / 'tokenizer.json').write_text(json.dumps(_cut_spec(spec, rows), ensure_ascii=False, separators=(',', ':')))
    tensors = load_file(BASE / 'model.safetensors')
    words = next(name for name in tensors if name.endswith('word_embeddings.weight'))
    tensors[words] = tensors[words][rows].contiguous()
    save_file(tensors, CUT / 'model.safetensors')
    config = json.loads((BASE / 'config.json').read_text())
    (CUT / 'config.json').write_text(json.dumps({**config, 'vocab_size': len(rows)}, indent=2) + '\n')
    print(f'vocabulary: {len(rows)} of {tokenizer.get_vocab_size()} pieces kept')


def _cut_spec(spec: dict, rows: list[int]) -> dict:
    new_id = {old: new for new, old in enumerate(rows)}
    spec['model']['vocab'] = [spec['model']['vocab'][i] for i in rows]
    spec['model']['unk_id'] = new_id[spec['model']['unk_id']]
    spec['added_tokens'] = [{**token, 'id': new_id[token['id']]} for token in spec['added_tokens']]
    for token in spec['post_processor']['special_tokens'].values():
        token['ids'] = [new_id[i] for i in token['ids']]
    return spec


def _pieces(tokenizer: Tokenizer) -> set[str]:
    kept: set[str] = set()
    for spellings in _batches(sorted(_spellings())):
        for encoding in tokenizer.encode_batch(spellings, add_special_tokens=False):
            kept.update(encoding.tokens)
    for text in (*_names(), *EVERYDAY.split(), *map(str, range(3000)), *CHARACTERS):
        for variant in (text, text.lstrip(), without_accents(text)):
            kept.update(tokenizer.encode(variant, add_special_tokens=False).tokens)
    vocabulary = tokenizer.get_vocab()
    kept.update(c for c in CHARACTERS if c in vocabulary)
    kept.update('▁' + c for c in CHARACTERS if '▁' + c in vocabulary)
    # a lone character that the full vocabulary knows as a symbol (emoji, arrows) costs one row each
    kept.update(p for p in vocabulary if len(p.lstrip('▁')) == 1 and 0x1F300 <= ord(p[-1]) <= 0x1FAFF)
    return kept | set(SPECIAL)


def _spellings() -> set[str]:
    """Each form as it is, without accents, and after the opening question mark."""
    forms = {prepare(word) for word in spanish_words()}
    plain = forms | {without_accents(word) for word in forms}
    return plain | {'¿' + word for word in plain}


def _names() -> list[str]:
    return [prepare(line) for file in sorted((DATA / 'slots').glob('*.txt')) for line in file.read_text().splitlines()]


def _batches(items: list[str], size: int = 20_000) -> list[list[str]]:
    return [items[i : i + size] for i in range(0, len(items), size)]
