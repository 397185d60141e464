import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** No event of the API comes near this; a stream without line ends would otherwise fill the memory. */
const EVENT_MAX_CHARACTERS = 1_000_000;

export interface SseListeners {
  /** The server's `retry:` field, in ms. */
  onRetry: (retryMs: number) => void;
  /** Something arrived: an event, part of one, or a comment. */
  onBytes: () => void;
}

/**
 * The messages of a `text/event-stream` body. Chunks may be cut anywhere, also inside a character or between CR and
 * LF; a message that the end of the body cuts off is dropped, as the specification asks (HTML, 9.2.6). Leaving the loop
 * early cancels the body.
 */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  { onRetry, onBytes }: SseListeners,
): AsyncGenerator<EventSourceMessage, void, void> {
  const complete: EventSourceMessage[] = [];
  const parser = createParser({
    onEvent: (message) => complete.push(message),
    onRetry,
    maxBufferSize: EVENT_MAX_CHARACTERS,
  });
  const decoder = new TextDecoder();
  // A reader rather than for-await over the body: Safari cannot iterate streams.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* complete.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
