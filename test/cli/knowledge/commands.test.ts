import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/answering/knowledge/entry.js';
import { CliError } from '../../../src/cli/cliError.js';
import { evaluateCommand, type KnowledgeFigures } from '../../../src/cli/knowledge/evaluate.js';
import { indexCommand } from '../../../src/cli/knowledge/indexEntries.js';
import { readManifest } from '../../../src/cli/model/modelFolder.js';
import { entryOf } from '../../answering/knowledge/entries.js';

const MODEL = path.resolve(import.meta.dirname, '../../../models/intents');

/** Eight ways to ask about each, which no model mistakes for another's. */
const about = (id: string, subject: string, more: Partial<Entry> = {}) =>
  entryOf(id, {
    title: subject,
    questions: [
      'qué es',
      'cómo manejo',
      'cuándo aparece',
      'para qué',
      'háblame de',
      'dudas de',
      'duda sobre',
      'y',
    ].map((way) => `${way} ${subject}`),
    ...more,
  });
const ENTRIES = [
  about('roya', 'la roya del café'),
  about('aftosa', 'la fiebre aftosa del ganado'),
  about('riego', 'el riego por goteo con mangueras'),
];
const ASKED = [
  ['roya', 'el café tiene roya'],
  ['roya', 'cómo controlo la roya del café'],
  ['aftosa', 'mi ganado tiene fiebre aftosa'],
  ['aftosa', 'vacuna de la fiebre aftosa'],
  ['riego', 'mangueras de riego por goteo'],
  ['riego', 'cómo instalo riego por goteo'],
];

let data: string;
let questions: string;
let outside: string;
beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'agrobot-data-'));
  questions = path.join(data, 'questions.tsv');
  outside = path.join(data, 'outside.tsv');
  await mkdir(path.join(data, 'knowledge'));
  await writeEntries(ENTRIES);
  await writeFile(questions, `topic\tquestion\n${ASKED.map((row) => row.join('\t')).join('\n')}\n`);
  await writeFile(
    outside,
    'label\tquestion\nout_of_scope\t¿Quién ganó la final de fútbol?\nout_of_scope\tponme una canción\nweather\t¿Llueve?\n',
  );
});
afterEach(() => rm(data, { recursive: true }));

const writeEntries = (entries: Entry[]) =>
  writeFile(path.join(data, 'knowledge', 'all.json'), JSON.stringify(entries));

/** Runs a command on the folder named by its option, with what it printed. */
async function run<Options>(
  command: (
    options: Options,
    io: { stdout: NodeJS.WritableStream; env: NodeJS.ProcessEnv },
  ) => Promise<number>,
  options: Options,
  env: NodeJS.ProcessEnv = {},
) {
  const stdout = new PassThrough();
  const status = await command(options, { stdout, env });
  stdout.end();
  return { status, said: await text(stdout) };
}

async function refusal(running: Promise<unknown>): Promise<string> {
  const error: unknown = await running.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CliError);
  expect((error as CliError).exitStatus).toBe(1);
  return (error as Error).message;
}

describe('agrobot knowledge index', () => {
  it('writes the embeddings of all ways to ask, with the model that made them and a threshold', async () => {
    const { status, said } = await run(indexCommand, { data, questions });
    expect(status).toBe(0);
    expect(said).toMatch(/^3 entries, 27 ways to ask, an answer from a sureness of [\d.]+\n$/);
    const index = JSON.parse(await readFile(path.join(data, 'knowledge/index.json'), 'utf8')) as {
      threshold: number;
    };
    const { revision } = await readManifest(MODEL);
    expect(index).toMatchObject({ model_revision: revision, rows: 27, size: 384 });
    expect(said).toContain(` ${index.threshold}\n`);
    expect((await readdir(path.join(data, 'knowledge'))).sort()).toEqual([
      'all.json',
      'embeddings.bin',
      'index.json',
    ]);
  });

  it('can be read back also where answering never pays', async () => {
    await writeFile(questions, 'topic\tquestion\nriego\tel café tiene roya\n');
    await run(indexCommand, { data, questions });
    const { status, said } = await run(evaluateCommand, { data, questions, outside, json: true as const });
    expect(status).toBe(0);
    expect((JSON.parse(said) as KnowledgeFigures).joined.first).toBe(0);
  });

  it.each([
    [
      'answer',
      { answer: `${'Vigile el lote cada semana y con calma. '.repeat(6)}Aplique 20 gramos por litro.` },
    ],
    ['short form', { short: 'Aplique 20 gramos por litro.' }],
  ])('refuses an entry whose %s says what is never said, and writes nothing', async (_, more) => {
    await writeEntries([...ENTRIES, about('dosis', 'la dosis del hongo', more)]);
    expect(await refusal(run(indexCommand, { data, questions }))).toMatch(
      /^The entry "dosis" says what is never said .*20 gramos.*\. Reword it\.$/,
    );
    expect(await readdir(path.join(data, 'knowledge'))).toEqual(['all.json']);
  });

  it('tells which file is at fault', async () => {
    await writeFile(path.join(data, 'knowledge', 'all.json'), '[');
    expect(await refusal(run(indexCommand, { data, questions }))).toContain('all.json is not JSON');
    expect(await refusal(run(indexCommand, { data: '/nowhere', questions }))).toContain(
      '/nowhere/knowledge cannot be read',
    );
    expect(await refusal(run(indexCommand, { data, questions, model: '/nowhere' }))).toContain('/nowhere');
  });
});

describe('agrobot knowledge evaluate', () => {
  it.each([
    ['all of it, and a wrong one where the right one is away, from the lowest threshold', -10, 1, 1, 1],
    ['nothing from a threshold out of reach', 10, 0, 0, 0],
  ])('answers %s', async (_, threshold, answered, right, withoutEntry) => {
    await run(indexCommand, { data, questions });
    const file = path.join(data, 'knowledge/index.json');
    const index = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...index, threshold }));
    const options = { questions, outside, json: true as const };
    const { said } = await run(evaluateCommand, options, { AGROBOT_DATA_DIR: data });
    const all = { questions: 6, first: 1, among_first_three: 1 };
    expect(JSON.parse(said)).toEqual({
      entries: 3,
      ways_to_ask: 27,
      by_meaning: all,
      by_words: all,
      by_both_ranks: all,
      joined: all,
      threshold,
      answered,
      right_when_answered: right,
      wrongly_answered_without_entry: withoutEntry,
      outside: { questions: 2, got_an_entry: 0 },
    });
  });

  it('prints a table', async () => {
    await run(indexCommand, { data, questions });
    const { said } = await run(evaluateCommand, { data, questions, outside });
    expect(said).toMatch(/^3 entries, 27 ways to ask, 6 questions never learned from\n/);
    expect(said).toMatch(/\njoined +100\.0 % +100\.0 %\n/);
    expect(said).toMatch(/\n0\.0 % of 2 out-of-scope questions get an entry\n$/);
  });

  it('wants an index of the entries as they are', async () => {
    expect(await refusal(run(evaluateCommand, { data, questions, outside }))).toMatch(
      /ENOENT.*Make it anew with "agrobot knowledge index"\.$/,
    );
    await run(indexCommand, { data, questions });
    await writeEntries(ENTRIES.slice(1));
    expect(await refusal(run(evaluateCommand, { data, questions, outside }))).toContain(
      'the entries have changed since the embeddings were made',
    );
  });
});
