import type { DayWeather, WeatherReport } from '../../outside.js';
import { placeRef, type Answered } from '../../query.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import type { AskedDays } from '../../understanding/days.js';
import { formatNumber } from '../../spanish/numbers.js';
import { addDays, daysBetween } from '../../weather/colombianTime.js';
import { dayName } from '../../weather/dayNames.js';
import {
  dayFields,
  degrees,
  millimetres,
  observationFields,
  shortMillimetres,
} from '../../weather/measures.js';
import type { Spot } from '../../weather/spots.js';
import { TEXTS } from './texts.js';

/** Of the wind of days past nobody tells. */
export type AskedOfThePast = 'rain' | 'temperature' | 'wind';

/** Less rain than this in a day is none that a person would call rain. */
const RAIN_TOLD_MM = 0.1;
/** Days farther back have no name of their own. */
const DAYS_NAMED = 7;

/** "¿Llovió anoche?", "¿cuánto cayó ayer?": the rain of the days before today, as far back as the service tells. */
export function tellPast(
  asked: AskedDays,
  of: AskedOfThePast,
  spot: Spot,
  report: WeatherReport,
  today: string,
): Answered {
  const past = report.days.filter((day) => day.date < today);
  const days = past.filter((day) => day.date >= asked.from && day.date <= asked.to);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return noPast(spot, report);
  const earliest = past[0]?.date ?? first.date;
  const told = days.length === 1 ? oneDay(first, asked, of, spot, today) : severalDays(days, spot, today);
  return {
    rule: 'past_days',
    text: sentences(told, asked.from < earliest && TEXTS.reachesBack, TEXTS.modelled),
    short: fitShort(told),
    data: { kind: 'forecast', place: placeRef(spot.seat), days: dayFields(days) },
    years: [],
    rows: [],
  };
}

function oneDay(
  day: DayWeather,
  { part }: AskedDays,
  of: AskedOfThePast,
  { inPlace }: Spot,
  today: string,
): string {
  const name = capitalised(dayName(day.date, today));
  const range = { min: degrees(day.minC).replace(/ grados?$/, ''), max: degrees(day.maxC) };
  const rain =
    day.rainMm < RAIN_TOLD_MM
      ? TEXTS.dryDay({ day: name, inPlace })
      : TEXTS.rainOfDay({ day: name, inPlace, rain: millimetres(day.rainMm) });
  const ofNight = part !== null && TEXTS.nightIsDaily;
  return of === 'temperature'
    ? sentences(TEXTS.dayTemperatures({ day: name, inPlace, ...range }), ofNight)
    : sentences(of === 'wind' && TEXTS.noPastWind, rain, ofNight, TEXTS.temperaturesOfDay(range));
}

function severalDays(days: readonly DayWeather[], { inPlace }: Spot, today: string): string {
  const span = spanOf(days, today);
  const wet = days.filter((day) => day.rainMm >= RAIN_TOLD_MM);
  if (wet.length === 0) return TEXTS.dryDays({ span, inPlace });
  const [first = wet[0], ...others] = wet;
  const total = days.reduce((sum, day) => sum + day.rainMm, 0);
  const heaviest = others.reduce((most, day) => (day.rainMm > (most?.rainMm ?? 0) ? day : most), first);
  return TEXTS.rainOfDays({
    span,
    inPlace,
    rain: millimetres(total),
    heaviest: TEXTS.heaviest({
      day: dayName(heaviest?.date ?? today, today),
      rain: shortMillimetres(heaviest?.rainMm ?? 0),
    }),
  });
}

/** Up to yesterday and from over a week back by their number, else by their names. */
function spanOf(days: readonly DayWeather[], today: string): string {
  const first = days[0]?.date ?? today;
  const last = days.at(-1)?.date ?? addDays(today, -1);
  const back = daysBetween(first, today);
  if (back > DAYS_NAMED && last === addDays(today, -1)) return TEXTS.lastDays(formatNumber(back, 0));
  return TEXTS.span({ from: dayName(first, today), to: dayName(last, today) })
    .replace(' a el ', ' al ')
    .replace('De el ', 'Del ');
}

function noPast(spot: Spot, report: WeatherReport): Answered {
  return {
    rule: 'no_past',
    degraded: ['weather'],
    text: TEXTS.noPast,
    short: fitShort(TEXTS.noPast),
    data: { kind: 'weather', place: placeRef(spot.seat), ...observationFields(report.now) },
    years: [],
    rows: [],
  };
}
