import { COUNTRY, type Place } from '../shared/eva/figures.js';
import type { Query } from './query.js';
import { isMunicipality } from './spanish/places.js';

export interface RankingScope {
  level: 'department' | 'municipality';
  /** The country, or the department whose municipalities are ranked. */
  scope: Place;
  /** The department's code, where the scope is one. */
  within: string | undefined;
}

/** Which level is ranked, and inside what: a department named limits municipalities, unless departments are asked for. */
export function rankingScope({ understood, places, placeFrom }: Query): RankingScope {
  const { level } = understood.asks;
  const named = placeFrom === 'question' ? places[0] : undefined;
  const department = named && isMunicipality(named) ? named.department : named;
  if (department?.level === 'department' && level !== 'department') {
    return { level: 'municipality', scope: department, within: department.code };
  }
  return { level: level ?? 'department', scope: COUNTRY, within: undefined };
}
