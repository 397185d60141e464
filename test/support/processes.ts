import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createClient, type Client } from '../../src/client/index.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface FromChild {
  type: 'ready' | 'failed' | 'recycle';
  url?: string;
  metricsUrl?: string;
  message?: string;
}

export interface Started {
  child: ChildProcess;
  pid: number;
  url: string;
  metricsUrl: string;
}

/**
 * The built processes as the launcher starts them, under a key prefix of their own.
 * @param env more variables for all of them
 */
export function createFleet(env: Record<string, string> = {}) {
  const running = new Set<ChildProcess>();
  const prefix = `e2e-${randomUUID()}`;

  async function start(main: string, more: Record<string, string> = {}): Promise<Started> {
    const child = fork(path.join(ROOT, main), {
      env: {
        ...process.env,
        AGROBOT_PREFIX: prefix,
        AGROBOT_LOG_LEVEL: 'error',
        PORT: '0',
        METRICS_PORT: '0',
        AGROBOT_WORKER_PORT: '0',
        AGROBOT_THREADS: '1',
        ...env,
        ...more,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const exit = once(child, 'exit').then(
      () => ({ type: 'failed', message: `ended at start: ${said}` }) as const,
    );
    const message = await Promise.race([once(child, 'message').then(([first]) => first as FromChild), exit]);
    if (message.type !== 'ready') throw new Error(message.message);
    return { child, pid: child.pid!, url: message.url ?? '', metricsUrl: message.metricsUrl ?? '' };
  }

  return {
    prefix,
    api: (more?: Record<string, string>) => start('dist/api/main.js', more),
    worker: (more?: Record<string, string>) => start('dist/workers/main.js', more),
    telegram: (more?: Record<string, string>) => start('dist/telegram/main.js', more),
    /** A worker whose classifier ends or holds the process at certain words; see the fixture. */
    faultyWorker: (more?: Record<string, string>) => start('test/support/fixtures/faultyWorker.mjs', more),
    client: (api: Started): Client => createClient({ baseUrl: api.url }),
    async stop() {
      await Promise.all(
        [...running].map(async (child) => {
          const exit = once(child, 'exit');
          child.kill('SIGTERM');
          // A process that was stopped hears SIGTERM only when it goes on.
          child.kill('SIGCONT');
          await exit;
        }),
      );
    },
  };
}

export type TestFleet = ReturnType<typeof createFleet>;

/** Distinct everyday questions that the shipped data can answer. */
export function everydayQuestions(count: number): string[] {
  const crops = ['café', 'maíz', 'arroz', 'plátano', 'cacao', 'papa', 'yuca', 'aguacate', 'tomate', 'mango'];
  const places = ['Huila', 'Antioquia', 'Nariño', 'Tolima', 'Santander', 'Meta', 'Cauca', 'Boyacá'];
  return Array.from({ length: count }, (_, n) => {
    const crop = crops[n % crops.length]!;
    const place = places[Math.floor(n / crops.length) % places.length]!;
    const year = 2019 + (Math.floor(n / (crops.length * places.length)) % 4);
    return `¿Cuánto ${crop} produjo ${place} en ${year}?`;
  });
}
