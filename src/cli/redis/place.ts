import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';

import { z } from 'zod';

export const LOOPBACK = '127.0.0.1';

/** Enough for 50,000 kept questions of 6 KB with room for the queue, or a quarter of a small machine. */
const MAX_MEMORY_BYTES = Math.min(512 * 1024 * 1024, Math.floor(totalmem() / 4));

const placeSchema = z.object({
  port: z.int().min(1).max(65_535),
  password: z.string().min(1),
  /** The name of the Docker container that the server runs in, if it does. */
  container: z.string().optional(),
});

/** Where a private Redis is. Kept in `redis.json`, so that the next start finds one that was left behind. */
export type Place = z.infer<typeof placeSchema>;

/** The last known place of the Redis whose data is in `dir`; undefined when there was none. */
export async function readPlace(dir: string): Promise<Place | undefined> {
  try {
    return placeSchema.parse(JSON.parse(await readFile(path.join(dir, 'redis.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes `redis.json` and `redis.conf`, which hold the password: for this user's eyes only. */
export async function writePlace(dir: string, place: Place): Promise<void> {
  await writePrivately(path.join(dir, 'redis.json'), JSON.stringify(place));
  await writePrivately(path.join(dir, 'redis.conf'), configuration(dir, place));
}

export const urlOf = (place: Place): string => `redis://:${place.password}@${LOOPBACK}:${place.port}`;

export const newPassword = (): string => randomBytes(24).toString('base64url');

/** The process id that the server wrote when it started; undefined in a container, where it means nothing here. */
export async function readPid(dir: string): Promise<number | undefined> {
  const text = await readFile(path.join(dir, 'redis.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

/** What the server itself calls the folder of its data. */
export const servedFolder = (dir: string, place: Place): string => (place.container ? '/data' : dir);

function configuration(dir: string, place: Place): string {
  const folder = servedFolder(dir, place);
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return [
    '# Written at each start; changes are lost.',
    // A container's port is published on the machine's loopback.
    ...(place.container ? ['bind 0.0.0.0', 'port 6379'] : [`bind ${LOOPBACK}`, `port ${place.port}`]),
    `requirepass ${place.password}`,
    `dir ${quoted(folder)}`,
    ...(place.container ? [] : [`pidfile ${quoted(`${folder}/redis.pid`)}`]),
    `logfile ${quoted(`${folder}/redis.log`)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // Accepted questions are never evicted: a full Redis refuses new ones instead.
    'maxmemory-policy noeviction',
    `maxmemory ${MAX_MEMORY_BYTES}`,
    '',
  ].join('\n');
}

/** Whole or not at all. */
async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
