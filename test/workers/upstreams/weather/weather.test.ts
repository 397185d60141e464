import { describe, expect, it } from 'vitest';
import type { Sky } from '../../../../src/answering/outside.js';
import { openMeteoSchema, toldByOpenMeteo } from '../../../../src/workers/upstreams/weather/openMeteo.js';
import {
  currentSchema,
  forecastSchema,
  toldByOpenWeatherMap,
} from '../../../../src/workers/upstreams/weather/openWeatherMap.js';
import { mostSevere, skyOfConditionId, skyOfWmoCode } from '../../../../src/workers/upstreams/weather/sky.js';
import { openMeteoAnswer } from '../../../stand-ins/openMeteo.js';
import { currentAnswer, forecastAnswer } from '../../../stand-ins/openWeatherMap.js';

const openMeteo = (answer: unknown = openMeteoAnswer()) => toldByOpenMeteo(openMeteoSchema.parse(answer));
const openWeatherMap = (current: unknown = currentAnswer(), forecast: unknown = forecastAnswer()) =>
  toldByOpenWeatherMap(currentSchema.parse(current), forecastSchema.parse(forecast));

describe('Open-Meteo', () => {
  it('tells what is now, with the rain of the hour up to now from the two clock hours that it lies in', () => {
    expect(openMeteo()).toMatchObject({
      service: { id: 'open-meteo', name: 'Open-Meteo.com' },
      elevationM: 2_782,
      stepHours: 1,
      now: {
        observedAt: '2026-11-23T14:15',
        temperatureC: 16.4,
        feelsLikeC: 15.2,
        humidityPct: 71,
        windKmh: 9.7,
        // From 13:15 to 14:00 nothing, from 14:00 to 14:15 a quarter of 2 mm.
        rainMm: 0.5,
        sky: 'rain',
      },
    });
  });

  it('tells fourteen days past and six from today, a chance of rain for those to come only', () => {
    const { days } = openMeteo();
    expect(days).toHaveLength(20);
    expect(days[0]).toEqual({
      date: '2026-11-09',
      minC: 8.3,
      maxC: 20.1,
      rainMm: 6,
      rainProbability: null,
      et0Mm: 3.42,
      sky: 'rain',
    });
    expect(days[13]).toMatchObject({ date: '2026-11-22', rainProbability: null });
    expect(days[14]).toMatchObject({ date: '2026-11-23', rainProbability: 0.85 });
    expect(days.at(-1)).toMatchObject({ date: '2026-11-28', rainProbability: 0.85 });
  });

  it('gives each hour the rain that falls in it, which the service tells at its end', () => {
    const { hours } = openMeteo();
    const at = (time: string) => hours.find((hour) => hour.time === time);
    expect(at('2026-11-23T13:00')).toMatchObject({ rainMm: 0, temperatureC: 20 });
    expect(at('2026-11-23T14:00')).toMatchObject({ rainMm: 2, humidityPct: 75, windKmh: 6.5 });
    expect(at('2026-11-23T16:00')).toMatchObject({ rainMm: 2 });
    expect(at('2026-11-23T17:00')).toMatchObject({ rainMm: 0 });
    expect([hours[0]!.time, hours.at(-1)!.time]).toEqual(['2026-11-22T00:00', '2026-11-26T14:00']);
  });

  it('leaves out days and hours that the model does not reach, and tells no evapotranspiration where there is none', () => {
    const answer = openMeteoAnswer();
    answer.daily.temperature_2m_max[19] = null;
    answer.daily.et0_fao_evapotranspiration[18] = null;
    answer.hourly.precipitation.fill(null);
    const told = openMeteo(answer);
    expect(told.days.at(-1)).toMatchObject({ date: '2026-11-27', et0Mm: null });
    expect(told.hours).toEqual([]);
    expect(told.now.rainMm).toBeNull();
  });

  it('is kept in at most 16 KB', () => {
    expect(JSON.stringify(openMeteo()).length).toBeLessThan(16 * 1024);
  });
});

describe('OpenWeatherMap', () => {
  it('tells what is now, with wind in km/h and Colombian time', () => {
    expect(openWeatherMap()).toMatchObject({
      service: { id: 'openweathermap' },
      elevationM: null,
      stepHours: 3,
      now: {
        observedAt: '2026-11-23T14:15',
        temperatureC: 16.2,
        feelsLikeC: 15.9,
        humidityPct: 74,
        windKmh: 9,
        rainMm: 0.8,
        sky: 'rain',
      },
    });
  });

  it('has had no rain where it tells none', () => {
    const { rain: _, ...dry } = currentAnswer();
    expect(openWeatherMap(dry).now.rainMm).toBe(0);
  });

  it('sums steps by Colombian day: today from now on, whole days after it, and no half day at the end', () => {
    const { days } = openWeatherMap();
    expect(days.map(({ date }) => date)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ]);
    // Steps that begin at 13, 16, 19 and 22.
    expect(days[0]).toEqual({
      date: '2026-11-23',
      minC: 12,
      maxC: 19.5,
      rainMm: 6,
      rainProbability: 0.9,
      et0Mm: null,
      sky: 'heavy_rain',
    });
    expect(days[1]).toMatchObject({ minC: 7.5, maxC: 19.5, rainMm: 12, rainProbability: 0.9 });
  });

  it('begins each step with the state at its beginning and the rain until its end', () => {
    const forecast = forecastAnswer();
    forecast.list[1]!.rain = { '3h': 4 };
    const { hours } = openWeatherMap(currentAnswer(), forecast);
    expect(hours).toHaveLength(40);
    expect(hours[0]).toEqual({
      time: '2026-11-23T13:00',
      temperatureC: 16.2,
      humidityPct: 74,
      windKmh: 9,
      rainMm: 1.5,
    });
    expect(hours[1]).toEqual({
      time: '2026-11-23T16:00',
      temperatureC: 19.5,
      humidityPct: 80,
      windKmh: 7.2,
      rainMm: 4,
    });
  });

  it('still tells today when no step is left of it', () => {
    const late = currentAnswer();
    late.dt = Date.UTC(2026, 10, 24, 4, 30) / 1_000;
    const forecast = forecastAnswer();
    forecast.list = forecast.list.filter(({ dt }) => dt > late.dt);
    const today = openWeatherMap(late, forecast).days[0]!;
    expect(today).toMatchObject({ date: '2026-11-23', minC: 15.8, maxC: 16.9, rainMm: 1.5 });
  });
});

describe('the sky', () => {
  it.each<[number, Sky]>([
    [0, 'clear'],
    [1, 'clear'],
    [2, 'partly_cloudy'],
    [3, 'cloudy'],
    [45, 'fog'],
    [48, 'fog'],
    [51, 'drizzle'],
    [57, 'drizzle'],
    [61, 'rain'],
    [65, 'heavy_rain'],
    [67, 'heavy_rain'],
    [71, 'snow'],
    [77, 'snow'],
    [80, 'rain'],
    [82, 'heavy_rain'],
    [86, 'snow'],
    [95, 'thunderstorm'],
    [96, 'hail'],
    [99, 'hail'],
  ])('of WMO code %i is %s', (code, sky) => expect(skyOfWmoCode(code)).toBe(sky));

  it.each<[number, Sky]>([
    [200, 'thunderstorm'],
    [232, 'thunderstorm'],
    [301, 'drizzle'],
    [500, 'rain'],
    [502, 'heavy_rain'],
    [511, 'rain'],
    [522, 'heavy_rain'],
    [531, 'rain'],
    [601, 'snow'],
    [701, 'fog'],
    [711, 'cloudy'],
    [741, 'fog'],
    [771, 'thunderstorm'],
    [800, 'clear'],
    [801, 'partly_cloudy'],
    [802, 'partly_cloudy'],
    [803, 'cloudy'],
    [804, 'cloudy'],
  ])('of condition %i is %s', (id, sky) => expect(skyOfConditionId(id)).toBe(sky));

  it('of a day is the most severe', () => {
    expect(mostSevere(['clear', 'thunderstorm', 'rain'])).toBe('thunderstorm');
    expect(mostSevere([])).toBe('clear');
  });
});
