import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

export interface Manifest {
  files: Record<string, { sha256: string; bytes: number }>;
  labels: string[];
  max_length: number;
  pad_id: number;
  mixture: { network: number; ngrams: number };
  thresholds: { answer: number; ask_back: number };
}

interface TextTokenizer {
  encode(text: string): { ids: number[] };
}

export const MODEL_FOLDER = new URL('../../models/intents/', import.meta.url);

export const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

export const manifest = readJson(new URL('manifest.json', MODEL_FOLDER)) as Manifest;

/** `</s>`, which ends every question. */
export const END = 2;

const spec = readJson(new URL('tokenizer.json', MODEL_FOLDER));
// eslint-disable-next-line @typescript-eslint/no-unsafe-call -- its type declarations do not resolve under nodenext
const tokenizer = new Tokenizer(spec, {}) as TextTokenizer;

/** What the model's card prescribes: NFC, lower case, trimmed; cut to max_length ids, </s> last. */
export function idsOf(question: string): number[] {
  const { ids } = tokenizer.encode(question.normalize('NFC').toLowerCase().trim());
  return ids.length <= manifest.max_length ? ids : [...ids.slice(0, manifest.max_length - 1), END];
}
