import { isMunicipality, type AnyPlace } from '../spanish/places.js';
import type { CalendarCrop, CalendarSource, Cycle, HarvestRow, Region, SowingRow } from './tables.js';

/** When a crop is sown in a place. */
export interface Sowing {
  /** 1 to 12, ascending; all twelve where it is sown all year. */
  months: number[];
  /** After the months and a comma: `con riego`. */
  how: string | null;
  /** A sentence. */
  note: string | null;
  /** Whether the months follow from when the region's rains begin. */
  isByRains: boolean;
  region: Region;
  sources: CalendarSource[];
  /** The row that it comes from: the same for all places that share it. */
  row: SowingRow;
}

export interface Harvest {
  main: number[];
  minor: number[];
  note: string | null;
  sources: CalendarSource[];
}

/** The sowing calendar. Crops go by the id of a crop or product; a product without a row of its own takes its crop's. */
export interface Calendar {
  readonly crops: readonly CalendarCrop[];
  /** The rainfall region of a department or municipality; undefined for the country. */
  regionOf(place: AnyPlace): Region | undefined;
  /** Whether the calendar has anything on the crop. */
  has(crop: CropId): boolean;
  sowing(crop: CropId, place: AnyPlace): Sowing | undefined;
  harvest(crop: CropId, place: AnyPlace): Harvest | undefined;
  cycle(crop: CropId): Cycle | undefined;
  source(id: string): CalendarSource | undefined;
}

/** A crop, or one of its products. */
export interface CropId {
  id: string;
  crop: { id: string };
}

const ALL_YEAR = Array.from({ length: 12 }, (_, index) => index + 1);

export function createCalendar({
  regions,
  crops,
  sources,
}: {
  regions: readonly Region[];
  crops: readonly CalendarCrop[];
  sources: readonly CalendarSource[];
}): Calendar {
  const regionByCode = new Map(
    regions.flatMap((region) =>
      [...region.departments, ...region.municipalities].map((code) => [code, region] as const),
    ),
  );
  const byCrop = new Map(crops.map((crop) => [crop.crop, crop]));
  const sourceById = new Map(sources.map((source) => [source.id, source]));

  function regionOf(place: AnyPlace): Region | undefined {
    return regionByCode.get(place.code) ?? regionByCode.get(place.code.slice(0, 2));
  }

  function rowsOf({ id, crop }: CropId): CalendarCrop | undefined {
    return byCrop.get(id) ?? byCrop.get(crop.id);
  }

  /** The row of the narrowest place: a town, its department (where the town shares its region), the region, all. */
  function narrowest<Row extends { where: string[] }>(
    rows: readonly Row[],
    place: AnyPlace,
  ): Row | undefined {
    const region = regionOf(place);
    if (region === undefined) return undefined;
    const department = place.code.slice(0, 2);
    const sharesRegion = !isMunicipality(place) || regionByCode.get(department) === region;
    const keys = [place.code, ...(sharesRegion ? [department] : []), region.id, '*'];
    for (const key of keys) {
      const row = rows.find(({ where }) => where.includes(key));
      if (row !== undefined) return row;
    }
    return undefined;
  }

  function sourcesOf(ids: readonly string[]): CalendarSource[] {
    return ids.flatMap((id) => sourceById.get(id) ?? []);
  }

  return {
    crops,
    regionOf,
    source: (id) => sourceById.get(id),
    has: (crop) => rowsOf(crop) !== undefined,
    cycle: (crop) => rowsOf(crop)?.cycle ?? undefined,
    sowing(crop, place) {
      const region = regionOf(place);
      const row = narrowest(rowsOf(crop)?.sowing ?? [], place);
      if (row === undefined || region === undefined) return undefined;
      return {
        months: monthsOf(row, region),
        how: row.how,
        note: row.note,
        isByRains: typeof row.when === 'string' && row.when !== 'year-round' && region.rainsStart.length > 0,
        region,
        sources: sourcesOf(row.sources),
        row,
      };
    },
    harvest(crop, place) {
      const row: HarvestRow | undefined = narrowest(rowsOf(crop)?.harvest ?? [], place);
      return row && { main: row.main, minor: row.minor, note: row.note, sources: sourcesOf(row.sources) };
    },
  };
}

function monthsOf({ when }: SowingRow, { rainsStart }: Region): number[] {
  if (typeof when !== 'string') return ascending(when);
  // Where it rains all year there is no beginning of the rains to wait for.
  if (when === 'year-round' || rainsStart.length === 0) return ALL_YEAR;
  const [first = [], second = []] = rainsStart;
  if (when === 'first-rains') return ascending(first);
  return ascending(when === 'second-rains' ? second : [...first, ...second]);
}

function ascending(months: readonly number[]): number[] {
  return [...months].sort((a, b) => a - b);
}
