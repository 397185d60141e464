import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelManifest } from './modelFiles.js';

/** Padding costs as much as text: a batch is cut where the next question is longer than this times the shortest. */
const PADDING_RATIO = 1.6;
/** … but a few tokens more never pay for a run of their own. */
const PADDING_SLACK_TOKENS = 6;

export interface Model {
  /** Probabilities of all intents in the order of the manifest's labels, one array a text. Blocks its thread. */
  classify(texts: string[]): Promise<Float32Array[]>;
  /** Token ids as the model sees them; at most `max_length`. */
  tokenize(text: string): number[];
}

interface TextTokenizer {
  encode(text: string): { ids: number[] };
}

/** Loads tokenizer and network into this thread; one intra-op thread, since the pool already has one a core. */
export async function loadModel(modelDir: string, manifest: ModelManifest): Promise<Model> {
  const [tokenizerJson, session] = await Promise.all([
    readFile(join(modelDir, 'tokenizer.json'), 'utf8'),
    InferenceSession.create(join(modelDir, 'model.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    }),
  ]);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-call -- its type declarations do not resolve under nodenext
  const tokenizer = new Tokenizer(JSON.parse(tokenizerJson) as object, {}) as TextTokenizer;

  /** What training did to every question before the tokenizer; see the model card. */
  function prepare(text: string): string {
    const normal = text.normalize(manifest.normalization).trim();
    return manifest.prefix + (manifest.lowercase ? normal.toLowerCase() : normal);
  }

  function tokenize(text: string): number[] {
    const { ids } = tokenizer.encode(prepare(text));
    if (ids.length <= manifest.max_length) return ids;
    // The end mark stays last, as in training.
    return [...ids.slice(0, manifest.max_length - 1), ids.at(-1)!];
  }

  async function run(batch: number[][]): Promise<Float32Array[]> {
    const length = Math.max(...batch.map((ids) => ids.length));
    const shape = [batch.length, length];
    const inputIds = new BigInt64Array(batch.length * length).fill(BigInt(manifest.pad_id));
    const mask = new BigInt64Array(batch.length * length);
    for (const [row, ids] of batch.entries()) {
      for (const [column, id] of ids.entries()) {
        inputIds[row * length + column] = BigInt(id);
        mask[row * length + column] = 1n;
      }
    }
    const { logits } = await session.run(
      { input_ids: new Tensor('int64', inputIds, shape), attention_mask: new Tensor('int64', mask, shape) },
      ['logits'],
    );
    const values = logits!.data as Float32Array;
    const labels = manifest.labels.length;
    return batch.map((_, row) =>
      softmax(values.subarray(row * labels, (row + 1) * labels), manifest.temperature),
    );
  }

  async function classify(texts: string[]): Promise<Float32Array[]> {
    const tokenized = texts.map((text, index) => ({ index, ids: tokenize(text) }));
    tokenized.sort((a, b) => a.ids.length - b.ids.length);
    const results = new Array<Float32Array>(texts.length);
    for (let from = 0; from < tokenized.length;) {
      const limit = tokenized[from]!.ids.length * PADDING_RATIO + PADDING_SLACK_TOKENS;
      let to = from + 1;
      while (to < tokenized.length && tokenized[to]!.ids.length <= limit) to++;
      const group = tokenized.slice(from, to);
      const probabilities = await run(group.map(({ ids }) => ids));
      for (const [row, { index }] of group.entries()) results[index] = probabilities[row]!;
      from = to;
    }
    return results;
  }

  return { classify, tokenize };
}

function softmax(logits: Float32Array, temperature: number): Float32Array {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
