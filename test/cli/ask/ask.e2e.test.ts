import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletedQuestion } from '../../../src/client/index.js';
import { launch } from '../../support/launched.js';
import { createFleet, everydayQuestions } from '../../support/processes.js';

const AGROBOT = path.resolve(import.meta.dirname, '../../../bin/agrobot.mjs');
const CAFE = '¿Cuánto café produjo Huila en 2020?';

const fleet = createFleet();
let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-ask-'));
  const [api] = await Promise.all([fleet.api(), fleet.worker()]);
  url = api.url;
});
afterAll(async () => {
  await fleet.stop();
  await rm(folder, { recursive: true, force: true });
});

async function agrobot(...args: string[]) {
  const env = { ...process.env, AGROBOT_VAR: folder, AGROBOT_URL: url };
  const command = launch(AGROBOT, args, env);
  const { code } = await command.exited;
  return { code, lines: command.lines, text: command.lines.join('\n') };
}

describe('agrobot ask, against the built processes', () => {
  it('follows a question to its answer and source, which explain then explains', async () => {
    const { code, lines, text } = await agrobot('ask', CAFE);
    expect(code, text).toBe(0);
    expect(lines).toContain('Enviando la pregunta');
    expect(text).toContain('178.319');
    expect(text).toMatch(/^Fuente: .*EVA.*2020/m);
    const id = /q_[0-9a-f-]{36}/.exec(text)![0];

    const explained = await agrobot('explain', id);
    expect(explained.code, explained.text).toBe(0);
    expect(explained.text).toMatch(/“café” .*cafe/);
    expect(explained.text).toMatch(/^Rule +crop_production\//m);
  });

  it('gives the same answer in the process itself, without Redis and API', async () => {
    const [remote, local] = await Promise.all([
      agrobot('ask', '--json', CAFE),
      agrobot('ask', '--json', '--local', '--url', 'http://127.0.0.1:1', CAFE),
    ]);
    const [there, here] = [remote, local].map(({ text }) => JSON.parse(text) as CompletedQuestion);
    expect(here!.answer).toEqual(there!.answer);
    expect(here!.entities).toEqual(there!.entities);
    expect(here!.sources).toEqual(there!.sources);
    expect(here!.intent.name).toBe(there!.intent.name);
  });

  it('answers a file and has nothing left to do the second time', async () => {
    const file = path.join(folder, 'preguntas.csv');
    const out = path.join(folder, 'respuestas.csv');
    const questions = everydayQuestions(40);
    await writeFile(file, `pregunta\n${questions.join('\n')}\n`);
    const first = await agrobot('ask', '--file', file, '--out', out);
    expect(first.code, first.text).toBe(0);
    const written = await readFile(out, 'utf8');
    expect(written.match(/^\d+,/gm)).toEqual(questions.map((_, index) => `${index + 1},`));
    const second = await agrobot('ask', '--file', file, '--out', out);
    expect(second.text).toBe(`${out}: 40 filas ya estaban; faltan 0`);
    expect(await readFile(out, 'utf8')).toBe(written);
  });
});
