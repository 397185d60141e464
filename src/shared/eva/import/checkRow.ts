import type { Crop } from '../crops.js';
import { EVA_COLUMNS, evaText, SWAPPED_CYCLE_COLUMN, type EvaText, type Series } from './evaRow.js';

/** Why a row is left out, as the report prints it. */
export const DROP_REASONS = {
  'bad-code': 'the municipality code is not a number of up to five digits',
  'unknown-municipality': 'the municipality code is not in DIVIPOLA',
  'department-mismatch': "the department code is not the municipality's",
  'bad-year': 'the year is not a year',
  'bad-period': 'the period is not the year, nor the year with A or B',
  'no-crop': 'the crop has no name',
  'bad-number': 'an area or the production is missing or not a number',
  negative: 'an area or the production is negative',
  seedlings: 'a nursery: seedlings, whose figures are no harvest',
  'overlapping-year': 'the newer series has that year',
  'cut-off': 'the last crop and year of a series that was cut off: not whole',
  duplicate: 'the same row again',
} as const;

/** What is odd about a row that is kept: the figures are the published ones. */
export const FLAG_REASONS = {
  'impossible-yield': 'production over harvested area is above 200 t/ha',
  'harvested-over-sown': 'more harvested than sown',
  'production-without-harvest': 'production, but no harvested area',
  'yield-disagrees': 'the published yield is not production over harvested area',
  'columns-swapped': 'the columns of the cycle and the scientific name are swapped',
  'unknown-variety': 'a variety that the crop-name table does not know',
  'key-repeated': 'a second row of the same municipality, crop, variety and period with other figures',
} as const;

export type DropReason = keyof typeof DROP_REASONS;
export type FlagReason = keyof typeof FLAG_REASONS;

/** Above what any crop gives: cane, the heaviest, stays under it. */
export const IMPOSSIBLE_YIELD_T_HA = 200;
/** The published yield has two decimals at most and often one. */
const YIELD_TOLERANCE_T_HA = 0.06;

export interface CheckedRow {
  municipalityCode: string;
  municipality: string;
  group: string;
  crop: string;
  variety: string;
  year: number;
  /** `year` for permanent and annual crops, else the half-year. */
  period: 'year' | 'A' | 'B';
  areaSownHa: number;
  areaHarvestedHa: number;
  productionT: number;
  cycle: Crop['cycle'] | undefined;
  flags: FlagReason[];
}

export type Checked = { row: CheckedRow } | { drop: DropReason; detail: string };

const CYCLES: Readonly<Record<string, Crop['cycle']>> = {
  permanente: 'permanent',
  anual: 'annual',
  transitorio: 'short',
};

/**
 * Reads one published row.
 *
 * @param municipalities the codes of DIVIPOLA, five digits
 */
export function checkRow(
  series: Series,
  values: Readonly<Record<string, string>>,
  municipalities: ReadonlySet<string>,
): Checked {
  const text = evaText(series, values);
  const drop = (reason: DropReason, detail: string): Checked => ({ drop: reason, detail });

  if (!/^\d{1,5}$/.test(text.municipalityCode)) return drop('bad-code', text.municipalityCode);
  // The tables leave out the leading zero: 5001 is Medellín, 05001.
  const municipalityCode = text.municipalityCode.padStart(5, '0');
  if (!municipalities.has(municipalityCode)) {
    return drop('unknown-municipality', `${municipalityCode} ${text.municipality}`);
  }
  if (text.departmentCode.padStart(2, '0') !== municipalityCode.slice(0, 2)) {
    return drop('department-mismatch', `${text.departmentCode} for ${municipalityCode} ${text.municipality}`);
  }
  if (!/^(19|20)\d\d$/.test(text.year)) return drop('bad-year', text.year);
  const year = Number(text.year);
  const period = periodOf(text);
  if (period === undefined) return drop('bad-period', `${text.period} in ${text.year}`);
  if (text.crop === '') return drop('no-crop', municipalityCode);
  if (/plantula/i.test(text.variety) || text.state.toUpperCase() === 'ND') {
    return drop('seedlings', `${text.crop}, ${text.variety}, ${text.year}`);
  }
  const figures = [text.areaSown, text.areaHarvested, text.production].map(numberOf);
  const [areaSownHa, areaHarvestedHa, productionT] = figures;
  if (areaSownHa === undefined || areaHarvestedHa === undefined || productionT === undefined) {
    return drop('bad-number', `${text.areaSown} | ${text.areaHarvested} | ${text.production}`);
  }
  if (areaSownHa < 0 || areaHarvestedHa < 0 || productionT < 0) {
    return drop('negative', `${text.areaSown} | ${text.areaHarvested} | ${text.production}`);
  }

  const flags: FlagReason[] = [];
  let cycle = cycleOf(text.cycle);
  if (cycle === undefined && series === 'old') {
    cycle = cycleOf(values[SWAPPED_CYCLE_COLUMN] ?? '');
    if (cycle !== undefined) flags.push('columns-swapped');
  }
  const yieldTHa = areaHarvestedHa > 0 ? productionT / areaHarvestedHa : undefined;
  if (yieldTHa !== undefined && yieldTHa > IMPOSSIBLE_YIELD_T_HA) flags.push('impossible-yield');
  if (areaHarvestedHa > areaSownHa) flags.push('harvested-over-sown');
  if (areaHarvestedHa === 0 && productionT > 0) flags.push('production-without-harvest');
  const printed = numberOf(text.yield);
  if (
    yieldTHa !== undefined &&
    printed !== undefined &&
    Math.abs(printed - yieldTHa) > YIELD_TOLERANCE_T_HA
  ) {
    flags.push('yield-disagrees');
  }
  return {
    row: {
      municipalityCode,
      municipality: text.municipality,
      group: text.group,
      crop: text.crop,
      variety: text.variety,
      year,
      period,
      areaSownHa,
      areaHarvestedHa,
      productionT,
      cycle,
      flags,
    },
  };
}

/** The columns that a table of the series must have. */
export function requiredColumns(series: Series): readonly string[] {
  return Object.values(EVA_COLUMNS[series]);
}

function periodOf({ year, period }: EvaText): CheckedRow['period'] | undefined {
  if (period === year) return 'year';
  const half = period.startsWith(year) ? period.slice(year.length) : '';
  return half === 'A' || half === 'B' ? half : undefined;
}

/** A plain decimal number with a point; `NaN`, blanks, `1.234,5` and the like are none. */
function numberOf(text: string): number | undefined {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function cycleOf(text: string): Crop['cycle'] | undefined {
  return CYCLES[text.trim().toLowerCase()];
}
