import { DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import { afterAll, describe, expect, it } from 'vitest';
import type { Classification } from '../../src/answering/ports.js';
import { completedQuestionSchema } from '../../src/shared/contract/question.js';
import { newConversationId, newQuestionId } from '../../src/shared/questions/ids.js';
import { readExplanation, readQuestion } from '../../src/shared/questions/read.js';
import { openAnswerRoom, PRODUCTION } from '../support/answerRoom.js';

const room = openAnswerRoom();
const { redis, keys } = room;
afterAll(() => room.close());

const reader = () => room.processOf(() => Promise.resolve(PRODUCTION));

/** A process whose reading of the question ends when the test says so. */
function heldProcess() {
  let answer!: (classification: Classification) => void;
  let began!: () => void;
  const reading = new Promise<void>((resolve) => (began = resolve));
  const held = new Promise<Classification>((resolve) => (answer = resolve));
  const process = room.processOf(() => {
    began();
    return held;
  });
  return { ...process, reading, goOn: () => answer(PRODUCTION) };
}

async function typesOf(id: string) {
  const entries = await redis.xrange(keys.events(id), '-', '+');
  return entries.map(([, [, type]]) => type);
}

async function stored(id: string) {
  return JSON.parse((await readQuestion(redis, keys, id))!.json) as {
    status: string;
    error?: { code: string };
  };
}

describe('a job', () => {
  it('answers its question in the form of the contract and tells how it came about', async () => {
    const { id } = await room.accepted({ text: '¿Cuánto café produjo Huila en 2020?' });
    await reader().run(id);
    const question = completedQuestionSchema.parse(await stored(id));
    expect(question.answer.data).toMatchObject({ kind: 'production', production_t: 178_319.13 });
    expect(JSON.parse((await readExplanation(redis, keys, id))!)).toMatchObject({
      rows: [{ crop: 'cafe', place: '41', year: 2020 }],
    });
    expect(await typesOf(id)).toEqual([
      'question.queued',
      'question.started',
      'question.progress',
      'question.progress',
      'question.completed',
    ]);
  });

  it('answers once when two processes run it at the same time', async () => {
    const { id } = await room.accepted();
    const [first, second] = [heldProcess(), heldProcess()];
    const running = first.run(id);
    await first.reading;
    const again = second.run(id);
    await second.reading;
    first.goOn();
    await running;
    expect((await stored(id)).status).toBe('in_progress');
    second.goOn();
    await again;
    expect((await stored(id)).status).toBe('completed');
    expect((await typesOf(id)).filter((type) => type === 'question.completed')).toHaveLength(1);
  });

  it('completes without a word when its question was cancelled meanwhile', async () => {
    const { id } = await room.accepted();
    const process = heldProcess();
    const running = process.run(id);
    await process.reading;
    await room.finish(id, null, { ending: { status: 'cancelled' } });
    process.goOn();
    await running;
    expect((await stored(id)).status).toBe('cancelled');
    expect((await typesOf(id)).at(-1)).toBe('question.cancelled');
  });

  it('stops waiting for the model when its question is cancelled', async () => {
    const { id } = await room.accepted();
    let began!: () => void;
    const reading = new Promise<void>((resolve) => (began = resolve));
    const process = room.processOf((_, signal) => {
      began();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
    const running = process.run(id);
    await reading;
    await room.finish(id, null, { ending: { status: 'cancelled' } });
    process.inFlight.cancel(id);
    await running;
    expect((await stored(id)).status).toBe('cancelled');
  });

  it('fails its question, and no other, when the answer throws', async () => {
    const { id } = await room.accepted();
    await room.processOf(() => Promise.reject(new Error('broken'))).run(id);
    expect(await stored(id)).toMatchObject({ status: 'failed', error: { code: 'internal_error' } });
  });

  it('gives its question back when the process stops first, without counting a crash', async () => {
    const { id } = await room.accepted();
    const process = heldProcess();
    const running = process.run(id);
    await process.reading;
    process.inFlight.handBack();
    await expect(running).rejects.toThrow(WaitingError);
    expect(process.moved).toEqual(['wait']);
    expect((await stored(id)).status).toBe('queued');
    expect(await redis.hget(keys.question(id), 'crashes')).toBe('0');
  });

  it('runs alone after a crash, and is given up after the second', async () => {
    const { id } = await room.accepted();
    await room.start(id, 'killed');
    const neighbour = await room.accepted();
    const process = heldProcess();
    const beside = process.run(neighbour.id);
    await process.reading;
    const returning = process.run(id);
    while ((await stored(id)).status !== 'queued') await redis.ping();
    expect(process.inFlight.size).toBe(1);
    process.goOn();
    await Promise.all([beside, returning]);
    expect((await stored(id)).status).toBe('completed');

    const poison = await room.accepted();
    await room.start(poison.id, 'killed');
    await room.start(poison.id, 'killed again');
    await reader().run(poison.id);
    expect(await stored(poison.id)).toMatchObject({ status: 'failed', error: { code: 'poison_question' } });
  });

  it('waits for the turn before it', async () => {
    const conversation = { id: newConversationId(), isNew: true };
    await room.accepted({ conversation });
    const { id } = await room.accepted({ conversation: { ...conversation, isNew: false } });
    const process = reader();
    await expect(process.run(id)).rejects.toThrow(DelayedError);
    expect(process.moved).toEqual(['delayed']);
  });

  it('has nothing to do for a question that is gone', async () => {
    await reader().run(newQuestionId());
  });

  it('refuses a payload that is none', async () => {
    const { run } = reader();
    await expect(run(undefined as unknown as string)).rejects.toThrow(UnrecoverableError);
  });

  it('leaves a payload of a newer version to a newer worker', async () => {
    const { id } = await room.accepted();
    const process = reader();
    await expect(process.run(id, 2)).rejects.toThrow(DelayedError);
    expect(process.moved).toEqual(['delayed']);
  });

  it('goes on without what a newer version remembered of the conversation', async () => {
    const conversation = { id: newConversationId(), isNew: true };
    const first = await room.accepted({ conversation });
    const end = { conversationId: conversation.id, remember: '{"mood":"good"}' };
    await room.finish(first.id, null, end);
    const { id } = await room.accepted({ conversation: { ...conversation, isNew: false } });
    await reader().run(id);
    expect((await stored(id)).status).toBe('completed');
  });

  it('counts how questions ended', async () => {
    const { id } = await room.accepted();
    const process = reader();
    await process.run(id);
    const metrics = await process.metrics.metrics();
    expect(metrics).toContain('agrobot_questions_total{status="completed",intent="crop_production"} 1');
    expect(metrics).toContain('agrobot_stage_duration_seconds_count{stage="inference"} 1');
  });
});
