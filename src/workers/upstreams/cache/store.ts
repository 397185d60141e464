/** What is kept under a key, and who is allowed to fetch it anew: one asker of all, in whichever process. */
export interface CacheStore {
  /** One look: what there is, and, where it is too old, whether the asker with this token shall fetch it. */
  claim(key: string, token: string): Promise<Claim>;
  /** Called again and again by whoever fetches: without it others take over after `LEASE_MS`. */
  renew(key: string, token: string): Promise<void>;
  /** Keeps what was fetched and ends the claim. */
  fill(key: string, token: string, entry: Entry, lifetime: Lifetime): Promise<void>;
  /** Ends the claim without a result; for `failedForMs` all others are told that it failed instead of trying too. */
  release(key: string, token: string, failedForMs: number): Promise<void>;
}

export interface Entry {
  /** Ms since 1970. */
  fetchedAtMs: number;
  json: string;
}

export interface Lifetime {
  /** After this it is fetched anew … */
  freshMs: number;
  /** … and after this forgotten; in between it serves where the service is away. */
  keepMs: number;
}

export interface Claim {
  /**
   * `fresh`: take it; `claimed`: fetch it; `busy`: somebody else fetches; `failed`: somebody just tried. The entry of
   * the last three is too old, or null.
   */
  state: 'fresh' | 'claimed' | 'busy' | 'failed';
  entry: Entry | null;
}

/** Where whoever fetches has died, others take over this much later. */
export const LEASE_MS = 2_000;
