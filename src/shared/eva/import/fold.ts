/**
 * Two crop names are the same when they fold to the same: case and accents go, ñ stays (caña is not cana), runs of
 * blanks and the blanks around punctuation that the tables place at will become one.
 */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ñ', '\u0001')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('\u0001', 'ñ')
    .replace(/[^a-z0-9ñ]+/g, ' ')
    .trim();
}

/** An id of a name: lower case, no accents, ñ → n, hyphens. `Cebolla de rama` → `cebolla-de-rama`. */
export function idOf(name: string): string {
  return foldName(name).replaceAll('ñ', 'n').replaceAll(' ', '-');
}
