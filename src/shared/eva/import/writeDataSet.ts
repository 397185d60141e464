import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeColumns, type Columns } from '../columns.js';
import type { Crop } from '../crops.js';
import type { HalfYearsRow } from '../halfYears.js';
import { DATA_FILES, MANIFEST_FILE, REPORT_FILE, sha256, versionOf, type Manifest } from '../manifest.js';
import { readDataFiles } from '../readDataFiles.js';
import type { PlacesFile } from './placeList.js';

export interface DataSet extends Pick<Manifest, 'years' | 'sources' | 'rows'> {
  crops: readonly Crop[];
  places: PlacesFile;
  municipality: Columns;
  department: Columns;
  halfYears: readonly HalfYearsRow[];
}

/**
 * Writes the set beside the old one, reads it back, and only then renames it into place, the manifest last: whoever
 * loads in between finds the old set, the new one, or a mismatch that is named, never a mixture taken for good.
 *
 * @param report makes the text of the report of the version and the bytes of each file
 */
export async function writeDataSet(
  outDir: string,
  set: DataSet,
  report: (version: string, files: Record<string, number>) => object,
): Promise<Manifest> {
  const contents = {
    [DATA_FILES.crops]: lines(set.crops),
    [DATA_FILES.places]: placesJson(set.places),
    [DATA_FILES.municipality]: encodeColumns(set.municipality),
    [DATA_FILES.department]: encodeColumns(set.department),
    [DATA_FILES.halfYears]: lines(set.halfYears),
  };
  const files = Object.fromEntries(
    Object.entries(contents).map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
  ) as Manifest['files'];
  const version = versionOf(set.years, files);
  const manifest: Manifest = { version, years: set.years, sources: set.sources, rows: set.rows, files };
  const sizes = Object.fromEntries(Object.entries(files).map(([name, { bytes }]) => [name, bytes]));

  await mkdir(outDir, { recursive: true });
  const staged = await mkdtemp(join(outDir, '.import-'));
  try {
    const order = [
      ...Object.entries(contents),
      [REPORT_FILE, json(report(version, sizes))],
      [MANIFEST_FILE, json(manifest)],
    ] as [string, Uint8Array][];
    for (const [name, bytes] of order) {
      await mkdir(dirname(join(staged, name)), { recursive: true });
      await writeFile(join(staged, name), bytes, { flush: true });
    }
    await readDataFiles(staged);
    for (const [name] of order) {
      await mkdir(dirname(join(outDir, name)), { recursive: true });
      await rename(join(staged, name), join(outDir, name));
    }
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
  return manifest;
}

/** One entry a line: a change of one crop or place is one line in a diff. */
function lines(entries: readonly unknown[]): Uint8Array {
  return text(`[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
}

function placesJson({ departments, municipalities }: PlacesFile): Uint8Array {
  const list = (entries: readonly unknown[]) => entries.map((entry) => JSON.stringify(entry)).join(',\n');
  return text(
    `{"departments":[\n${list(departments)}\n],\n"municipalities":[\n${list(municipalities)}\n]}\n`,
  );
}

function json(value: object): Uint8Array {
  return text(`${JSON.stringify(value, null, 2)}\n`);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
