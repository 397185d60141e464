import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { wholeNumber } from '../numbers.js';
import { PACKAGE_FILE } from '../paths.js';
import type { CompareOptions } from './compare.js';
import type { EvaluateOptions } from './evaluate.js';
import type { ReviewOptions } from './review.js';

const SHOWN_DEFAULT = 40;
const SHOWN_MAX = 1_000_000;
const REVIEW_DEFAULT = 500;
const REVIEW_MAX = 100_000;

const EXAMPLES = `
A model's life:
  agrobot model review --out to-review.tsv                        what users asked and the model was unsure of
  agrobot model train                                             learn, with what a technician labelled
  agrobot model evaluate --file training/data/test.tsv            how good it is
  agrobot model compare OLD NEW --file training/data/test.tsv     what changes, before it goes live`;

const EVALUATE_EXAMPLES = `
Examples:
  agrobot model evaluate --file training/data/test.tsv
  agrobot model evaluate --model /tmp/candidate --file ours.tsv --wrong 0
  agrobot model evaluate --file ours.tsv --json | jq '.wrong[].question'

The file is UTF-8, separated by tabs; its first line names the columns. "label" and "question" are needed; where there
is a column "kind", each kind is scored by itself; others are left out. The labels are the intents of the API.

The intervals take each line for a question of its own. Where one question stands there in several spellings, those by
kind are the honest ones.

It runs what a worker runs (tokenizer, 8-bit network, n-grams, thresholds), in one thread. The rules by which an answer
may overrule the model are no part of it.

Exit status: 0 scored, 1 broken model folder, 2 wrong file.`;

const COMPARE_EXAMPLES = `
Examples:
  agrobot model compare models/intents /tmp/candidate --file training/data/test.tsv
  agrobot model compare models/intents /tmp/candidate --file asked.tsv --changed 200

The file is one of "agrobot model evaluate"; without a column "label" only the changes are told. McNemar's exact test
says how probable such a difference is between two equally good models, if each line is a question of its own. Where one
question stands there in several spellings, as in training/data/test.tsv, test the plain ones alone:
  awk -F'\\t' 'NR == 1 || $3 == "plain"' training/data/test.tsv > plain.tsv

Exit status: 0 compared, 1 broken model folder, 2 wrong file.`;

const REVIEW_EXAMPLES = `
Examples:
  agrobot model review > to-review.tsv
  agrobot model review --out to-review.tsv --limit 200
  REDIS_URL=redis://redis.internal:6379 agrobot model review --below 0.8

Of the questions that are kept (AGROBOT_RETENTION_HOURS, 24 by default): those rated down, those whose answer asked
back, and those below the confidence. E-mail addresses, telephones, documents, coordinates, links, accounts, addresses
and names after phrases such as "me llamo" are masked; questions that differ in case, accents or punctuation alone
appear once. Columns: label (the model's guess), question, group, source, confidence, why.

The questions are in the Redis of REDIS_URL, or of "agrobot up" on this machine.

Exit status: 0 done, 1 broken model folder, 2 wrong usage, 3 no Redis.`;

const TRAIN_EXAMPLES = `
Examples:
  agrobot model train                                         everything, from base weights to models/intents
  agrobot model train evaluate golden knowledge card          single steps, by name
  agrobot model train --quick                                 tries the pipeline; not for publishing
  agrobot model train --base intfloat/multilingual-e5-small   another base: a hub's id, or a folder

Needs a checkout of the repository and Python 3.11 or newer; training/README.md tells the rest. All arguments go to
training/make.sh, whose exit status is passed on.`;

/** `agrobot model …`: how good the model is, what a new one changes, and what the next one should learn. */
export function register(program: Command): void {
  const model = program
    .command('model')
    .summary('evaluate, compare and train the model; review what it was unsure of')
    .description('Scores and compares models, gathers what users taught, and trains the next one.')
    .addHelpText('after', EXAMPLES);

  model
    .command('evaluate')
    .description('Scores a model folder on a labelled file, and shows what it gets wrong.')
    .requiredOption('--file <tsv>', 'the labelled questions')
    .option('--model <dir>', 'the model folder (default: AGROBOT_MODEL_DIR, else models/intents)')
    .option('--wrong <n>', 'how many of the wrong ones are shown, the surest first', shown, SHOWN_DEFAULT)
    .option('--json', 'print the figures as JSON, shares as fractions of one')
    .addHelpText('after', EVALUATE_EXAMPLES)
    .action(async (options: EvaluateOptions) => {
      const [{ evaluateCommand }, io] = await Promise.all([import('./evaluate.js'), terminal()]);
      process.exitCode = await evaluateCommand(options, io);
    });

  model
    .command('compare')
    .description('Shows which questions of a file get another label from one model folder than from another.')
    .argument('<a>', 'a model folder, such as that in use')
    .argument('<b>', 'another one, such as a candidate')
    .requiredOption('--file <tsv>', 'the questions, with labels or without')
    .option('--changed <n>', 'how many of the changed ones are shown, the worse first', shown, SHOWN_DEFAULT)
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', COMPARE_EXAMPLES)
    .action(async (a: string, b: string, options: CompareOptions) => {
      const [{ compareCommand }, io] = await Promise.all([import('./compare.js'), terminal()]);
      process.exitCode = await compareCommand([a, b], options, io);
    });

  model
    .command('review')
    .description('Writes a file of questions to label, out of what users asked, with personal data masked.')
    .option('--out <tsv>', 'a new file to write (default: stdout)')
    .option(
      '--below <confidence>',
      'what counts as unsure, 0 to 1 (default: the model’s own threshold)',
      share,
    )
    .option('--limit <n>', 'lines at most', wholeNumber(1, REVIEW_MAX), REVIEW_DEFAULT)
    .option('--model <dir>', 'whose threshold (default: AGROBOT_MODEL_DIR, else models/intents)')
    .addHelpText('after', REVIEW_EXAMPLES)
    .action(async (options: ReviewOptions) => {
      const [{ reviewCommand }, io] = await Promise.all([import('./review.js'), terminal()]);
      process.exitCode = await reviewCommand(options, { ...io, now: new Date() });
    });

  model
    .command('train')
    .description('Trains the model anew and publishes it into models/intents.')
    .argument('[args...]', 'steps and options of training/make.sh')
    .allowUnknownOption()
    .addHelpText('after', TRAIN_EXAMPLES)
    .action(async (args: string[]) => {
      const { trainCommand } = await import('./train.js');
      process.exitCode = await trainCommand(args, {
        root: path.dirname(PACKAGE_FILE),
        notes: process.stderr,
      });
    });
}

const shown = wholeNumber(0, SHOWN_MAX);

function share(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.8.');
}

async function terminal() {
  const { createLiveLines } = await import('../liveLines.js');
  return { stdout: process.stdout, notes: createLiveLines(process.stderr), env: process.env };
}
