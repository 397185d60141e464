/** Verbs that agree with an amount of rain as it is written: one millimetre is singular, all else plural. */

/** @param rain `1 milímetro`, `12,3 mm de lluvia` */
function isOne(rain: string): boolean {
  return /^1 /.test(rain);
}

/** `cayeron 12,3 milímetros`, `cayó 1 milímetro`. */
export function fell(rain: string): string {
  return `${isOne(rain) ? 'cayó' : 'cayeron'} ${rain}`;
}

/** `se esperan 12,3 milímetros`, `se espera 1 milímetro`. */
export function isExpected(rain: string): string {
  return `${isOne(rain) ? 'se espera' : 'se esperan'} ${rain}`;
}

/** `serían 12,3 milímetros`, `sería 1 milímetro`. */
export function wouldBe(rain: string): string {
  return `${isOne(rain) ? 'sería' : 'serían'} ${rain}`;
}

/** `viento de 8 kilómetros por hora`, `viento de 1 kilómetro por hora`, `aire quieto`. */
export function windOfSpeed(kmh: string): string {
  if (kmh === '0') return 'aire quieto';
  return `viento de ${kmh} ${kmh === '1' ? 'kilómetro' : 'kilómetros'} por hora`;
}
