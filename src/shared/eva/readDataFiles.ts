import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { BrokenDataError } from './brokenData.js';
import { decodeColumns, type Columns } from './columns.js';
import { cropsFileSchema, type Crop } from './crops.js';
import { halfYearsFileSchema, type HalfYearsRow } from './halfYears.js';
import { DATA_FILES, MANIFEST_FILE, manifestSchema, sha256, versionOf, type Manifest } from './manifest.js';
import { placesFileSchema } from './places.js';

export interface DataFiles {
  manifest: Manifest;
  crops: Crop[];
  places: z.infer<typeof placesFileSchema>;
  municipality: Columns;
  department: Columns;
  halfYears: HalfYearsRow[];
}

/**
 * Reads the data folder and holds every file against the manifest's lengths and hashes.
 *
 * @throws BrokenDataError naming the file and what is wrong with it.
 */
export async function readDataFiles(dataDir: string): Promise<DataFiles> {
  const manifestPath = join(dataDir, MANIFEST_FILE);
  const manifest = parseJson(manifestPath, await read(manifestPath), manifestSchema);
  if (manifest.version !== versionOf(manifest.years, manifest.files)) {
    throw new BrokenDataError(
      manifestPath,
      `its version ${manifest.version} is not that of the files it lists`,
    );
  }
  const verified = async (name: keyof typeof DATA_FILES) => {
    const path = join(dataDir, DATA_FILES[name]);
    const bytes = await read(path);
    const { bytes: length, sha256: hash } = manifest.files[DATA_FILES[name]];
    if (bytes.length !== length) {
      throw new BrokenDataError(path, `has ${bytes.length} bytes where the manifest says ${length}`);
    }
    if (sha256(bytes) !== hash)
      throw new BrokenDataError(path, 'its content is not the one in the manifest (sha256)');
    return { path, bytes };
  };
  const [crops, places, municipality, department, halfYears] = await Promise.all([
    verified('crops'),
    verified('places'),
    verified('municipality'),
    verified('department'),
    verified('halfYears'),
  ]);
  return {
    manifest,
    crops: parseJson(crops.path, crops.bytes, cropsFileSchema),
    places: parseJson(places.path, places.bytes, placesFileSchema),
    municipality: parseColumns(municipality.path, municipality.bytes),
    department: parseColumns(department.path, department.bytes),
    halfYears: parseJson(halfYears.path, halfYears.bytes, halfYearsFileSchema),
  };
}

async function read(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new BrokenDataError(path, missing ? 'is missing' : `cannot be read (${String(error)})`, {
      cause: error,
    });
  }
}

function parseJson<T>(path: string, bytes: Buffer, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new BrokenDataError(path, `is not JSON (${(error as Error).message})`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BrokenDataError(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'has another shape'}`);
}

function parseColumns(path: string, bytes: Buffer<ArrayBuffer>): Columns {
  // A small file may lie anywhere in Node's shared pool: typed arrays want a buffer that starts with it.
  const own =
    bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
      ? bytes.buffer
      : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  try {
    return decodeColumns(own);
  } catch (error) {
    throw new BrokenDataError(path, (error as Error).message, { cause: error });
  }
}
