import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startFleet, type Fleet } from './fleet.js';
import { runLoad, type LoadResult, type Mode } from './load.js';
import { startModelAlone } from './modelAlone.js';
import { distinctQuestions } from './questions.js';
import { median, printReport, type Report } from './report.js';
import { cpuTime, proportionalSetSize } from './usage.js';

const HELP = `Usage: npm run bench -- [options]

Measures, in turns on one machine: onnxruntime-node alone with the shipped model, and the whole path from HTTP to answer.

  --questions N   questions a measurement (default 1500)
  --rounds N      rounds; medians are reported (default 3)
  --threads N     threads of the worker, and of onnxruntime-node alone (default: one a core)
  --json FILE     also write the figures as JSON
`;

const IN_FLIGHT = 64;
const MODES: Mode[] = ['wait', 'sse', 'poll'];
const BATCHES = [1, 8, 16];

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(cpus().length) },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const modelDir = `${root}/models/intents`;
const questionCount = Number(values.questions);
const rounds = Number(values.rounds);
const threads = Number(values.threads);
const ALONE_COUNT = 200;

let used = 0;
async function questions(count: number): Promise<string[]> {
  const fresh = await distinctQuestions(`${root}/data`, used, count);
  used += count;
  return fresh;
}

interface Sample extends LoadResult {
  apiMs: number;
  workerOutsideModelMs: number;
  modelMs: number;
  redisMs: number;
}

/** One measurement of the whole path with the CPU time that each process spent on a question. */
async function measure(fleet: Fleet, mode: Mode, count: number, inFlight: number): Promise<Sample> {
  const list = await questions(count);
  const pids = [fleet.api.pid, fleet.worker.pid, fleet.redis.pid];
  const before = await Promise.all(pids.map((pid) => cpuTime(pid, threads)));
  const result = await runLoad(fleet.api.url, mode, list, inFlight);
  const after = await Promise.all(pids.map((pid) => cpuTime(pid, threads)));
  const [api, worker, redis] = after.map((now, index) => ({
    total: ((now.totalS - before[index]!.totalS) * 1_000) / count,
    threads: ((now.busiestThreadsS - before[index]!.busiestThreadsS) * 1_000) / count,
  }));
  return {
    ...result,
    apiMs: api!.total,
    workerOutsideModelMs: worker!.total - worker!.threads,
    modelMs: worker!.threads,
    redisMs: redis!.total,
  };
}

const log = (line: string) => process.stderr.write(`${line}\n`);
const fleet = await startFleet(root, threads);
const alone = await startModelAlone(modelDir, threads);
try {
  log('warming up');
  await alone.run(await questions(200), 8);
  await runLoad(fleet.api.url, 'wait', await questions(1_000), IN_FLIGHT);
  await runLoad(fleet.api.url, 'sse', await questions(300), IN_FLIGHT);

  const aloneRuns = new Map<number, number[]>(BATCHES.map((batch) => [batch, []]));
  const aloneOne: number[] = [];
  const pathRuns = new Map<Mode, Sample[]>(MODES.map((mode) => [mode, []]));
  const oneRuns: Sample[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const batch of BATCHES) {
      log(`round ${round}/${rounds}: onnxruntime-node alone, batch ${batch}`);
      aloneRuns.get(batch)!.push(await alone.run(await questions(questionCount), batch));
    }
    aloneOne.push(await alone.oneAtATime(await questions(ALONE_COUNT)));
    for (const mode of MODES) {
      log(`round ${round}/${rounds}: whole path, ${mode}, ${IN_FLIGHT} in flight`);
      pathRuns.get(mode)!.push(await measure(fleet, mode, questionCount, IN_FLIGHT));
    }
    log(`round ${round}/${rounds}: whole path, one at a time`);
    oneRuns.push(await measure(fleet, 'wait', ALONE_COUNT, 1));
  }

  const model = JSON.parse(await readFile(`${modelDir}/manifest.json`, 'utf8')) as { revision: string };
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    modelRevision: model.revision,
    threads,
    questions: questionCount,
    rounds,
    alone: BATCHES.map((batch) => ({ batch, questionsPerS: median(aloneRuns.get(batch)!) })),
    aloneOneMs: median(aloneOne),
    path: MODES.map((mode) => ({ mode, ...medians(pathRuns.get(mode)!) })),
    one: medians(oneRuns),
    memoryMb: {
      api: (await proportionalSetSize(fleet.api.pid)) / 1e6,
      worker: (await proportionalSetSize(fleet.worker.pid)) / 1e6,
      redis: (await proportionalSetSize(fleet.redis.pid)) / 1e6,
    },
    readyS: { api: fleet.api.readyS, worker: fleet.worker.readyS },
  };
  process.stdout.write(printReport(report));
  if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await alone.stop();
  await fleet.stop();
}

function medians(samples: Sample[]): Sample {
  const of = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
  return {
    questionsPerS: of('questionsPerS'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    apiMs: of('apiMs'),
    workerOutsideModelMs: of('workerOutsideModelMs'),
    modelMs: of('modelMs'),
    redisMs: of('redisMs'),
  };
}
