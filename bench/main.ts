import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureSettings, PARTS, type Part } from './settings/measureSettings.js';
import { measureWholePath } from './wholePath.js';

const HELP = `Usage: npm run bench -- [options]            the whole path and the model alone (docs/benchmarks.md)
       npm run bench -- settings [options]   one setting against another (docs/worker-settings.md)

Measures on one machine, in turns, with a Redis, an API and workers of its own. Linux only.

  --questions N   questions a measurement (default 1500)
  --rounds N      rounds; medians are reported (default 3)
  --json FILE     also write the figures as JSON

The whole path:
  --workers N     worker processes (default 1)
  --threads N     threads of a worker (default: one a core); onnxruntime-node alone has as many as all workers together
  --batch N       AGROBOT_MAX_BATCH (default: the product's)
  --in-flight N   questions asked at the same time (default 64)

Settings:
  --part NAME     ${PARTS.join(', ')}; may be given again (default: all). FILE keeps the other parts
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    questions: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    workers: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(cpus().length) },
    batch: { type: 'string' },
    'in-flight': { type: 'string', default: '64' },
    part: { type: 'string', multiple: true, default: [...PARTS] },
    help: { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const common = {
  root,
  questions: wholeNumber('questions'),
  rounds: wholeNumber('rounds'),
  json: values.json,
  log: (line: string) => void process.stderr.write(`${line}\n`),
};

if (values.help) {
  process.stdout.write(HELP);
} else if (positionals[0] === 'settings') {
  const unknown = values.part.find((part) => !PARTS.includes(part as Part));
  if (unknown !== undefined) refuse(`--part ${unknown}: there are ${PARTS.join(', ')}`);
  process.stdout.write(await measureSettings({ ...common, parts: values.part as Part[] }));
} else if (positionals.length > 0) {
  refuse(`"${positionals.join(' ')}": there is only "settings"`);
} else {
  const fleet = {
    workers: wholeNumber('workers'),
    threads: wholeNumber('threads'),
    batch: values.batch === undefined ? undefined : wholeNumber('batch'),
  };
  process.stdout.write(await measureWholePath({ ...common, fleet, inFlight: wholeNumber('in-flight') }));
}

function wholeNumber(name: 'questions' | 'rounds' | 'workers' | 'threads' | 'batch' | 'in-flight'): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) refuse(`--${name} wants a whole number from 1 on`);
  return number;
}

function refuse(message: string): never {
  process.stderr.write(`agrobot bench: ${message} (--help lists the options)\n`);
  process.exit(2);
}
