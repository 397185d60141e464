import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import { mayFreeze } from '../../agronomy/verdicts.js';
import type { DayWeather, WeatherReport } from '../../outside.js';
import { placeRef, type Answer, type Answered, type Query } from '../../query.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import { DAY_PART_HOURS, readDays, type AskedDays } from '../../understanding/days.js';
import { fold } from '../../spanish/fold.js';
import { addDays, addHours, dateOf, nextDawn } from '../../weather/colombianTime.js';
import { dayName } from '../../weather/dayNames.js';
import { chance, dayFields, degrees, shortMillimetres } from '../../weather/measures.js';
import type { Spot } from '../../weather/spots.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { withWeather } from '../../weather/withWeather.js';
import { focusOf, type Focus } from './focus.js';
import { bareDegrees, clearing, coming, comingOn, oneDay, rainOn, severalDays, windOf } from './sentences.js';
import type { Telling } from './telling.js';
import { TEXTS } from './texts.js';

const PLACES_AT_ONCE = 3;
/** "¿Va a llover?" without a day. */
const DAYS_UNSAID = 3;
/** A forecast of days reaches this far. */
const DAYS_AT_MOST = 5;

/** The days ahead, as far as the service sees. */
export function createForecast(agronomy: Agronomy): Answer {
  return (query, figures) =>
    withWeather(query, figures, {
      use: () => 'forecast',
      placesAtOnce: PLACES_AT_ONCE,
      exampleQuestion: TEXTS.exampleQuestion,
      tell: (spot, report, now) => tellForecast(agronomy, query, spot, report, now),
    });
}

export function tellForecast(
  agronomy: Agronomy,
  query: Query,
  spot: Spot,
  report: WeatherReport,
  now: string,
): Answered {
  const today = dateOf(now);
  const ahead = report.days.filter((day) => day.date >= today).slice(0, DAYS_AT_MOST + 1);
  const last = ahead.at(-1);
  if (last === undefined) return nothingAhead(spot);
  const focus = focusOf(query.text);
  const asked = daysMeant(readDays(query.text, today), query.text, focus, now);
  const telling: Telling = { spot, report, now, today, ahead, asked, agronomy };

  const isBeyond = asked.said === 'days' && asked.from > last.date;
  if (!isBeyond && (focus === 'clears_when' || focus === 'rains_when')) {
    const isOfDay = asked.said === 'days' && asked.from > today && focus === 'rains_when';
    const days = isOfDay ? ahead.filter(({ date }) => date === asked.from) : ahead.slice(0, 2);
    const when =
      focus === 'clears_when' ? clearing(telling) : isOfDay ? comingOn(telling, asked.from) : coming(telling);
    return forecast(focus, telling, days, sentences(when, days[0] && rainOn(telling, days[0])));
  }
  const days = ahead.filter((day) => day.date >= asked.from && day.date <= asked.to);
  const until = dayName(last.date, today);
  if (asked.said === 'season' || days.length === 0) {
    const shown = ahead.slice(0, DAYS_AT_MOST);
    const lead =
      asked.said === 'season' ? TEXTS.season : sentences(TEXTS.beyond({ until }), TEXTS.beyondInstead);
    const { headline, list } = severalDays(telling, shown);
    const isOfThePast =
      asked.said === 'season' && /\b(llovio|llovido|cayo|cayeron|caido)\b/.test(fold(query.text));
    const text = sentences(lead, !isOfThePast && headline, asked.said !== 'season' && list);
    return forecast('beyond', telling, shown, text, lead);
  }
  const [only, ...more] = days;
  const wind = focus === 'wind' ? windOf(telling, days) : null;
  const plain =
    only !== undefined && more.length === 0
      ? oneDay(telling, only, focus)
      : sentences(...Object.values(severalDays(telling, days)));
  const told = {
    frost: () => frost(telling, days, TEXTS.noFrost),
    cold: () => frost(telling, days, TEXTS.coldest),
    heat: () => heat(telling, days),
    wind: () => (wind === null ? plain : sentences(wind, only && more.length === 0 && rainOn(telling, only))),
    rain: () => plain,
    general: () => plain,
  }[focus === 'clears_when' || focus === 'rains_when' ? 'rain' : focus]();
  const isOfCold = focus === 'frost' || focus === 'cold';
  const cut = asked.to > last.date && TEXTS.beyond({ until });
  return forecast(focus, telling, days, sentences(told, !isOfCold && frostWarning(telling, days), cut));
}

function forecast(
  rule: string,
  { spot, today }: Telling,
  days: readonly DayWeather[],
  text: string,
  lead?: string,
): Answered {
  const [first] = days;
  const ownShort =
    first === undefined
      ? text
      : TEXTS.short({
          day: capitalised(dayName(first.date, today)),
          inPlace: spot.inPlace,
          min: bareDegrees(first.minC),
          max: bareDegrees(first.maxC),
          rain: shortMillimetres(first.rainMm),
          chance: first.rainProbability === null ? null : chance(first.rainProbability),
        });
  const firstSentence = /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
  return {
    rule,
    text,
    short:
      lead === undefined ? fitShort(text, firstSentence, ownShort) : fitShort(`${lead} ${ownShort}`, lead),
    data: { kind: 'forecast', place: placeRef(spot.seat), days: dayFields(days) },
    years: [],
    rows: [],
  };
}

/** What the days said stand for: a frost is one of the next dawn, a question without a day one of the next days. */
function daysMeant(asked: AskedDays, text: string, focus: Focus, now: string): AskedDays {
  const today = dateOf(now);
  const tomorrow = addDays(today, 1);
  const isOfCold = focus === 'frost' || focus === 'cold';
  const single = asked.said === 'days' && asked.from === asked.to;
  const dawn = nextDawn(now);
  if (single && asked.from <= today && (asked.part === 'dawn' || (isOfCold && asked.part === 'night'))) {
    return { ...asked, from: dawn, to: dawn };
  }
  if (single && isOfCold && asked.part === 'night') {
    const dayAfter = addDays(asked.from, 1);
    return { ...asked, from: dayAfter, to: dayAfter };
  }
  if (asked.said === 'nothing' && isOfCold) return { ...asked, from: dawn, to: dawn };
  if (asked.said !== 'days') {
    const days = /pron[oó]stico/i.test(text) ? DAYS_AT_MOST : DAYS_UNSAID;
    return { ...asked, to: addDays(today, days - 1) };
  }
  // "¿llueve por la mañana?", asked in the evening, is of tomorrow; "hoy" and "esta" hold it to today.
  if (single && asked.part !== null && asked.from === today && !/\b(hoy|oy|esta)\b/i.test(text)) {
    const over = addHours(`${today}T00:00`, DAY_PART_HOURS[asked.part][1]) <= now;
    if (over) return { ...asked, from: tomorrow, to: tomorrow };
  }
  // Of days that are over there is no forecast: "anoche" belongs to the weather as it was.
  return asked.to < today ? { ...asked, from: today, to: today } : asked;
}

function frost(
  telling: Telling,
  days: readonly DayWeather[],
  otherwise: typeof TEXTS.noFrost | typeof TEXTS.coldest,
): string {
  const { agronomy, report, spot, today } = telling;
  const coldest = days.reduce((least, day) => (day.minC < least.minC ? day : least));
  const s = { day: dayName(coldest.date, today), min: degrees(coldest.minC), inPlace: spot.inPlace };
  return mayFreeze({ minC: coldest.minC, elevationM: report.elevationM }, agronomy.rules)
    ? sentences(TEXTS.frostRisk(s), TEXTS.frostDawn)
    : capitalised(otherwise(s));
}

function heat({ spot, today }: Telling, days: readonly DayWeather[]): string {
  const hottest = days.reduce((most, day) => (day.maxC > most.maxC ? day : most));
  return TEXTS.hottest({
    day: dayName(hottest.date, today),
    max: degrees(hottest.maxC),
    inPlace: capitalised(spot.inPlace),
  });
}

function frostWarning({ agronomy, report, today, now }: Telling, days: readonly DayWeather[]): string | null {
  const cold = days.find(
    (day) =>
      day.date >= nextDawn(now) &&
      mayFreeze({ minC: day.minC, elevationM: report.elevationM }, agronomy.rules),
  );
  return cold === undefined
    ? null
    : WEATHER_TEXTS.frost({ day: dayName(cold.date, today), min: degrees(cold.minC) });
}

function nothingAhead({ inPlace }: Spot): Answered {
  const text = TEXTS.none(inPlace);
  return {
    rule: 'none',
    text,
    short: fitShort(text),
    data: null,
    degraded: ['weather'],
    years: [],
    rows: [],
  };
}
