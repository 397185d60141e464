import type { Figures } from '../../../shared/eva/figures.js';
import type { Calendar } from '../../calendar/createCalendar.js';
import { largestCrops } from '../../eva/largestCrops.js';
import { spoken, type Answered } from '../../query.js';
import { cropInText } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { inMonths, monthName } from '../../spanish/months.js';
import { inPlace, ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import type { TimingAsked } from './asked.js';
import { isYearRound } from './cropInPlace.js';
import { TEXTS } from './texts.js';
import { whereGrown } from './whereGrown.js';

const CROPS_OF_MONTH = 6;
const CROPS_OF_CALENDAR = 5;
const CHIPS = 3;
/** Departments of the chips where no place is known: from the coast, the mountains and the south. */
const EXAMPLE_DEPARTMENTS = ['15', '23', '41'];

/** "¿Qué se siembra en marzo en Boyacá?": what the place grows most and the calendar sows in those months. */
export function placeCalendar(
  { calendar, figures }: { calendar: Calendar; figures: Figures },
  asked: TimingAsked,
  place: AnyPlace,
): Answered {
  const where = capitalised(inPlace(place));
  const seasonal = largestCrops(figures, place.code).flatMap(({ id, name, crop }) => {
    const [main = place] = whereGrown(calendar, figures, { id, crop }, place);
    const sowing = calendar.sowing({ id, crop }, main);
    return sowing === undefined || isYearRound(sowing) ? [] : [{ name: cropInText(name), sowing }];
  });
  if (asked.months.length === 0) {
    const shown = seasonal
      .slice(0, CROPS_OF_CALENDAR)
      .map(({ name, sowing }) => TEXTS.cropWhen({ crop: name, when: inMonths(sowing.months) }));
    if (shown.length === 0) {
      const text = TEXTS.noCalendarOfPlace({ inPlace: inPlace(place) });
      return spoken('no_calendar_of_place', text, fitShort(text));
    }
    const written = (count: number) =>
      TEXTS.calendarOfPlace({ inPlace: where, crops: shown.slice(0, count).join('; ') });
    return spoken(
      'calendar_of_all_crops',
      sentences(written(CROPS_OF_CALENDAR), TEXTS.guide),
      fitShort(written(3), written(2), written(1)),
    );
  }
  const months = `en ${listed(asked.months.map(monthName))}`;
  const crops = seasonal
    .filter(({ sowing }) => asked.months.some((month) => sowing.months.includes(month)))
    .map(({ name }) => name);
  if (crops.length === 0) {
    const text = TEXTS.noCropOfMonth({ inPlace: where, months });
    return spoken('no_crop_of_month', text, fitShort(text));
  }
  const written = (count: number) =>
    TEXTS.cropsOfMonth({ inPlace: where, months, crops: listed(crops.slice(0, count)) });
  return spoken(
    'crops_of_month',
    sentences(written(CROPS_OF_MONTH), TEXTS.guide),
    fitShort(written(CROPS_OF_MONTH), written(3), written(1)),
  );
}

/**
 * The same, without a place: it depends on the region.
 *
 * @param within the departments of a region that was named
 */
export function askPlaceOfCalendar(
  figures: Figures,
  asked: TimingAsked,
  within: readonly AnyPlace[],
): Answered {
  const months = asked.months.length === 0 ? '' : ` en ${listed(asked.months.map(monthName))}`;
  const examples = EXAMPLE_DEPARTMENTS.flatMap((code) => figures.place(code) ?? []);
  const chips = (within.length > 0 ? within.slice(0, CHIPS) : examples).map((place) => ({
    label: placeName(place),
    question:
      months === ''
        ? TEXTS.exampleCalendar(ofPlace(place))
        : TEXTS.exampleQuestion({ months, inPlace: inPlace(place) }),
  }));
  return spoken('ask_place', TEXTS.askPlaceOfMonth, fitShort(TEXTS.askPlaceOfMonth), {
    type: 'ask_location',
    chips,
  });
}
