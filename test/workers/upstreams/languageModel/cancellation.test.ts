import { afterEach, describe, expect, it } from 'vitest';
import { GOOD_ANSWER } from './answers.js';
import { BRIEF, listener, openModelRoom } from './modelUnderTest.js';

let room: Awaited<ReturnType<typeof openModelRoom>>;
const open = async (...setup: Parameters<typeof openModelRoom>) => (room = await openModelRoom(...setup));
afterEach(() => room.close());

const GOOD = { does: 'answer', text: GOOD_ANSWER } as const;

describe('a cancellation', () => {
  it('ends the request at once and is thrown with its reason', async () => {
    await open();
    room.standIn.meets({ does: 'stall', text: GOOD_ANSWER });
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const heard = listener(() => cancel.abort(reason));
    await expect(room.model.write(BRIEF, { signal: cancel.signal, ...heard.callbacks })).rejects.toBe(reason);
    expect(heard.all).toHaveLength(1);
    await expect(room.standIn.requests[0]!.leftEarly).resolves.toBe(true);
    expect(room.outcomes).toEqual(['cancelled']);
  });

  it('ends the pause before a repetition', async () => {
    await open();
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    room.standIn.meets({ does: 'refuse', status: 429, headers: { 'retry-after': '9' } });
    const writing = room.model.write(BRIEF, { signal: cancel.signal, ...listener().callbacks });
    await expect.poll(() => room.outcomes.length, { interval: 5, timeout: 15_000 }).toBe(1);
    cancel.abort(reason);
    await expect(writing).rejects.toBe(reason);
    expect(room.standIn.requests).toHaveLength(1);
  });

  it('before the start sends nothing', async () => {
    await open();
    const reason = new Error('cancelled');
    await expect(
      room.model.write(BRIEF, { signal: AbortSignal.abort(reason), ...listener().callbacks }),
    ).rejects.toBe(reason);
    expect(room.standIn.requests).toEqual([]);
  });

  it('is what a close is to the requests under way', async () => {
    await open();
    room.standIn.meets({ does: 'stall', text: GOOD_ANSWER });
    let close: Promise<void> | undefined;
    const heard = listener(() => void (close = room.model.close!()));
    await expect(
      room.model.write(BRIEF, { signal: new AbortController().signal, ...heard.callbacks }),
    ).rejects.toThrow('the language model is closed');
    await close;
    await expect(room.write([GOOD])).rejects.toThrow('the language model is closed');
    await expect(room.standIn.requests[0]!.leftEarly).resolves.toBe(true);
  });
});
