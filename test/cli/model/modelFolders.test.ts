import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLiveLines } from '../../../src/cli/liveLines.js';
import { compareCommand } from '../../../src/cli/model/compare.js';
import { evaluateCommand, type Evaluation } from '../../../src/cli/model/evaluate.js';
import { readManifest } from '../../../src/cli/model/modelFolder.js';

const SHIPPED = path.resolve(import.meta.dirname, '../../../models/intents');

/** As plain as questions come; with more of them than one batch takes. */
const PLAIN: [label: string, question: string][] = [
  ['crop_production', '¿Cuánto café produjo Huila en 2020?'],
  ['weather', '¿Está lloviendo en Tunja?'],
  ['smalltalk', 'Hola, buenos días'],
  ['crop_comparison', '¿Maíz o fríjol en Santander?'],
  ['theoretical', '¿Qué es la roya del café?'],
  ['crop_timing', '¿En qué mes se siembra la papa?'],
];
const ROUNDS = 8;

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-models-'));
  file = path.join(folder, 'plain.tsv');
  const rows = Array.from({ length: ROUNDS }, (_, n) =>
    PLAIN.map(([label, text]) => `${label}\t${text}\tround ${n}`),
  );
  await writeFile(file, `${['label\tquestion\tkind', ...rows.flat()].join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

function terminal() {
  let out = '';
  return {
    io: {
      stdout: { write: (text: string) => (out += text) },
      notes: createLiveLines({ write: () => undefined }),
      env: {},
    },
    said: () => out,
  };
}

/** The shipped model, but only its n-grams are listened to. */
async function ngramsAlone(): Promise<string> {
  const dir = await mkdtemp(path.join(folder, 'ngrams-'));
  const manifest = await readManifest(SHIPPED);
  for (const name of Object.keys(manifest.files))
    await symlink(path.join(SHIPPED, name), path.join(dir, name));
  const altered = { ...manifest, revision: 'ngrams-alone', mixture: { network: 0, ngrams: 1 } };
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify(altered));
  return dir;
}

describe('agrobot model evaluate', () => {
  it('scores the shipped model as a worker would run it', async () => {
    const { io, said } = terminal();
    expect(await evaluateCommand({ file, wrong: 40, json: true }, io)).toBe(0);
    const evaluation = JSON.parse(said()) as Evaluation;
    const { id, revision, thresholds } = await readManifest(SHIPPED);
    expect(evaluation).toMatchObject({ model: { dir: SHIPPED, id, revision }, thresholds });
    expect(evaluation.questions).toBe(PLAIN.length * ROUNDS);
    // None may be lost or put in another's place by batching: the same questions get the same labels in each round.
    expect(new Set(Object.values(evaluation.by_kind!).map(({ accuracy }) => accuracy)).size).toBe(1);
    expect(evaluation.accuracy).toBeGreaterThanOrEqual(5 / 6 - 0.001);
    expect(evaluation.wrong).toHaveLength(evaluation.wrong_in_all);
    expect(evaluation.questions_per_second).toBeGreaterThan(1);
  });

  it('prints tables, and what is wrong only where it is wanted', async () => {
    const mislabelled = path.join(folder, 'mislabelled.tsv');
    await writeFile(mislabelled, 'label\tquestion\nweather\tHola, buenos días\n');
    const print = async (wrong: number) => {
      const { io, said } = terminal();
      await evaluateCommand({ model: SHIPPED, file: mislabelled, wrong }, io);
      return said();
    };
    expect(await print(40)).toMatch(/accuracy +0\.0 % \(95 % interval 0\.0–79\.3 %\)/);
    expect(await print(40)).toMatch(
      /1 wrong:\nconfidence +right +given +question\n.*weather +smalltalk +Hola, buenos días\n$/,
    );
    expect(await print(0)).toMatch(/1 wrong\n$/);
  });

  it('names the file at fault in a folder that is no model', async () => {
    const { io } = terminal();
    await expect(evaluateCommand({ model: folder, file, wrong: 0 }, io)).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringMatching(/manifest\.json cannot be read/) as string,
      exitStatus: 1,
    });
  });
});

describe('agrobot model compare', () => {
  it('finds no change between a model and itself', async () => {
    const { io, said } = terminal();
    await compareCommand([SHIPPED, SHIPPED], { file, changed: 40, json: true }, io);
    expect(JSON.parse(said())).toMatchObject({
      changed_in_all: 0,
      labelled: { better: 0, worse: 0, p_value: 1 },
    });
  });

  it('shows what the n-grams alone would say otherwise, with labels and without', async () => {
    const bare = path.join(folder, 'bare.tsv');
    await writeFile(bare, 'question\nhola\n¿llueve?\nkiero saver si el orno sirbe pa secar\n');
    const dirs: [string, string] = [SHIPPED, await ngramsAlone()];
    const { io, said } = terminal();
    await compareCommand(dirs, { file, changed: 0 }, io);
    expect(said()).toMatch(/^A: .*\nB: .* ngrams-alone \(/);
    expect(said()).toMatch(/accuracy of A .*\naccuracy of B .*\nB is better on \d+, worse on \d+/);
    const { io: bareIo, said: bareSaid } = terminal();
    await compareCommand(dirs, { file: bare, changed: 40, json: true }, bareIo);
    expect(JSON.parse(bareSaid())).toMatchObject({ questions: 3, labelled: null });
  });
});
