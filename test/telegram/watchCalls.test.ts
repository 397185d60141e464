import type { Transformer } from 'grammy';
import { expect, it } from 'vitest';
import { watchCalls } from '../../src/telegram/watchCalls.js';

type Previous = Parameters<Transformer>[0];

/** One call to Telegram and what comes of it: a response, or an error where there is none. */
function createCalls() {
  const counted: string[] = [];
  let nowMs = 0;
  const { transformer, isReceiving } = watchCalls((method, outcome) => counted.push(`${method} ${outcome}`), {
    withinMs: 90_000,
    now: () => nowMs,
  });
  const call = (method: string, end: object | Error, signal?: AbortSignal) => {
    const previous = (async () => {
      if (end instanceof Error) throw end;
      return end;
    }) as unknown as Previous;
    const made = transformer(previous, method as 'getMe', {}, signal as Parameters<Transformer>[3]);
    return made.catch((error: unknown) => error);
  };
  return { counted, isReceiving, call, after: (ms: number) => (nowMs += ms) };
}

const OK = { ok: true, result: [] };
const refusal = (error_code: number) => ({ ok: false, error_code, description: '' });

it('counts each call by how it ended, and no request that a stop has cut', async () => {
  const { counted, call } = createCalls();
  const network = new Error('no answer');
  await call('sendMessage', OK);
  await call('sendMessage', refusal(403));
  await call('sendMessage', refusal(502));
  expect(await call('sendMessage', network)).toBe(network);
  await call('getUpdates', new Error('cut'), AbortSignal.abort());
  expect(counted).toEqual([
    'sendMessage ok',
    'sendMessage refused',
    'sendMessage failed',
    'sendMessage failed',
  ]);
});

it('receives from the first answer on, for as long as requests for messages are answered', async () => {
  const { isReceiving, call, after } = createCalls();
  expect(isReceiving()).toBe(false);
  await call('getMe', OK);
  expect(isReceiving()).toBe(true);
  after(80_000);
  await call('getUpdates', OK);
  after(80_000);
  expect(isReceiving()).toBe(true);
  // That something can be sent says nothing about what is received.
  await call('sendMessage', OK);
  await call('getUpdates', refusal(500));
  after(10_001);
  expect(isReceiving()).toBe(false);
});
