import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLabelledRows } from '../../src/cli/model/labelledFile.js';
import { score, type Scores } from '../../src/cli/model/scores.js';
import { loadModel } from '../../src/workers/inference/model.js';
import { checkModelFiles } from '../../src/workers/inference/modelFiles.js';
import { MODEL_FOLDER } from './publishedModel.js';

const TEST_SET = path.resolve(import.meta.dirname, '../../training/data/test.tsv');
const BATCH = 32;
/** What the card promises, less what another processor's rounding may cost. */
const PLAIN_AT_LEAST = 0.965;
const EACH_KIND_AT_LEAST = 0.935;

let scores: Scores;

beforeAll(async () => {
  const folder = fileURLToPath(MODEL_FOLDER);
  const manifest = await checkModelFiles(folder);
  const model = await loadModel(folder, manifest);
  const rows = await readLabelledRows(TEST_SET);
  const judged = [];
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH);
    const readings = await model.classify(some.map(({ question }) => question));
    for (const [index, { probabilities }] of readings.entries()) {
      const confidence = Math.max(...probabilities);
      judged.push({
        ...some[index]!,
        given: manifest.labels[probabilities.indexOf(confidence)]!,
        confidence,
      });
    }
  }
  scores = score(judged, manifest.thresholds);
}, 120_000);

describe('the model, as a worker runs it, on the public test set', () => {
  it('reads plain questions', () => {
    expect(scores.by_kind?.['plain']?.accuracy).toBeGreaterThanOrEqual(PLAIN_AT_LEAST);
  });

  it('reads them with typos, in chat spelling, dictated, within a story and in regional speech', () => {
    const kinds = Object.entries(scores.by_kind ?? {});
    const poor = kinds.filter(([, { accuracy }]) => accuracy < EACH_KIND_AT_LEAST);
    expect(kinds).toHaveLength(8);
    expect(poor).toEqual([]);
  });

  it('means its confidence', () => {
    expect(scores.expected_calibration_error).toBeLessThan(0.05);
  });
});
