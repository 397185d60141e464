import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { CHECK_PROGRAM, findOnPath, findServerIn, linkAsServer, type ServerBinary } from './serverBinary.js';

const run = promisify(execFile);

const PACKAGE = 'redis-tools';
const COMMAND_TIMEOUT_MS = 180_000;

/** Whether this machine can unpack Debian packages (Debian, Ubuntu and their kin). */
export async function hasDebianPackages(env: NodeJS.ProcessEnv): Promise<boolean> {
  return Boolean((await findOnPath('apt-get', env)) && (await findOnPath('dpkg-deb', env)));
}

/**
 * Downloads Debian's Redis with the libraries that this machine lacks and unpacks them into `binDir`. Nothing is
 * installed: it needs no root, starts no service and leaves the system's package state alone. apt checks the
 * signatures as always.
 *
 * @throws Error that says which step failed and apt's own words
 */
export async function fetchServerFromDebian(
  binDir: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<ServerBinary> {
  await mkdir(path.dirname(binDir), { recursive: true });
  // Unpacked beside its place and moved there whole, so that a killed or a second start never finds half of it.
  const work = await mkdtemp(`${binDir}-`);
  try {
    const unpacked = path.join(work, 'unpacked');
    const debs = await downloadPackages(work, env, log);
    for (const deb of debs) {
      await run('dpkg-deb', ['-x', deb, unpacked], { env, timeout: COMMAND_TIMEOUT_MS });
    }
    await linkAsServer(path.join('usr', 'bin', CHECK_PROGRAM), unpacked);
    await rm(binDir, { recursive: true, force: true });
    await rename(unpacked, binDir).catch((error: NodeJS.ErrnoException) => {
      // Another start was faster; its copy is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const binary = await findServerIn(binDir);
  if (!binary) throw new Error(`The Redis from Debian's package ${PACKAGE} does not run on this machine.`);
  return binary;
}

/** Paths of the .deb files: first with the system's package lists, then with fresh ones of our own. */
async function downloadPackages(
  work: string,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<string[]> {
  const debs = path.join(work, 'debs');
  await mkdir(debs);
  const system = aptOptions(path.join(work, 'cache'));
  try {
    return await downloadInto(debs, system, env);
  } catch {
    log('reading the package lists (apt-get update, into a folder of its own)');
    const lists = path.join(work, 'lists');
    await mkdir(path.join(lists, 'partial'), { recursive: true });
    const fresh = [...system, '-o', `Dir::State::Lists=${lists}`];
    try {
      await apt([...fresh, 'update', '-qq'], work, env);
      return await downloadInto(debs, fresh, env);
    } catch (error) {
      const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
      throw new Error(`apt-get could not download ${PACKAGE}: ${words}`, { cause: error });
    }
  }
}

async function downloadInto(folder: string, options: string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const plan = await apt(
    [...options, 'install', '--print-uris', '-qq', '-y', '--no-install-recommends', PACKAGE],
    folder,
    env,
  );
  // One line a package that is not installed yet: 'URI' name_version_arch.deb size hash
  const names = [...plan.matchAll(/^'[^']+' ([^_\s]+)_/gm)].map((match) => match[1] ?? '');
  await apt([...options, 'download', '-qq', ...new Set([PACKAGE, ...names])], folder, env);
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.deb')).map((file) => path.join(folder, file));
}

function aptOptions(cache: string): string[] {
  return [
    ['Dir::Cache', cache],
    ['Debug::NoLocking', 'true'],
    // As root apt would become the user _apt, who may not write into our folders.
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Retries', '3'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

async function apt(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await run('apt-get', args, {
    cwd,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    timeout: COMMAND_TIMEOUT_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}
