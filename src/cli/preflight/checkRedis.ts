import path from 'node:path';
import { Redis } from 'ioredis';
import { commonVariables, readEnvironment } from '../../shared/process/configuration.js';
import { parseRedisUrl, withoutSecrets, type RedisAddress } from '../../shared/process/redis/address.js';
import { nodeOptions, type Manner, type RedisClient } from '../../shared/process/redis/client.js';
import { keysFor } from '../../shared/questions/keys.js';
import { varDir } from '../paths.js';
import { withRedis } from '../redis/connection.js';
import { nodesOf } from '../redis/nodes.js';
import { readPlace, urlOf } from '../redis/place.js';
import { checkSentinels } from './checkSentinels.js';
import { fail, ok, warn, type Finding } from './finding.js';
import { readRedis, type Seen } from './readRedis.js';
import { redisFindings, replicaFindings } from './redisFindings.js';

const ANSWER_TIMEOUT_MS = 5_000;
const MANNER: Manner = {
  retryDelayMs: null,
  connectTimeoutMs: ANSWER_TIMEOUT_MS,
  commandTimeoutMs: ANSWER_TIMEOUT_MS,
  waits: false,
  pipelines: false,
  lazy: true,
  disconnectTimeoutMs: 0,
};

/**
 * The Redis of REDIS_URL, else that of the instance that runs on this machine: of a Cluster the nodes that have our
 * keys, of a master its replicas and sentinels too. Nothing is changed in it.
 */
export async function checkRedis(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let url: string;
  let prefix: string;
  try {
    const place = env.REDIS_URL ? undefined : await readPlace(path.join(varDir(env), 'redis'));
    const { REDIS_URL, AGROBOT_PREFIX } = commonVariables;
    const set = readEnvironment(place ? { ...env, REDIS_URL: urlOf(place) } : env, {
      REDIS_URL,
      AGROBOT_PREFIX,
    });
    url = set.REDIS_URL;
    prefix = set.AGROBOT_PREFIX;
  } catch (error) {
    return [fail('redis', (error as Error).message, 'Set REDIS_URL, or REDIS_URL_FILE.')];
  }
  const shown = withoutSecrets(url);
  const address = parseRedisUrl(url);
  const sentinels = address.kind === 'sentinel' ? await checkSentinels(address, MANNER) : [];
  try {
    const { state, replicas } = await withRedis(url, ANSWER_TIMEOUT_MS, (redis) =>
      lookAround(redis, address, keysFor(prefix).open),
    );
    return [
      ok('redis', `${shown} answers, version ${state.version}`),
      ...redisFindings(state, address.kind),
      ...sentinels,
      ...replicas,
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [fail('redis', `${shown}: ${reason}`, adviceOn(reason)), ...sentinels];
  }
}

/** The server that has the keys, and what is to be said of those that would take its place. */
async function lookAround(
  redis: RedisClient,
  address: RedisAddress,
  key: string,
): Promise<Pick<Seen, 'state'> & { replicas: Finding[] }> {
  const [master, ...known] = await nodesOf(redis, key);
  const { state, replicas } = await readRedis(master);
  const others = address.kind === 'sentinel' ? replicas.map((replica) => connect(address, replica)) : known;
  const findings = await Promise.all(others.map(lookAtReplica));
  for (const other of others) other.disconnect();
  return { state, replicas: findings.flat() };
}

function connect(
  { username, password, tls }: Extract<RedisAddress, { kind: 'sentinel' }>,
  replica: { host: string; port: number },
): Redis {
  const redis = new Redis({
    ...nodeOptions(MANNER),
    ...replica,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  });
  // What is wrong with it, its commands tell.
  redis.on('error', () => undefined);
  return redis;
}

async function lookAtReplica(redis: Redis): Promise<Finding[]> {
  const node = `${redis.options.host}:${redis.options.port}`;
  try {
    return replicaFindings((await readRedis(redis)).state, node);
  } catch (error) {
    const found = `${node} cannot be asked: ${(error as Error).message}`;
    return [warn('redis replica', found, 'Does it run, and can the processes reach it from here?')];
  }
}

function adviceOn(reason: string): string {
  if (/NOAUTH|WRONGPASS|without any password/i.test(reason))
    return 'Is the password in REDIS_URL that of this Redis?';
  if (/NOPERM/.test(reason))
    return 'Allow its user at least +info +time and what BullMQ needs (+@all on its keys).';
  if (/CLUSTERDOWN|holds slot/.test(reason)) return 'Look at it with: redis-cli --cluster check HOST:PORT';
  if (/it is a sentinel/.test(reason)) return 'Write redis+sentinel://HOST:26379/mymaster in REDIS_URL.';
  if (/No such master/.test(reason))
    return 'The name stands at the end of REDIS_URL; "sentinel monitor NAME …" in sentinel.conf gives it.';
  return 'Does it run, and is REDIS_URL right as seen from here?';
}
