import { isFinished, type Client, type FinishedQuestion, type StreamEvent } from '../../client/index.js';

const POLL_EVERY_MS = 200;
const WAIT_S = 20;

/** Asks and comes back with the finished question; throws VerifyFault where the way itself is not as promised. */
export type Transport = (client: Client, question: string, signal: AbortSignal) => Promise<FinishedQuestion>;

/** Something that a running instance should have done otherwise. */
export class VerifyFault extends Error {
  override name = 'VerifyFault';
}

/** The three ways to an answer. */
export const TRANSPORTS: Record<'wait' | 'poll' | 'stream', Transport> = {
  async wait(client, question, signal) {
    const asked = await client.ask({ question }, { waitS: WAIT_S, signal });
    return isFinished(asked) ? asked : client.wait(asked.id, { signal });
  },

  async poll(client, question, signal) {
    const { id } = await client.ask({ question }, { signal });
    for (;;) {
      const found = await client.get(id, { signal });
      if (isFinished(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
    }
  },

  async stream(client, question, signal) {
    const { id } = await client.ask({ question }, { signal });
    const events = await collect(client.stream(id, { signal }));
    const last = events.at(-1);
    const told = last?.type === 'question.completed' || last?.type === 'question.failed' ? last.data : null;
    if (told === null || !isFinished(told)) throw new VerifyFault('its stream ended without the answer');
    const read = await client.get(id, { signal });
    if (JSON.stringify(read) !== JSON.stringify(told))
      throw new VerifyFault('its stream ended with another object than it is read as');
    await resume(client, id, events, signal);
    return told;
  },
};

/** A stream that broke after its first event goes on with the second, and one that had ended says nothing more. */
async function resume(client: Client, id: string, events: readonly StreamEvent[], signal: AbortSignal) {
  const ids = events.map((event) => Number(event.id));
  if (!ids.every((number, index) => number > (ids[index - 1] ?? 0)))
    throw new VerifyFault(`the ids of its events do not rise: ${ids.join(', ')}`);
  const [first, ...rest] = events;
  const resumed = await collect(client.stream(id, { lastEventId: first!.id!, signal }));
  if (resumed.map((event) => event.id).join() !== rest.map((event) => event.id).join())
    throw new VerifyFault('a stream that is taken up again has a gap, or repeats');
  const after = await collect(client.stream(id, { lastEventId: events.at(-1)!.id!, signal }));
  if (after.length > 0) throw new VerifyFault('a stream goes on after its end');
}

async function collect(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const seen: StreamEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}
