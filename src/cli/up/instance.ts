import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { CliError } from '../cliError.js';
import { isRunning, signal, startOf, waitUntilGone } from '../processes.js';

/** An API or worker whose launcher was killed stops by itself; it gets this long before it is ended. */
const LEFTOVER_DEADLINE_MS = 10_000;

/** `since` tells a process from a later one that was given the same id. */
const processSchema = z.object({ pid: z.int(), since: z.string() });

/** What clients on this machine need to know; there once all is ready. */
const addressSchema = z.object({ url: z.string(), redisUrl: z.string(), prefix: z.string() });

const instanceSchema = processSchema.extend(addressSchema.partial().shape).extend({
  children: z.array(processSchema),
});

type Instance = z.infer<typeof instanceSchema>;
export type Address = z.infer<typeof addressSchema>;

/** This launcher's entry in `agrobot.json`, where other commands find the address and the next start finds what was left. */
export interface InstanceFile {
  setAddress(address: Address): Promise<void>;
  addChild(pid: number): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes this process the one launcher of `varDir`, and sees off what a killed one has left behind.
 *
 * @throws CliError when another launcher runs there
 */
export async function claimInstance(
  varDir: string,
  say: (line: string) => void,
  leftoverDeadlineMs = LEFTOVER_DEADLINE_MS,
): Promise<InstanceFile> {
  await mkdir(varDir, { recursive: true });
  const file = path.join(varDir, 'agrobot.json');
  const earlier = await readInstance(file);
  if (earlier && (await isSame(earlier))) {
    const where = earlier.url ? `at ${earlier.url}` : 'and is still starting';
    throw new CliError(
      `AgroBot is already running ${where} (process ${earlier.pid}). Stop it with Ctrl-C in its terminal.\n` +
        'For a second one of its own:  AGROBOT_VAR=/tmp/agrobot-2 npm start',
    );
  }
  if (earlier) await seeOff(earlier, say, leftoverDeadlineMs);

  const instance: Instance = { pid: process.pid, since: (await startOf(process.pid)) ?? '', children: [] };
  let writing = write(file, instance);
  let removed = false;
  const change = (edit: (instance: Instance) => void) => {
    edit(instance);
    writing = writing.then(() => (removed ? undefined : write(file, instance)));
    return writing;
  };
  await writing;
  return {
    setAddress: (address) => change((instance) => Object.assign(instance, address)),
    addChild: async (pid) => {
      const since = await startOf(pid);
      if (since !== undefined) await change((instance) => instance.children.push({ pid, since }));
    },
    remove: async () => {
      removed = true;
      await writing;
      await rm(file, { force: true });
    },
  };
}

async function seeOff(earlier: Instance, say: (line: string) => void, deadlineMs: number): Promise<void> {
  const end = async (child: Instance['children'][number]) => {
    if (!(await isSame(child))) return;
    say(`waiting for a process of the last run to end (${child.pid})`);
    if (await waitUntilGone(child.pid, deadlineMs)) return;
    signal(child.pid, 'SIGKILL');
    await waitUntilGone(child.pid, deadlineMs);
  };
  await Promise.all(earlier.children.map(end));
}

async function isSame({ pid, since }: { pid: number; since: string }): Promise<boolean> {
  return (await isRunning(pid)) && (await startOf(pid)) === since;
}

async function readInstance(file: string): Promise<Instance | undefined> {
  try {
    return instanceSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: readers never see half a file. For this user only: the Redis URL may hold a password. */
async function write(file: string, instance: Instance): Promise<void> {
  await writeFile(`${file}.${process.pid}`, JSON.stringify(instance), { mode: 0o600 });
  await rename(`${file}.${process.pid}`, file);
}
