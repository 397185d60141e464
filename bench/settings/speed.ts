import { request } from 'undici';
import { startFleet, type Fleet } from '../fleet.js';
import { runLoad } from '../load.js';
import { measure, medians, type Sample } from '../measure.js';
import { openQuestionList, type QuestionList } from '../questions.js';
import type { SettingsOptions } from './measureSettings.js';
import { table } from './table.js';

interface Setting {
  workers: number;
  threads: number;
  batch: number;
}

/** The first is what the others are compared with. */
const SETTINGS: Setting[] = [
  { workers: 1, threads: 2, batch: 8 },
  { workers: 1, threads: 1, batch: 8 },
  { workers: 2, threads: 1, batch: 8 },
  { workers: 1, threads: 4, batch: 8 },
  { workers: 2, threads: 2, batch: 8 },
  { workers: 1, threads: 2, batch: 1 },
  { workers: 1, threads: 2, batch: 4 },
  { workers: 1, threads: 2, batch: 16 },
];
/** More than the jobs that any of these takes at the same time, so that there is always a queue. */
const IN_FLIGHT = 128;
const WARM_UP = 500;

interface SettingFigures extends Setting, Sample {
  /** Questions that went through the model together, on average. */
  meanBatch: number;
  /** Questions a second against the first setting's in the same round: lowest, median, highest. */
  ratio: [number, number, number];
}

export interface SpeedFigures {
  inFlight: number;
  questions: number;
  rounds: number;
  settings: SettingFigures[];
}

/** All settings run beside each other, and are asked in turns: what else the machine does meets all of them alike. */
export async function measureSpeed({ root, questions, rounds, log }: SettingsOptions): Promise<SpeedFigures> {
  const running: { setting: Setting; fleet: Fleet; list: QuestionList; samples: Sample[] }[] = [];
  try {
    for (const setting of SETTINGS) {
      const list = await openQuestionList(`${root}/data`);
      const fleet = await startFleet(root, setting);
      running.push({ setting, fleet, list, samples: [] });
      await runLoad(fleet.api.url, 'wait', list.take(WARM_UP), IN_FLIGHT);
    }
    for (let round = 1; round <= rounds; round++) {
      log(`speed: round ${round}/${rounds}`);
      for (const { fleet, list, samples } of running) {
        const asked = list.take(questions);
        const run = () => runLoad(fleet.api.url, 'wait', asked, IN_FLIGHT);
        samples.push(await measure(fleet, questions, run));
      }
    }
    const base = running[0]!.samples;
    const settings = await Promise.all(
      running.map(async ({ setting, fleet, samples }) => {
        const ratios = samples
          .map(({ questionsPerS }, round) => questionsPerS / base[round]!.questionsPerS)
          .toSorted((a, b) => a - b);
        return {
          ...setting,
          ...medians(samples),
          meanBatch: await meanBatch(fleet),
          ratio: [ratios[0]!, ratios[Math.floor(ratios.length / 2)]!, ratios.at(-1)!],
        } satisfies SettingFigures;
      }),
    );
    return { inFlight: IN_FLIGHT, questions, rounds, settings };
  } finally {
    for (const { fleet } of running) await fleet.stop();
  }
}

async function meanBatch({ workers }: Fleet): Promise<number> {
  const pages = await Promise.all(
    workers.map(async ({ metricsUrl }) => (await request(metricsUrl)).body.text()),
  );
  const total = (name: string) =>
    pages.reduce((sum, page) => sum + Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]), 0);
  return total('agrobot_batch_size_sum') / total('agrobot_batch_size_count');
}

export function printSpeed({ inFlight, questions, rounds, settings }: SpeedFigures): string {
  const head = [
    'replicas × threads, batch',
    'questions/s',
    'against the first (lowest–highest)',
    'p50 ms',
    'p95 ms',
    'mean batch',
    'CPU a question, ms: model',
    'worker outside the model',
    'of it main thread',
    'API',
    'of it main thread',
    'Redis',
    'load generator',
    'cores used by others',
  ];
  const rows = settings.map((row) => [
    `${row.workers} × ${row.threads}, ${row.batch}`,
    row.questionsPerS.toFixed(0),
    `${row.ratio[1].toFixed(2)} (${row.ratio[0].toFixed(2)}–${row.ratio[2].toFixed(2)})`,
    row.p50Ms.toFixed(0),
    row.p95Ms.toFixed(0),
    row.meanBatch.toFixed(1),
    ...[row.modelMs, row.workerOutsideModelMs, row.workerMainMs, row.apiMs, row.apiMainMs, row.redisMs].map(
      (ms) => ms.toFixed(2),
    ),
    row.loadMs.toFixed(2),
    row.otherCores.toFixed(2),
  ]);
  return [
    `${inFlight} questions in flight, ${questions} a measurement, medians of ${rounds} rounds in turns.`,
    table(head, rows),
  ].join('\n\n');
}
