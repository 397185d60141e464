import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { pino } from 'pino';
import { newWebhookSecret } from '../../../src/shared/webhooks/secrets.js';
import { parsePrivateHosts } from '../../../src/shared/webhooks/privateHosts.js';
import { createWebhooksQueue } from '../../../src/shared/webhooks/queue.js';
import type { AttemptOutcome } from '../../../src/workers/webhooks/deliver.js';
import { SCHEDULE } from '../../../src/workers/webhooks/schedule.js';
import {
  startWebhookDelivery,
  type WebhookDeliveryOptions,
} from '../../../src/workers/webhooks/startWebhookDelivery.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

/** What happens is put in, and taken out in order; who takes first waits. */
export function createMailbox<Item>() {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  return {
    put(item: Item): void {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    take(): Promise<Item> {
      const item = items.shift();
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item);
    },
    get size() {
      return items.length;
    },
  };
}

export interface Received {
  headers: Record<string, string>;
  body: string;
  url: string;
}

/** A receiver on a real port of 127.0.0.1. */
export async function openReceiver(
  answer: (response: ServerResponse, received: Received, request: IncomingMessage) => void = (response) =>
    response.writeHead(204).end(),
) {
  const requests = createMailbox<Received>();
  let connections = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const received = { headers: request.headers as Record<string, string>, body, url: request.url ?? '' };
      answer(response, received, request);
      requests.put(received);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/avisos`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every delay 10 ms, as often as the test says. */
export function quickSchedule(retries: number) {
  return {
    ...SCHEDULE,
    delaysMs: Array<number>(retries).fill(10),
    longestRetryAfterMs: 100,
    random: () => 0.5,
  };
}

/** Names and the addresses that they have, one list for each time that they are asked for. */
export function namesAre(names: Record<string, string[][]>): LookupFunction {
  return (hostname, options, callback) => {
    const answers = names[hostname];
    const found = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (found === undefined) {
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 0);
      return;
    }
    const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}

/** Ended questions that owe a delivery, and processes that deliver. */
export function openDeliveryRoom() {
  const room = openQuestionRoom();
  const { redis, keys } = room;
  const queue = createWebhooksQueue(redis, keys);
  const stops: (() => Promise<unknown>)[] = [];
  const secret = newWebhookSecret();

  return {
    ...room,
    queue,
    secret,
    /** A question that has ended; its process dies before it adds the job. */
    async owe(webhookUrl: string): Promise<string> {
      const { id } = await room.accepted({ webhookUrl });
      await room.finish(id, null);
      return id;
    },
    async startDelivery(
      privateHosts: string[],
      options: Partial<WebhookDeliveryOptions> = {},
    ): Promise<{ outcomes: ReturnType<typeof createMailbox<AttemptOutcome>>; stop(): Promise<void> }> {
      const outcomes = createMailbox<AttemptOutcome>();
      const connection = redis.duplicate({ maxRetriesPerRequest: null });
      const delivery = await startWebhookDelivery({
        connection,
        redis,
        keys,
        log: pino({ level: 'silent' }),
        settings: { secrets: [secret], privateHosts: parsePrivateHosts(privateHosts.join(',')) ?? [] },
        version: '1.2.3',
        persist: (_, write) => write(),
        intake: { onError: () => undefined },
        onAttempt: outcomes.put,
        schedule: quickSchedule(3),
        ...options,
      });
      let stopped: Promise<void> | undefined;
      const stop = () => (stopped ??= delivery.stop().then(() => connection.disconnect()));
      stops.push(stop);
      return { outcomes, stop };
    },
    async closeAll() {
      for (const stop of stops) await stop();
      await queue.close();
      await room.close();
    },
  };
}
