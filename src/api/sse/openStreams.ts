import type { ServerResponse } from 'node:http';
import type { FollowedEvent } from '../../shared/questions/follow.js';

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 3_000;
/** What may wait in memory for one slow reader; it is dropped beyond, and resumes by the last id it got. */
const UNREAD_MAX_BYTES = 1024 * 1024;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx would hold events back until its buffer is full.
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

export interface EventStream {
  send(event: FollowedEvent): void;
  end(): void;
}

/** All event streams of this process: one heartbeat for all, and one place that ends them when the process stops. */
export function createOpenStreams(onDropped: () => void) {
  const open = new Set<ServerResponse>();
  const timer = setInterval(() => {
    for (const response of open) write(response, ': ping\n\n');
  }, HEARTBEAT_MS).unref();

  function write(response: ServerResponse, text: string) {
    // Ended, but not closed: pipelined behind another reply on its socket. To write now would end the process.
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    // Looked at again once the socket has had its turn: a long past is written in one go and is no sign of slowness.
    if (response.writableLength > UNREAD_MAX_BYTES) setImmediate(dropIfSlow, response);
  }

  function dropIfSlow(response: ServerResponse) {
    if (response.destroyed || response.writableLength <= UNREAD_MAX_BYTES) return;
    onDropped();
    response.destroy();
  }

  return {
    /** Sends the headers at once. */
    begin(response: ServerResponse, requestId: string): EventStream {
      response.writeHead(200, { ...HEADERS, 'x-request-id': requestId });
      response.write(`retry: ${RECONNECT_MS}\n\n`);
      open.add(response);
      response.on('close', () => open.delete(response));
      // What fails to reach a reader is that reader's affair: it comes back and resumes.
      response.on('error', () => response.destroy());
      return {
        send({ number, type, data }) {
          write(response, `id: ${number}\nevent: ${type}\ndata: ${data}\n\n`);
        },
        end() {
          open.delete(response);
          response.end();
        },
      };
    },
    count: () => open.size,
    endAll() {
      clearInterval(timer);
      for (const response of open) response.end();
    },
  };
}

export type OpenStreams = ReturnType<typeof createOpenStreams>;
