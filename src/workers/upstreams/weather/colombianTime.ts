/** Colombia has had no summer time since 1993. */
const UTC_OFFSET_MS = -5 * 3_600_000;

/** `2026-11-23T14:30` in Colombia. */
export function colombianTime(ms: number): string {
  return new Date(ms + UTC_OFFSET_MS).toISOString().slice(0, 16);
}

/** `2026-11-23` of a Colombian time. */
export function dateOf(time: string): string {
  return time.slice(0, 10);
}

/** The Colombian time so many hours (whole or not) after another. */
export function hoursAfter(time: string, hours: number): string {
  return new Date(Date.parse(`${time}Z`) + hours * 3_600_000).toISOString().slice(0, 16);
}
