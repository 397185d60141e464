import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createNgramFeatures } from './ngramFeatures.js';
import { BrokenModelError } from './modelFiles.js';

/** Logits of all labels for one text; some 0.05 ms. */
export type NgramReader = (text: string) => Float32Array;

const describedSchema = z.object({
  /** A power of two. */
  buckets: z
    .int()
    .positive()
    .refine((size) => (size & (size - 1)) === 0, 'must be a power of two'),
  /** Mark → the folded names that it stands for. */
  names: z.record(z.string(), z.array(z.string())),
});

/**
 * Loads the n-gram reader: logistic regression over hashed n-grams, the second opinion beside the network.
 *
 * `ngrams.bin`, little-endian: f32 idf [buckets] (0: not learned) · i8 weights [buckets, labels] · f32 scale [labels] ·
 * f32 bias [labels].
 * @throws BrokenModelError
 */
export async function loadNgramReader(modelDir: string, labels: number): Promise<NgramReader> {
  const [json, file] = await Promise.all([
    readFile(join(modelDir, 'ngrams.json'), 'utf8'),
    readFile(join(modelDir, 'ngrams.bin')),
  ]);
  const { buckets: size, names } = described(modelDir, json);
  if (file.length !== size * (4 + labels) + 8 * labels) {
    throw new BrokenModelError(`${modelDir}: ngrams.bin does not hold ${size} buckets of ${labels} labels.`);
  }
  // A copy of its own: a file's buffer may start anywhere within a pool, and floats want their alignment.
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  const idf = new Float32Array(bytes, 0, size);
  const weights = new Int8Array(bytes, size * 4, size * labels);
  const scale = new Float32Array(bytes, size * (4 + labels), labels);
  const bias = new Float32Array(bytes, size * (4 + labels) + 4 * labels, labels);
  const marks = new Map(Object.entries(names).flatMap(([mark, all]) => all.map((name) => [name, mark])));
  const features = createNgramFeatures(marks, size);

  return (text) => {
    const sums = new Float64Array(labels);
    for (const { buckets, counts } of features(text)) {
      const values = buckets.map((bucket, index) => (1 + Math.log(counts[index]!)) * idf[bucket]!);
      const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
      for (const [index, bucket] of buckets.entries()) {
        const value = values[index]! / length;
        if (value === 0) continue;
        const row = bucket * labels;
        for (let label = 0; label < labels; label++) sums[label]! += value * weights[row + label]!;
      }
    }
    return Float32Array.from(sums, (sum, label) => sum * scale[label]! + bias[label]!);
  };
}

function described(modelDir: string, json: string): z.infer<typeof describedSchema> {
  try {
    return describedSchema.parse(JSON.parse(json));
  } catch (error) {
    throw new BrokenModelError(`${modelDir}: ngrams.json cannot be understood: ${(error as Error).message}`);
  }
}
