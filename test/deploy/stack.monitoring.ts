import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/cli/ports.js';
import { startPrivateRedis, type RunningRedis } from '../../src/cli/redis/privateRedis.js';
import { keysFor } from '../../src/shared/questions/keys.js';
import { dueKey } from '../../src/shared/webhooks/keys.js';
import { startLanguageModelStandIn, type LanguageModelStandIn } from '../stand-ins/languageModel.js';
import { startOpenMeteo } from '../stand-ins/openMeteo.js';
import { startTelegramApi, TOKEN, type TelegramApi } from '../stand-ins/telegramApi.js';
import { createFleet, everydayQuestions, type Started, type TestFleet } from '../support/processes.js';
import { measuresOf, readAlertRules, readDashboardQueries, readRunbookQueries } from './monitoringFiles.js';
import { startPrometheus, type RunningPrometheus } from './prometheus.js';

const BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');
const OPEN_QUESTIONS = 30;
/** Questions that nobody answers fail after this time, and are old after half of it. */
const DEADLINE_S = 20;
const SLOW_S = 5;
const WEBHOOK_LATE_MS = 601_000;
const RESTARTS_TOLERATED = 5;
/** A worker that died is missed after 30 s, and counted when two looks 5 s apart have missed it. */
const LOST_PATIENCE_MS = 90_000;
/** Held by deploy/monitoring/alerts.test.yml alone, and why. */
const NOT_FIRED_HERE = {
  AgrobotTelegramCutOff: 'the bot gives Telegram a minute and a half before it says so',
  AgrobotMemoryHigh: 'a process would have to grow to the limit of a container, or of the machine',
  AgrobotCpuHigh: 'a process would have to use all cores of the machine for minutes',
};

let dir: string;
let redis: RunningRedis;
let redisClient: Redis;
let openMeteo: Awaited<ReturnType<typeof startOpenMeteo>>;
let languageModel: LanguageModelStandIn;
let fleet: TestFleet;
let telegramApi: TelegramApi;
let api: Started;
let worker: Started;
let workerPort: number;
let prometheus: RunningPrometheus;
const fired: string[] = [];

// One way, from a stack that has just begun to one of which nothing is left: each step leads to the next.
describe.sequential('a stack under load, seen by Prometheus', () => {
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'agrobot-monitoring-'));
    // Its limits are changed, and it ends: a Redis of its own.
    redis = await startPrivateRedis({ dir, binDir: BIN_DIR, env: process.env, log: console.log });
    redisClient = new Redis(redis.url);
    redisClient.on('error', () => {});
    await redisClient.config('SET', 'maxmemory', '256mb');
    [openMeteo, languageModel, telegramApi] = await Promise.all([
      startOpenMeteo(),
      startLanguageModelStandIn(),
      startTelegramApi(),
    ]);
    languageModel.meets({ does: 'refuse', status: 429, code: 'insufficient_quota', message: 'no credit' });
    fleet = createFleet({
      REDIS_URL: redis.url,
      AGROBOT_OPEN_METEO_URL: openMeteo.url,
      OPENAI_BASE_URL: languageModel.url,
      OPENAI_MODEL: 'agro-mini',
      AGROBOT_OPEN_QUESTIONS: String(OPEN_QUESTIONS),
      AGROBOT_QUESTION_DEADLINE_S: String(DEADLINE_S),
    });
    workerPort = await freePort();
    api = await fleet.api();
    const telegram = await fleet.telegram({
      AGROBOT_URL: api.url,
      AGROBOT_TELEGRAM_TOKEN: TOKEN,
      AGROBOT_TELEGRAM_API_URL: telegramApi.url,
    });
    prometheus = await startPrometheus({
      api: api.metricsUrl,
      worker: `http://127.0.0.1:${workerPort}/metrics`,
      telegram: telegram.metricsUrl,
    });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await fleet?.stop();
    redisClient?.disconnect();
    await redis?.stop();
    await Promise.all([openMeteo?.close(), languageModel?.close(), telegramApi?.close()]);
    await rm(dir, { recursive: true, force: true });
  });

  /** Resolves to the status; only with `wait` to that of an answer. */
  async function post(question: string, wait = false): Promise<number> {
    const headers = { 'content-type': 'application/json', ...(wait ? { prefer: 'wait=20' } : {}) };
    const response = await fetch(`${api.url}/v1/questions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ question }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  const askAll = (questions: string[]) => Promise.all(questions.map((question) => post(question, true)));

  async function fires(alert: string, patienceMs?: number) {
    await prometheus.untilFiring(alert, patienceMs);
    fired.push(alert);
  }

  async function startWorker() {
    worker = await fleet.worker({ AGROBOT_WORKER_PORT: String(workerPort) });
  }

  it('has the rules that the tests read', async () => {
    const { groups } = await prometheus.get<{ groups: { rules: { name: string }[] }[] }>('rules');
    const loaded = groups.flatMap(({ rules }) => rules.map(({ name }) => name));
    expect((await readAlertRules()).map(({ alert }) => alert)).toEqual(loaded);
  });

  it(
    'fires when there is no worker: the API refuses, and what it took fails',
    { timeout: 60_000 },
    async () => {
      await fires('AgrobotNoWorker');
      await fires('AgrobotReplicaDown');
      // A share needs two looks at its counter: one after the first refusals, one after the next.
      for (let round = 1; round <= 2; round++) {
        const statuses = await Promise.all(everydayQuestions(OPEN_QUESTIONS + 10).map((text) => post(text)));
        expect(statuses).toContain(503);
        const refused = `sum(agrobot_http_requests_total{status="503"}) >= ${round * 10}`;
        await prometheus.untilData(refused);
      }
      await fires('AgrobotApiErrors');
      await fires('AgrobotQueueOld');
      await fires('AgrobotQuestionsFailing');
    },
  );

  it('fires when answers take long', { timeout: 60_000 }, async () => {
    await startWorker();
    await askAll(everydayQuestions(5));
    await prometheus.untilData('sum(agrobot_stage_duration_seconds_count{stage="total"}) >= 5');
    worker.child.kill('SIGSTOP');
    const answers = askAll(everydayQuestions(10));
    await prometheus.untilData(`max(agrobot_queue_oldest_age_seconds{queue="all"}) > ${SLOW_S + 1}`);
    worker.child.kill('SIGCONT');
    await answers;
    await fires('AgrobotAnswersSlow');
  });

  it('has data for every query of the dashboard and every measure of an alert', async () => {
    await prometheus.untilData('sum(agrobot_queue_jobs{queue="all",state="open"}) == 0');
    const towns = ['Tunja', 'Neiva', 'Pasto', 'Ibagué', 'Cali', 'Medellín'];
    for (const [round, town] of towns.entries()) {
      // The first come from the service, the next from its failures; the same town again comes from the cache.
      openMeteo.control.always = round < 3 ? null : { kind: 'status', status: 500 };
      const weather = `¿Cómo está el clima en ${town} ahora?`;
      expect(await askAll([...everydayQuestions(10), weather])).toEqual(Array(11).fill(200));
      expect(
        await askAll([weather, `¿Qué puedo hacer con las hojas secas de ${town} en la huerta?`]),
      ).toEqual([200, 200]);
      await prometheus.untilData(`sum(agrobot_questions_total) >= ${OPEN_QUESTIONS + 15 + 13 * (round + 1)}`);
    }
    const expressions = [
      ...(await readDashboardQueries()).map(({ expr }) => expr),
      ...(await readAlertRules()).flatMap(measuresOf),
    ];
    for (const expr of new Set(expressions)) await prometheus.untilData(expr);
  });

  it('parses every query of the runbook', async () => {
    for (const query of await readRunbookQueries()) await prometheus.get('query', { query });
  });

  it('fires when a service outside fails, and when the quota of one is used up', async () => {
    await fires('AgrobotUpstreamFailing');
    await fires('AgrobotUpstreamQuotaGone');
  });

  it('fires when nobody delivers to webhooks', async () => {
    // The workers here have no secret to sign with: what an installation has that gave it to the API alone.
    await redisClient.zadd(dueKey(keysFor(fleet.prefix)), Date.now() - WEBHOOK_LATE_MS, 'q_owed');
    await fires('AgrobotWebhooksLate');
  });

  it('fires when workers crash again and again', { timeout: 180_000 }, async () => {
    for (let crashes = 1; crashes <= RESTARTS_TOLERATED + 1; crashes++) {
      const gone = once(worker.child, 'exit');
      worker.child.kill('SIGKILL');
      await gone;
      await startWorker();
    }
    await fires('AgrobotWorkersRestarting', LOST_PATIENCE_MS);
  });

  it('fires when Redis fills and is full, throws keys away, and is away', async () => {
    const used = async () => Number(/used_memory:(\d+)/.exec(await redisClient.info('memory'))?.[1]);
    await redisClient.config('SET', 'maxmemory', Math.round((await used()) / 0.9));
    await fires('AgrobotRedisFilling');
    await fires('AgrobotRedisFull');

    await redisClient.config('SET', 'maxmemory-policy', 'allkeys-lru');
    for (let key = 0; key < 200; key++) await redisClient.set(`filler:${key}`, 'x'.repeat(50_000));
    await fires('AgrobotRedisEvicts');

    await redis.stop();
    await fires('AgrobotRedisAway');
  });

  it('fires when the API is down', async () => {
    const gone = once(api.child, 'exit');
    api.child.kill('SIGKILL');
    await gone;
    await fires('AgrobotApiDown');
    await fires('AgrobotReplicasMissing');
  });

  it('has fired every alert, but for those with a reason not to', async () => {
    const alerts = (await readAlertRules()).map(({ alert }) => alert);
    expect([...fired, ...Object.keys(NOT_FIRED_HERE)].sort()).toEqual(alerts.sort());
  });
});
