/**
 * Numbers as Colombia writes them: a point between thousands, a comma before decimals. Written by hand because the
 * locale data that Node carries differs between builds.
 */
export function formatNumber(value: number, decimals: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const digits = fraction?.replace(/0+$/, '');
  const written = digits ? `${grouped},${digits}` : grouped;
  return value < 0 && /[1-9]/.test(written) ? `-${written}` : written;
}

/** A quantity for a text: as many decimals as its size makes worth reading, trailing zeros dropped. */
export function quantity(value: number): string {
  return formatNumber(value, decimalsFor(value));
}

/** How many decimals a quantity is written with; tests round by the same rule. */
export function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (size >= 1000) return 0;
  if (size >= 10) return 1;
  if (size >= 0.1 || size === 0) return 2;
  return 3;
}

/** `1 tonelada`, `178.319 toneladas`. */
export function tonnes(value: number): string {
  return counted(quantity(value), 'tonelada', 'toneladas');
}

/** `1 hectárea`, `13.250,5 hectáreas`. */
export function hectares(value: number): string {
  return counted(quantity(value), 'hectárea', 'hectáreas');
}

/** The unit of yields is written out once in a text and short after that. */
export function yieldWritten(value: number): string {
  return `${counted(quantity(value), 'tonelada', 'toneladas')} por hectárea`;
}

export function yieldShort(value: number): string {
  return `${quantity(value)} t/ha`;
}

/** A fraction of one as percent: 0,2034 → `20,3 %`. Neither next to nothing nor nearly all is rounded to it. */
export function percentOf(fraction: number): string {
  if (fraction > 0 && fraction < 0.0001) return 'menos del 0,01 %';
  if (fraction > 0.9995 && fraction < 1) return 'más del 99,9 %';
  return `el ${percent(fraction * 100)}`;
}

/** `20,3 %`; the value is in percent. */
export function percent(value: number): string {
  return `${formatNumber(value, percentDecimals(value))} %`;
}

/** How much more or less one yield is than another: a survey does not know it to the tenth. */
export function roughPercent(value: number): string {
  return `${formatNumber(value, roughDecimals(value))} %`;
}

export function roughDecimals(value: number): number {
  return Math.abs(value) >= 10 ? 0 : 1;
}

export function percentDecimals(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return 0;
  return size >= 1 || size === 0 ? 1 : 2;
}

function counted(written: string, one: string, many: string): string {
  return `${written} ${written === '1' ? one : many}`;
}
