import { describe, expect, it } from 'vitest';
import {
  cropEvapotranspiration,
  dayOfYear,
  extraterrestrialRadiation,
  hargreavesEt0,
} from '../../../src/answering/agronomy/evapotranspiration.js';
import {
  depletionAfter,
  effectiveRain,
  rootZone,
  waterBalance,
} from '../../../src/answering/agronomy/soilWater.js';
import { agronomy } from '../weather/askWeather.js';

const { rules } = agronomy;

describe('extraterrestrial radiation', () => {
  it.each([
    ['example 8: 3 September at 20° S', -20, '2026-09-03', 32.2, 1],
    ['example 18: 6 July at 50°48′ N', 50.8, '2026-07-06', 41.09, 1],
    ['example 20: 15 July at 45°43′ N', 45.72, '2026-07-15', 40.55, 1],
  ] as const)('is that of FAO-56, %s', (_, latitude, date, expected, digits) => {
    expect(extraterrestrialRadiation(latitude, dayOfYear(date))).toBeCloseTo(expected, digits);
  });

  it('counts the days of the year as FAO-56, table 2.5', () => {
    expect(['2026-01-01', '2026-07-06', '2026-09-03', '2026-12-31'].map(dayOfYear)).toEqual([
      1, 187, 246, 365,
    ]);
    expect(dayOfYear('2028-12-31')).toBe(366);
  });
});

describe('reference evapotranspiration from temperatures', () => {
  it('is that of FAO-56, example 20: 5.0 mm a day near Lyon in July', () => {
    const radiation = extraterrestrialRadiation(45.72, 196);
    expect(hargreavesEt0({ minC: 14.8, maxC: 26.6 }, radiation)).toBeCloseTo(5.0, 1);
  });

  it('is never below zero', () => {
    expect(hargreavesEt0({ minC: -30, maxC: -20 }, 30)).toBe(0);
    expect(hargreavesEt0({ minC: 20, maxC: 19 }, 30)).toBe(0);
  });
});

describe('what a crop uses', () => {
  it('is Kc · ET₀: FAO-56, example 24 and example 37', () => {
    expect(cropEvapotranspiration(0.85, 4)).toBeCloseTo(3.4, 10);
    expect(cropEvapotranspiration(1.2, 5)).toBeCloseTo(6, 10);
  });
});

describe('the water that the root zone holds', () => {
  // FAO-56, example 36: mm per metre of three soils, root depth and p of three crops.
  it.each([
    ['onion on loamy sand', 90, 0.4, 0.3, 36, 11],
    ['onion on silt', 170, 0.4, 0.3, 68, 20],
    ['onion on silty clay', 120, 0.4, 0.3, 48, 14],
    ['tomato on loamy sand', 90, 0.8, 0.4, 72, 29],
    ['tomato on silt', 170, 0.8, 0.4, 136, 54],
    ['tomato on silty clay', 120, 0.8, 0.4, 96, 38],
    ['maize on loamy sand', 90, 1.2, 0.55, 108, 59],
    ['maize on silt', 170, 1.2, 0.55, 204, 112],
    ['maize on silty clay', 120, 1.2, 0.55, 144, 79],
    ['example 37: tomato, 200 mm/m', 200, 0.8, 0.4, 160, 64],
  ])('is that of FAO-56 for %s', (_, soil, depth, p, taw, raw) => {
    const zone = rootZone(soil, depth, p);
    expect(Math.round(zone.tawMm)).toBe(taw);
    expect(Math.round(zone.rawMm)).toBe(raw);
  });
});

describe('depletion', () => {
  it('goes day by day as in FAO-56, example 38, days 2 to 9', () => {
    const zone = { tawMm: 40, rawMm: 24 };
    const days = [
      [0, 6.1, 12],
      [0, 4.0, 16],
      [0, 2.9, 18],
      [0, 2.5, 21],
      [6, 2.7, 18],
      [0, 4.7, 22],
      [0, 2.8, 25],
      [0, 2.2, 27],
    ] as const;
    let depletion = 5.5;
    for (const [effectiveRainMm, etcMm, expected] of days) {
      depletion = depletionAfter(depletion, { effectiveRainMm, etcMm }, zone);
      expect(Math.abs(depletion - expected)).toBeLessThanOrEqual(0.6);
    }
  });

  it('goes as in FAO-56, example 37, until the crop suffers', () => {
    const zone = rootZone(200, 0.8, 0.4);
    const first = depletionAfter(55, { effectiveRainMm: 0, etcMm: 6 }, zone);
    expect(first).toBeCloseTo(61, 10);
    expect(depletionAfter(first, { effectiveRainMm: 0, etcMm: 6 }, zone)).toBeCloseTo(67, 10);
  });

  it('is never less than none and never more than all (FAO-56, eq. 86)', () => {
    const zone = { tawMm: 100, rawMm: 50 };
    expect(depletionAfter(10, { effectiveRainMm: 80, etcMm: 5 }, zone)).toBe(0);
    expect(depletionAfter(98, { effectiveRainMm: 0, etcMm: 6 }, zone)).toBe(100);
    expect(depletionAfter(50, { effectiveRainMm: 0, irrigationMm: 40, etcMm: 6 }, zone)).toBe(16);
  });
});

describe('effective rain', () => {
  it.each([
    ['a sprinkle under a fifth of ET₀ counts for nothing', 0.99, 5, 0],
    ['at a fifth of ET₀ it counts', 1, 5, 0.8],
    ['of a shower eight tenths count', 30, 5, 24],
    ['a dry day brings none', 0, 5, 0],
  ])('%s', (_, rain, et0, expected) => {
    expect(effectiveRain(rain, et0, rules)).toBeCloseTo(expected, 10);
  });
});

describe('the balance of two weeks', () => {
  const days = Array.from({ length: 14 }, (_, index) => ({
    date: `2026-11-${String(index + 9).padStart(2, '0')}`,
    minC: 14,
    maxC: 26,
    rainMm: 0,
    et0Mm: 4,
  }));
  const zone = rootZone(140, 1, 0.55);

  it('starts at half of the readily available water', () => {
    expect(waterBalance([], { kc: 1.2, zone, latitude: 4 }, rules).depletionMm).toBeCloseTo(38.5, 10);
  });

  it('adds what the crop used', () => {
    const { depletionMm, etcMm } = waterBalance(days, { kc: 1.2, zone, latitude: 4 }, rules);
    expect(depletionMm).toBeCloseTo(38.5 + 14 * 4.8, 8);
    expect(etcMm).toBeCloseTo(4.8, 10);
  });

  it('takes off the rain that reaches the roots', () => {
    const wet = days.map((day, index) => (index === 5 ? { ...day, rainMm: 20 } : day));
    const { depletionMm, effectiveRainMm } = waterBalance(wet, { kc: 1, zone, latitude: 4 }, rules);
    expect(effectiveRainMm).toBeCloseTo(16, 10);
    expect(depletionMm).toBeCloseTo(38.5 + 14 * 4 - 16, 8);
  });

  it('estimates ET₀ from the temperatures of the days that have none', () => {
    const without = days.map((day) => ({ ...day, et0Mm: null }));
    const balance = waterBalance(without, { kc: 1, zone, latitude: 4 }, rules);
    expect(balance.estimatedDays).toBe(14);
    // By hand for 15 November at 4° N: Ra 35.0, mean 20 °C, range 12 °C.
    expect(balance.et0Mm).toBeGreaterThan(4.1);
    expect(balance.et0Mm).toBeLessThan(4.5);
  });
});
