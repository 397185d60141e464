import type { WeatherReport } from '../../../src/answering/outside.js';
import type { WeatherIntent } from './askWeather.js';
import { openWeatherReport, weatherReport } from './report.js';
import { COLD, DRY, RAINING, RAIN_COMES, STALE, WET_WEEK, WINDY } from './reports.js';

export interface Situation {
  intent: WeatherIntent;
  question: string;
  /** What the service tells, in words for the reader. */
  given: string;
  report: WeatherReport | null;
  sent?: { code: string; point: { lat: number; lon: number } | null };
}

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

  {
    intent: 'weather_sowing_advice',
    question: '¿Está bueno el tiempo para sembrar maíz en Garzón?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo sembrar frijol hoy en Valledupar?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Siembro hoy en Quibdó?',
    given: 'much rain',
    report: weatherReport({ everyDay: { rainMm: 15 } }),
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Trasplanto mañana la lechuga en Subachoque?',
    given: 'a downpour to come',
    report: weatherReport({
      days: { [-2]: { rainMm: 10 }, 2: { rainMm: 46 } },
      report: { elevationM: 2660 },
    }),
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Siembro papa esta semana en Toca, Boyacá?',
    given: 'cold highlands',
    report: COLD,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Siembro hoy en Neiva?',
    given: 'a service without the past',
    report: openWeatherReport(),
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Siembro el 20 de diciembre en Neiva?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo fumigar hoy el café en Chinchiná?',
    given: 'mild',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo fumigar hoy el café en Chinchiná?',
    given: 'raining',
    report: RAINING,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo fumigar hoy en Riohacha?',
    given: 'windy',
    report: WINDY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo fumigar mañana en Riohacha?',
    given: 'wind for days',
    report: weatherReport({ everyHour: { windKmh: 25 } }),
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Puedo fumigar hoy en Tunja?',
    given: 'three hours old',
    report: STALE,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Abono hoy el café en Chinchiná?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Abono hoy el maíz en Valledupar?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Cosecho hoy el frijol en Garzón?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Pongo a secar el café hoy en Pitalito?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Está para sembrar hoy aquí?',
    given: 'no place',
    report: DRY,
  },
  {
    intent: 'weather_sowing_advice',
    question: '¿Siembro hoy en Neiva?',
    given: 'service away',
    report: null,
  },

  { intent: 'irrigation_advice', question: '¿Debo regar hoy el maíz en Buga?', given: 'dry', report: DRY },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar hoy el maíz en Buga?',
    given: 'rain to come',
    report: RAIN_COMES,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar hoy el café en Chinchiná?',
    given: 'a wet week',
    report: WET_WEEK,
  },
  { intent: 'irrigation_advice', question: '¿Riego hoy en Valledupar?', given: 'dry, no crop', report: DRY },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar el lulo en Pitalito?',
    given: 'dry, a crop without a row',
    report: DRY,
  },
  {
    intent: 'irrigation_advice',
    question: 'acabo de sembrar frijol en tierra arenosa en Valledupar, ¿lo riego?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Cada cuánto riego la papa en Tunja?',
    given: 'cold highlands',
    report: COLD,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Cuánto tiempo dejo el aspersor en el maíz en Buga?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'irrigation_advice',
    question: '¿A qué hora riego el tomate en Villa de Leyva?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Qué sistema de riego me sirve para la fresa?',
    given: 'no place',
    report: null,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Qué sistema de riego me sirve para el mango en El Espinal?',
    given: 'dry',
    report: DRY,
  },
  { intent: 'irrigation_advice', question: '¿Le meto agua al arroz en Saldaña?', given: 'dry', report: DRY },
  {
    intent: 'irrigation_advice',
    question: '¿Cuánto riego el tomate bajo invernadero en Sutamarchán?',
    given: 'dry',
    report: DRY,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar hoy en Buga?',
    given: 'a service without the past',
    report: openWeatherReport(),
  },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar hoy el maíz en Buga?',
    given: 'three hours old',
    report: STALE,
  },
  {
    intent: 'irrigation_advice',
    question: '¿Debo regar hoy el maíz en Buga?',
    given: 'service away',
    report: null,
  },
  { intent: 'irrigation_advice', question: '¿Debo regar hoy?', given: 'no place', report: DRY },
];
