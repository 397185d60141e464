import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { startFleet, type FleetOptions } from './fleet.js';
import { runLoad, type Mode } from './load.js';
import { measure, medians, type Sample } from './measure.js';
import { startModelAlone } from './modelAlone.js';
import { openQuestionList } from './questions.js';
import { median, printReport, type Report } from './report.js';
import { memoryOf } from './usage.js';

const MODES: Mode[] = ['wait', 'sse', 'poll'];
const BATCHES = [1, 8, 16];
const ALONE_COUNT = 200;

export interface WholePathOptions {
  /** The folder of package.json. */
  root: string;
  fleet: FleetOptions;
  questions: number;
  inFlight: number;
  rounds: number;
  json: string | undefined;
  log(line: string): void;
}

/**
 * Measures, in turns: onnxruntime-node alone with the shipped model, and the whole path from HTTP to answer.
 * @returns a report in Markdown
 */
export async function measureWholePath(options: WholePathOptions): Promise<string> {
  const { root, questions, inFlight, rounds, log } = options;
  const { workers, threads, batch: maxBatch } = options.fleet;
  const modelDir = `${root}/models/intents`;
  const list = await openQuestionList(`${root}/data`);
  const path = (mode: Mode, count: number, atOnce: number) => {
    const asked = list.take(count);
    return measure(fleet, count, () => runLoad(fleet.api.url, mode, asked, atOnce));
  };

  const fleet = await startFleet(root, options.fleet);
  const alone = await startModelAlone(modelDir, workers * threads);
  try {
    log('warming up');
    await alone.run(list.take(200), 8);
    await runLoad(fleet.api.url, 'wait', list.take(1_000), inFlight);
    await runLoad(fleet.api.url, 'sse', list.take(300), inFlight);

    const aloneRuns = new Map<number, number[]>(BATCHES.map((batch) => [batch, []]));
    const aloneOne: number[] = [];
    const pathRuns = new Map<Mode, Sample[]>(MODES.map((mode) => [mode, []]));
    const oneRuns: Sample[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (const batch of BATCHES) {
        log(`round ${round}/${rounds}: onnxruntime-node alone, batch ${batch}`);
        aloneRuns.get(batch)!.push(await alone.run(list.take(questions), batch));
      }
      aloneOne.push(await alone.oneAtATime(list.take(ALONE_COUNT)));
      for (const mode of MODES) {
        log(`round ${round}/${rounds}: whole path, ${mode}, ${inFlight} in flight`);
        pathRuns.get(mode)!.push(await path(mode, questions, inFlight));
      }
      log(`round ${round}/${rounds}: whole path, one at a time`);
      oneRuns.push(await path('wait', ALONE_COUNT, 1));
    }

    const model = JSON.parse(await readFile(`${modelDir}/manifest.json`, 'utf8')) as { revision: string };
    const pssMb = async (pid: number) => (await memoryOf(pid)).pss / 1e6;
    const report: Report = {
      date: new Date().toISOString().slice(0, 10),
      node: process.version,
      cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      modelRevision: model.revision,
      workers,
      threads,
      ...(maxBatch !== undefined && { maxBatch }),
      inFlight,
      questions,
      rounds,
      alone: BATCHES.map((batch) => ({ batch, questionsPerS: median(aloneRuns.get(batch)!) })),
      aloneOneMs: median(aloneOne),
      path: MODES.map((mode) => ({ mode, ...medians(pathRuns.get(mode)!) })),
      one: medians(oneRuns),
      memoryMb: {
        api: await pssMb(fleet.api.pid),
        worker: await pssMb(fleet.workers[0]!.pid),
        redis: await pssMb(fleet.redis.pid),
      },
      readyS: { api: fleet.api.readyS, worker: fleet.workers[0]!.readyS },
    };
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    return printReport(report);
  } finally {
    await alone.stop();
    await fleet.stop();
  }
}
