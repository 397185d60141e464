import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelManifest } from './modelFiles.js';
import { loadNgramReader } from './ngramReader.js';

/** Padding costs as much as text: a batch is cut where the next question is longer than this times the shortest. */
const PADDING_RATIO = 1.6;
/** … but a few tokens more never pay for a run of their own. */
const PADDING_SLACK_TOKENS = 6;
/** More at once is no faster, and takes memory by the square of the length. */
const MOST_AT_ONCE = 32;

/** What the model makes of one text. */
export interface Reading {
  /** Of all intents, in the order of the manifest's labels. */
  probabilities: Float32Array;
  /** Of unit length. */
  embedding: Float32Array;
}

interface Tokenized {
  text: string;
  ids: number[];
  /** Of the text among those to classify. */
  index: number;
}

export interface Model {
  /** One reading a text, in the order of the texts. Blocks its thread. */
  classify(texts: string[]): Promise<Reading[]>;
  /** Token ids as the model sees them; at most `max_length`. */
  tokenize(text: string): number[];
}

interface TextTokenizer {
  encode(text: string): { ids: number[] };
}

/**
 * Loads both readers into this thread: tokenizer and network, and the n-grams beside them. One intra-op thread, since
 * the pool already has one a core.
 */
export async function loadModel(modelDir: string, manifest: ModelManifest): Promise<Model> {
  const labels = manifest.labels.length;
  const [readNgrams, tokenizerJson, session] = await Promise.all([
    loadNgramReader(modelDir, labels),
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

  async function run(batch: Tokenized[]): Promise<Reading[]> {
    const length = Math.max(...batch.map(({ ids }) => ids.length));
    const shape = [batch.length, length];
    const inputIds = new BigInt64Array(batch.length * length).fill(BigInt(manifest.pad_id));
    const mask = new BigInt64Array(batch.length * length);
    for (const [row, { ids }] of batch.entries()) {
      for (const [column, id] of ids.entries()) {
        inputIds[row * length + column] = BigInt(id);
        mask[row * length + column] = 1n;
      }
    }
    const { logits, embedding } = await session.run(
      { input_ids: new Tensor('int64', inputIds, shape), attention_mask: new Tensor('int64', mask, shape) },
      ['logits', 'embedding'],
    );
    const values = logits!.data as Float32Array;
    const vectors = embedding!.data as Float32Array;
    const size = vectors.length / batch.length;
    return batch.map(({ text }, row) => ({
      probabilities: mix(values.subarray(row * labels, (row + 1) * labels), readNgrams(text)),
      embedding: vectors.slice(row * size, (row + 1) * size),
    }));
  }

  async function classify(texts: string[]): Promise<Reading[]> {
    const tokenized: Tokenized[] = texts.map((text, index) => ({ text, ids: tokenize(text), index }));
    tokenized.sort((a, b) => a.ids.length - b.ids.length);
    const results = new Array<Reading>(texts.length);
    for (let from = 0; from < tokenized.length;) {
      const limit = tokenized[from]!.ids.length * PADDING_RATIO + PADDING_SLACK_TOKENS;
      let to = from + 1;
      const end = Math.min(tokenized.length, from + MOST_AT_ONCE);
      while (to < end && tokenized[to]!.ids.length <= limit) to++;
      const group = tokenized.slice(from, to);
      const readings = await run(group);
      for (const [row, { index }] of group.entries()) results[index] = readings[row]!;
      from = to;
    }
    return results;
  }

  /**
   * A product of experts: p ∝ exp(Σ weight · log softmax(logits)). Each reader's own normalising constant is the same for
   * all labels, so it falls away in the last softmax and the logits are summed as they are.
   */
  function mix(network: Float32Array, ngrams: Float32Array): Float32Array {
    const { mixture } = manifest;
    return softmax(network.map((logit, label) => mixture.network * logit + mixture.ngrams * ngrams[label]!));
  }

  return { classify, tokenize };
}

function softmax(logits: Float32Array): Float32Array {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
