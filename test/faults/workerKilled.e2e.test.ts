import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { createFleet, everydayQuestions, type Started, type TestFleet } from '../support/processes.js';

let fleet: TestFleet;
afterEach(() => fleet.stop());

/** Asks all at once and waits for every answer; `onAnswered` hears how many are there. */
async function askAll(
  api: Started,
  questions: string[],
  onAnswered: (count: number) => void = () => undefined,
) {
  const client = fleet.client(api);
  let answered = 0;
  return Promise.all(
    questions.map(async (question) => {
      const { id } = await client.ask({ question });
      const terminal: string[] = [];
      let last: { status: string; id: string } | undefined;
      for await (const event of client.stream(id)) {
        if (!/^question\.(completed|failed|cancelled)$/.test(event.type)) continue;
        terminal.push(event.type);
        last = event.data as { status: string; id: string };
      }
      onAnswered(++answered);
      return { question, id, terminal, last: last! };
    }),
  );
}

it('answers all of 200 questions once when a worker is killed in the middle', async () => {
  fleet = createFleet();
  const [api, victim] = await Promise.all([fleet.api(), fleet.worker(), fleet.worker()]);
  const answers = await askAll(api, everydayQuestions(200), (count) => {
    if (count === 20) victim.child.kill('SIGKILL');
  });
  expect(victim.child.killed).toBe(true);
  expect(answers.map(({ terminal }) => terminal)).toEqual(answers.map(() => ['question.completed']));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(200);
});

it('gives up a question that kills every worker, and answers its 199 neighbours', async () => {
  fleet = createFleet();
  const api = await fleet.api();
  let stopping = false;
  const exits: unknown[] = [];
  // What a supervisor does: a worker that died is followed by a new one.
  const keepOneWorker = async () => {
    while (!stopping) {
      const worker = await fleet.faultyWorker();
      const [code, signal] = (await once(worker.child, 'exit')) as [number | null, string | null];
      exits.push(signal ?? code);
    }
  };
  const supervised = keepOneWorker();
  const questions = everydayQuestions(199);
  questions.splice(100, 0, '¿Cuánto veneno produjo Huila?');
  const answers = await askAll(api, questions);
  stopping = true;
  await fleet.stop();
  await supervised;
  const failed = answers.filter(({ last }) => last.status !== 'completed');
  expect(failed.map(({ question }) => question)).toEqual(['¿Cuánto veneno produjo Huila?']);
  expect(failed[0]!.last).toMatchObject({ status: 'failed', error: { code: 'poison_question' } });
  expect(exits).toEqual(['SIGKILL', 'SIGKILL', 0]);
});

it('ends a process whose inference hangs, and gives the question up', async () => {
  fleet = createFleet({ AGROBOT_JOB_DEADLINE_S: '1' });
  const api = await fleet.api();
  let stopping = false;
  const keepOneWorker = async () => {
    while (!stopping) await once((await fleet.faultyWorker()).child, 'exit');
  };
  const supervised = keepOneWorker();
  const answers = await askAll(api, [...everydayQuestions(20), 'un cuelgue']);
  stopping = true;
  await fleet.stop();
  await supervised;
  expect(answers.filter(({ last }) => last.status === 'completed')).toHaveLength(20);
  expect(answers.at(-1)!.last).toMatchObject({ status: 'failed', error: { code: 'poison_question' } });
});
