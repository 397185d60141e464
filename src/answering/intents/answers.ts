import type { IntentName } from '../../shared/contract/intents.js';
import type { Figures } from '../../shared/eva/figures.js';
import { whichOneIsMeant } from '../askWhich.js';
import type { Answer, Answered, Query } from '../query.js';
import { answer as cropComparison } from './crop_comparison/answer.js';
import { answer as cropProduction } from './crop_production/answer.js';
import { answer as cropRecommendation } from './crop_recommendation/answer.js';
import { answer as leastFavorableDepartment } from './least_favorable_department/answer.js';
import { currentLocation, notYet } from './not_yet/answer.js';
import { answer as outOfScope } from './out_of_scope/answer.js';
import { answer as smalltalk } from './smalltalk/answer.js';
import { answer as theoretical } from './theoretical/answer.js';

/** What answers each intent. */
const ANSWERS: Readonly<Record<IntentName, Answer>> = {
  theoretical,
  weather: notYet('weather'),
  weather_forecast: notYet('weather_forecast'),
  weather_sowing_advice: notYet('weather_sowing_advice'),
  irrigation_advice: notYet('irrigation_advice'),
  current_location: currentLocation,
  crop_recommendation: cropRecommendation,
  crop_profitability: notYet('crop_profitability'),
  crop_comparison: cropComparison,
  crop_production: cropProduction,
  crop_timing: notYet('crop_timing'),
  least_favorable_department: leastFavorableDepartment,
  smalltalk,
  out_of_scope: outOfScope,
};

/** Intents answered from the figures: a name with several meanings must be settled before. */
export const FROM_FIGURES: ReadonlySet<IntentName> = new Set([
  'crop_recommendation',
  'crop_comparison',
  'crop_production',
  'least_favorable_department',
]);

/** Intents that take the conversation's crop where the question names none. */
export const ABOUT_A_CROP: ReadonlySet<IntentName> = new Set([
  'crop_comparison',
  'crop_production',
  'least_favorable_department',
]);

/** Answers an intent, or asks back where a name in the question has several meanings that the figures tell apart. */
export function answerIntent(intent: IntentName, query: Query, figures: Figures): Answered {
  const unclear = FROM_FIGURES.has(intent) ? whichOneIsMeant(query, figures) : undefined;
  return unclear ?? ANSWERS[intent](query, figures);
}
