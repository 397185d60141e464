import type { DayWeather } from '../../outside.js';
import { placeRef, type Answered } from '../../query.js';
import { sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import { addDays } from '../../weather/colombianTime.js';
import { dayName } from '../../weather/dayNames.js';
import { chance, dayFields, isRain, millimetres, shortMillimetres } from '../../weather/measures.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { TEXTS } from './texts.js';
import type { Work } from './work.js';

/** Harvest, drying in the sun and work on the soil want a dry day. */
export function dryWork(work: Work, activity: keyof typeof TEXTS.works): Answered {
  const { spot, today, from, agronomy } = work;
  const days = daysAhead(work);
  const [day] = days;
  if (day === undefined) return noDays(spot.inPlace);
  const isDry = (one: DayWeather) => one.rainMm < agronomy.rules.rainWetDay;
  const s = {
    work: TEXTS.works[activity],
    inPlace: spot.inPlace,
    day: dayName(from, today),
    rain: millimetres(day.rainMm),
    expected: expectedRain(day),
  };
  const driest = days.reduce((least, one) => (one.rainMm < least.rainMm ? one : least));
  const lead = isDry(day)
    ? TEXTS.dryYes(s)
    : TEXTS.dryWait({
        ...s,
        chance: day.rainProbability === null ? '' : TEXTS.chanceOf(chance(day.rainProbability)),
      });
  const better =
    !isDry(day) && driest !== day
      ? TEXTS.driest({
          day: dayName(driest.date, today),
          rain: isRain(driest.rainMm) ? shortMillimetres(driest.rainMm) : null,
        })
      : null;
  // Why to wait is said to who shall wait; a cover is at hand either way.
  const why = isDry(day) && activity !== 'drying' ? null : TEXTS.worksWhy[activity];
  const text = sentences(lead, better, why);
  return {
    rule: `${activity}_${isDry(day) ? 'dry_day' : 'wet_day'}`,
    text,
    short: fitShort(text, sentences(lead, better), lead),
    data: { kind: 'forecast', place: placeRef(spot.seat), days: dayFields(days) },
    years: [],
    rows: [],
  };
}

/** Fertiliser on the soil wants it moist, and no downpour after. How much and which is for the soil analysis. */
export function fertilising(work: Work): Answered {
  const { spot, report, today, from, agronomy } = work;
  const { rules } = agronomy;
  const days = daysAhead(work).slice(0, 2);
  const [day] = days;
  if (day === undefined) return noDays(spot.inPlace);
  const heaviest = days.reduce((most, one) => (one.rainMm > most.rainMm ? one : most));
  const before = report.days.filter(
    (one) => one.date < from && one.date >= addDays(from, -rules.sowingDaysBefore),
  );
  const around = [...before, ...days].reduce((sum, one) => sum + one.rainMm, 0);
  const isDry = before.length >= rules.sowingDaysBefore && around < rules.sowingLeastRain;
  const s = (one: DayWeather) => ({
    inPlace: spot.inPlace,
    day: dayName(one.date, today),
    rain: millimetres(one.rainMm),
    expected: expectedRain(one),
  });
  const [rule, lead] =
    heaviest.rainMm >= rules.fertilisingShower
      ? ['downpour', TEXTS.fertiliseWait(s(heaviest))]
      : isDry
        ? ['dry_soil', TEXTS.fertiliseDry(s(day))]
        : ['right', TEXTS.fertiliseYes(s(day))];
  const text = sentences(lead, TEXTS.fertiliseWhy);
  return {
    rule: `fertilising_${rule}`,
    text,
    short: fitShort(text, lead),
    data: { kind: 'forecast', place: placeRef(spot.seat), days: dayFields(days) },
    years: [],
    rows: [],
  };
}

function expectedRain({ rainMm }: DayWeather): string {
  return TEXTS.expected(isRain(rainMm) ? millimetres(rainMm) : null);
}

function daysAhead({ report, from }: Work): DayWeather[] {
  return report.days.filter((day) => day.date >= from);
}

function noDays(inPlace: string): Answered {
  const text = sentences(WEATHER_TEXTS.away(inPlace), WEATHER_TEXTS.awayMeanwhile);
  return {
    rule: 'no_days',
    text,
    short: fitShort(text, WEATHER_TEXTS.awayShort),
    data: null,
    degraded: ['weather'],
    years: [],
    rows: [],
  };
}
