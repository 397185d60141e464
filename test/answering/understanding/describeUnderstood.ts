import type { Understood } from '../../../src/answering/understanding/understood.js';

export interface Described {
  crops: string;
  places: string;
  years: string;
  asks: string;
}

/**
 * What was understood in short words, as the tables of questions hold it. Crops: id, or id/product, `~` behind a
 * misspelt one, `caña?` where several are meant. Places: code and name, `~` misspelt, `?Armenia(63001 05059)` to be
 * asked, `(Urabá)` a region without figures. Years: numbers, `2015–2019` a range, `A` or `B`, what was said without a
 * number, `!` behind a year that the data does not hold.
 */
export function describeUnderstood(understood: Understood): Described {
  const { asks } = understood;
  const range = understood.yearRange;
  return {
    crops: [
      ...understood.crops.map((crop) => (crop.productId ?? crop.id) + (crop.rule === 'typo' ? '~' : '')),
      ...understood.ambiguousCrops.map((crop) => `${crop.name}?`),
    ].join(' '),
    places: [
      ...understood.places.map((place) => `${place.code} ${place.name}${place.rule === 'typo' ? '~' : ''}`),
      ...understood.ambiguousPlaces.map(
        (place) => `?${place.name}(${place.candidates.map((each) => each.code).join(' ')})`,
      ),
      ...understood.otherRegions.map((region) => `(${region.name})`),
    ].join('; '),
    years: [
      ...understood.years.map((year) => `${year}${understood.yearsOutside.includes(year) ? '!' : ''}`),
      ...(range ? [`${range.from}–${range.to}`] : []),
      ...(understood.half ? [understood.half] : []),
      ...(understood.relative ? [understood.relative] : []),
    ].join(' '),
    asks: [
      asks.metric,
      asks.order,
      asks.change ? 'change' : null,
      asks.rank === null ? null : `rank:${asks.rank}`,
      asks.level,
      asks.count === null ? null : `count:${asks.count}`,
      asks.share ? 'share' : null,
    ]
      .filter((ask) => ask !== null)
      .join(' '),
  };
}
