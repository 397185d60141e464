import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TEXTS } from '../../../../src/workers/upstreams/languageModel/texts.js';
import type { Turn } from '../../../stand-ins/languageModel.js';
import { GOOD_ANSWER } from './answers.js';
import { BRIEF, listener, openModelRoom } from './modelUnderTest.js';

const GOOD = { does: 'answer', text: GOOD_ANSWER } as const;
const LIMITS = { firstTokenMs: 20_000, betweenTokensMs: 10_000, timeoutMs: 60_000 };

let room: Awaited<ReturnType<typeof openModelRoom>>;
beforeEach(async () => {
  room = await openModelRoom({ config: LIMITS });
  // The clock stands still: however slow the machine is, a limit passes only when a test says so.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await room.close();
});

/** Asks, lets `ms` pass once the asker has heard so much and the server has the request, and waits for the end. */
async function writeAndWait(turns: Turn[], heardUntil: string, ms: number) {
  room.standIn.meets(...turns);
  const heard = listener();
  let isOver = false;
  const writing = room.model
    .write(BRIEF, { signal: new AbortController().signal, ...heard.callbacks })
    .finally(() => (isOver = true));
  while (room.standIn.requests.length === 0 || !heard.everything.includes(heardUntil)) await nextTurn();
  await vi.advanceTimersByTimeAsync(ms);
  while (!isOver) {
    // A millisecond a turn: enough for the pause before a repetition, far from any limit.
    await vi.advanceTimersByTimeAsync(1);
    await nextTurn();
  }
  return { written: await writing, heard };
}

describe('a stall', () => {
  it('before the first token is waited for, then tried again', async () => {
    const { written } = await writeAndWait([{ does: 'stall' }, GOOD], '', LIMITS.firstTokenMs);
    expect(written?.text).toBe(GOOD_ANSWER);
    expect(room.outcomes).toEqual(['stall', 'ok']);
  });

  it('within the text takes it back and begins anew', async () => {
    const stalled = { does: 'stall', text: GOOD_ANSWER.slice(0, 700) } as const;
    const { written, heard } = await writeAndWait([stalled, GOOD], 'cascarilla.', LIMITS.betweenTokensMs);
    expect(written?.text).toBe(GOOD_ANSWER);
    expect(heard.all.filter((one) => one === null)).toHaveLength(1);
    expect(heard.standing).toBe(GOOD_ANSWER);
    expect(room.outcomes).toEqual(['stall', 'ok']);
    await expect(room.standIn.requests[0]!.leftEarly).resolves.toBe(true);
  });
});

describe('the time limit', () => {
  beforeEach(async () => {
    await room.close();
    room = await openModelRoom({ config: { ...LIMITS, timeoutMs: 5_000 } });
  });

  it('ends a request that goes on too long', async () => {
    const stalled = { does: 'stall', text: GOOD_ANSWER.slice(0, 700) } as const;
    const { written, heard } = await writeAndWait([stalled], 'cascarilla.', 5_000);
    expect(written).toBeNull();
    expect(heard.all.at(-1)).toBeNull();
    expect(room.outcomes).toEqual(['timeout']);
    await expect(room.standIn.requests[0]!.leftEarly).resolves.toBe(true);
  });

  it('keeps what is written by then where that is enough', async () => {
    const text = GOOD_ANSWER.replace('Así gasta', 'Use 500 gramos por planta. Así gasta').slice(0, -20);
    const { written, heard } = await writeAndWait([{ does: 'stall', text }], 'lombrices.', 5_000);
    expect(written?.text.endsWith(`lombrices.\n\n${TEXTS.leftOut}`)).toBe(true);
    expect(heard.everything).toBe(written?.text);
    expect(room.outcomes).toEqual(['ok']);
  });
});
