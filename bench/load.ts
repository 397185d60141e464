import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

export type Mode = 'wait' | 'sse' | 'poll';

/** How often a polling client looks. */
const POLL_INTERVAL_MS = 25;
const HEADERS = { 'content-type': 'application/json' };

export interface LoadResult {
  questionsPerS: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

const ASK: Record<Mode, (pool: Pool, question: string) => Promise<string>> = {
  wait: askAndWait,
  sse: askAndStream,
  poll: askAndPoll,
};

/**
 * Asks every question once, `inFlight` at a time, and waits for each answer in the given way.
 * @throws when an answer is not a completed question
 */
export async function runLoad(
  url: string,
  mode: Mode,
  questions: string[],
  inFlight: number,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
        const asked = performance.now();
        await answered(ASK[mode](pool, question));
        times.push(performance.now() - asked);
      }
    }),
  );
  const elapsedS = (performance.now() - started) / 1_000;
  await pool.close();
  return summary(times, elapsedS);
}

/**
 * Asks at a steady mean rate, whether or not answers keep up, as many people do who know nothing of each other
 * (a Poisson process, the same one every time). Times count from the moment at which a question was due.
 * @throws when an answer is not a completed question
 */
export async function runPace(url: string, questions: string[], perS: number): Promise<LoadResult> {
  const pool = new Pool(url, { connections: 512, pipelining: 1 });
  const times: number[] = [];
  const random = seeded(1);
  const started = performance.now();
  let due = started;
  const asked = questions.map(async (question) => {
    due += (-Math.log(1 - random()) / perS) * 1_000;
    const dueNow = due;
    await delay(dueNow - performance.now());
    await answered(askAndWait(pool, question));
    times.push(performance.now() - dueNow);
  });
  await Promise.all(asked);
  const elapsedS = (performance.now() - started) / 1_000;
  await pool.close();
  return summary(times, elapsedS);
}

async function answered(answer: Promise<string>): Promise<void> {
  const text = await answer;
  if (!text.includes('"status":"completed"')) throw new Error(`not answered: ${text.slice(0, 300)}`);
}

function summary(times: number[], elapsedS: number): LoadResult {
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))]!;
  return {
    questionsPerS: times.length / elapsedS,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

/** mulberry32: numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function post(pool: Pool, question: string, headers: Record<string, string>): Promise<string> {
  const { statusCode, body } = await pool.request({
    path: '/v1/questions',
    method: 'POST',
    headers,
    body: JSON.stringify({ question }),
  });
  const text = await body.text();
  if (statusCode !== 200 && statusCode !== 202) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 300)}`);
  return text;
}

function askAndWait(pool: Pool, question: string): Promise<string> {
  return post(pool, question, { ...HEADERS, prefer: 'wait=30' });
}

async function askAndStream(pool: Pool, question: string): Promise<string> {
  const { urls } = JSON.parse(await post(pool, question, HEADERS)) as { urls: { events: string } };
  const { body } = await pool.request({ path: urls.events, method: 'GET' });
  const stream = await body.text();
  return stream.slice(stream.lastIndexOf('event: question.'));
}

async function askAndPoll(pool: Pool, question: string): Promise<string> {
  const { urls } = JSON.parse(await post(pool, question, HEADERS)) as { urls: { self: string } };
  for (;;) {
    await delay(POLL_INTERVAL_MS);
    const { body } = await pool.request({ path: urls.self, method: 'GET' });
    const text = await body.text();
    if (!/"status":"(queued|in_progress)"/.test(text)) return text;
  }
}
