import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP/JSON has it, with what it inherits from its process, and attributes by name. */
export interface CollectedSpan {
  service: string;
  resource: Record<string, unknown>;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  attributes: Record<string, unknown>;
  failed: boolean;
  /** As it came. */
  json: string;
}

interface Pair {
  key: string;
  value: Record<string, unknown>;
}

interface TracesRequest {
  resourceSpans: {
    resource: { attributes: Pair[] };
    scopeSpans: {
      spans: {
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        name: string;
        kind: number;
        attributes: Pair[];
        status: { code?: number };
      }[];
    }[];
  }[];
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUS_ERROR = 2;

/** Takes traces by OTLP over HTTP in JSON, at `/v1/traces` as every collector does. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const news = new EventEmitter();
  const control = { meets: 'ok' as 'ok' | 'refusal' | 'silence' };

  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      if (!isTraces || request.headers['content-type'] !== 'application/json') return reply(response, 404);
      headers.push(request.headers);
      if (control.meets === 'ok') {
        spans.push(...read(JSON.parse(Buffer.concat(parts).toString()) as TracesRequest));
        reply(response, 200);
      } else if (control.meets === 'refusal') reply(response, 401);
      news.emit('received');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** Of each request. */
    headers,
    /** Changed by tests. */
    control,
    /** The first span that is wanted, as soon as it is there. */
    async span(isWanted: (span: CollectedSpan) => boolean): Promise<CollectedSpan> {
      for (;;) {
        const found = spans.find(isWanted);
        if (found) return found;
        await once(news, 'received');
      }
    },
    async untilReceived(): Promise<void> {
      await once(news, 'received');
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

export type Collector = Awaited<ReturnType<typeof startCollector>>;

function read({ resourceSpans }: TracesRequest): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const told = byName(resource.attributes);
    return scopeSpans
      .flatMap((scope) => scope.spans)
      .map((span) => ({
        service: String(told['service.name']),
        resource: told,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        name: span.name,
        kind: KINDS[span.kind]!,
        attributes: byName(span.attributes),
        failed: span.status.code === STATUS_ERROR,
        json: JSON.stringify(span),
      }));
  });
}

function byName(pairs: Pair[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));
}

function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
}
