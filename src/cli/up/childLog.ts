import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';

const WARN_LEVEL = 40;
const LEVELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
/** What pino puts into each line; the rest are the line's own fields. */
const COMMON_FIELDS = new Set([
  'level',
  'time',
  'pid',
  'hostname',
  'msg',
  'name',
  'v',
  'err',
  'stack',
  'process',
]);

/**
 * Keeps everything a child writes in `<dir>/<name>.log` (the last run's is `<name>.old.log`) and shows a person the
 * warnings and errors, or all of it.
 */
export async function openChildLog(options: {
  dir: string;
  name: string;
  verbose: boolean;
  say: (line: string) => void;
}) {
  await mkdir(options.dir, { recursive: true });
  const base = path.join(options.dir, options.name.toLowerCase().replaceAll(' ', '-'));
  await rename(`${base}.log`, `${base}.old.log`).catch(() => undefined);
  const file = createWriteStream(`${base}.log`);
  // A full disk costs the log, not the answers.
  file.on('error', () => undefined);
  return {
    file: `${base}.log`,
    onLine(line: string, stream: 'stdout' | 'stderr'): void {
      file.write(`${line}\n`);
      const shown = lineForPeople(line, stream, options.verbose);
      if (shown !== undefined) options.say(`${options.name}: ${shown}`);
    },
    close: () => new Promise<void>((resolve) => file.end(() => resolve())),
  };
}

/** `warn  Redis is away  (error=ECONNREFUSED)`; undefined for a line that a person need not see. */
export function lineForPeople(
  line: string,
  stream: 'stdout' | 'stderr',
  verbose: boolean,
): string | undefined {
  const entry = parseEntry(line);
  // Not a log line: a stack trace, or a library that writes by itself.
  if (!entry) return verbose || stream === 'stderr' ? line : undefined;
  if (!verbose && entry.level < WARN_LEVEL) return undefined;
  const fields = Object.entries(entry)
    .filter(([name]) => !COMMON_FIELDS.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const error = (entry.err as { message?: unknown } | undefined)?.message;
  if (typeof error === 'string' && error !== entry.msg) fields.push(`error=${error}`);
  const level = LEVELS[entry.level] ?? String(entry.level);
  const message = typeof entry.msg === 'string' ? entry.msg : '';
  return `${level} ${message}${fields.length > 0 ? ` (${fields.join(' ')})` : ''}`;
}

function parseEntry(line: string): ({ level: number } & Record<string, unknown>) | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return typeof entry.level === 'number' ? { ...entry, level: entry.level } : undefined;
  } catch {
    return undefined;
  }
}
