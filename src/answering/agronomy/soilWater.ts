import {
  cropEvapotranspiration,
  dayOfYear,
  extraterrestrialRadiation,
  hargreavesEt0,
} from './evapotranspiration.js';
import type { Rules } from './rules.js';

/** The water of the root zone, by FAO-56, chapter 8. All depths in mm of water. */
export interface RootZone {
  /** Total available water, what lies between field capacity and wilting point. */
  tawMm: number;
  /** Readily available water: with more than this missing, the crop suffers. */
  rawMm: number;
}

/**
 * TAW = water held by a metre of soil · root depth, RAW = p · TAW (FAO-56, eq. 82 and 83).
 *
 * @param soilMmPerM mm of available water in a metre of soil
 * @param depletionFraction p, 0 to 1
 */
export function rootZone(soilMmPerM: number, rootDepthM: number, depletionFraction: number): RootZone {
  const tawMm = soilMmPerM * rootDepthM;
  return { tawMm, rawMm: depletionFraction * tawMm };
}

/** Rain of a day that reaches the roots, mm: none of a sprinkle that evaporates at once, else a fixed share. */
export function effectiveRain(rainMm: number, et0Mm: number, rules: Rules): number {
  return rainMm < rules.rainIgnoredBelow * et0Mm ? 0 : rules.rainEffective * rainMm;
}

/**
 * Depletion at the end of a day: what was missing before, less what came in, plus what the crop used; never less than
 * none and never more than all (FAO-56, eq. 85 and 86, without runoff and capillary rise).
 */
export function depletionAfter(
  depletionMm: number,
  {
    effectiveRainMm,
    irrigationMm = 0,
    etcMm,
  }: { effectiveRainMm: number; irrigationMm?: number; etcMm: number },
  { tawMm }: RootZone,
): number {
  return Math.min(tawMm, Math.max(0, depletionMm - effectiveRainMm - irrigationMm + etcMm));
}

export interface PastDay {
  date: string;
  minC: number;
  maxC: number;
  rainMm: number;
  /** Null: worked out from the temperatures. */
  et0Mm: number | null;
}

export interface Balance {
  /** What the root zone lacks after the last day. */
  depletionMm: number;
  days: number;
  rainMm: number;
  effectiveRainMm: number;
  /** Mean of a day. */
  et0Mm: number;
  /** Mean of a day. */
  etcMm: number;
  /** Days without an ET₀ of the service, for which Hargreaves stood in. */
  estimatedDays: number;
}

/**
 * The water balance over past days, from RAW/2.
 *
 * @param days by date, ascending
 * @param latitude degrees, for the days without ET₀
 */
export function waterBalance(
  days: readonly PastDay[],
  { kc, zone, latitude }: { kc: number; zone: RootZone; latitude: number },
  rules: Rules,
): Balance {
  let depletionMm = rules.balanceStart * zone.rawMm;
  const sum = { rain: 0, effective: 0, et0: 0, etc: 0, estimated: 0 };
  for (const day of days) {
    const et0Mm = day.et0Mm ?? hargreavesEt0(day, extraterrestrialRadiation(latitude, dayOfYear(day.date)));
    const effectiveRainMm = effectiveRain(day.rainMm, et0Mm, rules);
    const etcMm = cropEvapotranspiration(kc, et0Mm);
    depletionMm = depletionAfter(depletionMm, { effectiveRainMm, etcMm }, zone);
    sum.rain += day.rainMm;
    sum.effective += effectiveRainMm;
    sum.et0 += et0Mm;
    sum.etc += etcMm;
    if (day.et0Mm === null) sum.estimated += 1;
  }
  const count = Math.max(1, days.length);
  return {
    depletionMm,
    days: days.length,
    rainMm: sum.rain,
    effectiveRainMm: sum.effective,
    et0Mm: sum.et0 / count,
    etcMm: sum.etc / count,
    estimatedDays: sum.estimated,
  };
}
