/** The sums that a yield is made of. */
export interface Harvest {
  areaHarvestedHa: number;
  productionT: number;
}

export interface RelativeYield {
  /** Yield of the country without the place, t/ha; null where nobody else harvests the crop. */
  restOfCountryTHa: number | null;
  /** The place's yield over that of the rest of the country. */
  relativeYield: number | null;
}

/** How a place's yield stands against the rest of the country: Σ/Σ on both sides. */
export function relativeYield(place: Harvest, country: Harvest): RelativeYield {
  const restArea = country.areaHarvestedHa - place.areaHarvestedHa;
  const restTonnes = country.productionT - place.productionT;
  // What is left after subtracting equal sums is rounding, not harvest.
  if (restArea < 0.005 || restTonnes <= 0 || place.areaHarvestedHa <= 0) {
    return { restOfCountryTHa: null, relativeYield: null };
  }
  const restOfCountryTHa = restTonnes / restArea;
  return {
    restOfCountryTHa,
    relativeYield: place.productionT / place.areaHarvestedHa / restOfCountryTHa,
  };
}
