import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The data files, by path inside the data folder; the manifest itself lies beside the tables. */
export const DATA_FILES = {
  crops: 'crops.json',
  places: 'places.json',
  municipality: 'eva/municipality.columns',
  department: 'eva/department.columns',
  halfYears: 'eva/half-years.json',
} as const;
export const MANIFEST_FILE = 'eva/manifest.json';
export const REPORT_FILE = 'eva/report.json';

const fileSchema = z.object({ bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What one year of the published tables holds. */
const yearSchema = z.object({
  year: z.int(),
  /** Which half-years there are rows of, over all crops: `AB` in a whole year. */
  halves: z.enum(['', 'A', 'B', 'AB']),
  /** Whether there are rows of permanent and annual crops. */
  wholeYear: z.boolean(),
  /** Published rows that went into the tables. */
  rows: z.int(),
});

const sourceSchema = z.object({
  title: z.string(),
  publisher: z.string(),
  url: z.url(),
  licence: z.string(),
  period: z.string(),
});

export const manifestSchema = z.object({
  version: z.string(),
  years: z.array(yearSchema).min(1),
  sources: z.array(sourceSchema).min(1),
  rows: z.object({ read: z.int(), dropped: z.int(), municipality: z.int(), department: z.int() }),
  files: z.record(z.enum(Object.values(DATA_FILES)), fileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestYear = z.infer<typeof yearSchema>;
export type DataSource = z.infer<typeof sourceSchema>;

/** `eva-2006-2022.<12 hex>`: the same files always give the same version, and other files another. */
export function versionOf(years: readonly ManifestYear[], files: Manifest['files']): string {
  const hash = createHash('sha256');
  for (const name of Object.values(DATA_FILES)) hash.update(`${name} ${files[name].sha256}\n`);
  return `eva-${years[0]?.year}-${years.at(-1)?.year}.${hash.digest('hex').slice(0, 12)}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
