import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { cropsFileSchema, type CropWater } from './crops.js';
import { rulesFileSchema, type Rules } from './rules.js';

/** The tables that the advice on irrigation, sowing and spraying rests on. */
export interface Agronomy {
  rules: Rules;
  /** How a crop uses water; undefined where the source has no row for it. */
  cropWater(cropId: string): CropWater | undefined;
  /** What stands in for a crop without a row, or that was not named. */
  generic: CropWater;
  /** Crops that stand in water, for which the balance of the root zone does not hold. */
  isFlooded(cropId: string): boolean;
}

/** A table cannot be used: the message names the file, what is wrong and what to do. */
export class BrokenAgronomyError extends Error {
  override readonly name = 'BrokenAgronomyError';
}

const REMEDY =
  'Mend it, restore it with "git checkout -- data/agronomy", or name another data folder in AGROBOT_DATA_DIR.';

/**
 * Reads and checks `<dataDir>/agronomy/rules.json` and `crops.json`.
 *
 * @throws BrokenAgronomyError naming the file and what is wrong with it
 */
export async function loadAgronomy(dataDir: string): Promise<Agronomy> {
  const folder = join(dataDir, 'agronomy');
  const [rules, crops] = await Promise.all([
    read(join(folder, 'rules.json'), rulesFileSchema),
    read(join(folder, 'crops.json'), cropsFileSchema),
  ]);
  const byCrop = new Map(crops.rows.flatMap((row) => row.crops.map((id) => [id, row] as const)));
  const flooded = new Set(crops.flooded.crops);
  return {
    rules,
    generic: crops.generic,
    cropWater: (cropId) => byCrop.get(cropId),
    isFlooded: (cropId) => flooded.has(cropId),
  };
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new BrokenAgronomyError(`${path} cannot be read: ${(error as Error).message}. ${REMEDY}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new BrokenAgronomyError(`${path}${where}: ${issue?.message}. ${REMEDY}`);
}
