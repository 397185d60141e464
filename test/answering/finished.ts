import type { Unfinished } from '../../src/answering/query.js';

/** An outcome that needs nobody outside. */
export function finished<Outcome extends object>(outcome: Outcome | Unfinished<unknown>): Outcome {
  if ('needs' in outcome) throw new Error(`needs ${outcome.needs}`);
  return outcome;
}
