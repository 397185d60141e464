import { afterAll, describe, expect, it } from 'vitest';
import { emitEvents, releaseQuestion } from '../../../src/shared/questions/emit.js';
import { newConversationId, newQuestionId } from '../../../src/shared/questions/ids.js';
import { readQuestion } from '../../../src/shared/questions/read.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

const room = openQuestionRoom();
const { redis, keys } = room;
afterAll(() => room.close());

async function eventsOf(id: string) {
  const entries = await redis.xrange(keys.events(id), '-', '+');
  return entries.map(([entry, [, type]]) => `${entry} ${type}`);
}

describe('accept', () => {
  it('makes the record, its place among the open ones and the queued event', async () => {
    const question = await room.accepted();
    expect(question).toMatchObject({ object: 'question', status: 'queued' });
    expect(question.position).toBeGreaterThan(0);
    expect(await redis.zscore(keys.open, question.id)).not.toBeNull();
    expect(await eventsOf(question.id)).toEqual(['1-0 question.queued']);
    expect(JSON.parse((await readQuestion(redis, keys, question.id))!.json)).toEqual(question);
  });

  it('treats the same id again as the same call again', async () => {
    const id = newQuestionId();
    await room.accepted({ id });
    expect(await room.accept({ id })).toEqual({ outcome: 'replayed', id });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('gives a repeated Idempotency-Key the first question, and refuses it with another body', async () => {
    const idempotency = { key: 'k-1', bodyHash: 'aa' };
    const { id } = await room.accepted({ idempotency });
    expect(await room.accept({ idempotency })).toEqual({ outcome: 'replayed', id });
    expect(await room.accept({ idempotency: { key: 'k-1', bodyHash: 'bb' } })).toEqual({
      outcome: 'key_reused',
    });
    expect((await room.accept({ idempotency, caller: 'someone else' })).outcome).toBe('accepted');
  });

  it('refuses a caller over the limit of open questions until one of them ends', async () => {
    const caller = 'busy';
    const { id } = await room.accepted({ caller });
    expect(await room.accept({ caller }, { openPerCaller: 1 })).toEqual({ outcome: 'caller_full', open: 1 });
    await room.finish(id, null);
    expect((await room.accept({ caller }, { openPerCaller: 1 })).outcome).toBe('accepted');
  });

  it('refuses everybody when too many are open', async () => {
    expect((await room.accept({}, { openInAll: 1 })).outcome).toBe('queue_full');
  });

  it('knows only conversations that it made', async () => {
    const conversation = { id: newConversationId(), isNew: false };
    expect(await room.accept({ conversation })).toEqual({ outcome: 'unknown_conversation' });
    await room.accepted({ conversation: { ...conversation, isNew: true } });
    expect((await room.accept({ conversation })).outcome).toBe('accepted');
  });
});

describe('start', () => {
  it('hands out what was asked and shows the question in progress', async () => {
    const { id } = await room.accepted({ text: '¿Qué siembro?', location: { municipality_code: '15001' } });
    expect(await room.start(id, 'a')).toMatchObject({
      outcome: 'started',
      text: '¿Qué siembro?',
      location: { municipality_code: '15001' },
      crashes: 0,
    });
    const stored = await readQuestion(redis, keys, id);
    expect(JSON.parse(stored!.json)).toMatchObject({ status: 'in_progress', position: 0 });
  });

  it('counts a start that neither finished nor let go as a crash, and gives up after two', async () => {
    const { id } = await room.accepted();
    expect(await room.start(id, 'a')).toMatchObject({ crashes: 0 });
    expect(await room.start(id, 'b')).toMatchObject({ crashes: 1 });
    expect(await room.start(id, 'c')).toMatchObject({ outcome: 'poison' });
    expect(await room.finish(id, 'c')).toBe('finished');
    // Numbered without a hole, or its readers would take the ending for an event that was lost.
    const numbers = (await eventsOf(id)).map((event) => parseInt(event));
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('does not count a lost reply or an orderly release as a crash', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'a');
    expect(await room.start(id, 'a')).toMatchObject({ crashes: 0 });
    expect(await releaseQuestion(redis, keys, id, 'a')).toBe(true);
    expect(await room.start(id, 'b')).toMatchObject({ crashes: 0 });
  });

  it('leaves alone what is gone, finished, or of a newer version', async () => {
    expect(await room.start(newQuestionId(), 'a')).toEqual({ outcome: 'gone' });
    const finished = await room.accepted();
    await room.finish(finished.id, null);
    expect(await room.start(finished.id, 'a')).toEqual({ outcome: 'finished' });
    const newer = await room.accepted();
    await redis.hset(keys.question(newer.id), 'v', 99);
    expect(await room.start(newer.id, 'a')).toEqual({ outcome: 'newer' });
  });
});

describe('finish', () => {
  it('lets the first ending win, whoever it is', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'a');
    const endings = await Promise.all([
      room.finish(id, 'a'),
      room.finish(id, null, { ending: { status: 'cancelled' } }),
      room.finish(id, 'a'),
    ]);
    expect(endings.toSorted()).toEqual(['already_finished', 'already_finished', 'finished']);
    expect((await eventsOf(id)).filter((event) => !/queued|started/.test(event))).toHaveLength(1);
  });

  it('refuses an older attempt once a newer one has started', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'old');
    await room.start(id, 'new');
    expect(await room.finish(id, 'old')).toBe('superseded');
    expect(await emitEvents(redis, keys, id, 'old', [{ type: 'question.progress', data: '{}' }])).toBe(false);
    expect(await room.finish(id, 'new')).toBe('finished');
  });

  it('writes pending events before the terminal one, and nothing after it', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'a');
    await room.finish(id, 'a', { pending: [{ type: 'question.progress', data: '{"stage":"reading"}' }] });
    expect(await emitEvents(redis, keys, id, 'a', [{ type: 'question.progress', data: '{}' }])).toBe(false);
    expect(await eventsOf(id)).toEqual([
      '1-0 question.queued',
      '2-0 question.started',
      '3-0 question.progress',
      '4-0 question.failed',
    ]);
  });

  it('lets the record expire after retention and the stream soon', async () => {
    const { id } = await room.accepted();
    await room.finish(id, null, { retentionS: 1_000 });
    expect(await redis.ttl(keys.question(id))).toBeGreaterThan(900);
    expect(await redis.ttl(keys.events(id))).toBeLessThanOrEqual(60);
    expect(await redis.zscore(keys.open, id)).toBeNull();
  });
});

describe('conversation', () => {
  it('lets a turn wait for the turn before it and then hands over what that one left', async () => {
    const conversation = { id: newConversationId(), isNew: true };
    const first = await room.accepted({ conversation });
    const second = await room.accepted({ conversation: { ...conversation, isNew: false } });
    expect(await room.start(second.id, 'b')).toEqual({ outcome: 'previous_open' });
    await room.start(first.id, 'a');
    await room.finish(first.id, 'a', { conversationId: conversation.id, remember: '{"turn":1}' });
    expect(await room.start(second.id, 'b')).toMatchObject({ outcome: 'started', remembered: '{"turn":1}' });
  });

  it('waits from its first start on, however long it stood in the queue', async () => {
    const conversation = { id: newConversationId(), isNew: true };
    await room.accepted({ conversation });
    const second = await room.accepted({ conversation: { ...conversation, isNew: false } });
    await redis.hincrby(keys.question(second.id), 'accepted', -60_000);
    expect(await room.start(second.id, 'b')).toEqual({ outcome: 'previous_open' });
    await redis.hincrby(keys.question(second.id), 'turn_waits_since', -3_000);
    expect(await room.start(second.id, 'b')).toMatchObject({ outcome: 'started', remembered: null });
  });

  it('never lets an older turn overwrite a newer one', async () => {
    const conversation = { id: newConversationId(), isNew: true };
    const first = await room.accepted({ conversation });
    const second = await room.accepted({ conversation: { ...conversation, isNew: false } });
    const end = { conversationId: conversation.id };
    await room.finish(second.id, null, { ...end, remember: '{"turn":2}' });
    await room.finish(first.id, null, { ...end, remember: '{"turn":1}' });
    expect(await redis.hget(keys.conversation(conversation.id), 'remembered')).toBe('{"turn":2}');
  });
});
