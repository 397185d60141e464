import type { Rules } from './rules.js';

export type Verdict = 'yes' | 'no' | 'wait';

export interface Irrigation {
  verdict: Verdict;
  because: 'dry' | 'rain_is_coming' | 'enough_water';
  /** What to apply by each system so that the crop gets what is missing, mm. */
  grossMm: { gravity: number; sprinkler: number; drip: number };
}

/**
 * Whether to irrigate: once the readily available water is used up (FAO-56, chapter 8), and not enough rain is near.
 *
 * @param depletionMm what the root zone lacks
 * @param expectedRainMm rain of the coming `rules.irrigationExpectedHours`
 */
export function irrigationVerdict(
  { depletionMm, rawMm, expectedRainMm }: { depletionMm: number; rawMm: number; expectedRainMm: number },
  rules: Rules,
): Irrigation {
  const grossMm = {
    gravity: depletionMm / rules.irrigationGravity,
    sprinkler: depletionMm / rules.irrigationSprinkler,
    drip: depletionMm / rules.irrigationDrip,
  };
  if (depletionMm < rawMm) return { verdict: 'no', because: 'enough_water', grossMm };
  return expectedRainMm < rules.irrigationExpectedShare * depletionMm
    ? { verdict: 'yes', because: 'dry', grossMm }
    : { verdict: 'wait', because: 'rain_is_coming', grossMm };
}

export interface Sowing {
  verdict: Verdict;
  because: 'right' | 'too_dry' | 'too_wet' | 'downpour';
}

/**
 * Whether the soil is neither too dry nor too wet to sow or transplant.
 *
 * @param rainMm of the days before and the days ahead together
 * @param heaviestDayMm the most of any of those days
 */
export function sowingVerdict(
  { rainMm, heaviestDayMm }: { rainMm: number; heaviestDayMm: number },
  rules: Rules,
): Sowing {
  if (heaviestDayMm > rules.sowingHeaviestDay) return { verdict: 'no', because: 'downpour' };
  if (rainMm > rules.sowingMostRain) return { verdict: 'no', because: 'too_wet' };
  return rainMm < rules.sowingLeastRain
    ? { verdict: 'wait', because: 'too_dry' }
    : { verdict: 'yes', because: 'right' };
}

/** Whether plants may freeze. @param elevationM null where nobody told: such a cold is one of the highlands */
export function mayFreeze(
  { minC, elevationM }: { minC: number; elevationM: number | null },
  rules: Rules,
): boolean {
  return minC <= rules.frostMinimum && (elevationM === null || elevationM > rules.frostElevation);
}

/** What the air is like while one sprays; null where nobody told. */
export interface SprayingAir {
  windKmh: number | null;
  temperatureC: number;
  humidityPct: number | null;
  /** Rain from then on for `rules.sprayingDryHours`; null where the hours are not known. */
  rainAheadMm: number | null;
}

export type SprayingObstacle = 'calm' | 'windy' | 'hot' | 'dry_air' | 'rain' | 'unknown';

/** What speaks against spraying; empty where nothing does. The label of the product goes before all this. */
export function sprayingObstacles(air: SprayingAir, rules: Rules): SprayingObstacle[] {
  const found: SprayingObstacle[] = [];
  if (air.rainAheadMm !== null && air.rainAheadMm >= rules.rainTrace) found.push('rain');
  if (air.windKmh !== null && air.windKmh > rules.sprayingMostWind) found.push('windy');
  if (air.windKmh !== null && air.windKmh < rules.sprayingLeastWind) found.push('calm');
  if (air.temperatureC >= rules.sprayingHottest) found.push('hot');
  if (air.humidityPct !== null && air.humidityPct <= rules.sprayingDriest) found.push('dry_air');
  if (air.windKmh === null || air.humidityPct === null || air.rainAheadMm === null) found.push('unknown');
  return found;
}
