import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

import { commandOf } from './processes.js';

const run = promisify(execFile);

const LOOPBACK = '127.0.0.1';
const LISTENING = '0A';
const MAX_PORT = 65_535;

/**
 * Whether a server could listen on this port now, on loopback and on all addresses: some systems let a second server
 * listen on one while the first holds the other, and then only one of them is reached.
 */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port, LOOPBACK)) !== undefined && (await listenOnce(port)) !== undefined;
}

/** A loopback port that is free now; whoever wants it should bind it soon. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0, LOOPBACK);
  if (port === undefined) throw new Error('The system has no free port on 127.0.0.1.');
  return port;
}

/** The first free port above `port`; undefined when there is none. */
export async function nextFreePort(port: number): Promise<number | undefined> {
  for (let candidate = port + 1; candidate <= MAX_PORT; candidate += 1) {
    if (await isPortFree(candidate)) return candidate;
  }
  return undefined;
}

/** Who listens on a port, for a person to read: `nginx: master process (pid 812)`. */
export async function describePortOwner(port: number): Promise<string> {
  const pid = (await ownerFromProc(port)) ?? (await ownerFromLsof(port));
  if (pid === undefined) return 'another program (of another user, perhaps)';
  const command = (await commandOf(pid)) ?? 'a process';
  return `${command.length > 80 ? `${command.slice(0, 79)}…` : command} (pid ${pid})`;
}

/** The port that was bound for a moment, or undefined when it is taken. */
function listenOnce(port: number, host?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    probe.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** Linux: the listening socket's inode, then the process that has it open (only one's own, unless one is root). */
async function ownerFromProc(port: number): Promise<number | undefined> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      // sl, local_address (hex address:port), rem_address, st, four more, inode
      const fields = line.trim().split(/\s+/);
      const localPort = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
      if (localPort === port && fields[3] === LISTENING && fields[9]) inodes.add(`socket:[${fields[9]}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const targets = await Promise.all(files.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    if (targets.some((target) => inodes.has(target))) return Number(pid);
  }
  return undefined;
}

async function ownerFromLsof(port: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']);
    return Number.parseInt(stdout, 10) || undefined;
  } catch {
    return undefined;
  }
}
