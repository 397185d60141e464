import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Runs `work` while this process alone holds the lock file. A lock whose holder was killed is taken over.
 * @template T
 * @param {string} file
 * @param {(line: string) => void} say told once when there is someone to wait for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = JSON.stringify({ pid: process.pid, since: startOf(process.pid) });
  let told = false;
  while (!tryToHold(file, own)) {
    const holder = read(file);
    if (holder !== undefined && !isHeld(holder)) {
      removeExactly(file, holder);
      continue;
    }
    if (holder !== undefined && !told) {
      told = true;
      say(`another start is setting up (process ${JSON.parse(holder).pid}); waiting for it …`);
    }
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The content is there from the first moment: a link to a finished file either comes to be or does not. */
function tryToHold(file, own) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, own);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock only if it is still the one that was read: someone may have taken it over in between. */
function removeExactly(file, content) {
  const aside = `${file}.old.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (read(aside) !== content) linkSync(aside, file);
  } catch {
    // A third process holds it by now; whoever was moved aside finishes its work unharmed.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHeld(content) {
  try {
    const { pid, since } = JSON.parse(content);
    const now = startOf(pid);
    return now !== undefined && now === since;
  } catch {
    return false;
  }
}

/** When a process began, in whatever form the system tells it: a process id alone is given out again. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
