/** All intents, in the order in which documents list them. The model's own label order is in its manifest. */
export const INTENTS = [
  'theoretical',
  'weather',
  'weather_forecast',
  'weather_sowing_advice',
  'irrigation_advice',
  'current_location',
  'crop_recommendation',
  'crop_profitability',
  'crop_comparison',
  'crop_production',
  'crop_timing',
  'least_favorable_department',
  'smalltalk',
  'out_of_scope',
] as const;

export type IntentName = (typeof INTENTS)[number];
