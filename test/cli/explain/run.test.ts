import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explain } from '../../../src/cli/explain/run.js';
import { createClient } from '../../../src/client/index.js';
import { startStandInApi } from '../../stand-ins/api.js';
import { completedQuestion, explanation, failedQuestion, openQuestion } from '../../stand-ins/questions.js';

let api: Awaited<ReturnType<typeof startStandInApi>>;
beforeEach(async () => {
  api = await startStandInApi();
});
afterEach(() => api.close());

const askedId = async () => (await createClient({ baseUrl: api.url }).ask({ question: '¿Cuánto café?' })).id;

describe('agrobot explain', () => {
  it('tells spans, intents, rule and rows in the order in which the answer came about', async () => {
    const id = await askedId();
    expect(await explain(id, { url: api.url }, {})).toBe(
      `${id} · 2026-11-23T10:00:00.000Z

Spans found “café”   8–12   crop   cafe  exact
            “Huila”  20–25  place  41    exact
            “2020”   29–33  year   2020  exact

Intents     crop_production      98.0 %  ████████████████████
            crop_profitability    1.0 %

Understood  crop Café (cafe)
            department Huila (41)
            year 2020

Rule        crop_production/figure

Rows read   cafe  41  2020  35 rows

Notes       2020 está cubierto del todo

Answer      Respuesta de ${id}

Made by     agrobot-intents r1
            d1

Time        14 ms: queue 2, model 7, answer 3`,
    );
  });

  it('prints question and explanation as they are with --json', async () => {
    const id = await askedId();
    const printed = JSON.parse(await explain(id, { url: api.url, json: true }, {}));
    expect(printed).toEqual({ question: completedQuestion(id), explanation });
  });

  it('says that an open or failed question has no answer to explain', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    await expect(explain(await askedId(), { url: api.url }, {})).rejects.toThrow('is queued.');
    api.answer = (id) => [{ type: 'question.failed', data: failedQuestion(id) }];
    await expect(explain(await askedId(), { url: api.url }, {})).rejects.toThrow(
      'is failed (deadline_exceeded): La pregunta tardó demasiado.',
    );
  });

  it('says what the API says of an id that never was', async () => {
    const explaining = explain('q_nunca', { url: api.url }, {});
    await expect(explaining).rejects.toMatchObject({ exitStatus: 1, message: 'Esa pregunta no existe.' });
  });

  it('says how to start the API where none answers', async () => {
    await expect(explain('q_1', { url: 'http://127.0.0.1:1' }, {})).rejects.toMatchObject({ exitStatus: 3 });
  });
});
