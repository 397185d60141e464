import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that was started, its lines, and what can be awaited of it. */
export interface Launched {
  pid: number;
  lines: string[];
  /** The first line, from the start on, that matches. Rejects when the program ends without it. */
  line(pattern: RegExp): Promise<string>;
  /** Its end, after its last line. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs a file with this Node; stdout and stderr are read together, line by line. */
export function launch(file: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): Launched {
  const child = spawn(process.execPath, [file, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = () => {
    for (const check of waiting) check();
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  const exited = new Promise<Awaited<Launched['exited']>>((resolve) => {
    child.once('close', (code, signal) => {
      ended = true;
      wake();
      resolve({ code, signal });
    });
  });
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        const found = lines.find((candidate) => pattern.test(candidate));
        if (found === undefined && !ended) return;
        waiting.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`It ended without a line like ${String(pattern)}:\n${lines.join('\n')}`));
      };
      waiting.add(check);
      check();
    });
  return { pid: child.pid ?? 0, lines, line, exited };
}
