import { openWeatherReport } from './report.js';
import { COLD, DRY, RAINING, STALE, WET_WEEK, WINDY } from './reports.js';
import type { Situation } from './situation.js';
import { WORK_SITUATIONS } from './workSituations.js';

/** What the weather intents are asked, and what the service tells: each is written out in `golden.md`. */
export const SITUATIONS: readonly Situation[] = [
  { intent: 'weather', question: '¿Cómo está el clima en Tunja?', given: 'mild', report: DRY },
  { intent: 'weather', question: '¿Está lloviendo en Chinchiná?', given: 'raining', report: RAINING },
  { intent: 'weather', question: '¿Está lloviendo en Cundinamarca?', given: 'mild', report: DRY },
  { intent: 'weather', question: '¿Cuánto viento hay en Riohacha?', given: 'windy', report: WINDY },
  { intent: 'weather', question: '¿Qué humedad hay en Buenaventura?', given: 'raining', report: RAINING },
  { intent: 'weather', question: '¿Llovió anoche en Ibagué?', given: 'a wet week', report: WET_WEEK },
  {
    intent: 'weather',
    question: '¿Cuánto ha llovido esta semana en Ibagué?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather',
    question: '¿Qué humedad tiene el suelo en Tunja?',
    given: 'mild',
    report: DRY,
  },
  {
    intent: 'weather',
    question: '¿Cuánto hace que no llueve en Valledupar?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather',
    question: '¿Llovió el viernes en Ibagué?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather',
    question: '¿Cuánto ha llovido este mes en Ibagué?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather',
    question: '¿Llovió ayer en Ibagué?',
    given: 'a service without the past',
    report: openWeatherReport(),
  },
  { intent: 'weather', question: '¿Cómo está el clima en Cali y en Popayán?', given: 'mild', report: DRY },
  { intent: 'weather', question: '¿Cómo está el clima?', given: 'no place', report: DRY },
  {
    intent: 'weather',
    question: '¿Cómo está el clima aquí?',
    given: 'asked from near Pitalito',
    report: DRY,
    sent: { code: '41551', point: { lat: 1.85, lon: -76.05 } },
  },
  { intent: 'weather', question: '¿Cómo está el clima en Tunja?', given: 'three hours old', report: STALE },
  { intent: 'weather', question: '¿Cómo está el clima en Tunja?', given: 'service away', report: null },

  {
    intent: 'weather_forecast',
    question: '¿Va a llover mañana en Tunja?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover mañana por la tarde en Tunja?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover mañana por la mañana en Tunja?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover el jueves en Tunja?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Cómo va a estar el clima esta semana en Neiva?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  { intent: 'weather_forecast', question: '¿Va a llover en el Meta?', given: 'dry', report: DRY },
  {
    intent: 'weather_forecast',
    question: '¿A qué hora llueve mañana en Tunja?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover por la mañana en Tunja?',
    given: 'a wet week; the morning is over',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿A qué hora escampa en Chinchiná?',
    given: 'raining',
    report: RAINING,
  },
  { intent: 'weather_forecast', question: '¿Cuándo llueve en Valledupar?', given: 'dry', report: DRY },
  {
    intent: 'weather_forecast',
    question: '¿Va a helar esta madrugada en Toca, Boyacá?',
    given: 'cold highlands',
    report: COLD,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a hacer frío esta noche en Montería?',
    given: 'mild',
    report: DRY,
  },
  {
    intent: 'weather_forecast',
    question: '¿Cuánto calor va a hacer mañana en Cúcuta?',
    given: 'mild',
    report: DRY,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a ventear mañana en Riohacha?',
    given: 'windy',
    report: WINDY,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover la otra semana en Neiva?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_forecast',
    question: '¿Viene el fenómeno de El Niño a La Guajira?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather_forecast',
    question: '¿Va a llover mañana en Tunja?',
    given: 'service away',
    report: null,
  },

  ...WORK_SITUATIONS,
];
