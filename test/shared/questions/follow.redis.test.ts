import { afterAll, describe, expect, it } from 'vitest';
import { emitEvents } from '../../../src/shared/questions/emit.js';
import { createFollower, isTerminalEvent, type FollowedEvent } from '../../../src/shared/questions/follow.js';
import { newQuestionId } from '../../../src/shared/questions/ids.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

const room = openQuestionRoom();
const { redis, keys } = room;
const subscriber = room.connect();
const follower = await createFollower(redis, subscriber, keys);
afterAll(async () => {
  follower.stop();
  await subscriber.quit();
  await room.close();
});

/** Follows until the terminal event and returns all that came. */
async function readToEnd(id: string, after = 0) {
  const events: FollowedEvent[] = [];
  let following: { close(): void } | undefined;
  const done = new Promise<void>((resolve, reject) => {
    const handlers = {
      deliver(event: FollowedEvent) {
        events.push(event);
        if (isTerminalEvent(event.type)) resolve();
      },
      fail: reject,
    };
    follower.follow(id, after, handlers).then((open) => (following = open), reject);
  });
  await done;
  following?.close();
  return events;
}

const stage = (name: string) => ({
  type: 'question.progress' as const,
  data: JSON.stringify({ stage: name }),
});

describe('a follower', () => {
  it('delivers every event once and in order, whenever it joins', async () => {
    const { id } = await room.accepted();
    const early = readToEnd(id);
    await room.start(id, 'a');
    await emitEvents(redis, keys, id, 'a', [stage('reading')]);
    const midway = readToEnd(id);
    await emitEvents(redis, keys, id, 'a', [stage('looking_up'), stage('writing')]);
    await room.finish(id, 'a');
    const late = await readToEnd(id);
    for (const events of [await early, await midway, late]) {
      expect(events.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(JSON.parse(events.at(-1)!.data)).toMatchObject({ id, status: 'failed' });
    }
  });

  it('goes on after the number that a reader has seen', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'a');
    await room.finish(id, 'a');
    expect((await readToEnd(id, 2)).map(({ number }) => number)).toEqual([3]);
  });

  it('fills what a lost message left out', async () => {
    const { id } = await room.accepted();
    const reading = readToEnd(id);
    await room.start(id, 'a');
    await subscriber.unsubscribe(keys.channel(id));
    await emitEvents(redis, keys, id, 'a', [stage('reading')]);
    await subscriber.subscribe(keys.channel(id));
    await room.finish(id, 'a');
    expect((await reading).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('reads again after its subscription connection was cut', async () => {
    const { id } = await room.accepted();
    const reading = readToEnd(id);
    await subscriber.ping();
    subscriber.disconnect(true);
    await room.start(id, 'a');
    await room.finish(id, 'a');
    expect((await reading).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('starts with the whole object where the stream was trimmed', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'a');
    await redis.xtrim(keys.events(id), 'MAXLEN', 0);
    const reading = readToEnd(id);
    // The reader's first look is over when a command that was sent after it is answered.
    await subscriber.ping();
    await redis.ping();
    await redis.ping();
    await room.finish(id, 'a');
    const events = await reading;
    expect(events.map(({ type }) => type)).toEqual(['snapshot', 'question.failed']);
    expect(events.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('takes the object from the record when the stream has expired', async () => {
    const { id } = await room.accepted();
    await room.finish(id, null);
    await redis.del(keys.events(id));
    const events = await readToEnd(id);
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]!.data)).toMatchObject({ id, status: 'failed' });
  });

  it('hears the ending of a question that was accepted with its inbox, without a subscription', async () => {
    const id = newQuestionId();
    const ending = new Promise<FollowedEvent>((resolve, reject) => {
      follower.expectEnd(id, { deliver: resolve, fail: reject });
    });
    await room.accepted({ id, inbox: follower.inbox });
    expect(await redis.pubsub('NUMSUB', keys.channel(id))).toEqual([keys.channel(id), 0]);
    await room.start(id, 'a');
    await room.finish(id, 'a');
    expect(JSON.parse((await ending).data)).toMatchObject({ id, status: 'failed' });
  });

  it('delivers the ending alone to who waits for nothing else, also one that there is already', async () => {
    const { id } = await room.accepted();
    const toEnd = () =>
      new Promise<FollowedEvent>((resolve, reject) => {
        follower.followToEnd(id, { deliver: resolve, fail: reject }).catch(reject);
      });
    const early = toEnd();
    await room.start(id, 'a');
    await room.finish(id, 'a');
    expect((await early).type).toBe('question.failed');
    expect((await toEnd()).type).toBe('question.failed');
  });

  it('unsubscribes when its last reader has left', async () => {
    const { id } = await room.accepted();
    const handlers = { deliver: () => undefined, fail: () => undefined };
    const first = await follower.follow(id, 0, handlers);
    const second = await follower.follow(id, 0, handlers);
    first.close();
    await subscriber.ping();
    expect(await redis.pubsub('NUMSUB', keys.channel(id))).toEqual([keys.channel(id), 1]);
    second.close();
    await subscriber.ping();
    expect(await redis.pubsub('NUMSUB', keys.channel(id))).toEqual([keys.channel(id), 0]);
  });
});
