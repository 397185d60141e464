import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { freePort } from '../../src/cli/ports.js';
import { MONITORING_DIR } from './monitoringFiles.js';

const PATIENCE = { timeout: 30_000, interval: 250 };

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

/**
 * A real Prometheus with the published configuration, but for what a test cannot wait for: it looks every second, at
 * the given addresses instead of names, and alerts fire at once instead of after their `for`. Thresholds and windows
 * stay as they are.
 */
export async function startPrometheus(targets: { api: string; worker: string; telegram: string }) {
  const dir = await mkdtemp(path.join(tmpdir(), 'agrobot-prometheus-'));
  const [config, rules] = await Promise.all(
    ['prometheus.yml', 'alerts.yml'].map((name) => readFile(path.join(MONITORING_DIR, name), 'utf8')),
  );
  const address = (url: string) => new URL(url).host;
  const local = config!
    .replace(/^alerting:\n(?: .*\n)+/m, '')
    .replaceAll(/_interval: 15s/g, '_interval: 1s')
    .replace(/^ {2}- job_name: prometheus\n(?: .*\n)+/m, '')
    .replaceAll(
      /dns_sd_configs:\n +- \{ names: \[(api|worker|telegram)\].*/g,
      (_, job: keyof typeof targets) => `static_configs: [{ targets: ['${address(targets[job])}'] }]`,
    );
  const file = path.join(dir, 'prometheus.yml');
  await writeFile(file, local);
  await writeFile(path.join(dir, 'alerts.yml'), rules!.replaceAll(/^ +for: .*\n/gm, ''));

  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(dir, 'data')}`,
      `--web.listen-address=${address(url)}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const gone = once(child, 'exit');
  await vi.waitFor(async () => {
    if (!(await fetch(`${url}/-/ready`)).ok) throw new Error('Prometheus is not ready');
  }, PATIENCE);

  async function get<Data>(route: string, query: Record<string, string> = {}): Promise<Data> {
    const response = await fetch(`${url}/api/v1/${route}?${new URLSearchParams(query).toString()}`);
    const reply = (await response.json()) as { status: string; error?: string; data: Data };
    if (reply.status !== 'success') throw new Error(`${route}: ${reply.error}`);
    return reply.data;
  }

  /** The numbers that an expression has now. */
  async function values(expr: string): Promise<number[]> {
    const { result } = await get<{ result: Sample[] }>('query', { query: expr });
    return result.map(({ value }) => Number(value[1])).filter((value) => !Number.isNaN(value));
  }

  return {
    get,
    /** Resolves as soon as the expression has data; fails with the expression when it never does. */
    untilData: (expr: string) =>
      vi.waitFor(async () => {
        if ((await values(expr)).length === 0) throw new Error(`no data: ${expr}`);
      }, PATIENCE),
    untilFiring: (alert: string, timeout = PATIENCE.timeout) =>
      vi.waitFor(
        async () => {
          const { alerts } = await get<{ alerts: { labels: { alertname: string }; state: string }[] }>(
            'alerts',
          );
          const firing = alerts
            .filter(({ state }) => state === 'firing')
            .map(({ labels }) => labels.alertname);
          if (!firing.includes(alert)) throw new Error(`${alert} does not fire, only: ${firing.join(', ')}`);
        },
        { ...PATIENCE, timeout },
      ),
    async stop() {
      child.kill('SIGTERM');
      await gone;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type RunningPrometheus = Awaited<ReturnType<typeof startPrometheus>>;
