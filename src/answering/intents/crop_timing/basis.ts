import type { Source } from '../../../shared/contract/answer.js';
import type { Calendar } from '../../calendar/createCalendar.js';
import type { CalendarSource } from '../../calendar/tables.js';
import type { AskedCrop } from '../../spanish/crops.js';
import { listed } from '../../spanish/lists.js';

/** Named by the years of its figures, as everywhere. */
const EVA = 'eva';

/** What an answer rests on, in words. */
export function basisOf(sources: readonly CalendarSource[]): string {
  return listed(sources.map(({ name }) => name));
}

export function documentsOf(sources: readonly CalendarSource[]): Source[] {
  return sources
    .filter(({ id }) => id !== EVA)
    .map(({ title, publisher, url }) => ({ title, publisher, ...(url !== null && { url }) }));
}

/** What an answer used: the rows' own sources, the rains where they are told, EVA's halves, and cycle lengths. */
export function sourcesUsed(
  calendar: Calendar,
  rows: readonly CalendarSource[],
  { rains, halves, cycle }: { rains: boolean; halves: boolean; cycle: boolean },
): CalendarSource[] {
  const more = [...(rains ? ['ideam'] : []), ...(halves ? [EVA] : []), ...(cycle ? ['agronomia'] : [])];
  const all = [...rows, ...more.flatMap((id) => calendar.source(id) ?? [])];
  return [...new Map(all.map((source) => [source.id, source])).values()];
}

/** For the explanation: the figure of the cycle that a text may say. */
export function cycleNote(calendar: Calendar, crop: AskedCrop): string[] {
  const cycle = calendar.cycle(crop);
  if (cycle === undefined) return [];
  const note = cycle.note === null ? '' : ` (${cycle.note})`;
  return [`${crop.id}: ${cycle.min} to ${cycle.max} ${cycle.unit} to the harvest${note}`];
}
