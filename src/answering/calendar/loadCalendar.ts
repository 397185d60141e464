import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { createCalendar, type Calendar } from './createCalendar.js';
import {
  cropsFileSchema,
  regionsFileSchema,
  sourcesFileSchema,
  type CalendarCrop,
  type CalendarSource,
  type Region,
} from './tables.js';

export type { Calendar } from './createCalendar.js';

/** A table cannot be used: the message names the file, what is wrong and what to do. */
export class BrokenCalendarError extends Error {
  override readonly name = 'BrokenCalendarError';
}

const REMEDY =
  'Mend it, restore it with "git checkout -- data/calendar", or name another data folder in AGROBOT_DATA_DIR.';

/**
 * Reads and checks `<dataDir>/calendar/regions.json`, `crops.json` and `sources.json`.
 *
 * @throws BrokenCalendarError naming the file and what is wrong with it
 */
export async function loadCalendar(dataDir: string): Promise<Calendar> {
  const folder = join(dataDir, 'calendar');
  const [{ regions }, { crops }, { sources }] = await Promise.all([
    read(join(folder, 'regions.json'), regionsFileSchema),
    read(join(folder, 'crops.json'), cropsFileSchema),
    read(join(folder, 'sources.json'), sourcesFileSchema),
  ]);
  refuseRepeated(
    join(folder, 'regions.json'),
    regions.flatMap(({ departments, municipalities }) => [...departments, ...municipalities]),
  );
  refuseRepeated(
    join(folder, 'crops.json'),
    crops.map(({ crop }) => crop),
  );
  refuseUnknown(join(folder, 'crops.json'), crops, regions, sources);
  return createCalendar({ regions, crops, sources });
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new BrokenCalendarError(`${path} cannot be read: ${(error as Error).message}. ${REMEDY}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new BrokenCalendarError(`${path}${where}: ${issue?.message}. ${REMEDY}`);
}

function refuseRepeated(path: string, keys: readonly string[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new BrokenCalendarError(`${path}: "${twice}" is there twice. ${REMEDY}`);
}

function refuseUnknown(
  path: string,
  crops: readonly CalendarCrop[],
  regions: readonly Region[],
  sources: readonly CalendarSource[],
): void {
  const regionIds = new Set(regions.map(({ id }) => id));
  const sourceIds = new Set(sources.map(({ id }) => id));
  for (const { crop, sowing, harvest } of crops) {
    for (const row of [...sowing, ...harvest]) {
      const where = row.where.find((one) => /^[a-z]/.test(one) && !regionIds.has(one));
      if (where !== undefined) {
        throw new BrokenCalendarError(
          `${path}: ${crop} names the region "${where}", which is none. ${REMEDY}`,
        );
      }
      const source = row.sources.find((one) => !sourceIds.has(one));
      if (source !== undefined) {
        throw new BrokenCalendarError(
          `${path}: ${crop} names the source "${source}", which is none. ${REMEDY}`,
        );
      }
    }
  }
}
