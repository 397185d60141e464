import type { Brief, Written } from '../../../answering/outside.js';

/**
 * Writes an answer from a brief. `null`: no answer could be had (not reachable, key refused, day's tokens used up,
 * nothing that may be shown); why is logged and counted. Throws only the signal's reason.
 */
export interface LanguageModel {
  write(brief: Brief, options: WriteOptions): Promise<Written | null>;
  /** Ends the requests under way, as if each had been aborted. */
  close?(): Promise<void>;
}

export interface WriteOptions {
  signal: AbortSignal;
  /** The asker waits no longer; less than the configured limit counts. */
  withinMs?: number;
  /** Whole sentences that may be shown, in order; all of them together are `Written.text`. */
  onText(text: string): void;
  /** What was given to `onText` so far does not count: the answer begins again, or there is none. */
  onReset(): void;
}
