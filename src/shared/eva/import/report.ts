import type { DropReason, FlagReason } from './checkRow.js';
import { DROP_REASONS, FLAG_REASONS } from './checkRow.js';
import type { SourceName } from './sources.js';

/** How many rows had a reason, with a few of them to look up. */
export interface ReasonCount {
  reason: string;
  meaning: string;
  rows: number;
  /** `source:line detail`, the first few. */
  examples: string[];
}

export interface ImportReport {
  version: string;
  years: { first: number; newest: number };
  sources: { name: SourceName; from: string; rows: number }[];
  rows: { read: number; kept: number; dropped: number; municipality: number; department: number };
  crops: number;
  products: number;
  dropped: ReasonCount[];
  flagged: ReasonCount[];
  /** Where a series was cut off, as found in its rows. */
  cutOff: { crop: string; year: number } | null;
  /** Bytes of each file written. */
  files: Record<string, number>;
}

const MAX_EXAMPLES = 5;

/** Counts rows by reason while they stream past. */
export function reasonCounter<R extends DropReason | FlagReason>(): {
  add(reason: R, example: string, rows?: number): void;
  counts(): ReasonCount[];
} {
  const byReason = new Map<R, ReasonCount>();
  return {
    add(reason, example, rows = 1) {
      let count = byReason.get(reason);
      if (count === undefined) {
        const meaning = { ...DROP_REASONS, ...FLAG_REASONS }[reason];
        byReason.set(reason, (count = { reason, meaning, rows: 0, examples: [] }));
      }
      count.rows += rows;
      if (count.examples.length < MAX_EXAMPLES) count.examples.push(example);
    },
    counts: () => [...byReason.values()].sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1)),
  };
}
