import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readdir, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Redis server program and what its environment needs on top of the caller's. */
export interface ServerBinary {
  command: string;
  env: Record<string, string>;
  version: string;
}

/**
 * Debian's redis-tools carries the server under this name: a binary that is a Redis server when it is called by
 * another one. The package itself starts no system service, which redis-server's does.
 */
export const CHECK_PROGRAM = 'redis-check-rdb';

/** The first Redis or Valkey server on PATH that runs; undefined when there is none. */
export async function findServerOnPath(
  env: NodeJS.ProcessEnv,
  binDir: string,
): Promise<ServerBinary | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    const command = await findOnPath(name, env);
    const binary = command && (await tryServer(command, {}));
    if (binary) return binary;
  }
  const checkProgram = await findOnPath(CHECK_PROGRAM, env);
  if (!checkProgram) return undefined;
  await mkdir(binDir, { recursive: true });
  return tryServer(await linkAsServer(checkProgram, binDir), {});
}

/** The server that an earlier download left in `binDir`; undefined when there is none, or it does not run. */
export async function findServerIn(binDir: string): Promise<ServerBinary | undefined> {
  const libraryFolders = await sharedLibraryFolders(path.join(binDir, 'usr', 'lib'));
  return tryServer(path.join(binDir, 'redis-server'), { LD_LIBRARY_PATH: libraryFolders.join(':') });
}

/** Where `name` is on PATH, or undefined. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const candidate = path.join(folder, name);
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  return undefined;
}

/** Gives the check program the name under which it is a server. Returns the link's path. */
export async function linkAsServer(checkProgram: string, folder: string): Promise<string> {
  const link = path.join(folder, 'redis-server');
  await unlink(link).catch(() => undefined);
  await symlink(checkProgram, link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return link;
}

/** A file may be there and yet not run (a missing library, another CPU): only its own answer counts. */
async function tryServer(command: string, env: Record<string, string>): Promise<ServerBinary | undefined> {
  try {
    const { stdout } = await run(command, ['--version'], {
      env: { ...process.env, ...env },
      timeout: 10_000,
    });
    const version = /v=([\d.]+)/.exec(stdout)?.[1];
    return version === undefined ? undefined : { command, env, version };
  } catch {
    return undefined;
  }
}

/** `usr/lib` itself and each architecture's folder in it, as absolute paths. */
async function sharedLibraryFolders(lib: string): Promise<string[]> {
  const entries = await readdir(lib, { withFileTypes: true }).catch(() => []);
  return [lib, ...entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(lib, entry.name))];
}
