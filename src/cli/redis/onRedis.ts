import path from 'node:path';
import type { RedisClient } from '../../shared/process/redis/client.js';
import {
  commonVariables,
  readEnvironment,
  type ConfigurationError,
} from '../../shared/process/configuration.js';
import { withoutSecrets } from '../../shared/process/redis/address.js';
import { keysFor, type Keys } from '../../shared/questions/keys.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { varDir } from '../paths.js';
import { withRedis } from './connection.js';
import { readPlace, urlOf } from './place.js';

const ANSWER_TIMEOUT_MS = 5_000;
/** Reading all that is kept: 10,000 questions took half a second. */
const WORK_TIMEOUT_MS = 10 * 60_000;

/**
 * Reads from the Redis of REDIS_URL, else from that of the instance that runs on this machine.
 * @throws CliError
 */
export async function onRedis<Result>(
  env: NodeJS.ProcessEnv,
  use: (redis: RedisClient, keys: Keys) => Promise<Result>,
): Promise<Result> {
  const place = env.REDIS_URL ? undefined : await readPlace(path.join(varDir(env), 'redis'));
  const { REDIS_URL, AGROBOT_PREFIX } = settingsOf(place ? { ...env, REDIS_URL: urlOf(place) } : env);
  try {
    await withRedis(REDIS_URL, ANSWER_TIMEOUT_MS, (redis) => redis.ping());
    return await withRedis(REDIS_URL, WORK_TIMEOUT_MS, (redis) => use(redis, keysFor(AGROBOT_PREFIX)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`The Redis at ${withoutSecrets(REDIS_URL)} failed: ${reason}`, EXIT.unavailable, {
      cause: error,
    });
  }
}

function settingsOf(env: NodeJS.ProcessEnv) {
  const { REDIS_URL, AGROBOT_PREFIX } = commonVariables;
  try {
    return readEnvironment(env, { REDIS_URL, AGROBOT_PREFIX });
  } catch (error) {
    throw new CliError((error as ConfigurationError).message, EXIT.usage, { cause: error });
  }
}
