import { fell, windOfSpeed } from '../../weather/agreement.js';

/** What AgroBot says of the weather as it is now, and of the days just past. Each line is one sentence. */
export const TEXTS = {
  now: (s: { inPlace: string; sky: string; temperature: string; feelsLike: string }) =>
    `${s.inPlace} hay ${s.temperature}${s.feelsLike}, con ${s.sky}.`,
  feelsLike: (degrees: string) => ` (se sienten como ${degrees})`,
  raining: (s: { inPlace: string; sky: string }) => `Sí, ${s.inPlace} ${s.sky}.`,
  notRaining: (s: { inPlace: string; sky: string }) => `No, ${s.inPlace} no está lloviendo: ${s.sky}.`,
  /** The measure that was asked for. */
  first: (s: { inPlace: string; what: string }) => `${s.inPlace} hay ${s.what}.`,
  firstHumidity: (s: { inPlace: string; pct: string }) => `${s.inPlace} la humedad del aire es del ${s.pct}.`,
  noSoilMoisture: 'De la humedad del suelo no tengo medida: toque la tierra para saberla.',
  humidityAndWind: (s: { pct: string; wind: string }) => `La humedad es del ${s.pct} y hay ${s.wind}.`,
  onlyHumidity: (pct: string) => `La humedad es del ${pct}.`,
  there: (measures: string) => `Hay ${measures}.`,
  humidity: (pct: string) => `una humedad del ${pct}`,
  wind: windOfSpeed,
  rained: (rain: string) => `En la última hora ${fell(rain)} de lluvia.`,

  rainOfDay: (s: { day: string; inPlace: string; rain: string }) =>
    `${s.day} ${fell(s.rain)} de lluvia ${s.inPlace}.`,
  dryDay: (s: { day: string; inPlace: string }) => `${s.day} no llovió ${s.inPlace}.`,
  /** `Del lunes pasado a ayer`; far back `En los últimos 14 días`. */
  span: (s: { from: string; to: string }) => `De ${s.from} a ${s.to}`,
  lastDays: (days: string) => `En los últimos ${days} días`,
  rainOfDays: (s: { span: string; inPlace: string; rain: string; heaviest: string }) =>
    `${s.span} ${fell(s.rain)} de lluvia ${s.inPlace}; ${s.heaviest}.`,
  heaviest: (s: { day: string; rain: string }) => `lo más fuerte fue ${s.day}, con ${s.rain}`,
  dryDays: (s: { span: string; inPlace: string }) => `${s.span} no llovió ${s.inPlace}.`,
  dayTemperatures: (s: { day: string; inPlace: string; min: string; max: string }) =>
    `${s.day} la temperatura estuvo entre ${s.min} y ${s.max} ${s.inPlace}.`,
  noPastWind: 'Del viento de días pasados no tengo registro.',
  temperaturesOfDay: (s: { min: string; max: string }) => `La temperatura estuvo entre ${s.min} y ${s.max}.`,
  nightIsDaily: 'Solo tengo el dato de cada día completo.',
  modelled: 'Son cifras calculadas para la zona; en su lote pudo ser distinto.',
  reachesBack: 'Más atrás no alcanzo a ver.',
  noPast: 'El servicio del clima que tengo ahora no dice lo que ya llovió; mire el IDEAM (www.ideam.gov.co).',

  exampleQuestion: (inPlace: string) => `¿Cómo está el clima ${inPlace}?`,
} as const;
