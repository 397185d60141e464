import path from 'node:path';
import { loadAgronomy } from '../../../src/answering/agronomy/loadAgronomy.js';
import { createIrrigationAdvice } from '../../../src/answering/intents/irrigation_advice/answer.js';
import { createWeather } from '../../../src/answering/intents/weather/answer.js';
import { createForecast } from '../../../src/answering/intents/weather_forecast/answer.js';
import { createSowingAdvice } from '../../../src/answering/intents/weather_sowing_advice/answer.js';
import { NO_TOPICS } from '../../../src/answering/knowledge/createKnowledge.js';
import type { Outside, Point, WeatherReport } from '../../../src/answering/outside.js';
import type { Answer, Answered, Query } from '../../../src/answering/query.js';
import { settlePlace } from '../../../src/answering/settlePlace.js';
import { createUnderstanding } from '../../../src/answering/understanding/createUnderstanding.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';
import { NOW_MS } from './report.js';

const DATA_DIR = path.resolve(import.meta.dirname, '../../../data');
export const figures = await loadFigures(DATA_DIR);
export const agronomy = await loadAgronomy(DATA_DIR);
const understand = createUnderstanding(figures);

export const ANSWERS = {
  weather: createWeather(agronomy),
  weather_forecast: createForecast(agronomy),
  weather_sowing_advice: createSowingAdvice(agronomy),
  irrigation_advice: createIrrigationAdvice(agronomy),
} satisfies Record<string, Answer>;

export type WeatherIntent = keyof typeof ANSWERS;

/** The question as it is understood, with where it was asked from. */
export function weatherQuery(text: string, sent: { code: string; point: Point | null } | null = null): Query {
  const understood = understand(text, { departmentCode: null });
  const place = sent === null ? undefined : figures.municipalities.find(({ code }) => code === sent.code);
  const { places, from, region } = settlePlace(figures, {
    named: understood.places,
    sent: place,
    remembered: null,
    followsUp: false,
  });
  const crops = understood.crops.flatMap(({ id, productId }) => {
    const asked = productId ?? id;
    const crop = figures.cropOf(asked);
    const name = figures.nameOf(asked);
    return crop && name !== undefined ? [{ id: asked, name, crop }] : [];
  });
  return {
    text,
    understood,
    crops,
    places,
    placeFrom: from,
    region,
    topics: NO_TOPICS,
    point: sent?.point ?? null,
    canWrite: false,
  };
}

/** A weather service that gives the reports by turns, the last for all who ask after it. */
export function outsideWith(...reports: (WeatherReport | null)[]): Outside & { asked: Point[] } {
  const asked: Point[] = [];
  return {
    asked,
    nowMs: () => NOW_MS,
    async weather(point) {
      asked.push(point);
      return reports[Math.min(asked.length, reports.length) - 1] ?? null;
    },
    describe: async () => null,
    write: async () => null,
  };
}

/** Asks and completes with what the service gives. */
export async function askWeather(
  intent: WeatherIntent,
  text: string,
  report: WeatherReport | null,
  sent: { code: string; point: Point | null } | null = null,
): Promise<Answered> {
  const first = ANSWERS[intent](weatherQuery(text, sent), figures);
  return 'needs' in first ? first.complete(outsideWith(report)) : first;
}
