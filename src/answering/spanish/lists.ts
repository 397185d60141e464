/** `papa, maíz y arveja`; `y` becomes `e` before the sound i (`yuca e higo`). */
export function listed(items: readonly string[], conjunction: 'y' | 'o' | 'ni' = 'y'): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return `${items.slice(0, -1).join(', ')} ${joint(conjunction, last)} ${last}`;
}

function joint(conjunction: 'y' | 'o' | 'ni', next: string): string {
  if (conjunction === 'ni') return 'ni';
  if (conjunction === 'y') return /^(i|hi(?!e))/i.test(next) ? 'e' : 'y';
  return /^h?[oó]/i.test(next) ? 'u' : 'o';
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Sentences that there are, one space between them. */
export function sentences(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** `2019, 2020 y 2021`; years that follow each other without a gap as `2019 a 2021`. */
export function yearsListed(years: readonly number[]): string {
  const sorted = [...new Set(years)].sort((a, b) => a - b);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return '';
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${first} a ${last}`;
  return listed(sorted.map(String));
}
