"""From base weights to models/intents: see training/README.md."""
