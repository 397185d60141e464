import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/answering/knowledge/createKnowledge.js';
import { waysToAsk } from '../../../src/answering/knowledge/entry.js';
import { BrokenKnowledgeError } from '../../../src/answering/knowledge/readEntries.js';
import { packVectors, readVectors, writeVectors } from '../../../src/answering/knowledge/vectors.js';
import { entryOf } from './entries.js';

const SIZE = 24;
const entries = [entryOf('roya'), entryOf('broca')];
/** Of unit length, all different. */
const embeddings = entries.flatMap(waysToAsk).map((_, row) => {
  const raw = Float32Array.from({ length: SIZE }, (_, at) => Math.sin(1 + row * 7 + at * 3));
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-vectors-'));
  await writeVectors(folder, entries, 'r1', packVectors(embeddings, 0.62));
});
afterEach(() => rm(folder, { recursive: true }));

async function refusal(of = entries, revision = 'r1'): Promise<string> {
  const error: unknown = await readVectors(folder, of, revision).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BrokenKnowledgeError);
  return (error as Error).message;
}

describe('stored embeddings', () => {
  it('come back within half a step of eight bits, with the threshold', async () => {
    const read = await readVectors(folder, entries, 'r1');
    expect(read).toMatchObject({ rows: embeddings.length, size: SIZE, threshold: 0.62 });
    for (const [row, embedding] of embeddings.entries()) {
      const step = Math.max(...embedding.map(Math.abs)) / 127;
      const back = Array.from({ length: SIZE }, (_, at) => read.values[row * SIZE + at]! * read.scale[row]!);
      const worst = Math.max(...back.map((value, at) => Math.abs(value - embedding[at]!)));
      expect(worst).toBeLessThanOrEqual(step / 2 + 1e-6);
    }
  });

  it('can be written again as they were read', async () => {
    const before = await readFile(path.join(folder, 'embeddings.bin'));
    await writeVectors(folder, entries, 'r1', await readVectors(folder, entries, 'r1'));
    expect(await readFile(path.join(folder, 'embeddings.bin'))).toEqual(before);
  });

  it('pack a row of zeros as zeros', () => {
    const { values, scale } = packVectors([new Float32Array(4)], 0);
    expect([...values, ...scale]).toEqual([0, 0, 0, 0, 0]);
  });

  it('are refused for another model', async () => {
    expect(await refusal(entries, 'r2')).toBe(
      `${folder}: the embeddings are of model r1, not r2. Make it anew with "agrobot knowledge index".`,
    );
  });

  it.each([
    ['a question was changed', [entryOf('roya'), entryOf('broca', { title: 'Otra cosa' })]],
    ['an entry was added', [...entries, entryOf('mosca')]],
    ['entries changed places', [...entries].reverse()],
  ])('are refused where %s', async (_, changed) => {
    expect(await refusal(changed)).toContain('the entries have changed since the embeddings were made');
  });

  it('still hold where only an answer was mended', async () => {
    const mended = [{ ...entries[0]!, answer: `${entries[0]!.answer} Y algo más.` }, entries[1]!];
    expect((await readVectors(folder, mended, 'r1')).rows).toBe(embeddings.length);
  });

  it('are refused where the file was cut', async () => {
    await truncate(path.join(folder, 'embeddings.bin'), 100);
    expect(await refusal()).toContain(
      'embeddings.bin is not the file that index.json describes. Make it anew',
    );
  });

  it('are refused where one byte was changed', async () => {
    const file = path.join(folder, 'embeddings.bin');
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    expect(await refusal()).toContain(
      'embeddings.bin is not the file that index.json describes. Make it anew',
    );
  });

  it('are refused where the index counts them wrongly', async () => {
    const file = path.join(folder, 'index.json');
    const index = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...index, rows: 19 }));
    expect(await refusal()).toContain('embeddings.bin does not hold 19 embeddings');
  });

  it.each(['{"model_revision": "r1"', '{"model_revision": "r1"}', '[]'])(
    'are refused where the index is %s',
    async (content) => {
      await writeFile(path.join(folder, 'index.json'), content);
      expect(await refusal()).toContain('index.json cannot be understood. Make it anew');
    },
  );

  it('are asked for where they were never made', async () => {
    await rm(path.join(folder, 'index.json'));
    expect(await refusal()).toMatch(/ENOENT.*Make it anew with "agrobot knowledge index"\.$/);
  });

  it('find with the entries of the same folder', async () => {
    await writeFile(path.join(folder, 'plagas.json'), JSON.stringify(entries));
    const knowledge = await loadKnowledge(folder, 'r1');
    const { nearest, score, isSure } = knowledge.find('xyz', embeddings.at(-1)!);
    expect(nearest[0]?.id).toBe('broca');
    expect(score).toBeCloseTo(1, 1);
    expect(isSure).toBe(true);
  });
});
