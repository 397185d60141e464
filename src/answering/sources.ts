import type { Source } from '../shared/contract/answer.js';
import { SERIES_CHANGE, type Figures } from '../shared/eva/figures.js';
import { yearsListed } from './spanish/lists.js';

/** The published tables that an answer's years come from, each with its years; none where no figures were used. */
export function sourcesOf(figures: Figures, years: readonly number[]): Source[] {
  const [older, newer] = figures.sources;
  const old = years.filter((year) => year <= SERIES_CHANGE.lastOld);
  const recent = years.filter((year) => year >= SERIES_CHANGE.firstNew);
  return [
    { table: older, used: old },
    { table: newer, used: recent },
  ].flatMap(({ table, used }) =>
    table === undefined || used.length === 0
      ? []
      : [{ title: table.title, publisher: table.publisher, period: yearsListed(used), url: table.url }],
  );
}
