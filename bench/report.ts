import type { Mode } from './load.js';
import type { Sample } from './measure.js';

export interface Report {
  date: string;
  node: string;
  cpu: string;
  modelRevision: string;
  workers: number;
  threads: number;
  /** AGROBOT_MAX_BATCH, where it was not the product's default. */
  maxBatch?: number;
  inFlight: number;
  questions: number;
  rounds: number;
  alone: { batch: number; questionsPerS: number }[];
  aloneOneMs: number;
  path: ({ mode: Mode } & Sample)[];
  one: Sample;
  memoryMb: { api: number; worker: number; redis: number };
  readyS: { api: number; worker: number };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The figures as a Markdown page, ready for docs/benchmarks.md. */
export function printReport(report: Report): string {
  const batchOne = report.alone[0]!.questionsPerS;
  const outside = (row: Sample) => row.apiMs + row.workerOutsideModelMs + row.redisMs;
  const fleet = [
    `${report.workers > 1 ? `${report.workers} workers of ` : ''}${report.threads} threads`,
    ...(report.maxBatch === undefined ? [] : [`batches of at most ${report.maxBatch}`]),
  ].join(', ');
  const lines = [
    `Model revision \`${report.modelRevision}\`, Node ${report.node}, ${report.cpu}, ${fleet}, ` +
      `${report.questions} distinct questions a measurement, medians of ${report.rounds} rounds, ${report.date}.`,
    '',
    '| onnxruntime-node alone | questions/s | against batch 1 |',
    '| --- | ---: | ---: |',
    ...report.alone.map(
      ({ batch, questionsPerS }) =>
        `| batch ${batch} | ${questionsPerS.toFixed(0)} | ${(questionsPerS / batchOne).toFixed(2)} |`,
    ),
    '',
    '| whole path | questions/s | against the model alone, batch 1 | p50 ms | p99 ms | CPU a question, ms: API | worker outside the model | Redis | all outside the model | model |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[...report.path, { mode: 'wait, one at a time', ...report.one }].map((row) =>
      [
        '',
        ` ${row.mode}${row.mode.includes(',') ? '' : `, ${report.inFlight} in flight`} `,
        ...[
          row.questionsPerS.toFixed(0),
          (row.questionsPerS / batchOne).toFixed(2),
          row.p50Ms.toFixed(1),
          row.p99Ms.toFixed(1),
          row.apiMs.toFixed(2),
          row.workerOutsideModelMs.toFixed(2),
          row.redisMs.toFixed(2),
          outside(row).toFixed(2),
          row.modelMs.toFixed(2),
        ].map((cell) => ` ${cell} `),
        '',
      ].join('|'),
    ),
    '',
    `One question alone: ${report.one.p50Ms.toFixed(1)} ms p50 over the whole path; ${report.aloneOneMs.toFixed(1)} ms in the model alone.`,
    '',
    '| process | memory (PSS), MB | ready after start, s |',
    '| --- | ---: | ---: |',
    `| API | ${report.memoryMb.api.toFixed(0)} | ${report.readyS.api.toFixed(2)} |`,
    `| worker, ${report.threads} threads | ${report.memoryMb.worker.toFixed(0)} | ${report.readyS.worker.toFixed(2)} |`,
    `| Redis | ${report.memoryMb.redis.toFixed(0)} | |`,
  ];
  return `${lines.join('\n')}\n`;
}
