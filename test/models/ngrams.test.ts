import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadNgramReader } from '../../src/workers/inference/ngramReader.js';
import { manifest, MODEL_FOLDER, readJson } from './publishedModel.js';

/** The golden logits have three decimals; weights and sums are the same on every machine. */
const TOLERANCE = 2e-3;

const golden = readJson(new URL('./ngrams.golden.json', import.meta.url)) as {
  text: string;
  logits: number[];
}[];
const read = await loadNgramReader(fileURLToPath(MODEL_FOLDER), manifest.labels.length);

it('reads n-grams in Node as training does in Python', () => {
  const different = golden.filter(({ text, logits }) => {
    const ours = read(text);
    return logits.some((logit, label) => Math.abs(logit - ours[label]!) > TOLERANCE);
  });
  expect(golden).toHaveLength(100);
  expect(different.map(({ text, logits }) => ({ text, logits, ours: [...read(text)] }))).toEqual([]);
});

it('takes accents, case and punctuation for nothing', () => {
  expect(read('¿CUÁNDO SIEMBRO MAÍZ?')).toEqual(read('cuando siembro maiz'));
});

it('reads a question the same whatever crop or place it names, words of the names aside', () => {
  const label = (text: string) => manifest.labels[read(text).indexOf(Math.max(...read(text)))];
  expect(label('¿cuántas toneladas de ñame produjo Lorica en 2019?')).toBe(
    label('¿cuántas toneladas de uchuva produjo Ventaquemada en 2021?'),
  );
});
