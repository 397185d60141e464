import type { Rules } from '../../agronomy/rules.js';
import { formatNumber } from '../../spanish/numbers.js';

/** Percent of the applied water that the crop gets, by system, as a text writes it. */
export function efficiencies(rules: Rules) {
  const percent = (share: number) => formatNumber(share * 100, 0);
  return {
    drip: percent(rules.irrigationDrip),
    sprinkler: percent(rules.irrigationSprinkler),
    gravity: percent(rules.irrigationGravity),
  };
}
