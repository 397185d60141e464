import path from 'node:path';

import type { Ready } from '../child.js';
import { supervise, type Supervised, type SuperviseEvent } from '../supervise.js';
import { openChildLog } from './childLog.js';

export interface FleetOptions {
  mains: { api: string; worker: string };
  /** The environment that API and workers start from. */
  env: NodeJS.ProcessEnv;
  redisUrl: string;
  port: number;
  varDir: string;
  verbose: boolean;
  say: (line: string) => void;
  onEvent: (name: string, event: SuperviseEvent) => void;
}

/** One API and its workers, each kept running, with their logs in `<varDir>/log`. */
export interface Fleet {
  api: Supervised;
  workers: Supervised[];
  addWorker: () => Promise<Supervised>;
  /** The API first, so that nothing new comes in, then the workers together. */
  stop(): Promise<void>;
  kill(): void;
}

/** Starts the API and `workers` workers; await each one's `ready`. */
export async function startFleet(options: FleetOptions, workers: number): Promise<Fleet> {
  const logs: Awaited<ReturnType<typeof openChildLog>>[] = [];

  async function start(name: string, main: string, own: NodeJS.ProcessEnv): Promise<Supervised> {
    const { verbose, say } = options;
    const log = await openChildLog({ dir: path.join(options.varDir, 'log'), name, verbose, say });
    logs.push(log);
    const env = { ...options.env, REDIS_URL: options.redisUrl, ...own };
    return supervise({
      name,
      main,
      environment: () => ({ env }),
      onLine: log.onLine,
      onEvent: (event) => options.onEvent(name, event),
    });
  }

  const members: Supervised[] = [];
  const addWorker = async () => {
    // Port 0: any free one. Several workers on one machine cannot share a fixed one.
    const worker = await start(`worker ${members.length + 1}`, options.mains.worker, {
      AGROBOT_WORKER_PORT: '0',
    });
    members.push(worker);
    return worker;
  };
  const api = await start('API', options.mains.api, {
    PORT: String(options.port),
    METRICS_PORT: options.env.METRICS_PORT ?? '0',
  });
  for (let count = 0; count < workers; count += 1) await addWorker();

  return {
    api,
    workers: members,
    addWorker,
    async stop() {
      await api.stop();
      await Promise.all(members.map((worker) => worker.stop()));
      await Promise.all(logs.map((log) => log.close()));
    },
    kill() {
      for (const member of [api, ...members]) member.kill();
    },
  };
}

/** Waits until all are ready; rejects with the first that cannot start. */
export async function fleetReady(fleet: Fleet): Promise<Ready> {
  const [api] = await Promise.all([fleet.api.ready, ...fleet.workers.map((worker) => worker.ready)]);
  return api;
}
