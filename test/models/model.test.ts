import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { INTENTS } from '../../src/shared/contract/intents.js';
import { idsOf, manifest, MODEL_FOLDER, readJson } from './publishedModel.js';

interface Reading {
  logits: number[];
  embedding: number[];
}

/** Largest difference of a logit alone against in a padded batch; measured: under 1e-5, whatever the mates. */
const BATCH_TOLERANCE = 1e-4;
/** Of the golden answers, how many another processor may round to another label. */
const LABEL_TOLERANCE = 3;

const answers = readJson(new URL('./answers.golden.json', import.meta.url)) as {
  question: string;
  label: string;
}[];
let session: InferenceSession;

beforeAll(async () => {
  session = await InferenceSession.create(fileURLToPath(new URL('model.onnx', MODEL_FOLDER)), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
});

/** Runs the questions as one batch, padded to `length` tokens (the longest question's when not given). */
async function read(questions: string[], length?: number): Promise<Reading[]> {
  const rows = questions.map(idsOf);
  const width = length ?? Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(manifest.pad_id));
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, i) => {
    row.forEach((id, j) => {
      ids[i * width + j] = BigInt(id);
      mask[i * width + j] = 1n;
    });
  });
  const dims = [rows.length, width];
  const output = await session.run({
    input_ids: new Tensor('int64', ids, dims),
    attention_mask: new Tensor('int64', mask, dims),
  });
  const logits = [...(output['logits']?.data as Float32Array)];
  const embeddings = [...(output['embedding']?.data as Float32Array)];
  const [labels, size] = [manifest.labels.length, embeddings.length / rows.length];
  return rows.map((_, i) => ({
    logits: logits.slice(i * labels, (i + 1) * labels),
    embedding: embeddings.slice(i * size, (i + 1) * size),
  }));
}

async function readAlone(questions: string[], length?: number): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const question of questions) readings.push(...(await read([question], length)));
  return readings;
}

const labelOf = ({ logits }: Reading): string | undefined =>
  manifest.labels[logits.indexOf(Math.max(...logits))];

function largestDifference(some: Reading[], others: Reading[], part: keyof Reading): number {
  const [a, b] = [some.flatMap((reading) => reading[part]), others.flatMap((reading) => reading[part])];
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
}

describe('the files of models/intents', () => {
  it.each(Object.entries(manifest.files))(
    '%s is the file the manifest describes',
    (name, { sha256, bytes }) => {
      const content = readFileSync(new URL(name, MODEL_FOLDER));
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    },
  );

  it('name every intent once and how to read their probabilities', () => {
    expect(new Set(manifest.labels).size).toBe(INTENTS.length);
    expect(Math.min(...Object.values(manifest.mixture))).toBeGreaterThan(0);
    const { answer, ask_back: askBack } = manifest.thresholds;
    expect([1 / 14, askBack, answer, 1]).toEqual([1 / 14, askBack, answer, 1].sort());
  });
});

describe('the model', () => {
  const questions = answers.map(({ question }) => question);

  it('knows what everyday questions want', async () => {
    const readings = await readAlone(questions);
    const wrong = answers.flatMap(({ question, label }, i) => {
      const given = labelOf(readings[i] as Reading);
      return given === label ? [] : [{ question, label, given }];
    });
    expect(answers.length).toBeGreaterThanOrEqual(60);
    expect(wrong.length, JSON.stringify(wrong, null, 2)).toBeLessThanOrEqual(LABEL_TOLERANCE);
  });

  it('reads a question the same alone and among strangers of other lengths', async () => {
    const together = await read(questions);
    const alone = await readAlone(questions);
    expect(largestDifference(alone, together, 'logits')).toBeLessThan(BATCH_TOLERANCE);
    expect(largestDifference(alone, together, 'embedding')).toBeLessThan(BATCH_TOLERANCE);
    expect(alone.map(labelOf)).toEqual(together.map(labelOf));
  });

  it('reads a question the same however far it is padded', async () => {
    const some = questions.slice(0, 12);
    const padded = await readAlone(some, manifest.max_length);
    expect(largestDifference(await readAlone(some), padded, 'logits')).toBeLessThan(BATCH_TOLERANCE);
  });

  it('gives embeddings of unit length', async () => {
    for (const { embedding } of await read(questions.slice(0, 8))) {
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
    }
  });

  it('places a paraphrase nearer than a question on another subject', async () => {
    const [question, paraphrase, stranger] = (
      await read([
        '¿Cómo controlo la broca del café?',
        'que hago contra la broca',
        '¿Qué es un seguro de cosecha?',
      ])
    ).map(({ embedding }) => embedding) as [number[], number[], number[]];
    const dot = (a: number[], b: number[]): number =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
    expect(dot(question, paraphrase)).toBeGreaterThan(dot(question, stranger) + 0.1);
  });
});
