import { WaitingError } from 'bullmq';
import { afterAll, describe, expect, it } from 'vitest';
import type { Classification } from '../../src/answering/ports.js';
import { completedQuestionSchema } from '../../src/shared/contract/question.js';
import { RECORD_VERSION } from '../../src/shared/questions/accept.js';
import { readQuestion } from '../../src/shared/questions/read.js';
import type { TextReader } from '../../src/workers/upstreams/createOutside.js';
import { NOBODY } from '../answering/answering.js';
import { openAnswerRoom } from '../support/answerRoom.js';

const room = openAnswerRoom();
const { redis, keys } = room;
afterAll(() => room.close());

const THEORETICAL: Classification = {
  intents: [
    { name: 'theoretical', confidence: 0.97 },
    { name: 'crop_timing', confidence: 0.02 },
  ],
  embedding: Float32Array.of(0.6, -0.8),
  thresholds: { answer: 0.5, askBack: 0.2 },
};
const WRITTEN = { text: 'El compost se hace con capas. Volteelo cada semana.', model: 'modelo-de-prueba' };

/** A process whose language model writes as the test tells it to. */
function writer(write: (reader: TextReader, signal: AbortSignal) => Promise<typeof WRITTEN | null>) {
  const classified: string[] = [];
  const process = room.processOf(
    async (text) => {
      classified.push(text);
      return THEORETICAL;
    },
    (signal, reader) => ({ ...NOBODY, write: () => write(reader, signal) }),
  );
  return { ...process, classified };
}

async function eventsOf(id: string) {
  const entries = await redis.xrange(keys.events(id), '-', '+');
  return entries.map(([, [, type, , data]]) => [type, data === '' ? '' : (JSON.parse(data!) as object)]);
}

const stored = async (id: string) =>
  JSON.parse((await readQuestion(redis, keys, id))!.json) as { status: string };

/** The question after its questions' job, on its way to the compositions. */
async function handedOver(process: ReturnType<typeof writer>) {
  const { id } = await room.accepted({ text: '¿Cómo se hace el compost?' });
  await process.run(id);
  return id;
}

describe('a question that needs somebody outside', () => {
  it('is handed over by id and stays in progress', async () => {
    const process = writer(async () => WRITTEN);
    const id = await handedOver(process);
    expect(process.handedOver).toEqual([id]);
    expect(await stored(id)).toMatchObject({ status: 'in_progress', position: 0 });
    expect((await eventsOf(id)).map(([type]) => type)).toEqual([
      'question.queued',
      'question.started',
      'question.progress',
      'question.progress',
    ]);
  });

  it('is answered by its composition, with what the model said of it and how long that took', async () => {
    const process = writer(async () => WRITTEN);
    const id = await handedOver(process);
    await process.compose(id);
    const question = completedQuestionSchema.parse(await stored(id));
    expect(question.answer.text).toBe(WRITTEN.text);
    expect(question.intent).toMatchObject({ name: 'theoretical', confidence: 0.97 });
    expect(question.disclaimer).toMatch(/modelo de lenguaje/);
    expect(question.sources[0]?.title).toContain('modelo-de-prueba');
    expect(process.classified).toHaveLength(1);
    expect((await eventsOf(id)).map(([type]) => type)).toEqual([
      'question.queued',
      'question.started',
      'question.progress',
      'question.progress',
      'question.progress',
      'question.completed',
    ]);
  });

  it('says what was missing where nobody could write', async () => {
    const process = writer(async () => null);
    const id = await handedOver(process);
    await process.compose(id);
    const question = completedQuestionSchema.parse(await stored(id));
    expect(question.degraded).toEqual(['llm']);
    expect(question.answer.text).toMatch(/^Sobre eso todavía no tengo/);
  });

  it('streams what is written, and voids it where the model begins again', async () => {
    const process = writer(async ({ onText, onReset }) => {
      onText('El compost ');
      onText('se quema.');
      onReset();
      onText('El compost se hace con capas.');
      return WRITTEN;
    });
    const id = await handedOver(process);
    await process.compose(id);
    expect((await eventsOf(id)).slice(4, -1)).toEqual([
      ['question.progress', { stage: 'writing' }],
      ['answer.reset', {}],
      ['answer.delta', { text: 'El compost se hace con capas.' }],
    ]);
  });

  it('tells readers to forget the text of an attempt that died, before its own first piece', async () => {
    const first = writer(
      ({ onText }) =>
        new Promise(() => {
          onText('Se perdió.');
        }),
    );
    const id = await handedOver(first);
    void first.compose(id);
    await expect.poll(async () => (await eventsOf(id)).some(([type]) => type === 'answer.delta')).toBe(true);
    const second = writer(async ({ onText }) => {
      onText('El compost se hace con capas.');
      return WRITTEN;
    });
    await second.compose(id);
    expect((await eventsOf(id)).slice(-4, -1)).toEqual([
      ['question.progress', { stage: 'writing' }],
      ['answer.reset', {}],
      ['answer.delta', { text: 'El compost se hace con capas.' }],
    ]);
    first.inFlight.cancel(id);
  });

  it('stops its calls to the outside when it is cancelled', async () => {
    let aborted: Promise<void> | undefined;
    let began!: () => void;
    const writing = new Promise<void>((resolve) => (began = resolve));
    const process = writer((_, signal) => {
      aborted = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      began();
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    });
    const id = await handedOver(process);
    const running = process.compose(id);
    await writing;
    await room.finish(id, null, { ending: { status: 'cancelled' } });
    process.inFlight.cancel(id);
    await aborted;
    await running;
    expect((await stored(id)).status).toBe('cancelled');
  });

  it('is handed back when the process stops, and its calls to the outside stop', async () => {
    let began!: () => void;
    const writing = new Promise<void>((resolve) => (began = resolve));
    let stopped = false;
    const process = writer((_, signal) => {
      began();
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(signal.reason as Error);
        }),
      );
    });
    const id = await handedOver(process);
    const running = process.compose(id);
    await writing;
    process.inFlight.handBack();
    await expect(running).rejects.toThrow(WaitingError);
    expect(process.moved).toEqual(['wait']);
    expect(stopped).toBe(true);
    const next = writer(async () => WRITTEN);
    await next.compose(id);
    expect((await stored(id)).status).toBe('completed');
  });

  it('is added to the compositions again where its questions job comes twice', async () => {
    const process = writer(async () => WRITTEN);
    const id = await handedOver(process);
    await process.run(id);
    expect(process.handedOver).toEqual([id, id]);
    expect(process.classified).toHaveLength(1);
  });

  it('is read again by a worker whose model is another one', async () => {
    const id = await handedOver(writer(async () => WRITTEN));
    const carried = JSON.parse((await redis.hget(keys.question(id), 'carried'))!) as object;
    const other = { ...carried, model: { id: 'test', revision: 'other' } };
    await redis.hset(keys.question(id), 'carried', JSON.stringify(other));
    const process = writer(async () => WRITTEN);
    await process.compose(id);
    expect(process.classified).toHaveLength(1);
    expect((await stored(id)).status).toBe('completed');
  });

  it('outlives four deaths beside what killed its process, and is given up at the fifth', async () => {
    const process = writer(async () => WRITTEN);
    const id = await handedOver(process);
    const dying = writer(() => new Promise(() => undefined));
    const taken = () => redis.hget(keys.question(id), 'attempt');
    for (let death = 0; death < 5; death++) {
      const before = await taken();
      void dying.compose(id);
      await expect.poll(taken).not.toBe(before);
    }
    await process.compose(id);
    expect(await stored(id)).toMatchObject({ status: 'failed', error: { code: 'poison_question' } });
    dying.inFlight.cancel(id);
  });

  it('stops its calls to the outside when the sweep has ended it and nobody said so', async () => {
    const process = writer(async ({ onText }, signal) => {
      for (let piece = 0; !signal.aborted; piece++) {
        onText(`Pieza ${piece}. `);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw signal.reason;
    });
    const id = await handedOver(process);
    const running = process.compose(id);
    await expect.poll(async () => (await eventsOf(id)).some(([type]) => type === 'answer.delta')).toBe(true);
    await room.finish(id, null);
    await running;
    expect((await stored(id)).status).toBe('failed');
  });

  it('goes on from what the conversation remembered when it was asked, not from later turns', async () => {
    const seen: (string | null)[] = [];
    const process = writer(async () => WRITTEN);
    const { id, conversation_id } = await room.accepted({ text: '¿Cómo se hace el compost?' });
    await process.run(id);
    const later = JSON.stringify({ intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' });
    await redis.hset(keys.conversation(conversation_id), 'remembered', later);
    await process.compose(id);
    seen.push(await redis.hget(keys.conversation(conversation_id), 'remembered'));
    expect(JSON.parse(seen[0]!)).toMatchObject({ cropIds: [], placeCode: null });
  });

  it('has no longer than what is left of the time of its question', async () => {
    const given: number[] = [];
    const process = room.processOf(
      async () => THEORETICAL,
      (_signal, _reader, withinMs) => {
        given.push(withinMs);
        return NOBODY;
      },
    );
    const { id } = await room.accepted({ text: '¿Cómo se hace el compost?' });
    await process.run(id);
    await redis.hincrby(keys.question(id), 'accepted', -30_000);
    await process.compose(id);
    expect(given[0]).toBeGreaterThan(24_000);
    expect(given[0]).toBeLessThanOrEqual(25_000);
  });

  it('is put back by a worker that knows of no hand-overs', async () => {
    const id = await handedOver(writer(async () => WRITTEN));
    expect(Number(await redis.hget(keys.question(id), 'v'))).toBeGreaterThan(RECORD_VERSION);
  });
});
