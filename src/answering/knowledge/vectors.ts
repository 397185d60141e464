import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { waysToAsk, type Entry } from './entry.js';
import { BrokenKnowledgeError, INDEX_FILE } from './readEntries.js';

const VECTORS_FILE = 'embeddings.bin';
const REMEDY = 'Make it anew with "agrobot knowledge index".';

const indexSchema = z.object({
  /** Of the model that made the embeddings: those of another one lie elsewhere. */
  model_revision: z.string(),
  /** SHA-256 over all ways to ask, in order. */
  questions_sha256: z.string(),
  /** Of embeddings.bin. */
  embeddings_sha256: z.string(),
  rows: z.int().positive(),
  size: z.int().positive(),
  /** From this sureness on an entry answers; chosen by "agrobot knowledge index". */
  threshold: z.number(),
});

/** One embedding of unit length for every way to ask, entry by entry, in the order of `waysToAsk`. */
export interface Vectors {
  rows: number;
  size: number;
  /** [rows · size]; a component is `values · scale` of its row. */
  values: Int8Array;
  scale: Float32Array;
  /** From this sureness on an entry answers. */
  threshold: number;
}

/** Embeddings as they are stored: 8 bit, each row with a scale of its own. */
export function packVectors(embeddings: readonly Float32Array[], threshold: number): Vectors {
  const size = embeddings[0]?.length ?? 0;
  const vectors: Vectors = {
    rows: embeddings.length,
    size,
    values: new Int8Array(embeddings.length * size),
    scale: new Float32Array(embeddings.length),
    threshold,
  };
  for (const [row, embedding] of embeddings.entries()) {
    const scale = Math.max(...embedding.map(Math.abs)) / 127;
    vectors.scale[row] = scale;
    for (const [at, value] of embedding.entries())
      vectors.values[row * size + at] = Math.round(value / scale);
  }
  return vectors;
}

/** Writes `embeddings.bin` (f32 scale [rows] · i8 values [rows, size]) and `index.json`, each by rename. */
export async function writeVectors(
  folder: string,
  entries: Entry[],
  modelRevision: string,
  vectors: Vectors,
) {
  const { rows, size, values, scale, threshold } = vectors;
  const bytes = Buffer.concat([bytesOf(scale), bytesOf(values)]);
  const index: z.infer<typeof indexSchema> = {
    model_revision: modelRevision,
    questions_sha256: hashOf(entries),
    embeddings_sha256: sha256(bytes),
    rows,
    size,
    threshold,
  };
  await replace(join(folder, VECTORS_FILE), bytes);
  await replace(join(folder, INDEX_FILE), `${JSON.stringify(index, null, 2)}\n`);
}

/**
 * Reads the embeddings of these entries.
 * @throws BrokenKnowledgeError where they are of another model, or of other ways to ask
 */
export async function readVectors(folder: string, entries: Entry[], modelRevision: string): Promise<Vectors> {
  const [json, bytes] = await Promise.all([
    readFile(join(folder, INDEX_FILE), 'utf8'),
    readFile(join(folder, VECTORS_FILE)),
  ]).catch((error: unknown) => {
    throw new BrokenKnowledgeError(`${folder}: ${(error as Error).message}. ${REMEDY}`);
  });
  const index = indexSchema.safeParse(parsed(json)).data;
  const wants = (holds: boolean | undefined, what: string) => {
    if (holds !== true) throw new BrokenKnowledgeError(`${folder}: ${what}. ${REMEDY}`);
  };
  wants(index !== undefined, `${INDEX_FILE} cannot be understood`);
  const { model_revision, questions_sha256, rows, size, threshold } = index!;
  wants(
    model_revision === modelRevision,
    `the embeddings are of model ${model_revision}, not ${modelRevision}`,
  );
  wants(questions_sha256 === hashOf(entries), 'the entries have changed since the embeddings were made');
  wants(
    index!.embeddings_sha256 === sha256(bytes),
    `${VECTORS_FILE} is not the file that ${INDEX_FILE} describes`,
  );
  wants(bytes.length === rows * (size + 4), `${VECTORS_FILE} does not hold ${rows} embeddings`);
  const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return {
    rows,
    size,
    threshold,
    scale: new Float32Array(own, 0, rows),
    values: new Int8Array(own, rows * 4),
  };
}

function hashOf(entries: Entry[]): string {
  return sha256(JSON.stringify(entries.map((entry) => [entry.id, ...waysToAsk(entry)])));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Undefined where it is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function replace(target: string, content: string | Uint8Array) {
  await writeFile(`${target}.new`, content);
  await rename(`${target}.new`, target);
}
