/** Colombia keeps UTC−5 all year. Times are `2026-11-23T14:30`, dates `2026-11-23`. */

const OFFSET_MS = 5 * 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @param ms since 1970 */
export function colombianTime(ms: number): string {
  return new Date(ms - OFFSET_MS).toISOString().slice(0, 16);
}

export function dateOf(time: string): string {
  return time.slice(0, 10);
}

/** 0 to 23. */
export function hourOf(time: string): number {
  return Number(time.slice(11, 13));
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

export function addHours(time: string, hours: number): string {
  return new Date(Date.parse(`${time}Z`) + hours * HOUR_MS).toISOString().slice(0, 16);
}

/** Days from one date to another; negative backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** From here on the coldest hour of the day is over, and "esta madrugada" is that of tomorrow. */
const DAWN_ENDS_HOUR = 6;

/** The day whose dawn is still to come: a frost is one of its first hours. */
export function nextDawn(now: string): string {
  return hourOf(now) < DAWN_ENDS_HOUR ? dateOf(now) : addDays(dateOf(now), 1);
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(Date.parse(date)).getUTCDay();
}
