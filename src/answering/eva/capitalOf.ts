import type { Figures, Municipality, Place } from '../../shared/eva/figures.js';

/** Cundinamarca's capital is no municipality of its own. */
const CAPITAL_ELSEWHERE: Readonly<Record<string, string>> = { '25': '11001' };

/** A department's capital has the code 001 of its municipalities (DIVIPOLA). */
export function capitalOf(department: Place, figures: Figures): Municipality | undefined {
  const place = figures.place(CAPITAL_ELSEWHERE[department.code] ?? `${department.code}001`);
  return place !== undefined && 'lat' in place ? place : undefined;
}
