import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

export type Mode = 'wait' | 'sse' | 'poll';

/** How often a polling client looks. */
const POLL_INTERVAL_MS = 25;
const HEADERS = { 'content-type': 'application/json' };

export interface LoadResult {
  questionsPerS: number;
  p50Ms: number;
  p99Ms: number;
}

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
  const ask = { wait: askAndWait, sse: askAndStream, poll: askAndPoll }[mode];
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
        const asked = performance.now();
        const answer = await ask(pool, question);
        if (!answer.includes('"status":"completed"'))
          throw new Error(`not answered: ${answer.slice(0, 300)}`);
        times.push(performance.now() - asked);
      }
    }),
  );
  const elapsedS = (performance.now() - started) / 1_000;
  await pool.close();
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))]!;
  return { questionsPerS: times.length / elapsedS, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
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
