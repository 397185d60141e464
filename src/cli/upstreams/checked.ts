/** What one look at a service told. */
export interface Check {
  use: 'weather' | 'places' | 'open questions';
  service: string;
  configured: boolean;
  /** Address and whether there is a key, never the key. */
  how: string;
  /** Null where it is not configured. */
  works: boolean | null;
  outcome: string | null;
  ms: number | null;
  /** What it told, to be compared with the world. */
  found: string | null;
  /** What to do. */
  advice: string | null;
}

export function unused(use: Check['use'], service: string, how: string, advice: string | null): Check {
  return { use, service, configured: false, how, works: null, outcome: null, ms: null, found: null, advice };
}
