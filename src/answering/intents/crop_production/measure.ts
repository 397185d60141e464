import type { Metric } from '../../eva/ranking.js';
import { hectares, quantity, tonnes, yieldShort, yieldWritten } from '../../spanish/numbers.js';

/** A value with its unit written out: `178.319 toneladas`, `1,4 toneladas por hectárea`. */
export function measured(metric: Metric, value: number): string {
  if (metric === 'yield') return yieldWritten(value);
  return metric === 'area' ? hectares(value) : tonnes(value);
}

/** A value with its unit as in tables: `178.319 t`, `1,4 t/ha`. */
export function measuredShort(metric: Metric, value: number): string {
  if (metric === 'yield') return yieldShort(value);
  return `${quantity(value)} ${metric === 'area' ? 'ha' : 't'}`;
}
