import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { environmentOf } from '../shared/process/environment.js';
import { createLogger } from '../shared/process/logger.js';
import { createReleases } from '../shared/process/releases.js';
import { onStopRequest } from '../shared/process/stopRequests.js';
import { readVersion } from '../shared/process/version.js';
import { loadTelegramConfig } from './config.js';
import { createTelegramMetrics } from './metrics.js';
import { startTelegram } from './startTelegram.js';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

try {
  const env = await environmentOf('telegram', process.env, (path) => readFile(path, 'utf8'));
  const config = loadTelegramConfig(env);
  const log = createLogger('agrobot-telegram', config.logLevel).child({ pid: process.pid });
  const releases = createReleases(log);

  onStopRequest(process, (reason) => {
    log.info({ reason }, 'telegram stops');
    void releases.release().then(() => process.exit(0));
  });

  const metrics = createTelegramMetrics(await readVersion(packageRoot));
  const { url, operationsUrl, ended } = await startTelegram({ config, log, metrics, releases });
  log.info({ url, operations: operationsUrl }, 'telegram receives');
  process.send?.({ type: 'ready', url, metricsUrl: `${operationsUrl}/metrics` });
  ended.catch((error: Error) => {
    log.fatal({ reason: error.message }, 'telegram ended it');
    void releases.release().then(() => process.exit(1));
  });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // Whoever supervises tells it; without one it goes to the terminal.
  if (process.send) process.send({ type: 'failed', message }, () => process.exit(1));
  else {
    process.stderr.write(`agrobot telegram: ${message}\n`);
    process.exit(1);
  }
}
