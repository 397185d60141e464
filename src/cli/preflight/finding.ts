/** `warn`: it runs, but not as it should in production. */
export type Status = 'ok' | 'warn' | 'fail';

/** What one look told. */
export interface Finding {
  check: string;
  status: Status;
  /** Never a secret. */
  found: string;
  /** What to do; null where nothing is to be done. */
  advice: string | null;
}

export const ok = (check: string, found: string): Finding => ({ check, status: 'ok', found, advice: null });

export const warn = (check: string, found: string, advice: string): Finding => ({
  check,
  status: 'warn',
  found,
  advice,
});

export const fail = (check: string, found: string, advice: string): Finding => ({
  check,
  status: 'fail',
  found,
  advice,
});
