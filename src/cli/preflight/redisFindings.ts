import { FULL_FROM } from '../../shared/questions/fullFrom.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** What a Redis tells of itself. */
export interface RedisState {
  version: string;
  isClusterNode: boolean;
  role: string;
  /** Connected to it. */
  replicas: number;
  /** Without how many replicas it refuses writes; null where it does not tell. */
  minReplicas: number | null;
  /** Null where it does not tell. */
  policy: string | null;
  appendOnly: boolean;
  /** Null where it does not tell. */
  snapshots: boolean | null;
  lastWritesOk: boolean;
  usedBytes: number;
  /** Its limit, else the memory of its machine; 0 where it tells neither. */
  maxBytes: number;
  limited: boolean;
  /** Keys, since it started. */
  evicted: number;
  /** Its clock against ours. */
  aheadMs: number;
}

/** What BullMQ refuses, and what it advises: `minimumVersion` and `recommendedMinimumVersion` of its RedisConnection. */
const OLDEST_MAJOR = 5;
const ADVISED = [6, 2] as const;
const MIB = 1024 * 1024;
/** As the alert AgrobotRedisFilling. */
const FILLING_FROM = 0.7;
/** Deadlines and rate limits are counted with either clock. */
const CLOCK_LIMIT_MS = 5_000;
const CLOCK_WANTED_MS = 500;

/** What REDIS_URL names: one server, or several of which one takes another's place. */
export type Topology = 'server' | 'sentinel' | 'cluster';

/** Of the server that has the questions. */
export function redisFindings(state: RedisState, topology: Topology = 'server'): Finding[] {
  return [
    version(state),
    role(state, topology),
    policy(state),
    persistence(state),
    memory(state),
    failover(state, topology),
    clock(state),
  ].filter((finding) => finding !== null);
}

/**
 * Of a replica that may take its place: then its own settings hold.
 * @param node `host:port`, for a person to read
 */
export function replicaFindings(state: RedisState, node: string): Finding[] {
  const faults = [version(state), policy(state), persistence(state), memory(state)]
    .filter((finding) => finding !== null)
    .filter(({ status }) => status !== 'ok')
    .map((finding) => ({ ...finding, found: `replica ${node}: ${finding.found}` }));
  return faults.length > 0 ? faults : [ok('redis replica', `${node} is set up to take over`)];
}

function version({ version: told }: RedisState): Finding | null {
  const [major = 0, minor = 0] = told.split('.').map(Number);
  const advice = `Take Redis ${ADVISED.join('.')} or later, or Valkey.`;
  if (major < OLDEST_MAJOR) return fail('redis version', told, advice);
  if (major < ADVISED[0] || (major === ADVISED[0] && minor < ADVISED[1]))
    return warn('redis version', told, advice);
  return null;
}

function role({ role: told, isClusterNode }: RedisState, topology: Topology): Finding | null {
  const name = 'redis role';
  if (isClusterNode && topology !== 'cluster')
    return fail(name, 'it is a node of a Cluster', 'Write redis+cluster://… in REDIS_URL.');
  if (told === 'master') return null;
  const advice = 'Name the master in REDIS_URL, or its sentinels: redis+sentinel://…';
  return fail(name, `it is a ${told}, which takes no writes`, advice);
}

function policy({ policy: told, evicted }: RedisState): Finding {
  const name = 'redis eviction';
  const how = 'redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf';
  if (told === null) return warn(name, 'it does not tell its policy', 'See that it is noeviction.');
  if (told !== 'noeviction')
    return fail(name, `maxmemory-policy is ${told}: accepted questions would be dropped`, how);
  if (evicted > 0) {
    return warn(
      name,
      `noeviction now, but it has dropped ${evicted} keys since it started`,
      'Questions may have been lost; give it more memory and start it anew.',
    );
  }
  return ok(name, 'noeviction');
}

function persistence({ appendOnly, snapshots, lastWritesOk }: RedisState): Finding {
  const name = 'redis persistence';
  const how = 'redis-cli CONFIG SET appendonly yes, and the same in redis.conf';
  if (!lastWritesOk) {
    return fail(name, 'its last write to disk failed', 'Look at its log and disk: it refuses writes by now.');
  }
  if (appendOnly) return ok(name, 'append-only file');
  if (snapshots === true)
    return warn(name, 'snapshots alone: its end loses the questions since the last one', how);
  if (snapshots === null)
    return warn(name, 'it does not tell whether it saves', 'See that it survives a restart.');
  return fail(name, 'none: its end loses every question', how);
}

function failover({ replicas, minReplicas }: RedisState, topology: Topology): Finding | null {
  if (topology === 'server') return null;
  const name = 'redis failover';
  if (replicas === 0)
    return warn(name, 'it has no replica: nothing takes its place', 'Give it one, of two or more machines.');
  const found = `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;
  if (minReplicas === null) return ok(name, found);
  if (minReplicas > 0) return ok(name, `${found}; it refuses writes without ${minReplicas}`);
  return warn(
    name,
    `${found}, but a master that is cut off from them goes on taking questions that are then lost`,
    'CONFIG SET min-replicas-to-write 1, on replicas too, and the same in redis.conf; best with two replicas or more, since without any it then refuses writes.',
  );
}

function memory({ usedBytes, maxBytes, limited }: RedisState): Finding {
  const name = 'redis memory';
  if (maxBytes === 0)
    return warn(name, `${inMb(usedBytes)} used of it does not tell how much`, 'See that it is limited.');
  const share = usedBytes / maxBytes;
  const found = `${inMb(usedBytes)} used of ${inMb(maxBytes)}`;
  const advice = 'Give it more (maxmemory), or keep less (AGROBOT_RETENTION_HOURS).';
  if (share >= FULL_FROM) {
    // Of a Redis without a limit the API does not know how full it is.
    const refused = limited ? `: the API refuses new questions from ${FULL_FROM * 100} % on` : '';
    return fail(name, `${found}${refused}`, advice);
  }
  if (share > FILLING_FROM) return warn(name, found, advice);
  if (!limited) {
    return warn(
      name,
      `${found}, without a limit of its own`,
      'Set maxmemory below what its machine or container has: else the system ends it.',
    );
  }
  return ok(name, found);
}

function clock({ aheadMs }: RedisState): Finding {
  const off = Math.abs(aheadMs);
  const found = `${Math.round(off)} ms ${aheadMs < 0 ? 'behind' : 'ahead of'} this machine's`;
  const advice = 'Let both machines take their time from NTP (timedatectl set-ntp true).';
  if (off > CLOCK_LIMIT_MS) return fail('clock', `Redis' is ${found}`, advice);
  if (off > CLOCK_WANTED_MS) return warn('clock', `Redis' is ${found}`, advice);
  return ok('clock', `Redis' is ${found}`);
}

const inMb = (bytes: number) => `${Math.round(bytes / MIB).toLocaleString('en-US')} MB`;
