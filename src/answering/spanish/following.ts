import { listed } from './lists.js';
import { quantity } from './numbers.js';

const NEXT = {
  desc: { one: (row: string) => `Le sigue ${row}.`, many: (rows: string) => `Le siguen ${rows}.` },
  // Nobody "follows" the one that has least.
  asc: { one: (row: string) => `Después viene ${row}.`, many: (rows: string) => `Después vienen ${rows}.` },
};

/** What comes after the first: `Antioquia (120.000)`; a name with brackets of its own as `Pasto (Nariño), con 243.350`. */
export function following(
  rows: readonly { name: string; value: number }[],
  order: 'asc' | 'desc' = 'desc',
): string | null {
  const hasBrackets = rows.some(({ name }) => name.includes('('));
  const items = rows.map(({ name, value }) =>
    hasBrackets ? `${name}, con ${quantity(value)}` : `${name} (${quantity(value)})`,
  );
  const [first, ...others] = items;
  if (first === undefined) return null;
  if (others.length === 0) return NEXT[order].one(first);
  return NEXT[order].many(
    hasBrackets ? [items.slice(0, -1).join('; '), items.at(-1)].join(' y ') : listed(items),
  );
}
