import { startFleet } from '../fleet.js';
import { runLoad, runPace } from '../load.js';
import { measure, medians, type Sample } from '../measure.js';
import { openQuestionList } from '../questions.js';
import { median } from '../report.js';
import type { SettingsOptions } from './measureSettings.js';
import { table } from './table.js';

const IN_FLIGHT = 128;
/** Of the most that this worker answers. */
const SHARES = [0.25, 0.5, 0.7, 0.85, 0.95];
const PACE_S = 6;
const WARM_UP = 1_000;

export interface PaceFigures {
  threads: number;
  rounds: number;
  /** Questions a second when there is always a queue. */
  most: number;
  paces: ({ share: number } & Sample)[];
}

/** How long answers take when people ask at a given rate, one worker of two threads. */
export async function measurePace({ root, questions, rounds, log }: SettingsOptions): Promise<PaceFigures> {
  const list = await openQuestionList(`${root}/data`);
  const threads = 2;
  const fleet = await startFleet(root, { workers: 1, threads });
  try {
    await runLoad(fleet.api.url, 'wait', list.take(WARM_UP), IN_FLIGHT);
    const most: number[] = [];
    const samples = new Map<number, Sample[]>(SHARES.map((share) => [share, []]));
    for (let round = 1; round <= rounds; round++) {
      log(`pace: round ${round}/${rounds}`);
      most.push((await runLoad(fleet.api.url, 'wait', list.take(questions), IN_FLIGHT)).questionsPerS);
      for (const share of SHARES) {
        const perS = most.at(-1)! * share;
        const asked = list.take(Math.round(perS * PACE_S));
        const run = () => runPace(fleet.api.url, asked, perS);
        samples.get(share)!.push(await measure(fleet, asked.length, run));
      }
    }
    return {
      threads,
      rounds,
      most: median(most),
      paces: SHARES.map((share) => ({ share, ...medians(samples.get(share)!) })),
    };
  } finally {
    await fleet.stop();
  }
}

export function printPace({ threads, rounds, most, paces }: PaceFigures): string {
  return [
    `One worker of ${threads} threads: ${most.toFixed(0)} questions/s at most; medians of ${rounds} rounds.`,
    table(
      ['share of the most', 'questions/s', 'p50 ms', 'p95 ms', 'p99 ms', 'cores used by others'],
      paces.map(({ share, questionsPerS, p50Ms, p95Ms, p99Ms, otherCores }) => [
        `${Math.round(share * 100)} %`,
        questionsPerS.toFixed(0),
        p50Ms.toFixed(1),
        p95Ms.toFixed(1),
        p99Ms.toFixed(1),
        otherCores.toFixed(2),
      ]),
    ),
  ].join('\n\n');
}
