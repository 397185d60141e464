import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CompletedQuestion, StreamEvent } from '../../src/client/index.js';
import { createFleet, type TestFleet } from '../support/processes.js';
import { startLanguageModelStandIn, type LanguageModelStandIn } from '../stand-ins/languageModel.js';

/** The knowledge base has nothing on it. */
const QUESTION = '¿Qué puedo hacer con las hojas secas de los árboles en la huerta?';
const TEXT =
  'Las hojas secas sirven de cobertura: extiéndalas alrededor de las matas, sin tapar el tallo, y el suelo guarda mejor la humedad. ' +
  'Con los meses se vuelven tierra oscura, que alimenta la huerta y deja entrar el agua de la lluvia sin que se lave el suelo. ' +
  'También alimentan la compostera, en capas con residuos frescos de la cocina y un poco de tierra. ' +
  'Píquelas antes si son duras, así se descomponen más rápido, y deje por fuera las de matas enfermas.';

let fleet: TestFleet;
let languageModel: LanguageModelStandIn;
beforeEach(async () => {
  languageModel = await startLanguageModelStandIn();
  fleet = createFleet({ OPENAI_BASE_URL: languageModel.url, OPENAI_MODEL: 'agro-mini' });
});
afterEach(async () => {
  await fleet.stop();
  await languageModel.close();
});

it('writes an answer again whose worker was killed while it was written, and readers forget the first half', async () => {
  languageModel.meets(
    { does: 'stall', text: TEXT.slice(0, TEXT.indexOf('Píquelas') + 10) },
    { does: 'answer', text: TEXT },
  );
  const [api, victim] = await Promise.all([fleet.api(), fleet.worker()]);
  const client = fleet.client(api);
  const { id } = await client.ask({ question: QUESTION });
  const events: StreamEvent[] = [];
  for await (const event of client.stream(id)) {
    events.push(event);
    const isFirstText =
      event.type === 'answer.delta' && victim.child.exitCode === null && !victim.child.killed;
    if (!isFirstText) continue;
    victim.child.kill('SIGKILL');
    await fleet.worker();
  }
  const types = events.map(({ type }) => type);
  const reset = types.indexOf('answer.reset');
  expect(reset).toBeGreaterThan(types.indexOf('answer.delta'));
  const text = events.slice(reset).flatMap((event) => (event.type === 'answer.delta' ? event.data.text : []));
  const question = events.at(-1)!.data as CompletedQuestion;
  expect(text.join('')).toBe(question.answer.text);
  expect(question.answer.text).toBe(TEXT);
  expect(types.filter((type) => type === 'question.completed')).toHaveLength(1);
});

it('lets no slow answers hold up fast ones', async () => {
  languageModel.meets({ does: 'stall' });
  const [api] = await Promise.all([fleet.api(), fleet.worker()]);
  const client = fleet.client(api);
  const slow = await Promise.all(Array.from({ length: 30 }, () => client.ask({ question: QUESTION })));
  const fast = await Promise.all(
    Array.from({ length: 30 }, () =>
      client.ask({ question: '¿Cuánto café produjo Huila en 2020?' }, { waitS: 20 }),
    ),
  );
  expect(fast.map(({ status }) => status)).toEqual(fast.map(() => 'completed'));
  const still = await Promise.all(slow.map(({ id }) => client.get(id)));
  expect(new Set(still.map(({ status }) => status))).toEqual(new Set(['in_progress']));
  await Promise.all(slow.map(({ id }) => client.cancel(id)));
  await Promise.all(languageModel.requests.map(({ leftEarly }) => leftEarly));
});
