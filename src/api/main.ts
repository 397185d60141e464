import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { environmentOf } from '../shared/process/environment.js';
import { createLogger } from '../shared/process/logger.js';
import { createReleases } from '../shared/process/releases.js';
import { startTraces } from '../shared/process/traces/startTraces.js';
import { onStopRequest } from '../shared/process/stopRequests.js';
import { readVersion } from '../shared/process/version.js';
import { loadApiConfig } from './config.js';
import { startApi } from './startApi.js';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

try {
  const env = await environmentOf('api', process.env, (path) => readFile(path, 'utf8'));
  const config = loadApiConfig(env);
  const version = await readVersion(packageRoot);
  const traces = await startTraces(config.traces, {
    service: 'agrobot-api',
    version,
    pid: process.pid,
    log: () => log,
  });
  const log = createLogger('agrobot-api', config.logLevel, { fields: traces.logFields }).child({
    pid: process.pid,
  });
  const releases = createReleases(log);
  releases.add('traces', traces.stop);

  onStopRequest(process, (reason) => {
    log.info({ reason }, 'api stops');
    void releases.release().then(() => process.exit(0));
  });

  const { url, metricsUrl, ready } = await startApi({ config, version, log, releases, traces });
  log.info({ url, metricsUrl }, 'api listens');
  await ready;
  process.send?.({ type: 'ready', url, metricsUrl });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // Whoever supervises tells it; without one it goes to the terminal.
  if (process.send) process.send({ type: 'failed', message }, () => process.exit(1));
  else {
    process.stderr.write(`agrobot api: ${message}\n`);
    process.exit(1);
  }
}
