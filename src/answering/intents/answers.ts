import type { IntentName } from '../../shared/contract/intents.js';
import { whichOneIsMeant, whichPlaceIsMeant } from '../askWhich.js';
import type { Answer, Answered, Query, Unfinished } from '../query.js';
import type { Tables } from '../tables.js';
import { answer as cropComparison } from './crop_comparison/answer.js';
import { answer as cropProduction } from './crop_production/answer.js';
import { answer as cropProfitability } from './crop_profitability/answer.js';
import { answer as cropRecommendation } from './crop_recommendation/answer.js';
import { createCropTiming } from './crop_timing/answer.js';
import { answer as currentLocation } from './current_location/answer.js';
import { createIrrigationAdvice } from './irrigation_advice/answer.js';
import { answer as leastFavorableDepartment } from './least_favorable_department/answer.js';
import { answer as outOfScope } from './out_of_scope/answer.js';
import { answer as smalltalk } from './smalltalk/answer.js';
import { answer as theoretical } from './theoretical/answer.js';
import { createWeather } from './weather/answer.js';
import { createForecast } from './weather_forecast/answer.js';
import { createSowingAdvice } from './weather_sowing_advice/answer.js';

/** What answers each intent. */
function answersFrom({ agronomy, calendar }: Tables): Readonly<Record<IntentName, Answer>> {
  return {
    theoretical,
    weather: createWeather(agronomy),
    weather_forecast: createForecast(agronomy),
    weather_sowing_advice: createSowingAdvice(agronomy),
    irrigation_advice: createIrrigationAdvice(agronomy),
    current_location: currentLocation,
    crop_recommendation: cropRecommendation,
    crop_profitability: cropProfitability,
    crop_comparison: cropComparison,
    crop_production: cropProduction,
    crop_timing: createCropTiming(calendar),
    least_favorable_department: leastFavorableDepartment,
    smalltalk,
    out_of_scope: outOfScope,
  };
}

/** Intents answered by crop and place: a name with several meanings must be settled before. */
const ABOUT_CROPS_AND_PLACES: ReadonlySet<IntentName> = new Set([
  'crop_recommendation',
  'crop_profitability',
  'crop_comparison',
  'crop_production',
  'crop_timing',
  'least_favorable_department',
]);

/** Intents answered for a place: only its name must be settled. */
const ABOUT_A_PLACE: ReadonlySet<IntentName> = new Set([
  'weather',
  'weather_forecast',
  'weather_sowing_advice',
  'irrigation_advice',
  'current_location',
]);

/** Intents that take the conversation's crop where the question names none. */
export const ABOUT_A_CROP: ReadonlySet<IntentName> = new Set([
  'crop_comparison',
  'crop_production',
  'crop_profitability',
  'crop_timing',
  'irrigation_advice',
  'least_favorable_department',
]);

export type AnswerIntent = (intent: IntentName, query: Query) => Answered | Unfinished;

/** Answers an intent, or asks back where a name in the question has several meanings that would be answered differently. */
export function createAnswerIntent(tables: Tables): AnswerIntent {
  const answers = answersFrom(tables);
  const { figures } = tables;
  return (intent, query) => {
    const unclear = ABOUT_CROPS_AND_PLACES.has(intent)
      ? whichOneIsMeant(query, figures)
      : ABOUT_A_PLACE.has(intent)
        ? whichPlaceIsMeant(query, figures)
        : undefined;
    return unclear ?? answers[intent](query, figures);
  };
}
