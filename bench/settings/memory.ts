import { startFleet } from '../fleet.js';
import { runLoad } from '../load.js';
import { openQuestionList } from '../questions.js';
import { memoryOf, type Memory } from '../usage.js';
import type { SettingsOptions } from './measureSettings.js';
import { inMb, table } from './table.js';

const THREADS = [1, 2, 4];
/** Questions answered so far when memory is looked at. */
const LOOKS = [0, 1_000, 5_000, 10_000, 20_000];
const IN_FLIGHT = 64;

export interface MemoryFigures {
  threads: number;
  /** From the start of the process to its word that it is ready. */
  readyS: { api: number; worker: number };
  looks: { questions: number; worker: Memory; api: Memory; redis: Memory }[];
}

/** One worker after the other, each alone on the machine with an API and a Redis, from its start on. */
export async function measureMemory({ root, log }: SettingsOptions): Promise<MemoryFigures[]> {
  const measured: MemoryFigures[] = [];
  for (const threads of THREADS) {
    const list = await openQuestionList(`${root}/data`);
    const fleet = await startFleet(root, { workers: 1, threads });
    const [worker] = fleet.workers;
    try {
      const looks: MemoryFigures['looks'] = [];
      for (const questions of LOOKS) {
        const answered = looks.at(-1)?.questions ?? 0;
        if (questions > answered) {
          await runLoad(fleet.api.url, 'wait', list.take(questions - answered), IN_FLIGHT);
        }
        looks.push({
          questions,
          worker: await memoryOf(worker!.pid),
          api: await memoryOf(fleet.api.pid),
          redis: await memoryOf(fleet.redis.pid),
        });
        log(`memory: ${threads} threads, ${questions} questions: ${inMb(looks.at(-1)!.worker.rss)} MB`);
      }
      measured.push({ threads, readyS: { api: fleet.api.readyS, worker: worker!.readyS }, looks });
    } finally {
      await fleet.stop();
    }
  }
  return measured;
}

export function printMemory(measured: MemoryFigures[]): string {
  const head = ['after questions', ...measured.map(({ threads }) => `threads: ${threads}`)];
  const rows = LOOKS.map((questions, look) => [
    questions.toLocaleString('en-US'),
    ...measured.map(({ looks }) => {
      const { rss, pss, peak } = looks[look]!.worker;
      return `${inMb(rss)} (${inMb(pss)}; ${inMb(peak)})`;
    }),
  ]);
  const last = measured.map(({ looks }) => looks.at(-1)!);
  return [
    'Memory of a worker, MB: resident (proportional; highest resident so far).',
    table(head, rows),
    `Ready after its start, s: ${measured.map(({ readyS }) => readyS.worker.toFixed(2)).join(', ')}; ` +
      `API ${measured.map(({ readyS }) => readyS.api.toFixed(2)).join(', ')}. ` +
      `At the end, resident: API ${last.map(({ api }) => inMb(api.rss)).join(', ')} MB, ` +
      `Redis ${last.map(({ redis }) => inMb(redis.rss)).join(', ')} MB.`,
  ].join('\n\n');
}
