import type { CropWater, Stage } from '../../agronomy/crops.js';
import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import type { Rules } from '../../agronomy/rules.js';
import {
  effectiveRain,
  rootZone,
  waterBalance,
  type Balance,
  type RootZone,
} from '../../agronomy/soilWater.js';
import { irrigationVerdict, type Irrigation } from '../../agronomy/verdicts.js';
import type { WeatherReport } from '../../outside.js';
import { cropRef, placeRef, type Answered } from '../../query.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { fitShort } from '../../spanish/short.js';
import { addDays, addHours, dateOf } from '../../weather/colombianTime.js';
import {
  dayFields,
  millimetres,
  observationFields,
  shortMillimetres,
  waterDepth,
} from '../../weather/measures.js';
import type { Spot } from '../../weather/spots.js';
import type { Circumstances } from './circumstances.js';
import { efficiencies } from './efficiencies.js';
import { TEXTS } from './texts.js';

export interface Field {
  crop: AskedCrop | undefined;
  field: Circumstances;
  spot: Spot;
  report: WeatherReport;
  /** Colombian time. */
  now: string;
  agronomy: Agronomy;
}

export function irrigation(asked: Field): Answered {
  const { agronomy, report, now } = asked;
  const { rules } = agronomy;
  const today = dateOf(now);
  const past = report.days.filter(
    (day) => day.date >= addDays(today, -rules.balanceDays) && day.date < today,
  );
  const expectedMm = expectedRain(report, now, rules.irrigationExpectedHours);
  if (past.length < rules.balanceFewestDays) return withoutPast(asked, expectedMm);

  const assumption = assume(asked);
  const { water, stage, zone } = assumption;
  const balance = waterBalance(past, { kc: water.kc[stage], zone, latitude: asked.spot.point.lat }, rules);
  const todayMm = rainSoFar(report, now);
  const depletionMm = Math.max(0, balance.depletionMm - effectiveRain(todayMm, balance.et0Mm, rules));
  const decided = irrigationVerdict({ depletionMm, rawMm: zone.rawMm, expectedRainMm: expectedMm }, rules);
  return told(asked, { assumption, balance, todayMm, depletionMm, expectedMm, decided });
}

interface Assumption {
  water: CropWater;
  stage: Stage;
  soil: NonNullable<Circumstances['soil']>;
  rootDepthM: number;
  zone: RootZone;
  isGeneric: boolean;
}

/**
 * What the question leaves open: mid-season, loam, and the smaller of the root depths, which FAO-56 (table 22, note 1)
 * gives for scheduling irrigation.
 */
function assume({ crop, field, agronomy }: Field): Assumption {
  const { rules } = agronomy;
  const own = crop && agronomy.cropWater(crop.crop.id);
  const water = own ?? agronomy.generic;
  const stage = field.stage ?? 'mid';
  const soil = field.soil ?? 'loam';
  const isSeedling = stage === 'initial' && crop?.crop.cycle !== 'permanent';
  const rootDepthM = isSeedling
    ? Math.min(rules.sownRootDepth, water.root_depth_m.min)
    : water.root_depth_m.min;
  const soilMmPerM = { loam: rules.soilLoam, sandy: rules.soilSandy, clay: rules.soilClay }[soil];
  const zone = rootZone(soilMmPerM, rootDepthM, water.depletion_fraction);
  return { water, stage, soil, rootDepthM, zone, isGeneric: own === undefined };
}

interface Found {
  assumption: Assumption;
  balance: Balance;
  todayMm: number;
  depletionMm: number;
  expectedMm: number;
  decided: Irrigation;
}

function told(asked: Field, found: Found): Answered {
  const { crop, field, spot, report, now, agronomy } = asked;
  const { rules } = agronomy;
  const { assumption, balance, todayMm, depletionMm, expectedMm, decided } = found;
  const { zone, water, stage, soil, rootDepthM, isGeneric } = assumption;
  const touch = { from: formatNumber(rules.touchFrom, 0), to: formatNumber(rules.touchTo, 0) };
  const s = {
    work: TEXTS.irrigate(crop === undefined ? null : withArticle(crop.name)),
    inPlace: spot.inPlace,
    lacks: `${waterDepth(depletionMm)} ${waterDepth(depletionMm) === '1' ? 'milímetro' : 'milímetros'}`,
    expected: expectedClause(expectedMm, shortMillimetres(expectedMm), rules),
    bears: waterDepth(zone.rawMm),
  };
  const bare = { ...s, lacks: waterDepth(depletionMm) };
  const hasAll = decided.verdict === 'no' && waterDepth(depletionMm) === '0';
  const { asks } = field;
  // The place is said once: with how often, where that is asked.
  const here = asks.howOften ? { ...s, inPlace: TEXTS.now } : s;
  const lead = {
    yes: () => TEXTS.yes(here),
    wait: () => TEXTS.wait(here),
    no: () => (hasAll ? TEXTS.noNothing(here) : TEXTS.no(here)),
  }[decided.verdict]();
  const gross = {
    drip: waterDepth(decided.grossMm.drip),
    sprinkler: waterDepth(decided.grossMm.sprinkler),
    gravity: waterDepth(decided.grossMm.gravity),
  };
  // With more than this the crop would go short before the next turn: whole days, at least one.
  const intervalDays = Math.max(1, Math.floor(zone.rawMm / balance.etcMm));
  const use = formatNumber(balance.etcMm, 1);
  const basis = TEXTS.basis({
    days: formatNumber(balance.days, 0),
    rain: balance.rainMm < rules.rainTrace ? null : shortMillimetres(balance.rainMm),
    use,
  });
  const roots = TEXTS.roots(formatNumber(rootDepthM, 1));
  const isSaid = { soil: field.soil !== null, stage: field.stage !== null };
  const assumed = sentences(
    TEXTS.assumed({
      said: listed([
        ...(isSaid.soil ? [TEXTS.soils[soil]] : []),
        ...(isSaid.stage ? [TEXTS.stages[stage]] : []),
      ]),
      assumed: listed([
        ...(isSaid.soil ? [] : [TEXTS.soils[soil]]),
        roots,
        ...(isSaid.stage ? [] : [TEXTS.stages[stage]]),
      ]),
    }),
    crop === undefined ? TEXTS.noCrop : isGeneric && TEXTS.generic(cropInText(crop.name)),
  );
  const often = TEXTS.howOften({ ...s, days: formatNumber(intervalDays, 0), use });
  const text = asks.system
    ? sentences(TEXTS.efficiency(efficiencies(rules)), TEXTS.design, basis, assumed)
    : sentences(
        asks.atWhatTime && TEXTS.timeOfDay,
        asks.howOften && often,
        lead,
        decided.verdict === 'yes' && !asks.howOften && TEXTS.apply(gross),
        decided.verdict === 'wait' && TEXTS.ifNoRain,
        (decided.verdict === 'no' || asks.howMuch) && !asks.howOften && basis,
        todayMm >= rules.rainWetDay && TEXTS.rainToday(shortMillimetres(todayMm)),
        asks.howLong && TEXTS.howLong,
        asks.underTheSun && TEXTS.timeOfDay,
        assumed,
        decided.verdict === 'yes' && TEXTS.touch(touch),
      );
  const shortLead = {
    yes: () => TEXTS.shortYes(bare),
    wait: () => TEXTS.shortWait(bare),
    no: () => TEXTS.shortNo(bare),
  }[decided.verdict]();
  return {
    rule: `irrigation_${decided.because}`,
    text,
    short: asks.system
      ? fitShort(TEXTS.systemShort(efficiencies(rules)))
      : asks.howOften
        ? fitShort(often)
        : fitShort(TEXTS.short({ lead: shortLead, ...touch }), shortLead),
    data: {
      kind: 'advice',
      topic: 'irrigation',
      verdict: decided.verdict,
      place: placeRef(spot.seat),
      ...(crop && { crop: cropRef(crop) }),
      reasons: [lead],
      assumed: [
        ...(isSaid.soil ? [] : [TEXTS.soils[soil]]),
        ...(isSaid.stage ? [] : [TEXTS.stages[stage]]),
        roots,
        ...(isGeneric ? [TEXTS.assumedCrop] : []),
        TEXTS.assumedStart,
        TEXTS.assumedNoIrrigation,
      ],
      numbers: {
        depletion_mm: depletionMm,
        raw_mm: zone.rawMm,
        taw_mm: zone.tawMm,
        root_depth_m: rootDepthM,
        depletion_fraction: water.depletion_fraction,
        kc: water.kc[stage],
        et0_daily_mm: balance.et0Mm,
        etc_daily_mm: balance.etcMm,
        past_rain_mm: balance.rainMm,
        effective_rain_mm: balance.effectiveRainMm,
        rain_today_mm: todayMm,
        expected_rain_mm: expectedMm,
        drip_mm: decided.grossMm.drip,
        sprinkler_mm: decided.grossMm.sprinkler,
        gravity_mm: decided.grossMm.gravity,
        drip_efficiency_pct: rules.irrigationDrip * 100,
        sprinkler_efficiency_pct: rules.irrigationSprinkler * 100,
        gravity_efficiency_pct: rules.irrigationGravity * 100,
        balance_days: balance.days,
        et0_estimated_days: balance.estimatedDays,
        interval_days: intervalDays,
        ...expectedNumbers(rules),
      },
      weather: observationFields(report.now),
      days: dayFields(daysExpected(report, now, rules)),
    },
    years: [],
    rows: [],
    ...(balance.estimatedDays > 0 && {
      notes: [`ET0 of ${balance.estimatedDays} days by Hargreaves`],
    }),
  };
}

/** Without the rain of the past weeks there is no balance: the hand tells. */
function withoutPast({ crop, spot, report, now, agronomy }: Field, expectedMm: number): Answered {
  const { rules } = agronomy;
  const lead = TEXTS.noPast(spot.inPlace);
  const depths = { from: formatNumber(rules.touchFrom, 0), to: formatNumber(rules.touchTo, 0) };
  const touch = TEXTS.awayMeanwhile(depths);
  const expected = `${capitalised(expectedClause(expectedMm, millimetres(expectedMm), rules))}.`;
  return {
    rule: 'irrigation_without_past_rain',
    text: sentences(lead, touch, expected),
    short: fitShort(sentences(lead, touch), TEXTS.noPastShort(depths)),
    data: {
      kind: 'advice',
      topic: 'irrigation',
      verdict: 'wait',
      place: placeRef(spot.seat),
      ...(crop && { crop: cropRef(crop) }),
      reasons: [lead],
      assumed: [],
      numbers: { expected_rain_mm: expectedMm, ...expectedNumbers(rules) },
      weather: observationFields(report.now),
      days: dayFields(daysExpected(report, now, rules)),
    },
    degraded: ['weather'],
    years: [],
    rows: [],
  };
}

/** `en las próximas 48 horas se esperan 4 mm de lluvia`. */
function expectedClause(expectedMm: number, written: string, rules: Rules): string {
  const hours = formatNumber(rules.irrigationExpectedHours, 0);
  return expectedMm < rules.rainTrace ? TEXTS.noneExpected(hours) : TEXTS.expected({ hours, rain: written });
}

function expectedNumbers(rules: Rules) {
  return {
    expected_hours: rules.irrigationExpectedHours,
    touch_from_cm: rules.touchFrom,
    touch_to_cm: rules.touchTo,
  };
}

/** Rain of the hours ahead, mm; by whole days from today where the service has no hours. */
function expectedRain(report: WeatherReport, now: string, hours: number): number {
  const end = addHours(now, hours);
  const ahead = report.hours.filter((hour) => hour.time > now && hour.time < end);
  const days = daysExpected(report, now, { irrigationExpectedHours: hours });
  return (ahead.length > 0 ? ahead : days).reduce((sum, one) => sum + one.rainMm, 0);
}

/** Rain of today's hours that are over, or have begun, mm. */
function rainSoFar(report: WeatherReport, now: string): number {
  return report.hours
    .filter((hour) => dateOf(hour.time) === dateOf(now) && hour.time <= now)
    .reduce((sum, hour) => sum + hour.rainMm, 0);
}

function daysExpected(report: WeatherReport, now: string, rules: Pick<Rules, 'irrigationExpectedHours'>) {
  const today = dateOf(now);
  const last = addDays(today, rules.irrigationExpectedHours / 24);
  return report.days.filter((day) => day.date >= today && day.date < last);
}
