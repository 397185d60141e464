import type { DayWeather, HourWeather, WeatherReport } from '../../outside.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { DAY_PART_HOURS, type DayPart } from '../../understanding/days.js';
import { addHours, dateOf } from '../../weather/colombianTime.js';
import { dayName, hourName } from '../../weather/dayNames.js';
import { chance, degrees, isRain, millimetres, shortMillimetres } from '../../weather/measures.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { isWetSky } from '../../weather/wetSky.js';
import type { Focus } from './focus.js';
import type { Telling } from './telling.js';
import { TEXTS } from './texts.js';

/** How sure a word is: from this probability on "lo más probable", below the other "lo más probable es que no". */
const LIKELY = 0.6;
const UNLIKELY = 0.3;
/** Rain has stopped, or comes, where this many hours in a row say so. */
const HOURS_IN_A_ROW = 3;
/** Beaufort: up to 2 is light, from 5 on strong, in km/h. */
const MODERATE_WIND_KMH = 12;
const STRONG_WIND_KMH = 29;
/** One day: the answer to whether it rains first, or what the day is like. */
export function oneDay(telling: Telling, day: DayWeather, focus: Focus): string {
  const { spot, today, asked, report, agronomy } = telling;
  const s = {
    day: dayName(day.date, today),
    inPlace: spot.inPlace,
    amount: amountOf(day),
  };
  const temperatures = { min: bareDegrees(day.minC), max: degrees(day.maxC) };
  if (focus !== 'rain') {
    return sentences(
      TEXTS.oneDay({ ...s, day: capitalised(s.day), sky: WEATHER_TEXTS.sky[day.sky], ...temperatures }),
      TEXTS.rainOfDay(s.amount),
    );
  }
  const rainOfPart = asked.part === null ? null : rainIn(report, day.date, asked.part, telling.now);
  if (asked.part !== null && rainOfPart !== null) {
    const part = TEXTS.parts[asked.part];
    const rest = TEXTS.wholeDay(s.amount);
    const told =
      rainOfPart >= agronomy.rules.rainTrace
        ? TEXTS.partWet({ ...s, part, rest })
        : TEXTS.partDry({ ...s, day: capitalised(s.day), part, rest });
    return sentences(told, TEXTS.temperatures(temperatures));
  }
  const sureness = day.rainProbability ?? (day.rainMm >= agronomy.rules.rainWetDay ? 1 : 0);
  const told =
    sureness >= LIKELY ? TEXTS.likely(s) : sureness >= UNLIKELY ? TEXTS.maybe(s) : TEXTS.unlikely(s);
  return sentences(told, TEXTS.temperatures(temperatures));
}

/** Several days: which are wet, and each with its temperatures and rain. */
export function severalDays(
  { spot, today, agronomy }: Telling,
  days: readonly DayWeather[],
): { headline: string; list: string } {
  const isWet = (day: DayWeather) =>
    day.rainMm >= agronomy.rules.rainWetDay && (day.rainProbability ?? 1) >= UNLIKELY;
  const named = (some: readonly DayWeather[]) => listed(some.map((day) => dayName(day.date, today)));
  const wet = days.filter(isWet);
  const dry = days.filter((day) => !isWet(day));
  const span = TEXTS.between({
    from: dayName(days[0]?.date ?? today, today),
    to: dayName(days.at(-1)?.date ?? today, today),
  }).replace(' a el ', ' al ');
  const { inPlace } = spot;
  const headline =
    wet.length === 0
      ? TEXTS.allDry({ span: span.replace('de el ', 'del '), inPlace })
      : dry.length === 0
        ? TEXTS.allWet({ span: span.replace('de el ', 'del '), inPlace })
        : (dry.length === 1 ? TEXTS.someWet : TEXTS.someWetMany)({
            days: named(wet),
            inPlace,
            dry: named(dry),
          });
  const firstWet = days.find((day) => isRain(day.rainMm));
  const list = days.map((day, index) =>
    TEXTS.dayInList({
      day: dayName(day.date, today),
      min: bareDegrees(day.minC),
      max: index === 0 ? degrees(day.maxC) : bareDegrees(day.maxC),
      rain: !isRain(day.rainMm)
        ? null
        : day === firstWet
          ? millimetres(day.rainMm)
          : shortMillimetres(day.rainMm),
      chance: day.rainProbability === null ? null : chance(day.rainProbability),
    }),
  );
  return { headline, list: `${capitalised(list.join('; '))}.` };
}

/** "¿Cuándo escampa?" */
export function clearing(telling: Telling): string {
  const { spot, now, today, agronomy, report } = telling;
  const inPlace = capitalised(spot.inPlace);
  const { hours, inARow } = hoursFrom(telling);
  const isDry = (hour: HourWeather) => hour.rainMm < agronomy.rules.rainTrace;
  const start = hours.findIndex((_, at) => {
    const run = hours.slice(at, at + inARow);
    return run.length === inARow && run.every(isDry);
  });
  const first = hours[start];
  if (first === undefined) return TEXTS.noClearing(inPlace);
  if (first.time <= now && !rainsNow(report)) {
    return sentences(TEXTS.notRainingNow(inPlace), comingThen(telling));
  }
  // It rains now, whatever the sum of the hour says.
  const time = first.time <= now ? addHours(first.time, report.stepHours) : first.time;
  return TEXTS.clearsAt({ time: around(time, today), inPlace });
}

/** "¿Cuándo llueve?" */
export function coming(telling: Telling): string {
  const { spot, today, ahead, report } = telling;
  const inPlace = capitalised(spot.inPlace);
  if (rainsNow(report)) return TEXTS.rainingNow(inPlace);
  const time = nextRain(telling);
  if (time !== null) return TEXTS.rainsAt({ time, inPlace });
  const until = dayName(ahead.at(-1)?.date ?? today, today);
  return TEXTS.noRainAhead({ inPlace, until }).replace(' a el ', ' al ');
}

/** "¿A qué hora llueve mañana?" */
export function comingOn({ spot, today, report, agronomy }: Telling, date: string): string {
  const inPlace = capitalised(spot.inPlace);
  const next = report.hours.find(
    (hour) => dateOf(hour.time) === date && hour.rainMm >= agronomy.rules.rainTrace,
  );
  return next === undefined
    ? TEXTS.noRainOn({ inPlace, day: dayName(date, today) })
    : TEXTS.rainsAt({ time: around(next.time, today), inPlace });
}

/** After it was said that it does not rain now. */
function comingThen(telling: Telling): string | null {
  const time = nextRain(telling);
  return time === null ? null : TEXTS.thenRainsAt({ time });
}

function nextRain({ report, now, today, agronomy }: Telling): string | null {
  const next = report.hours.find((hour) => hour.time > now && hour.rainMm >= agronomy.rules.rainTrace);
  return next === undefined ? null : around(next.time, today);
}

/** The strongest wind of the days in a word: the contract's days have no figure for it. */
export function windOf(
  { spot, report, today, asked, now }: Telling,
  days: readonly DayWeather[],
): string | null {
  const part = asked.part !== null && days.length === 1 ? asked.part : null;
  const [from, to] = part === null ? [0, 24] : DAY_PART_HOURS[part];
  const speeds = days.flatMap((day) =>
    report.hours
      .filter(
        ({ time }) =>
          time >= addHours(`${day.date}T00:00`, from) &&
          time < addHours(`${day.date}T00:00`, to) &&
          addHours(time, report.stepHours) > now,
      )
      .flatMap((hour) => (hour.windKmh === null ? [] : [{ kmh: hour.windKmh, day }])),
  );
  const [first, ...others] = speeds;
  if (first === undefined) return null;
  const { kmh, day } = others.reduce((most, one) => (one.kmh > most.kmh ? one : most), first);
  const strength = kmh >= STRONG_WIND_KMH ? 'strong' : kmh >= MODERATE_WIND_KMH ? 'moderate' : 'light';
  return TEXTS.wind({
    day: `${capitalised(dayName(day.date, today))}${part === null ? '' : ` ${TEXTS.parts[part]}`}`,
    inPlace: spot.inPlace,
    strength: TEXTS.strengths[strength],
  });
}

/** The rain of a day, of which the place was said before. */
export function rainOn({ today }: Telling, day: DayWeather): string {
  return TEXTS.rainOn({ day: capitalised(dayName(day.date, today)), amount: amountOf(day) });
}

function amountOf({ rainMm, rainProbability }: DayWeather): string {
  return TEXTS.amount({
    chance: rainProbability === null ? null : chance(rainProbability),
    rain: isRain(rainMm) ? millimetres(rainMm) : null,
  });
}

export function bareDegrees(celsius: number): string {
  return formatNumber(celsius, 0);
}

/** mm in a part of a day from now on; null where the service has no hours of it. */
function rainIn(report: WeatherReport, date: string, part: DayPart, now: string): number | null {
  const [from, to] = DAY_PART_HOURS[part];
  const start = addHours(`${date}T00:00`, from);
  const end = addHours(`${date}T00:00`, to);
  const hours = report.hours.filter(
    (hour) => hour.time >= start && hour.time < end && addHours(hour.time, report.stepHours) > now,
  );
  return hours.length === 0 ? null : hours.reduce((sum, hour) => sum + hour.rainMm, 0);
}

function hoursFrom({ report, now }: Telling): { hours: HourWeather[]; inARow: number } {
  return {
    hours: report.hours.filter((hour) => addHours(hour.time, report.stepHours) > now),
    inARow: Math.ceil(HOURS_IN_A_ROW / report.stepHours),
  };
}

function rainsNow({ now }: WeatherReport): boolean {
  return isWetSky(now.sky);
}

function around(time: string, today: string): string {
  return TEXTS.around({ day: dayName(dateOf(time), today), hour: hourName(time) });
}
