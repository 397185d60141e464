import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createAnswering } from '../answering/answerQuestion.js';
import { loadKnowledge } from '../answering/knowledge/createKnowledge.js';
import { loadTables } from '../answering/loadTables.js';
import { endAtOnce } from '../shared/process/endAtOnce.js';
import { environmentOf } from '../shared/process/environment.js';
import { readLimits, wholeCores } from '../shared/process/limits.js';
import { createLogger } from '../shared/process/logger.js';
import { createReleases } from '../shared/process/releases.js';
import { startTraces } from '../shared/process/traces/startTraces.js';
import { onStopRequest } from '../shared/process/stopRequests.js';
import { readVersion } from '../shared/process/version.js';
import { loadWorkerConfig } from './config.js';
import { startClassifierPool } from './inference/classifierPool.js';
import { checkModelFiles } from './inference/modelFiles.js';
import { startWorker } from './startWorker.js';
import { createWorkerMetrics } from './workerMetrics.js';

// ONNX Runtime reports to its maker from Linux and macOS since 1.29, unless it is told not to before it is loaded.
process.env.ORT_DISABLE_TELEMETRY = '1';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

try {
  const env = await environmentOf('worker', process.env, (path) => readFile(path, 'utf8'));
  const limits = readLimits();
  const config = loadWorkerConfig(env, {
    cores: wholeCores(limits),
    memoryBytes: limits.memoryBytes,
    modelDir: `${packageRoot}models/intents`,
    dataDir: `${packageRoot}data`,
  });
  const version = await readVersion(packageRoot);
  const traces = await startTraces(config.traces, {
    service: 'agrobot-worker',
    version,
    pid: process.pid,
    log: () => log,
  });
  const log = createLogger('agrobot-worker', config.logLevel, { fields: traces.logFields }).child({
    pid: process.pid,
  });
  const releases = createReleases(log);
  releases.add('traces', traces.stop);

  onStopRequest(process, (reason) => {
    log.info({ reason }, 'worker stops');
    void releases.release().then(() => process.exit(0));
  });

  const manifest = await checkModelFiles(config.modelDir);
  const tables = await loadTables(config.dataDir, (folder) => loadKnowledge(folder, manifest.revision));
  const { figures } = tables;
  const metrics = createWorkerMetrics(version, manifest.revision, figures.version);
  const classifier = await startClassifierPool({
    modelDir: config.modelDir,
    manifest,
    threads: config.threads,
    maxBatch: config.maxBatch,
    onBatch: (size) => metrics.questions.batchSize.observe(size),
  });

  const { url } = await startWorker({
    config,
    version,
    log,
    releases,
    figures,
    answerQuestion: createAnswering(tables),
    classifier,
    metrics,
    traces,
    process: {
      pid: process.pid,
      memoryBytes: () => process.memoryUsage.rss(),
      uptimeMs: () => process.uptime() * 1_000,
      killSelf: () => endAtOnce(process),
      recycle(reason) {
        // Whoever supervises starts a successor first; without a supervisor the restart policy brings it back.
        if (process.send) process.send({ type: 'recycle', reason });
        else process.kill(process.pid, 'SIGTERM');
      },
    },
  });
  process.send?.({ type: 'ready', metricsUrl: `${url}/metrics` });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // Whoever supervises tells it; without one it goes to the terminal.
  if (process.send) process.send({ type: 'failed', message }, () => process.exit(1));
  else {
    process.stderr.write(`agrobot worker: ${message}\n`);
    process.exit(1);
  }
}
