import { waysToAsk, type Entry } from './entry.js';
import type { Vectors } from './vectors.js';

/** An entry, and how well it fits: the higher the better. */
export interface Ranked {
  entry: Entry;
  score: number;
}

/** Ranks all entries by the cosine of the nearest of their ways to ask, −1 to 1. */
export function createRankByMeaning(entries: readonly Entry[], { rows, size, values, scale }: Vectors) {
  const entryOfRow = entries.flatMap((entry, index) => waysToAsk(entry).map(() => index));
  if (entryOfRow.length !== rows) throw new Error(`${rows} embeddings for ${entryOfRow.length} ways to ask`);

  return (embedding: Float32Array): Ranked[] => {
    const best = new Float32Array(entries.length).fill(-1);
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      const from = row * size;
      for (let at = 0; at < size; at++) sum += embedding[at]! * values[from + at]!;
      const index = entryOfRow[row]!;
      best[index] = Math.max(best[index]!, sum * scale[row]!);
    }
    return entries
      .map((entry, index) => ({ entry, score: best[index]! }))
      .sort((one, other) => other.score - one.score);
  };
}
