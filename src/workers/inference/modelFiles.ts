import { createHash } from 'node:crypto';
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
  files: z.object({ 'model.onnx': fileSchema, 'tokenizer.json': fileSchema }).catchall(fileSchema),
  /** Order of the logits. */
  labels: z.array(z.enum(INTENTS)).length(INTENTS.length),
  max_length: z.int().min(8).max(512),
  lowercase: z.boolean(),
  normalization: z.enum(['NFC', 'NFKC']),
  /** Put before every question, as in training. */
  prefix: z.string(),
  pad_id: z.int().min(0),
  temperature: z.number().positive(),
  threshold: z.number().min(0).max(1),
});

export type ModelManifest = z.infer<typeof manifestSchema>;

const MANIFEST = 'model.json';
const REMEDY = 'Restore it with "git checkout -- models", or make the model anew with "agrobot model train".';

/** Reads a model folder's manifest and checks that every file it names is there and unchanged. */
export async function checkModelFiles(modelDir: string): Promise<ModelManifest> {
  const manifest = await readManifest(join(modelDir, MANIFEST));
  for (const [name, { sha256, bytes }] of Object.entries(manifest.files)) {
    const path = join(modelDir, name);
    const content = await readOrExplain(path);
    if (content.length !== bytes) {
      throw new BrokenModelError(`${path} has ${content.length} bytes instead of ${bytes}. ${REMEDY}`);
    }
    if (createHash('sha256').update(content).digest('hex') !== sha256) {
      throw new BrokenModelError(
        `${path} is not the file that ${MANIFEST} describes: its SHA-256 differs. ${REMEDY}`,
      );
    }
  }
  return manifest;
}

async function readManifest(path: string): Promise<ModelManifest> {
  const text = (await readOrExplain(path)).toString('utf8');
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

async function readOrExplain(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BrokenModelError(`${path} cannot be read (${code ?? String(error)}). ${REMEDY}`);
  }
}
