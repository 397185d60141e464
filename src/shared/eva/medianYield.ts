/** A yield in t/ha with the harvested area that weighs it. */
export interface WeighedYield {
  yieldTHa: number;
  areaHarvestedHa: number;
}

/** The yield at or below which half of the harvested area lies; undefined without area. Sorts its input in place. */
export function weightedMedian(yields: WeighedYield[]): number | undefined {
  yields.sort((a, b) => a.yieldTHa - b.yieldTHa);
  const half = yields.reduce((sum, one) => sum + one.areaHarvestedHa, 0) / 2;
  let area = 0;
  for (const one of yields) {
    area += one.areaHarvestedHa;
    if (area >= half && one.areaHarvestedHa > 0) return one.yieldTHa;
  }
  return undefined;
}
