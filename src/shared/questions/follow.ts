import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { RedisClient } from '../process/redis/client.js';
import { isPassing } from '../process/redis/isPassing.js';
import type { QuestionEventType } from '../contract/events.js';
import type { Keys } from './keys.js';
import { isTerminal, readQuestion, type StoredQuestion } from './read.js';

/** Pub/sub may lose a message; every open reader reads again this often. */
const REREAD_INTERVAL_MS = 15_000;

export interface FollowedEvent {
  /** Rises by one a question; the `id:` of the stream. */
  number: number;
  type: QuestionEventType;
  /** JSON; for terminal events and snapshots the whole object. */
  data: string;
}

export interface Following {
  close(): void;
}

export interface FollowHandlers {
  deliver(event: FollowedEvent): void;
  fail(error: unknown): void;
}

interface Reader {
  /** Number of the newest event that was delivered. */
  last: number;
  /** Waits for the ending alone, which carries the whole object: what comes before is no gap. */
  endOnly: boolean;
  deliver(event: FollowedEvent): void;
  fail(error: unknown): void;
  catchingUp: boolean;
  /** Something was announced while it was catching up: look once more. */
  again: boolean;
  closed: boolean;
}

const TERMINAL = /^question\.(?:completed|failed|cancelled)$/;

export function isTerminalEvent(type: QuestionEventType): boolean {
  return TERMINAL.test(type);
}

/**
 * Follows questions for all readers of one process over one subscription connection.
 *
 * A message carries the event itself, and events of a question are numbered without gaps: the next number is
 * delivered as it comes; any other makes the reader look into the stream. So nothing is lost when a message is, and
 * nothing is read from Redis when none is.
 */
export async function createFollower(redis: RedisClient, subscriber: Redis, keys: Keys) {
  const readers = new Map<string, Set<Reader>>();
  /** Questions whose channel this process is subscribed to; not those that it expects through its inbox. */
  const subscribed = new Set<string>();
  const prefix = keys.channel('');
  const inbox = keys.channel(`inbox-${randomUUID()}`);

  subscriber.on('message', (channel: string, message: string) => {
    if (channel === inbox) {
      const end = message.indexOf(' ');
      hand(message.slice(0, end), message.slice(end + 1));
    } else if (channel.startsWith(prefix)) {
      hand(channel.slice(prefix.length), message);
    }
  });
  await subscriber.subscribe(inbox);

  function hand(id: string, message: string) {
    const open = readers.get(id);
    if (!open) return;
    const first = message.indexOf(' ');
    const second = message.indexOf(' ', first + 1);
    const event: FollowedEvent = {
      number: Number(message.slice(0, first)),
      type: message.slice(first + 1, second) as QuestionEventType,
      data: message.slice(second + 1),
    };
    for (const reader of open) {
      if (reader.endOnly) {
        if (isTerminalEvent(event.type)) deliver(reader, event);
      } else if (reader.catchingUp) reader.again = true;
      else if (event.number === reader.last + 1) deliver(reader, event);
      else if (event.number > reader.last) void catchUp(id, reader, true);
    }
  }

  // ioredis subscribes again by itself; what was announced in between has to be read, over the other connection.
  subscriber.on('ready', rereadAll);
  redis.on('ready', rereadAll);
  const timer = setInterval(rereadAll, REREAD_INTERVAL_MS).unref();

  function rereadAll() {
    for (const [id, open] of readers) for (const reader of open) void catchUp(id, reader, true);
  }

  function deliver(reader: Reader, event: FollowedEvent) {
    if (reader.closed) return;
    reader.last = event.number;
    reader.deliver(event);
  }

  /** @param patient a Redis that is away or fails over is no reason to give up: the next reading comes */
  async function catchUp(id: string, reader: Reader, patient: boolean): Promise<void> {
    if (reader.catchingUp) {
      reader.again = true;
      return;
    }
    reader.catchingUp = true;
    try {
      do {
        reader.again = false;
        await readStream(id, reader);
      } while (reader.again && !reader.closed);
    } catch (error) {
      if (!reader.closed && !(patient && isPassing(error))) reader.fail(error);
    } finally {
      reader.catchingUp = false;
    }
  }

  async function readStream(id: string, reader: Reader) {
    if (reader.endOnly) {
      await readEnding(id, reader);
      return;
    }
    // In this order: what the record had counted before the stream was read must be in the stream, or was trimmed.
    const [counted, entries] = await Promise.all([
      redis.hget(keys.question(id), 'events'),
      redis.xrange(keys.events(id), `${reader.last + 1}-0`, '+'),
    ]);
    const oldest = entries[0] ? entryNumber(entries[0][0]) : Infinity;
    const trimmed = oldest > reader.last + 1 && Number(counted) > reader.last;
    if (trimmed) {
      // The whole object first, numbered like the newest event it includes.
      const question = await readEnding(id, reader);
      if (question === null || question.events <= reader.last) return;
      deliver(reader, { number: question.events, type: 'snapshot', data: question.json });
    }
    for (const [entryId, [, type, , data]] of entries) {
      const number = entryNumber(entryId);
      if (number <= reader.last || reader.closed) continue;
      const event = { number, type: type as QuestionEventType, data: data ?? '' };
      if (!isTerminalEvent(event.type)) deliver(reader, event);
      else {
        // The terminal entry is only a marker; the record has the object.
        const question = await readQuestion(redis, keys, id);
        if (question) deliver(reader, { ...event, data: question.json });
        // It was forgotten since: there is nothing to tell, and nothing will come.
        else if (!reader.closed) reader.fail(new Error('the question was forgotten'));
      }
    }
  }

  /** Delivers the ending where there is one; else gives back the open question, or null where nothing is known. */
  async function readEnding(id: string, reader: Reader): Promise<StoredQuestion | null> {
    const question = await readQuestion(redis, keys, id);
    if (question === null || reader.closed || !isTerminal(question.status)) return question;
    if (question.events > reader.last) {
      const type = `question.${question.status}` as QuestionEventType;
      deliver(reader, { number: question.events, type, data: question.json });
    }
    return null;
  }

  function add(id: string, after: number, handlers: FollowHandlers, endOnly: boolean) {
    const reader: Reader = {
      ...handlers,
      last: after,
      endOnly,
      catchingUp: false,
      again: false,
      closed: false,
    };
    const open = readers.get(id) ?? new Set();
    readers.set(id, open.add(reader));
    const close = () => {
      reader.closed = true;
      if (!open.delete(reader) || open.size > 0 || readers.get(id) !== open) return;
      readers.delete(id);
      // A failure here only means that the connection, and the subscription with it, is gone.
      if (subscribed.delete(id)) subscriber.unsubscribe(keys.channel(id)).catch(() => undefined);
    };
    return { reader, close };
  }

  async function subscribe(id: string, { reader, close }: ReturnType<typeof add>): Promise<Following> {
    subscribed.add(id);
    try {
      await subscriber.subscribe(keys.channel(id));
    } catch (error) {
      close();
      throw error;
    }
    void catchUp(id, reader, false);
    return { close };
  }

  return {
    /**
     * The channel on which this process hears the endings of questions that were accepted with it as their `inbox`:
     * subscribed to once, not once a question.
     */
    inbox,
    /**
     * Delivers every event of a question after number `after` (0 = from the first), in order and without a gap or a
     * repeat, starting with a snapshot where the stream no longer reaches back that far.
     */
    follow(id: string, after: number, handlers: FollowHandlers): Promise<Following> {
      return subscribe(id, add(id, after, handlers, false));
    },
    /** Delivers the ending alone, also one that there is already. */
    followToEnd(id: string, handlers: FollowHandlers): Promise<Following> {
      return subscribe(id, add(id, 0, handlers, true));
    },
    /** Delivers the ending of a question that is about to be accepted with this process' inbox: no round trip. */
    expectEnd(id: string, handlers: FollowHandlers): Following {
      return { close: add(id, 0, handlers, true).close };
    },
    /** Reads what every reader may have missed; for when Redis is back. */
    reread: rereadAll,
    stop(): void {
      clearInterval(timer);
    },
  };
}

export type Follower = Awaited<ReturnType<typeof createFollower>>;

function entryNumber(entryId: string): number {
  return Number(entryId.slice(0, entryId.indexOf('-')));
}
