import { readFile } from 'node:fs/promises';
import { environmentOf } from '../shared/process/environment.js';
import { createLogger } from '../shared/process/logger.js';
import { createReleases } from '../shared/process/releases.js';
import { onStopRequest } from '../shared/process/stopRequests.js';
import { loadTelegramConfig } from './config.js';
import { startTelegram } from './startTelegram.js';

try {
  const env = await environmentOf('telegram', process.env, (path) => readFile(path, 'utf8'));
  const config = loadTelegramConfig(env);
  const log = createLogger('agrobot-telegram', config.logLevel).child({ pid: process.pid });
  const releases = createReleases(log);

  onStopRequest(process, (reason) => {
    log.info({ reason }, 'telegram stops');
    void releases.release().then(() => process.exit(0));
  });

  const { url, ended } = await startTelegram({ config, log, releases });
  log.info({ url }, 'telegram receives');
  process.send?.({ type: 'ready', url });
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
