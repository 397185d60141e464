import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { measureMemory, printMemory, type MemoryFigures } from './memory.js';
import { measurePace, printPace, type PaceFigures } from './pace.js';
import { measureSpeed, printSpeed, type SpeedFigures } from './speed.js';
import { measureStore, printStore, type StoreFigures } from './store.js';

export const PARTS = ['memory', 'speed', 'pace', 'store'] as const;
export type Part = (typeof PARTS)[number];

export interface SettingsOptions {
  /** The folder of package.json. */
  root: string;
  questions: number;
  rounds: number;
  log(line: string): void;
}

/** docs/worker-settings.json; a part that was not measured yet is not there. */
interface SettingsReport {
  date: string;
  node: string;
  cpu: string;
  modelRevision: string;
  memory?: MemoryFigures[];
  speed?: SpeedFigures;
  pace?: PaceFigures;
  store?: StoreFigures;
}

/**
 * Measures what a worker's settings do: memory by threads, speed by replicas, threads and batches, answer times at a
 * given rate, and what questions and open streams take of Redis and of the API.
 * @returns a report in Markdown
 */
export async function measureSettings(
  options: SettingsOptions & { parts: Part[]; json: string | undefined },
): Promise<string> {
  const { root, parts, json, log } = options;
  const model = JSON.parse(await readFile(`${root}/models/intents/manifest.json`, 'utf8')) as {
    revision: string;
  };
  const report: SettingsReport = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    modelRevision: model.revision,
  };
  const text = [
    `Model revision \`${report.modelRevision}\`, Node ${report.node}, ${report.cpu}, ${report.date}.`,
  ];
  for (const part of PARTS.filter((name) => parts.includes(name))) {
    log(`settings: ${part}`);
    switch (part) {
      case 'memory':
        text.push(printMemory((report.memory = await measureMemory(options))));
        break;
      case 'speed':
        text.push(printSpeed((report.speed = await measureSpeed(options))));
        break;
      case 'pace':
        text.push(printPace((report.pace = await measurePace(options))));
        break;
      case 'store':
        text.push(printStore((report.store = await measureStore(options))));
        break;
    }
  }
  if (json) await writeFile(json, `${JSON.stringify({ ...(await earlier(json)), ...report }, null, 2)}\n`);
  return `${text.join('\n\n')}\n`;
}

async function earlier(file: string): Promise<object> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as object;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
