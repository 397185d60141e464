import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { INTENTS } from '../../shared/contract/intents.js';

/** The model cannot be used: the message names the file, what is wrong with it and what to do. */
export class BrokenModelError extends Error {
  override readonly name = 'BrokenModelError';
}

const fileSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive() });

const manifestSchema = z.object({
  id: z.string(),
  revision: z.string(),
  files: z
    .object({
      'model.onnx': fileSchema,
      'tokenizer.json': fileSchema,
      'ngrams.bin': fileSchema,
      'ngrams.json': fileSchema,
    })
    .catchall(fileSchema),
  /** Order of the logits. */
  /** Of older models fewer than there are intents: they never say the new ones. */
  labels: z
    .array(z.enum(INTENTS))
    .min(2)
    .refine((labels) => new Set(labels).size === labels.length, 'has a label twice'),
  max_length: z.int().min(8).max(512),
  lowercase: z.boolean(),
  normalization: z.enum(['NFC', 'NFKC']),
  /** Put before every question, as in training. */
  prefix: z.string(),
  pad_id: z.int().min(0),
  /** How much the opinion of either reader counts; fitted so that the probabilities are honest. */
  mixture: z.object({ network: z.number().min(0), ngrams: z.number().min(0) }),
  thresholds: z.object({ answer: z.number().min(0).max(1), ask_back: z.number().min(0).max(1) }),
  /** Hash of the training data. */
  data_version: z.string(),
});

export type ModelManifest = z.infer<typeof manifestSchema>;

const MANIFEST = 'manifest.json';
const READ_BYTES = 1024 * 1024;
const REMEDY = 'Restore it with "git checkout -- models", or make the model anew with "npm run train".';

/** Reads a model folder's manifest and checks that every file it names is there and unchanged. */
export async function checkModelFiles(modelDir: string): Promise<ModelManifest> {
  const manifest = await readManifest(join(modelDir, MANIFEST));
  for (const [name, { sha256, bytes }] of Object.entries(manifest.files)) {
    const path = join(modelDir, name);
    const found = await measure(path);
    if (found.bytes !== bytes) {
      throw new BrokenModelError(`${path} has ${found.bytes} bytes instead of ${bytes}. ${REMEDY}`);
    }
    if (found.sha256 !== sha256) {
      throw new BrokenModelError(
        `${path} is not the file that ${MANIFEST} describes: its SHA-256 differs. ${REMEDY}`,
      );
    }
  }
  return manifest;
}

async function readManifest(path: string): Promise<ModelManifest> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BrokenModelError(`${path} is not JSON. ${REMEDY}`);
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BrokenModelError(`${path}: ${issue?.path.join('.')} ${issue?.message}. ${REMEDY}`);
}

/** In pieces: a model's bytes held whole here would stay with the process. */
async function measure(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return { sha256: hash.digest('hex'), bytes };
}

function unreadable(path: string, error: unknown): BrokenModelError {
  const { code } = error as NodeJS.ErrnoException;
  return new BrokenModelError(`${path} cannot be read (${code ?? String(error)}). ${REMEDY}`);
}
