/** How long after each failed attempt the next one is made. */
export interface Schedule {
  delaysMs: readonly number[];
  /** Part of a delay by which it is shorter or longer, evenly at random: receivers that came back are not overrun. */
  jitter: number;
  /** What a receiver may ask for by Retry-After is obeyed up to this. */
  longestRetryAfterMs: number;
  random(): number;
}

const FIRST_DELAY_MS = 5_000;
const FACTOR = 3;
const LONGEST_DELAY_MS = 5 * 3_600_000;
const ATTEMPTS = 12;

/**
 * Twelve attempts over some twenty hours: after 5 s, 15 s, 45 s, 2 min, 7 min, 20 min, 1 h, 3 h, 5 h, 5 h, 5 h, each
 * ± 20 %. At its longest (23.5 h) it ends before the question is forgotten, whose retention is 24 h by default.
 */
export const SCHEDULE: Schedule = {
  delaysMs: Array.from({ length: ATTEMPTS - 1 }, (_, retry) =>
    Math.min(FIRST_DELAY_MS * FACTOR ** retry, LONGEST_DELAY_MS),
  ),
  jitter: 0.2,
  longestRetryAfterMs: LONGEST_DELAY_MS,
  random: Math.random,
};

/**
 * @param attempt number of the attempt that failed, from 1
 * @param retryAfterMs what the receiver asked for; it only ever makes the delay longer
 * @returns how long to wait for the next one, or null where there is none
 */
export function delayAfter(schedule: Schedule, attempt: number, retryAfterMs: number | null): number | null {
  const planned = schedule.delaysMs[attempt - 1];
  if (planned === undefined) return null;
  const jittered = planned * (1 + schedule.jitter * (2 * schedule.random() - 1));
  return Math.round(Math.max(jittered, Math.min(retryAfterMs ?? 0, schedule.longestRetryAfterMs)));
}

/** Reads Retry-After (RFC 9110, section 10.2.3): seconds or a date; null where it is neither. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const atMs = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
