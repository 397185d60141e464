import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../src/cli/ports.js';
import { findRunner } from '../../src/cli/redis/runner.js';

const BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');
const HOST = '127.0.0.1';
const POLL_MS = 20;
/** A percent sign, an at and a slash: what has to be encoded in a URL. */
export const PASSWORD = 'pa%ss@wo/rd-9fK2';
export const SENTINEL_PASSWORD = 'sentinels-4Tq7';

export interface RedisNode {
  host: string;
  port: number;
  pid: number;
  /** Of the test's own. */
  redis: Redis;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Servers of one test file, on loopback, each with its data in a folder of its own. */
async function openServers() {
  const runner = await findRunner({ binDir: BIN_DIR, env: process.env, log: () => undefined });
  if (runner.kind !== 'program') throw new Error('These tests need the program redis-server on PATH.');
  const { binary } = runner;
  const dir = await mkdtemp(path.join(tmpdir(), 'agrobot-nodes-'));
  const nodes: RedisNode[] = [];

  async function start(settings: string[], password: string, args: string[] = []): Promise<RedisNode> {
    const port = await freePort();
    const own = await mkdtemp(path.join(dir, 'node-'));
    const file = path.join(own, 'redis.conf');
    await writeFile(file, [`bind ${HOST}`, `port ${port}`, `dir "${own}"`, ...settings, ''].join('\n'));
    const child = spawn(binary.command, [file, ...args], {
      cwd: own,
      env: { ...process.env, ...binary.env },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    const redis = new Redis({ host: HOST, port, password, retryStrategy: () => POLL_MS });
    redis.on('error', () => undefined);
    const ready = new Promise((resolve) => void redis.once('ready', resolve));
    const ended = exited.then(() =>
      Promise.reject(new Error(`redis-server ended at start: ${settings.join('; ')}`)),
    );
    ended.catch(() => undefined);
    await Promise.race([ready, ended]);
    const node: RedisNode = {
      host: HOST,
      port,
      pid: child.pid!,
      redis,
      async kill(signal) {
        child.kill(signal);
        if (signal === 'SIGKILL') await exited;
      },
    };
    nodes.push(node);
    return node;
  }

  return {
    start,
    async stop() {
      for (const { redis } of nodes) redis.disconnect();
      await Promise.all(nodes.map((node) => node.kill('SIGKILL')));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const DATA = [
  'appendonly yes',
  'save ""',
  'maxmemory 100mb',
  'maxmemory-policy noeviction',
  'repl-diskless-sync-delay 0',
];
const quoted = (text: string) => `"${text}"`;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(POLL_MS);
}

/** Three masters, and a replica of the one that has the slot of `key`. */
export async function startCluster(key: string) {
  const servers = await openServers();
  const settings = async () => [
    ...DATA,
    `requirepass ${quoted(PASSWORD)}`,
    `masterauth ${quoted(PASSWORD)}`,
    'cluster-enabled yes',
    `cluster-port ${await freePort()}`,
    'cluster-node-timeout 500',
    // The first failover may come before a replica has heard of its master for long.
    'cluster-replica-validity-factor 0',
  ];
  const nodes = await Promise.all([1, 2, 3, 4].map(async () => servers.start(await settings(), PASSWORD)));
  const [first, ...others] = nodes as [RedisNode, ...RedisNode[]];
  const slots = [
    [0, 5_460],
    [5_461, 10_922],
    [10_923, 16_383],
  ];
  for (const [index, [from = 0, to = 0]] of slots.entries()) {
    await nodes[index]!.redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    await nodes[index]!.redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
  }
  for (const { redis, port } of others) {
    const [, busPort = ''] = await redis.config('GET', 'cluster-port');
    await first.redis.call('CLUSTER', 'MEET', HOST, port, busPort);
  }
  const isWhole = async ({ redis }: RedisNode) => {
    const info = String(await redis.cluster('INFO'));
    return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:4');
  };
  for (const node of nodes) await until(() => isWhole(node));
  const slot = Number(await first.redis.cluster('KEYSLOT', key));
  const master = nodes[slots.findIndex(([, to = 0]) => slot <= to)]!;
  const replica = nodes[3]!;
  await replica.redis.cluster('REPLICATE', String(await master.redis.cluster('MYID')));
  await until(async () => /^slave0:.*state=online/m.test(await master.redis.info('replication')));
  // A replica that has received nothing yet is not told of.
  await master.redis.multi().set(key, 'first').del(key).exec();
  // All have to know it: clients ask any of them, and who does not know it does not vote for it.
  const isKnown = async ({ redis }: RedisNode) => {
    const ranges = (await redis.cluster('SLOTS')) as [from: number, to: number, ...nodes: unknown[]][];
    return ranges.some(([, , ...holders]) => holders.length === 2);
  };
  for (const node of nodes) await until(() => isKnown(node));
  const hosts = nodes.slice(0, 3).map(({ port }) => `${HOST}:${port}`);
  return {
    url: `redis+cluster://:${encodeURIComponent(PASSWORD)}@${hosts.join(',')}`,
    nodes,
    master,
    replica,
    /** One that has none of the keys. */
    other: nodes.slice(0, 3).find((node) => node !== master)!,
    /** The replica has taken the master's place. */
    failedOver: () => until(async () => /^role:master/m.test(await replica.redis.info('replication'))),
    stop: servers.stop,
  };
}

/** A master, a replica and the sentinel that watches them. */
export async function startSentinel() {
  const servers = await openServers();
  const settings = [...DATA, `requirepass ${quoted(PASSWORD)}`, `masterauth ${quoted(PASSWORD)}`];
  const master = await servers.start(settings, PASSWORD);
  const replica = await servers.start([...settings, `replicaof ${HOST} ${master.port}`], PASSWORD);
  await until(async () => /^slave0:.*state=online/m.test(await master.redis.info('replication')));
  const sentinel = await servers.start(
    [
      `requirepass ${quoted(SENTINEL_PASSWORD)}`,
      `sentinel monitor mymaster ${HOST} ${master.port} 1`,
      `sentinel auth-pass mymaster ${quoted(PASSWORD)}`,
      'sentinel down-after-milliseconds mymaster 500',
      'sentinel failover-timeout mymaster 2000',
    ],
    SENTINEL_PASSWORD,
    ['--sentinel'],
  );
  await until(
    async () => ((await sentinel.redis.call('SENTINEL', 'REPLICAS', 'mymaster')) as unknown[]).length === 1,
  );
  return {
    url: `redis+sentinel://:${encodeURIComponent(PASSWORD)}@${HOST}:${sentinel.port}/mymaster?sentinel_password=${SENTINEL_PASSWORD}`,
    master,
    replica,
    sentinel,
    failedOver: () => until(async () => /^role:master/m.test(await replica.redis.info('replication'))),
    stop: servers.stop,
  };
}

export type TestCluster = Awaited<ReturnType<typeof startCluster>>;
export type TestSentinel = Awaited<ReturnType<typeof startSentinel>>;
