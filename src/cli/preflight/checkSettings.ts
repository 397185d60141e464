import { loadApiConfig } from '../../api/config.js';
import { ConfigurationError, type Environment } from '../../shared/process/configuration.js';
import { loadTelegramConfig } from '../../telegram/config.js';
import { loadWorkerConfig } from '../../workers/config.js';
import { fail, ok, type Finding } from './finding.js';

/** Looked at by checkRedis, which also finds the Redis of "npm start". */
const ANY_REDIS = 'redis://127.0.0.1:6379';
/** What only the machine and the checkout tell; no setting is right or wrong by it. */
const SURROUNDINGS = { cores: 1, memoryBytes: 1e9, modelDir: '', dataDir: '' };

/** Whether API, worker and, where it has a token, the bot would start with these variables, as they read them themselves. */
export function checkSettings(env: Environment): Finding[] {
  const given = { ...env, REDIS_URL: ANY_REDIS };
  const roles: [role: string, load: () => unknown][] = [
    ['API', () => loadApiConfig(given)],
    ['worker', () => loadWorkerConfig(given, SURROUNDINGS)],
  ];
  if (env.AGROBOT_TELEGRAM_TOKEN) roles.push(['bot', () => loadTelegramConfig(given)]);
  const faults = roles.flatMap(([role, load]) => {
    try {
      load();
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      const advice = `The ${role} does not start with it; docs/configuration.md says what it may be.`;
      return [fail(`settings of the ${role}`, error.message, advice)];
    }
  });
  return faults.length > 0
    ? faults
    : [ok('settings', `good for ${roles.map(([role]) => role).join(' and ')}`)];
}
