/** A number as a text writes it, with how many decimals it shows. */
export interface WrittenNumber {
  written: string;
  value: number;
  decimals: number;
}

/** Every number of a Spanish text but the years: `178.319`, `1,4`, `20,3 %`. */
export function numbersIn(text: string): WrittenNumber[] {
  return [...text.matchAll(/\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?/g)]
    .map(([written]) => ({
      written,
      value: Number(written.replaceAll('.', '').replace(',', '.')),
      decimals: written.split(',')[1]?.length ?? 0,
    }))
    .filter(({ written }) => !/^(19|20)\d\d$/.test(written));
}

/** Every number in a JSON value, however deep. */
export function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(numbersOf);
}

/** Whether a written number is one of the exact ones, rounded to the decimals it shows. */
export function isRoundedFrom({ value, decimals }: WrittenNumber, exact: readonly number[]): boolean {
  const tolerance = 0.5 * 10 ** -decimals + 1e-9;
  return exact.some((one) => Math.abs(Math.abs(one) - value) <= tolerance * (1 + 1e-9));
}
