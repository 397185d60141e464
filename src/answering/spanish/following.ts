import { listed } from './lists.js';
import { quantity } from './numbers.js';

const NEXT = {
  one: (row: string) => `Le sigue ${row}.`,
  many: (rows: string) => `Le siguen ${rows}.`,
};

/** What comes after the first: `Antioquia (120.000)`; a name with brackets of its own as `Pasto (Nariño), con 243.350`. */
export function following(rows: readonly { name: string; value: number }[]): string | null {
  const hasBrackets = rows.some(({ name }) => name.includes('('));
  const items = rows.map(({ name, value }) =>
    hasBrackets ? `${name}, con ${quantity(value)}` : `${name} (${quantity(value)})`,
  );
  const [first, ...others] = items;
  if (first === undefined) return null;
  if (others.length === 0) return NEXT.one(first);
  return NEXT.many(hasBrackets ? [items.slice(0, -1).join('; '), items.at(-1)].join(' y ') : listed(items));
}
