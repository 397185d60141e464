import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../../src/client/sse.js';

const TEXT =
  ': hola\n\nretry: 250\n\nid: 1\nevent: uno\ndata: {"text":"maíz 🌽"}\n\n' +
  'event: dos\rdata: ñame\r\r' +
  'id: 3\r\nevent: tres\r\ndata: primera línea\r\ndata: segunda\r\n\r\n';
const BYTES = new TextEncoder().encode(TEXT);
const MESSAGES = [
  { id: '1', event: 'uno', data: '{"text":"maíz 🌽"}' },
  { id: undefined, event: 'dos', data: 'ñame' },
  { id: '3', event: 'tres', data: 'primera línea\nsegunda' },
];

function bodyOf(bytes: Uint8Array, cuts: number[]) {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return new ReadableStream<Uint8Array>({
    start(controller) {
      edges.slice(1).forEach((edge, index) => controller.enqueue(bytes.slice(edges[index], edge)));
      controller.close();
    },
  });
}

async function read(body: ReadableStream<Uint8Array>) {
  const retries: number[] = [];
  const messages = [];
  for await (const { id, event, data } of readMessages(body, {
    onRetry: (ms) => retries.push(ms),
    onBytes() {},
  })) {
    messages.push({ id, event, data });
  }
  return { retries, messages };
}

describe('readMessages', () => {
  it('reads the same messages wherever the body is cut once, also inside a character and a CRLF', async () => {
    for (let cut = 0; cut <= BYTES.length; cut++) {
      expect(await read(bodyOf(BYTES, [cut])), `cut at byte ${cut}`).toEqual({
        retries: [250],
        messages: MESSAGES,
      });
    }
  });

  it('reads the same messages whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: BYTES.length }), { maxLength: 60 }),
        async (cuts) => {
          expect((await read(bodyOf(BYTES, cuts))).messages).toEqual(MESSAGES);
        },
      ),
    );
  });

  it('drops a message that the end of the body cuts off', async () => {
    const cutOff = new TextEncoder().encode('id: 1\ndata: entera\n\nid: 2\ndata: a med');
    expect((await read(bodyOf(cutOff, []))).messages.map(({ data }) => data)).toEqual(['entera']);
  });

  it('cancels the body when the reader leaves early', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: otra\n\n')),
      cancel: () => void (cancelled = true),
    });
    for await (const message of readMessages(endless, { onRetry() {}, onBytes() {} })) {
      expect(message.data).toBe('otra');
      break;
    }
    expect(cancelled).toBe(true);
  });

  it('refuses a stream whose event never ends', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(97)),
    });
    await expect(read(endless)).rejects.toThrow();
  });
});
