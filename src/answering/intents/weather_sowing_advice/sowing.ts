import { mayFreeze, sowingVerdict } from '../../agronomy/verdicts.js';
import type { DayWeather } from '../../outside.js';
import { cropRef, placeRef, type Answered } from '../../query.js';
import { cropInText } from '../../spanish/crops.js';
import { listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { fitShort } from '../../spanish/short.js';
import { addDays, nextDawn } from '../../weather/colombianTime.js';
import { dayName } from '../../weather/dayNames.js';
import {
  dayFields,
  degrees,
  isRain,
  millimetres,
  observationFields,
  shortMillimetres,
} from '../../weather/measures.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { TEXTS } from './texts.js';
import type { Work } from './work.js';

/** Whether the soil is neither too dry nor too wet, by the rain before and after. */
export function sowing(work: Work, activity: 'sowing' | 'transplanting'): Answered {
  const { query, spot, report, today, from, agronomy } = work;
  const { rules } = agronomy;
  const [crop] = query.crops;
  const name = crop === undefined ? null : listed(query.crops.map((one) => cropInText(one.name)));
  const doing = activity === 'sowing' ? TEXTS.sow(name) : TEXTS.transplant(name);
  const before = within(report.days, addDays(from, -rules.sowingDaysBefore), addDays(from, -1));
  const ahead = within(report.days, from, addDays(from, rules.sowingDaysAhead - 1));
  const base = { place: placeRef(spot.seat), ...(crop && { crop: cropRef(crop) }) };
  const minC = Math.min(...ahead.map((day) => day.minC));
  // The cold of this morning is over.
  const dawns = ahead.filter((day) => day.date >= nextDawn(work.now));
  const [coldest] = dawns.toSorted((a, b) => a.minC - b.minC);
  const frost =
    coldest !== undefined && mayFreeze({ minC: coldest.minC, elevationM: report.elevationM }, rules)
      ? WEATHER_TEXTS.frost({ day: dayName(coldest.date, today), min: degrees(coldest.minC) })
      : null;
  const aheadMm = total(ahead);
  const shared = { observed: observationFields(report.now), days: dayFields(ahead) };

  if (before.length < rules.sowingDaysBefore) {
    const text = sentences(
      TEXTS.noPast({ work: doing, inPlace: spot.inPlace }),
      ahead.length > 0
        ? TEXTS.noPastInstead({ ahead: TEXTS.expected(isRain(aheadMm) ? millimetres(aheadMm) : null) })
        : TEXTS.noPastNothing,
      frost,
    );
    return {
      rule: 'sowing_without_past_rain',
      text,
      short: fitShort(text, TEXTS.noPast({ work: doing, inPlace: spot.inPlace })),
      data: {
        kind: 'advice',
        topic: 'sowing',
        verdict: 'wait',
        ...base,
        reasons: [TEXTS.noPast({ work: doing, inPlace: spot.inPlace })],
        assumed: [],
        numbers: { expected_rain_mm: aheadMm, ...(ahead.length > 0 && { lowest_minimum_c: minC }) },
        weather: shared.observed,
        days: shared.days,
      },
      degraded: ['weather'],
      years: [],
      rows: [],
    };
  }

  const pastMm = total(before);
  const days = [...before, ...ahead];
  const heaviest = days.reduce((most, day) => (day.rainMm > most.rainMm ? day : most));
  const { verdict, because } = sowingVerdict(
    { rainMm: pastMm + aheadMm, heaviestDayMm: heaviest.rainMm },
    rules,
  );
  const count = { daysBefore: formatNumber(before.length, 0), daysAhead: formatNumber(ahead.length, 0) };
  // The unit is written out once: with the downpour where there is one, else with the first amount.
  const first = because === 'downpour' ? shortMillimetres : millimetres;
  const second = isRain(pastMm) ? shortMillimetres : first;
  const amounts = {
    past: isRain(pastMm) ? first(pastMm) : null,
    ahead: isRain(aheadMm) ? second(aheadMm) : null,
  };
  const day = from === today ? '' : TEXTS.day(dayName(from, today));
  const rain = day === '' ? TEXTS.rain({ ...count, ...amounts }) : TEXTS.rainFrom({ ...count, ...amounts });
  const s = { work: doing, inPlace: spot.inPlace, day, rain };
  const lead = {
    right: () => TEXTS.yes(s),
    too_dry: () => TEXTS.tooDry(s),
    too_wet: () => TEXTS.tooWet(s),
    downpour: () =>
      TEXTS.downpour({ ...s, when: dayName(heaviest.date, today), most: millimetres(heaviest.rainMm) }),
  }[because]();
  const rule = TEXTS.rule({
    least: formatNumber(rules.sowingLeastRain, 0),
    most: formatNumber(rules.sowingMostRain, 0),
    heaviest: formatNumber(rules.sowingHeaviestDay, 0),
  });
  const short = { yes: TEXTS.shortYes, wait: TEXTS.shortWait, no: TEXTS.shortNo }[verdict]({
    work: doing,
    inPlace: spot.inPlace,
  });
  const brief = TEXTS.brief({ work: doing, inPlace: spot.inPlace, verdict });
  return {
    rule: `${activity}_${because}`,
    text: sentences(lead, frost, rule, TEXTS.soil),
    short:
      frost === null
        ? fitShort(lead, short)
        : fitShort(sentences(lead, frost), sentences(short, frost), sentences(brief, frost), frost),
    data: {
      kind: 'advice',
      topic: 'sowing',
      verdict,
      ...base,
      reasons: [lead, ...(frost === null ? [] : [frost])],
      assumed: [TEXTS.assumedSoil],
      numbers: {
        past_rain_mm: pastMm,
        expected_rain_mm: aheadMm,
        heaviest_day_mm: heaviest.rainMm,
        lowest_minimum_c: minC,
        ...(report.elevationM !== null && { elevation_m: report.elevationM }),
        rule_least_rain_mm: rules.sowingLeastRain,
        rule_most_rain_mm: rules.sowingMostRain,
        rule_heaviest_day_mm: rules.sowingHeaviestDay,
        before_days: before.length,
        ahead_days: ahead.length,
      },
      weather: shared.observed,
      days: shared.days,
    },
    years: [],
    rows: [],
  };
}

function within(days: readonly DayWeather[], from: string, to: string): DayWeather[] {
  return days.filter((day) => day.date >= from && day.date <= to);
}

function total(days: readonly DayWeather[]): number {
  return days.reduce((sum, day) => sum + day.rainMm, 0);
}
