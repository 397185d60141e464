import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLiveLines } from '../../../src/cli/liveLines.js';
import { reviewCommand, type ReviewOptions } from '../../../src/cli/model/review.js';
import type { IntentName } from '../../../src/shared/contract/intents.js';
import type { Result } from '../../../src/shared/contract/question.js';
import { writeFeedback } from '../../../src/shared/questions/feedback.js';
import { readQuestion } from '../../../src/shared/questions/read.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

let room: ReturnType<typeof openQuestionRoom>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-review-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  room = openQuestionRoom();
});
afterEach(() => room.close());

const resultOf = (
  name: IntentName,
  confidence: number,
  action: Result['action'] = null,
  data: Result['answer']['data'] = null,
): Result => ({
  intent: { name, confidence, alternatives: [] },
  entities: { crops: [], place: null, years: [] },
  answer: { short: 'Sí.', text: 'Sí.', data },
  action,
  sources: [],
  degraded: [],
  disclaimer: null,
  model: { id: 'test', revision: 'test' },
  dataset: { version: 'test' },
  timings_ms: { queue: 0, inference: 0, answer: 0, total: 0 },
});

/** A question's whole way through its record. */
async function answered(text: string, result: Result): Promise<string> {
  // A caller of its own: one may not have so many open.
  const { id } = await room.accepted({ text, caller: text });
  await room.start(id, 'attempt');
  await room.finish(id, 'attempt', { ending: { status: 'completed', result } });
  return id;
}

async function rate(id: string, rating: 'up' | 'down') {
  const { json } = (await readQuestion(room.redis, room.keys, id))!;
  await writeFeedback(room.redis, room.keys, id, json, { rating }, Date.now());
}

async function review(options: Partial<ReviewOptions> = {}, env: NodeJS.ProcessEnv = {}) {
  let stdout = '';
  let notes = '';
  const status = await reviewCommand(
    { below: 0.6, limit: 100, ...options },
    {
      stdout: { write: (text) => (stdout += text) },
      notes: createLiveLines({ write: (text) => (notes += text) }),
      env: { ...process.env, AGROBOT_PREFIX: room.keys.prefix.slice(1, -1), ...env },
      now: new Date('2026-11-23T14:05:09Z'),
    },
  );
  return { status, stdout, notes };
}

describe('agrobot model review', () => {
  it('gathers what was rated down, asked back or unsure, masked, and says what comes next', async () => {
    await answered('¿Llueve en Pasto?', resultOf('weather', 0.99));
    await answered('me llamo Pedro, ¿riego?', resultOf('irrigation_advice', 0.41234));
    await answered('Me llamo Luis. ¿Riego?', resultOf('irrigation_advice', 0.5));
    await answered('¿y la papa?', resultOf('crop_production', 0.3, { type: 'clarify', chips: [] }));
    await answered(
      '¿qué siembro?',
      resultOf('crop_recommendation', 0.9, { type: 'ask_location', chips: [] }),
    );
    // A sure answer from the knowledge base offers chips too.
    const topic = { kind: 'knowledge', topic_id: 'cafe-roya', score: 0.9 } as const;
    await answered('¿qué es la roya?', resultOf('theoretical', 0.9, { type: 'clarify', chips: [] }, topic));
    await rate(await answered('¿cuánto vale el café?', resultOf('crop_production', 0.95)), 'down');
    await rate(await answered('¿cuándo siembro?', resultOf('crop_timing', 0.95)), 'up');
    await room.accepted({ text: 'still open' });
    await room.finish(await room.accepted({ text: 'failed' }).then(({ id }) => id), null);

    const { status, stdout, notes } = await review();
    expect(status).toBe(0);
    expect(stdout).toBe(
      'label\tquestion\tgroup\tsource\tconfidence\twhy\n' +
        'crop_production\t¿cuánto vale el café?\treviewed-20261123-140509-1\treviewed\t0.950\tfeedback\n' +
        'crop_production\t¿y la papa?\treviewed-20261123-140509-2\treviewed\t0.300\tasked_back\n' +
        'irrigation_advice\tMe llamo [nombre]. ¿Riego?\treviewed-20261123-140509-3\treviewed\t0.500\tlow_confidence\n',
    );
    expect(notes).toContain('3 questions to review: 1 rated down, 1 asked back, 1 of low confidence.');
    expect(notes).toContain('training/data/reviewed/');
    expect(notes).toContain('npm run train');
    expect(notes).not.toContain('left out');
  });

  it('writes a file that only its owner reads, and never over another one', async () => {
    await answered('¿riego?', resultOf('irrigation_advice', 0.4));
    const out = path.join(folder, 'to-review.tsv');
    const { stdout, notes } = await review({ out });
    expect(stdout).toBe('');
    expect(notes).toContain(`1 questions to review in ${out}`);
    const text = await readFile(out, 'utf8');
    expect(text.split('\n')[1]).toMatch(/^irrigation_advice\t¿riego\?\t/);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    await expect(review({ out })).rejects.toMatchObject({ exitStatus: 2 });
    expect(await readFile(out, 'utf8')).toBe(text);
  });

  it('reads everything that is kept, page after page, up to the limit', async () => {
    const many = 700;
    await Promise.all(
      Array.from({ length: many }, (_, n) =>
        answered(`¿riego el lote ${n}?`, resultOf('irrigation_advice', 0.4)),
      ),
    );
    const lines = async (limit: number) => (await review({ limit })).stdout.trim().split('\n').length - 1;
    expect(await lines(1_000)).toBe(many);
    expect(await lines(5)).toBe(5);
  });

  it('says what it had to leave out, and that there is nothing to review', async () => {
    const id = await answered('¿riego?', resultOf('irrigation_advice', 0.4));
    await rate(id, 'down');
    await room.redis.hdel(room.keys.question(id), 'text');
    const out = path.join(folder, 'none.tsv');
    const { status, notes } = await review({ out });
    expect(status).toBe(0);
    expect(notes).toContain('1 answered questions are left out: no text');
    expect(notes).toContain('1 questions that were rated down are left out: ');
    expect(notes).toContain('There is nothing to review.');
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });

  it('tells that Redis is away', async () => {
    await expect(review({}, { REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The Redis at redis:\/\/127\.0\.0\.1:1 failed: .*ECONNREFUSED/,
      ) as string,
      exitStatus: 3,
    });
  });
});
