import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { createOpenStreams } from '../../../src/api/sse/openStreams.js';

afterEach(() => vi.useRealTimers());

it('leaves an ended stream alone that waits behind another on its socket', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const streams = createOpenStreams(() => undefined);
  let begun = 0;
  const server = createServer((request, response) => {
    const stream = streams.begin(response, 'test');
    if (request.url === '/finished') stream.end();
    if (++begun === 2) server.emit('both begun');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const bothBegun = once(server, 'both begun');
  socket.write('GET /open HTTP/1.1\r\nHost: x\r\n\r\nGET /finished HTTP/1.1\r\nHost: x\r\n\r\n');
  await bothBegun;

  let received = '';
  const pinged = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      if (received.includes(': ping')) resolve();
    });
  });
  vi.advanceTimersByTime(15_000);
  await pinged;
  expect(streams.count()).toBe(1);
  socket.destroy();
  server.closeAllConnections();
  server.close();
});
