"""The Spanish word forms that decide which pieces of the vocabulary stay.

They come from Debian: aspell-es (lemmas with affix rules, expanded by aspell itself) and wspanish. Only the
choice of pieces rests on these lists; no word of them is stored in the model's files.
"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .paths import WORK

PACKAGES = ('aspell', 'aspell-es', 'libaspell15', 'wspanish')
DEBIAN = WORK / 'debian'
LEMMAS = 'usr/share/aspell/es.cwl.gz'
FORMS = 'usr/share/dict/spanish'


def spanish_words() -> set[str]:
    """Every Spanish form the two lists know, as they spell it."""
    root = _installed() or _unpacked()
    forms = set((root / FORMS).read_text(encoding='utf-8').split())
    return forms | set(_expand(root))


def _installed() -> Path | None:
    root = Path('/')
    return root if shutil.which('aspell') and (root / LEMMAS).exists() and (root / FORMS).exists() else None


def _unpacked() -> Path:
    """The packages' files under work/debian, fetched without installing anything (needs no root)."""
    if not (DEBIAN / LEMMAS).exists() or not (DEBIAN / FORMS).exists():
        if not shutil.which('apt-get'):
            sys.exit(f'words: no aspell with Spanish here. Install it first: apt-get install {" ".join(PACKAGES)}')
        debs = WORK / 'debs'
        debs.mkdir(parents=True, exist_ok=True)
        got = subprocess.run(['apt-get', 'download', *PACKAGES], cwd=debs, capture_output=True, text=True)
        if got.returncode:
            sys.exit(
                f'words: apt-get download failed: {got.stderr}\nInstall by hand: apt-get install {" ".join(PACKAGES)}'
            )
        for deb in sorted(debs.glob('*.deb')):
            subprocess.run(['dpkg-deb', '-x', str(deb), str(DEBIAN)], check=True)
    return DEBIAN


def _expand(root: Path) -> list[str]:
    library = next((root / 'usr/lib').glob('*/libaspell.so.15'))
    environment = {**os.environ, 'LD_LIBRARY_PATH': str(library.parent)}

    def run(program: str, *options: str, given: bytes) -> bytes:
        command = [str(root / 'usr/bin' / program), *options]
        return subprocess.run(command, input=given, env=environment, stdout=subprocess.PIPE, check=True).stdout

    lemmas = run('prezip-bin', '-d', given=gzip.decompress((root / LEMMAS).read_bytes()))
    rules = str(root / 'usr/lib/aspell')
    options = [f'--data-dir={rules}', f'--dict-dir={rules}', '--lang=es', '--encoding=iso-8859-1']
    return run('aspell', *options, 'expand', given=lemmas).decode('iso-8859-1').split()
