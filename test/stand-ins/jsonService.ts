import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request instead of being served. */
export type ServiceFault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  /** Nothing is answered until the caller hangs up. */
  | { kind: 'silent' }
  /** The connection breaks in the middle of the body. */
  | { kind: 'cut' }
  | { kind: 'not json' }
  | { kind: 'other shape' };

export interface ReceivedRequest {
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
}

/**
 * A JSON service on loopback that answers by `serve`, and fails as it is told: `faults` are used up one a request, then
 * `always`.
 */
export async function startJsonService(serve: (path: string, query: Record<string, string>) => unknown) {
  const received: ReceivedRequest[] = [];
  const news = new EventEmitter();
  let held: Promise<void> | null = null;
  const control = { faults: [] as ServiceFault[], always: null as ServiceFault | null };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const query = Object.fromEntries(searchParams);
    received.push({ path: pathname, query, headers: request.headers });
    news.emit('received');
    response.on('close', () => news.emit('closed'));
    const answer = () => {
      const fault = control.faults.shift() ?? control.always;
      if (fault) fail(fault, response, serve(pathname, query));
      else reply(response, 200, {}, serve(pathname, query));
    };
    if (held) void held.then(answer);
    else answer();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** Changed by tests. */
    control,
    /** Requests wait, already counted, until what is given back is called. */
    hold(): () => void {
      let release = () => {};
      held = new Promise((resolve) => {
        release = () => {
          held = null;
          resolve();
        };
      });
      return release;
    },
    async untilReceived(count: number): Promise<void> {
      while (received.length < count) await once(news, 'received');
    },
    /** Settles when a response has ended, however it did. */
    async untilClosed(): Promise<void> {
      await once(news, 'closed');
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

export type JsonService = Awaited<ReturnType<typeof startJsonService>>;

function fail(fault: ServiceFault, response: ServerResponse, answer: unknown): void {
  const text = JSON.stringify(answer);
  switch (fault.kind) {
    case 'status':
      reply(response, fault.status, fault.headers ?? {}, fault.body ?? { message: 'stand-in fault' });
      break;
    case 'silent':
      break;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      break;
    case 'not json':
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${text}`);
      break;
    case 'other shape':
      reply(response, 200, {}, { unexpected: answer });
      break;
  }
}

function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: unknown,
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
