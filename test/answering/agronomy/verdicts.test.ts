import { describe, expect, it } from 'vitest';
import {
  irrigationVerdict,
  mayFreeze,
  sowingVerdict,
  sprayingObstacles,
} from '../../../src/answering/agronomy/verdicts.js';
import { agronomy } from '../weather/askWeather.js';

const { rules } = agronomy;

describe('irrigation', () => {
  it.each([
    ['no, just before the readily available water is used up', 76.9, 77, 0, 'no', 'enough_water'],
    ['yes, once it is', 77, 77, 0, 'yes', 'dry'],
    ['yes, with rain under half of what is missing', 80, 77, 39.9, 'yes', 'dry'],
    ['wait, with rain of half of what is missing', 80, 77, 40, 'wait', 'rain_is_coming'],
    ['no, however dry the forecast, where nothing is missing', 0, 77, 0, 'no', 'enough_water'],
  ] as const)('%s', (_, depletionMm, rawMm, expectedRainMm, verdict, because) => {
    expect(irrigationVerdict({ depletionMm, rawMm, expectedRainMm }, rules)).toMatchObject({
      verdict,
      because,
    });
  });

  it('asks for more by the system that wastes more', () => {
    const { grossMm } = irrigationVerdict({ depletionMm: 45, rawMm: 40, expectedRainMm: 0 }, rules);
    expect(grossMm.drip).toBeCloseTo(50, 10);
    expect(grossMm.sprinkler).toBeCloseTo(60, 10);
    expect(grossMm.gravity).toBeCloseTo(75, 10);
  });
});

describe('sowing', () => {
  it.each([
    [19.9, 10, 'wait', 'too_dry'],
    [20, 10, 'yes', 'right'],
    [80, 40, 'yes', 'right'],
    [80.1, 40, 'no', 'too_wet'],
    [50, 40.1, 'no', 'downpour'],
    [0, 0, 'wait', 'too_dry'],
  ] as const)('with %s mm and a day of %s mm: %s', (rainMm, heaviestDayMm, verdict, because) => {
    expect(sowingVerdict({ rainMm, heaviestDayMm }, rules)).toEqual({ verdict, because });
  });
});

describe('frost', () => {
  it.each([
    [4, 2301, true],
    [4.1, 2301, false],
    [4, 2300, false],
    [-1, 3000, true],
    [3, null, true],
    [12, null, false],
  ] as const)('of %s °C at %s m: %s', (minC, elevationM, expected) => {
    expect(mayFreeze({ minC, elevationM }, rules)).toBe(expected);
  });
});

describe('spraying', () => {
  const fine = { windKmh: 8, temperatureC: 22, humidityPct: 70, rainAheadMm: 0 };
  it.each([
    ['nothing speaks against it', {}, []],
    ['at 3 km/h it is fine', { windKmh: 3 }, []],
    ['calmer air is not', { windKmh: 2.9 }, ['calm']],
    ['at 15 km/h it is fine', { windKmh: 15 }, []],
    ['stronger wind is not', { windKmh: 15.1 }, ['windy']],
    ['under 28 °C it is fine', { temperatureC: 27.9 }, []],
    ['at 28 °C it is not', { temperatureC: 28 }, ['hot']],
    ['over 50 % it is fine', { humidityPct: 50.1 }, []],
    ['at 50 % it is not', { humidityPct: 50 }, ['dry_air']],
    ['rain in the next hours is not', { rainAheadMm: 0.1 }, ['rain']],
    [
      'all at once',
      { windKmh: 30, temperatureC: 33, humidityPct: 30, rainAheadMm: 5 },
      ['rain', 'windy', 'hot', 'dry_air'],
    ],
    ['what is not known is said', { windKmh: null }, ['unknown']],
    ['also beside what is', { humidityPct: null, temperatureC: 30 }, ['hot', 'unknown']],
  ] as const)('%s', (_, air, expected) => {
    expect(sprayingObstacles({ ...fine, ...air }, rules)).toEqual(expected);
  });
});
