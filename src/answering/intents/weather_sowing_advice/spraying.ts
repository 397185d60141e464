import { sprayingObstacles, type SprayingAir, type SprayingObstacle } from '../../agronomy/verdicts.js';
import type { HourWeather, WeatherReport } from '../../outside.js';
import { cropRef, placeRef, type Answered } from '../../query.js';
import { listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { fitShort } from '../../spanish/short.js';
import { DAY_PART_HOURS, type DayPart } from '../../understanding/days.js';
import { addDays, addHours, dateOf, hourOf } from '../../weather/colombianTime.js';
import { dayName, hourName } from '../../weather/dayNames.js';
import { dayFields, degrees, observationFields } from '../../weather/measures.js';
import { isWetSky } from '../../weather/wetSky.js';
import { TEXTS } from './texts.js';
import type { Work } from './work.js';

/** Where now is not right, the next days are looked through for a better hour. */
const DAYS_LOOKED_AHEAD = 2;

/** Whether one can spray now, else from when on. */
export function spraying(work: Work): Answered {
  const { query, spot, report, now, today, from, to, agronomy } = work;
  const { rules } = agronomy;
  const isNow = from === today && (work.part === null || hasBegun(work.part, from, now));
  const air = airNow(work);
  const obstacles = isNow ? sprayingObstacles(air, rules) : [];
  const last = isNow ? addDays(today, DAYS_LOOKED_AHEAD) : to;
  const window =
    isNow && obstacles.length === 0
      ? undefined
      : nextWindow(isNow ? { ...work, part: null } : work, from, last);
  const { inPlace } = spot;
  const day = isNow || from === to ? dayName(from, today) : TEXTS.thoseDays;
  const hours = formatNumber(rules.sprayingDryHours, 0);
  const isRaining = !report.isStale && isWetSky(report.now.sky);
  const speaksAgainst = obstacles.map((one) => TEXTS.obstacles[one]({ hours, isRaining }));
  const because = obstacles.length > 0 ? listed(speaksAgainst) : TEXTS.noWindow;
  const written = TEXTS.sprayAir({
    temperature: degrees(air.temperatureC),
    wind: air.windKmh === null ? null : formatNumber(air.windKmh, 0),
    humidity: air.humidityPct === null ? null : `${formatNumber(air.humidityPct, 0)} %`,
  });
  const found =
    window &&
    TEXTS.window({
      // A single day that was asked for is said before.
      day: !isNow && from === to ? null : dayName(dateOf(window.time), today),
      from: hourName(window.time),
    });
  const verdict = isNow
    ? obstacles.length === 0
      ? 'yes'
      : found !== undefined || isUnknown(obstacles)
        ? 'wait'
        : 'no'
    : found === undefined
      ? 'no'
      : 'yes';
  const lead =
    verdict === 'yes' && isNow
      ? TEXTS.sprayYes({ inPlace, air: `${written} ${TEXTS.noRainAhead(hours)}` })
      : found !== undefined
        ? isNow
          ? TEXTS.sprayLater({ inPlace, window: found, because })
          : TEXTS.sprayOnDay({ inPlace, window: found, day })
        : isUnknown(obstacles)
          ? TEXTS.sprayUnknown({ inPlace })
          : TEXTS.sprayNo({ inPlace, day, because });
  const rule = TEXTS.sprayRule({
    least: formatNumber(rules.sprayingLeastWind, 0),
    most: formatNumber(rules.sprayingMostWind, 0),
    hottest: formatNumber(rules.sprayingHottest, 0),
    driest: formatNumber(rules.sprayingDriest, 0),
    hours,
  });
  const [crop] = query.crops;
  return {
    rule: `spraying_${verdict}`,
    text: sentences(
      lead,
      isNow && verdict !== 'yes' && TEXTS.sprayAirNow(written),
      obstacles.includes('rain') && TEXTS.dryLeaf,
      rule,
      TEXTS.label,
    ),
    short: fitShort(sentences(lead, TEXTS.label), sentences(lead, TEXTS.shortLabel), lead),
    data: {
      kind: 'advice',
      topic: 'spraying',
      verdict,
      place: placeRef(spot.seat),
      ...(crop && { crop: cropRef(crop) }),
      reasons: isNow && obstacles.length > 0 ? speaksAgainst : [lead],
      assumed: [TEXTS.assumedEquipment],
      numbers: {
        temperature_c: air.temperatureC,
        ...(air.windKmh !== null && { wind_kmh: air.windKmh }),
        ...(air.humidityPct !== null && { humidity_pct: air.humidityPct }),
        ...(air.rainAheadMm !== null && { rain_ahead_mm: air.rainAheadMm }),
        rule_least_wind_kmh: rules.sprayingLeastWind,
        rule_most_wind_kmh: rules.sprayingMostWind,
        rule_hottest_c: rules.sprayingHottest,
        rule_driest_pct: rules.sprayingDriest,
        rule_dry_hours: rules.sprayingDryHours,
      },
      weather: observationFields(report.now),
      days: dayFields(report.days.filter((one) => one.date >= today && one.date <= last)),
    },
    ...(isUnknown(obstacles) && found === undefined && { degraded: ['weather' as const] }),
    years: [],
    rows: [],
  };
}

/** The air as observed; of an old report, as it was forecast for this hour. */
function airNow({ report, now, agronomy }: Work): SprayingAir {
  const rainAheadMm = rainAhead(report, now, agronomy.rules.sprayingDryHours);
  if (!report.isStale) {
    const { windKmh, temperatureC, humidityPct, sky } = report.now;
    // It rains now, whatever the forecast of the hours says.
    const isWet = isWetSky(sky);
    const mm = isWet
      ? Math.max(rainAheadMm ?? 0, report.now.rainMm ?? 0, agronomy.rules.rainTrace)
      : rainAheadMm;
    return { windKmh, temperatureC, humidityPct, rainAheadMm: mm };
  }
  const hour = report.hours.find((one) => one.time <= now && addHours(one.time, report.stepHours) > now);
  return {
    windKmh: hour?.windKmh ?? null,
    temperatureC: hour?.temperatureC ?? report.now.temperatureC,
    humidityPct: hour?.humidityPct ?? null,
    rainAheadMm,
  };
}

/** Nothing speaks against it but that something is not known. */
function isUnknown(obstacles: readonly SprayingObstacle[]): boolean {
  return obstacles.length > 0 && obstacles.every((one) => one === 'unknown');
}

/** The first hour of daylight at which nothing speaks against spraying. */
function nextWindow(
  { report, now, agronomy, part }: Work,
  from: string,
  to: string,
): HourWeather | undefined {
  const { rules } = agronomy;
  return report.hours.find((hour) => {
    const date = dateOf(hour.time);
    const clock = hourOf(hour.time);
    if (hour.time <= now || date < from || date > to) return false;
    if (part !== null && !isIn(part, date, hour.time)) return false;
    if (clock < rules.sprayingFirstHour || clock >= rules.sprayingLastHour) return false;
    const rainAheadMm = rainAhead(report, hour.time, rules.sprayingDryHours);
    return sprayingObstacles({ ...hour, rainAheadMm }, rules).length === 0;
  });
}

/** "Esta mañana" is now from its beginning on, also when it is over. */
function hasBegun(part: DayPart, date: string, now: string): boolean {
  return now >= addHours(`${date}T00:00`, DAY_PART_HOURS[part][0]);
}

function isIn(part: DayPart, date: string, time: string): boolean {
  const [from, to] = DAY_PART_HOURS[part];
  const midnight = `${date}T00:00`;
  return time >= addHours(midnight, from) && time < addHours(midnight, to);
}

/** Rain from a time on, mm; a step that began before counts whole. Null where the hours do not reach so far. */
function rainAhead(report: WeatherReport, time: string, hours: number): number | null {
  const end = addHours(time, hours);
  const steps = report.hours.filter(
    (hour) => addHours(hour.time, report.stepHours) > time && hour.time < end,
  );
  const last = steps.at(-1);
  if (last === undefined || addHours(last.time, report.stepHours) < end) return null;
  return steps.reduce((sum, hour) => sum + hour.rainMm, 0);
}
