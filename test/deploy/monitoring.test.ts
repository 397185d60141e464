import { expect, it } from 'vitest';
import { createApiMetrics } from '../../src/api/metrics.js';
import { createRegistry, observeQueues } from '../../src/shared/process/metrics.js';
import { createTelegramMetrics } from '../../src/telegram/metrics.js';
import { createWorkerMetrics } from '../../src/workers/workerMetrics.js';
import {
  measuresOf,
  readAlertRules,
  readDashboardQueries,
  readRunbookHeadings,
  readRunbookQueries,
  selectorsIn,
} from './monitoringFiles.js';

/** Given by Prometheus to every series. */
const SCRAPE_LABELS = ['job', 'instance'];

/** Each series' name with the labels that it can have, as API, workers and bot make them. */
function knownSeries(): Map<string, Set<string>> {
  const api = createRegistry({ version: '', model: '', data: '' });
  const metrics = createApiMetrics(api);
  metrics.observeOpen(() => ({ streams: 0, waits: 0 }));
  metrics.observeRedisUp(() => true);
  metrics.observeRedis(() => ({ usedBytes: 0, maxBytes: 0, evictedKeys: 0 }));
  metrics.observeWorkers(() => Promise.resolve([]));
  metrics.observeWorkerEnds(() => Promise.resolve({ lost: 0, memory: 0, jobs: 0 }));
  metrics.tellDeadline(0);
  observeQueues(api, () => Promise.resolve({ jobs: {}, oldestAgeS: {} }));
  const telegram = createTelegramMetrics('');
  telegram.observeReceiving(() => true);
  const known = new Map([['up', new Set(SCRAPE_LABELS)]]);
  for (const registry of [api, createWorkerMetrics('', '', '').registry, telegram.registry]) {
    for (const metric of registry.getMetricsAsArray() as unknown as Metric[]) {
      const labels = new Set([...SCRAPE_LABELS, ...metric.labelNames]);
      const parts = metric.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const part of parts) {
        known.set(metric.name + part, part === '_bucket' ? new Set([...labels, 'le']) : labels);
      }
    }
  }
  return known;
}

interface Metric {
  name: string;
  type: string;
  labelNames: string[];
}

const rules = await readAlertRules();
const queries = await readDashboardQueries();
const runbookQueries = await readRunbookQueries();
const known = knownSeries();

it.each([
  ...rules.map(({ alert, expr }) => ({ of: alert, expr })),
  ...queries.map(({ title, expr }) => ({ of: title, expr })),
  ...runbookQueries.map((expr) => ({ of: 'runbook', expr })),
])('asks for series that the processes have: $of: $expr', ({ expr }) => {
  const selectors = selectorsIn(expr);
  expect(selectors).not.toEqual([]);
  for (const { metric, labels } of selectors) {
    expect([...known.keys()]).toContain(metric);
    expect([...known.get(metric)!]).toEqual(expect.arrayContaining(labels));
  }
});

it.each(rules)('has a paragraph in the runbook, a severity and a summary for $alert', async (rule) => {
  expect(await readRunbookHeadings()).toContain(rule.alert);
  expect(rule.text).toContain(`runbook: docs/runbook.md#${rule.alert.toLowerCase()}\n`);
  expect(rule.text).toMatch(/severity: (critical|warning) /);
  expect(rule.text).toMatch(/summary: .+/);
});

it('has no paragraph for an alert that is not there', async () => {
  const headings = await readRunbookHeadings();
  const alerts = headings.filter((heading) => heading.startsWith('Agrobot'));
  expect(alerts.sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

it('reads what an expression asks for', () => {
  expect(
    selectorsIn('sum by (le) (rate(agrobot_batch_size_bucket{job="worker",le!="1"}[5m])) or up'),
  ).toEqual([
    { metric: 'agrobot_batch_size_bucket', labels: ['job', 'le'] },
    { metric: 'up', labels: [] },
  ]);
  expect(measuresOf({ alert: '', text: '', expr: 'a / (b > 0) > 0.7 and c == 0' })).toEqual([
    'a / (b > 0)',
    'c',
  ]);
});
