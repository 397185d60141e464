import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const EXIT_POLL_MS = 20;

/** Whether a process with this id runs. A zombie does not: where no init reaps orphans it stays in the table. */
export async function isRunning(pid: number): Promise<boolean> {
  if (!isListed(pid)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // There is no /proc on this system, or the process went in between.
  if (stat === undefined) return isListed(pid);
  // Z is dead, X is on its way out. The state follows the command's name, which is in brackets and may hold anything.
  return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
}

function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, from /proc where there is one, else from ps; undefined when it is gone. */
export async function commandOf(pid: number): Promise<string | undefined> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (fromProc !== undefined) return fromProc.replaceAll('\0', ' ').trim() || undefined;
  try {
    const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a process that is not a child of this one has gone. Returns false when it outlives the deadline. */
export async function waitUntilGone(pid: number, deadlineMs: number): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (await isRunning(pid)) {
    if (performance.now() > end) return false;
    await delay(EXIT_POLL_MS);
  }
  return true;
}

/** Sends a signal; a process that has gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** When a process began, in the system's own form: with it an id names one process for ever. Undefined: gone. */
export async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // Field 22 of proc(5): ticks since boot; the fields are counted from the end of the command's name.
  if (stat !== undefined) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
