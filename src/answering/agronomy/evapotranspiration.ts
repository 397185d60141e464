/**
 * How much water the air takes: FAO Irrigation and Drainage Paper 56 (Allen, Pereira, Raes, Smith, 1998), "FAO-56".
 */

/** MJ m⁻² min⁻¹, FAO-56, eq. 21. */
const SOLAR_CONSTANT = 0.082;
/** mm of water that a MJ m⁻² evaporates, FAO-56, eq. 20. */
const MM_PER_MJ = 0.408;
const MINUTES_PER_DAY = 24 * 60;
const DAY_MS = 86_400_000;

/**
 * Radiation at the top of the atmosphere, FAO-56, eq. 21 to 25.
 *
 * @param latitude degrees, north positive; within ±66°, where the sun rises every day
 * @param dayOfYear 1 to 366
 * @returns MJ m⁻² day⁻¹
 */
export function extraterrestrialRadiation(latitude: number, dayOfYear: number): number {
  const phi = (latitude * Math.PI) / 180;
  const angle = (2 * Math.PI * dayOfYear) / 365;
  const inverseDistance = 1 + 0.033 * Math.cos(angle);
  const declination = 0.409 * Math.sin(angle - 1.39);
  const sunset = Math.acos(-Math.tan(phi) * Math.tan(declination));
  return (
    (MINUTES_PER_DAY / Math.PI) *
    SOLAR_CONSTANT *
    inverseDistance *
    (sunset * Math.sin(phi) * Math.sin(declination) +
      Math.cos(phi) * Math.cos(declination) * Math.sin(sunset))
  );
}

/**
 * Reference evapotranspiration from temperatures alone (Hargreaves 1985), FAO-56, eq. 52 with the radiation of eq. 20.
 *
 * @param radiation at the top of the atmosphere, MJ m⁻² day⁻¹
 * @returns mm a day; 0 where the day is too cold for the equation
 */
export function hargreavesEt0({ minC, maxC }: { minC: number; maxC: number }, radiation: number): number {
  const meanC = (minC + maxC) / 2;
  const range = Math.max(0, maxC - minC);
  return Math.max(0, 0.0023 * (meanC + 17.8) * Math.sqrt(range) * MM_PER_MJ * radiation);
}

/** What a healthy crop with enough water uses, mm a day: ETc = Kc · ET₀, FAO-56, eq. 58. */
export function cropEvapotranspiration(kc: number, et0Mm: number): number {
  return kc * et0Mm;
}

/** 1 for the first of January. @param date `2026-11-23` */
export function dayOfYear(date: string): number {
  return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / DAY_MS + 1;
}
