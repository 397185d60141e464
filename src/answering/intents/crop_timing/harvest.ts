import type { Calendar, Harvest, Sowing } from '../../calendar/createCalendar.js';
import type { Cycle } from '../../calendar/tables.js';
import { ofCrop, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { inMonths } from '../../spanish/months.js';
import { quantity } from '../../spanish/numbers.js';
import { inPlace, type AnyPlace } from '../../spanish/places.js';
import { TEXTS } from './texts.js';

const MONTHS = 12;
const DAYS_PER_MONTH = 30;

export interface HarvestFound {
  /** 1 to 12, ascending; empty where they are not known. */
  months: number[];
  sentence: string;
  /** Where the months were counted by the cycle: what makes it longer or shorter, `En tierra fría …`. */
  caveat: string | null;
}

/**
 * When a crop is harvested in a place: counted from when the asker has sown, else as the calendar has it, else counted
 * from the sowing months of a crop that is harvested once.
 *
 * @param place as it is spoken of; `at` is where the crop grows there, as `whereGrown` says
 * @param sownIn months in which the asker has sown; empty where the question does not say
 */
export function harvestIn(
  calendar: Calendar,
  crop: AskedCrop,
  { place, at }: { place: AnyPlace; at: AnyPlace },
  sowing: Sowing | undefined,
  sownIn: readonly number[],
): HarvestFound {
  const cycle = calendar.cycle(crop);
  if (sownIn.length > 0) return harvestOfSown(calendar, crop, sownIn);
  const known = calendar.harvest(crop, at);
  if (known !== undefined) {
    return { months: monthsOf(known), sentence: harvestSentence(known, crop, place), caveat: null };
  }
  const counted = sowing && harvestMonths(sowing, cycle);
  if (sowing !== undefined && counted !== undefined) {
    const name = withArticle(crop.name);
    return {
      months: counted,
      sentence:
        counted.length === MONTHS
          ? TEXTS.harvestAllYear({ inPlace: `${capitalised(inPlace(place))}, `, crop: name })
          : TEXTS.harvestCounted({ crop: name, when: inMonths(counted), sown: inMonths(sowing.months) }),
      caveat: counted.length === MONTHS ? null : (cycle?.note ?? null),
    };
  }
  return {
    months: [],
    sentence: sentences(
      TEXTS.noHarvest({ crop: ofCrop(crop.name), inPlace: ` ${inPlace(place)}` }),
      cycle && cycleSentence(calendar, crop),
    ),
    caveat: null,
  };
}

/** "sembré papa en febrero, ¿cuándo la saco?": in months, or by the length of the cycle where that is over a year. */
export function harvestOfSown(calendar: Calendar, crop: AskedCrop, sownIn: readonly number[]): HarvestFound {
  const cycle = calendar.cycle(crop);
  const counted = cycle && countedFrom(sownIn, cycle);
  if (counted === undefined) return { months: [], sentence: cycleSentence(calendar, crop), caveat: null };
  const when = inMonths(counted);
  return {
    months: counted,
    sentence: TEXTS.harvestCounted({ crop: withArticle(crop.name), when, sown: inMonths(sownIn) }),
    caveat: cycle?.note ?? null,
  };
}

/** The months in which what a place sows is ready; undefined where the sowing does not tell. */
export function harvestMonths(sowing: Sowing, cycle: Cycle | undefined): number[] | undefined {
  if (sowing.row.when === 'year-round') return sowing.months;
  return cycle?.once === true ? countedFrom(sowing.months, cycle) : undefined;
}

export function monthsOf({ main, minor }: Harvest): number[] {
  return [...new Set([...main, ...minor])].sort((a, b) => a - b);
}

/** @param place left out where it is the same everywhere */
export function harvestSentence({ main, minor, note }: Harvest, crop: AskedCrop, place?: AnyPlace): string {
  const where = { inPlace: place === undefined ? '' : `${capitalised(inPlace(place))}, ` };
  const name = withArticle(crop.name);
  const lead =
    main.length === MONTHS
      ? TEXTS.harvestAllYear({ ...where, crop: name })
      : minor.length === 0
        ? TEXTS.harvested({ ...where, crop: name, when: inMonths(main) })
        : TEXTS.harvestedMain({
            ...where,
            crop: ofCrop(crop.name),
            when: inMonths(main),
            minor: inMonths(minor),
          });
  return sentences(capitalised(lead), note);
}

/** The months to sow in, for a harvest in the wanted ones; undefined as for `countedFrom`. */
export function countedBack(wanted: readonly number[], cycle: Cycle): number[] | undefined {
  // Months behind are months ahead in a year that runs the other way.
  const mirrored = countedFrom(
    wanted.map((month) => MONTHS + 1 - month),
    cycle,
  );
  return mirrored?.map((month) => MONTHS + 1 - month).sort((a, b) => a - b);
}

/** Months in which what was sown in `sown` is ready; undefined for what bears for the first time after a year or more. */
export function countedFrom(sown: readonly number[], cycle: Cycle): number[] | undefined {
  if (cycle.unit === 'years' || (cycle.unit === 'months' && cycle.max > MONTHS)) return undefined;
  const perMonth = cycle.unit === 'days' ? DAYS_PER_MONTH : 1;
  const from = Math.round(cycle.min / perMonth);
  const to = Math.round(cycle.max / perMonth);
  const months = new Set<number>();
  for (const month of sown) {
    for (let after = from; after <= to; after++) months.add(((month - 1 + after) % MONTHS) + 1);
  }
  return [...months].sort((a, b) => a - b);
}

export function cycleSentence(calendar: Calendar, crop: AskedCrop): string {
  const cycle = calendar.cycle(crop);
  const name = capitalised(withArticle(crop.name));
  if (cycle === undefined) return TEXTS.noCycle({ crop: withArticle(crop.name) });
  return sentences(TEXTS.cycle({ crop: name, span: cycle.span, time: timeOf(cycle) }), cycle.note);
}

/** `de 4 a 6 meses`. */
export function timeOf({ min, max, unit }: Cycle): string {
  return TEXTS.time({ min: quantity(min), max: quantity(max), unit: TEXTS.units[unit] });
}
