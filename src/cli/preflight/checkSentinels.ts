import { Redis } from 'ioredis';
import type { HostPort, RedisAddress } from '../../shared/process/redis/address.js';
import { nodeOptions, type Manner } from '../../shared/process/redis/client.js';
import { fail, ok, warn, type Finding } from './finding.js';

type SentinelAddress = Extract<RedisAddress, { kind: 'sentinel' }>;

const NAME = 'redis sentinels';

/** Whether the sentinels of REDIS_URL are there, and enough of them to agree on a new master. */
export async function checkSentinels(address: SentinelAddress, manner: Manner): Promise<Finding[]> {
  const { sentinels, group } = address;
  const answers = await Promise.all(sentinels.map((sentinel) => askOne(address, sentinel, manner)));
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  if (refusal !== undefined)
    return [fail(NAME, refusal, `Are all sentinels of "${group}" running, and do they reach each other?`)];
  const away = answers.filter(({ reason }) => reason !== undefined);
  const found = `${answers.length - away.length} of ${answers.length} answer`;
  const [first] = away;
  if (first)
    return [warn(NAME, `${found}; ${first.node}: ${first.reason}`, 'Does it run, and is REDIS_URL right?')];
  return [ok(NAME, `${found} and can agree on a new master`)];
}

/** `refusal`: what it says against a failover; `reason`: why it cannot be asked. */
async function askOne(
  { group, tls, sentinelUsername, sentinelPassword }: SentinelAddress,
  { host, port }: HostPort,
  manner: Manner,
): Promise<{ node: string; refusal?: string; reason?: string }> {
  const node = `${host}:${port}`;
  const redis = new Redis({
    ...nodeOptions(manner),
    host,
    port,
    ...(sentinelUsername === undefined ? {} : { username: sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { password: sentinelPassword }),
    ...(tls ? { tls: {} } : {}),
    enableReadyCheck: false,
  });
  let broken: Error | undefined;
  redis.on('error', (error: Error) => (broken ??= error));
  try {
    await redis.connect();
    await redis.call('SENTINEL', 'CKQUORUM', group);
    return { node };
  } catch (error) {
    const { message } = broken ?? (error as Error);
    return /^NOQUORUM/.test(message) ? { node, refusal: message } : { node, reason: message };
  } finally {
    redis.disconnect();
  }
}
