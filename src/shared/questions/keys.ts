/**
 * Every key that AgroBot writes beside BullMQ's own. `docs/state.md` lists writer, readers, lifetime and size of each.
 * The prefix is a hash tag, so that all keys of one installation live on one node of a Redis Cluster.
 */
export interface Keys {
  prefix: string;
  question(id: string): string;
  events(id: string): string;
  /** Pub/sub channel that wakes the readers of a question's stream. */
  channel(id: string): string;
  idempotency(caller: string, key: string): string;
  conversation(id: string): string;
  /** List: ids of a conversation's questions, oldest first. */
  turns(conversation: string): string;
  /** Sorted set: id of each open question by the time at which it fails, in ms. */
  open: string;
  /** Hash: open questions a caller. */
  callers: string;
  /** Hash: `accepted` and `started`, the highest sequence numbers. */
  counters: string;
  /** Pub/sub channel: ids of cancelled questions. */
  cancellations: string;
  /** Hash: last heartbeat a worker, as JSON. */
  workers: string;
  /** Hash: how many workers ended, by the way in which they did. */
  workerEnds: string;
  sweepLease: string;
  /** Hash: SHA-256 of an API key to its owner, as JSON. */
  apiKeys: string;
  feedback: string;
  feedbackTimes: string;
  rateLimits: string;
  /** What BullMQ puts in front of its keys. */
  bull: string;
}

export function keysFor(name: string): Keys {
  if (!/^[\w-]+$/.test(name)) {
    throw new Error(`The key prefix must be made of letters, digits, "_" and "-", but is "${name}".`);
  }
  const prefix = `{${name}}`;
  return {
    prefix,
    question: (id) => `${prefix}:question:${id}`,
    events: (id) => `${prefix}:events:${id}`,
    channel: (id) => `${prefix}:wake:${id}`,
    idempotency: (caller, key) => `${prefix}:idempotency:${caller}:${key}`,
    conversation: (id) => `${prefix}:conversation:${id}`,
    turns: (conversation) => `${prefix}:turns:${conversation}`,
    open: `${prefix}:open`,
    callers: `${prefix}:callers`,
    counters: `${prefix}:counters`,
    cancellations: `${prefix}:cancellations`,
    workers: `${prefix}:workers`,
    workerEnds: `${prefix}:worker-ends`,
    sweepLease: `${prefix}:sweep-lease`,
    apiKeys: `${prefix}:api-keys`,
    feedback: `${prefix}:feedback`,
    feedbackTimes: `${prefix}:feedback-times`,
    rateLimits: `${prefix}:rate:`,
    bull: `${prefix}:bull`,
  };
}
