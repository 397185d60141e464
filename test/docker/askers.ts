import { setInterval } from 'node:timers/promises';
import { createClient, type FinishedQuestion } from '../../src/client/index.js';
import { everydayQuestions } from '../support/processes.js';

/** Of the 50, those who ask for the weather where they are, and follow a stream that is open as long as it takes. */
const PATIENT = 10;
const ASKERS = 50;
/** nginx lets one address ask ten questions a second, and here all have one. */
const ASKED_EVERY_MS = 7_000;
/** Goes on from one time of asking to the next, for a place whose weather was told is told from memory. */
let turn = 0;

/** What came of a time of asking. */
export interface Asked {
  ended: FinishedQuestion[];
  /** Questions that were not taken, or whose end was never told, with the reason. */
  lost: string[];
  /** How long each stream that broke was without a connection, in ms. */
  gapsMs: number[];
  /** Requests that were tried again. */
  retries: number;
}

/**
 * 50 clients that go on asking, each again when it has its answer: a third waits, a third polls, a third streams.
 * @returns ends it: no more questions, all answers awaited
 */
export function keepAsking(baseUrl: string): () => Promise<Asked> {
  const over = new AbortController();
  const asked: Asked = { ended: [], lost: [], gapsMs: [], retries: 0 };
  const texts = endless(everydayQuestions(320));

  async function ask(asker: number): Promise<FinishedQuestion> {
    const streams = watchedStreams(asked.gapsMs);
    const client = createClient({
      baseUrl,
      fetch: streams.fetch,
      patienceMs: 60_000,
      onRetry: () => (asked.retries += 1),
    });
    const isPatient = asker < PATIENT;
    const how = isPatient ? 'stream' : (['wait', 'poll', 'stream'] as const)[asker % 3]!;
    turn += 1;
    const question = isPatient
      ? {
          question: '¿Cómo está el clima aquí?',
          location: { lat: 4 + (turn % 300) / 100, lon: -74 + turn / 9e3 },
        }
      : { question: texts.next().value };
    const { id } = await client.ask(question, how === 'wait' ? { waitS: 25 } : {});
    if (how !== 'stream') return client.wait(id);
    for await (const event of client.stream(id))
      streams.isOver ||= /^question\.(completed|failed)$/.test(event.type);
    return client.wait(id);
  }

  const askers = Array.from({ length: ASKERS }, async (_, asker) => {
    // Not all at once: they begin within one round.
    await pause((asker * ASKED_EVERY_MS) / ASKERS);
    while (!over.signal.aborted) {
      const begunMs = performance.now();
      await ask(asker).then(
        (question) => asked.ended.push(question),
        (error: unknown) => asked.lost.push(`asker ${asker}: ${String(error)}`),
      );
      await pause(begunMs + ASKED_EVERY_MS - performance.now());
    }
  });
  return async () => {
    over.abort();
    await Promise.all(askers);
    return asked;
  };
}

/** A fetch that notes how long an event stream was away between two connections. */
function watchedStreams(gapsMs: number[]) {
  let brokenAtMs: number | undefined;
  const watched = {
    isOver: false,
    fetch: (async (input, init) => {
      const response = await globalThis.fetch(input, init);
      const { body } = response;
      if (!response.ok || !body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
        return response;
      if (brokenAtMs !== undefined) gapsMs.push(performance.now() - brokenAtMs);
      brokenAtMs = undefined;
      const ended = () => {
        if (!watched.isOver) brokenAtMs = performance.now();
      };
      return new Response(endingWith(body, ended), response);
    }) as typeof fetch,
  };
  return watched;
}

/** The same bytes; `ended` is told when there are no more, or when they broke off. */
function endingWith(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        ended();
        controller.close();
      } catch (error) {
        ended();
        controller.error(error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function* endless<Item>(items: readonly Item[]): Generator<Item, never> {
  for (;;) yield* items;
}

async function pause(ms: number): Promise<void> {
  if (ms <= 0) return;
  for await (const _ of setInterval(ms)) return;
}
