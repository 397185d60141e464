import type { Sky } from '../outside.js';

const SKY = {
  clear: 'despejado',
  partly_cloudy: 'sol y nubes',
  cloudy: 'nublado',
  fog: 'neblina',
  drizzle: 'llovizna',
  rain: 'lluvia',
  heavy_rain: 'lluvia fuerte',
  thunderstorm: 'tormenta',
  hail: 'granizo',
  snow: 'nieve',
} satisfies Record<Sky, string>;

/** What the four intents on the weather say alike. Each line is one sentence. */
export const WEATHER_TEXTS = {
  /** A noun, as it stands after "cielo" or in a list: `12 de mínima, llovizna`. */
  sky: SKY,
  /** After "con": `hay 12 grados, con llovizna`. */
  skyWith: { ...SKY, clear: 'cielo despejado', cloudy: 'cielo nublado' } satisfies Record<Sky, string>,
  skyNow: {
    clear: 'está despejado',
    partly_cloudy: 'hay sol y nubes',
    cloudy: 'está nublado',
    fog: 'hay neblina',
    drizzle: 'está lloviznando',
    rain: 'está lloviendo',
    heavy_rain: 'está lloviendo fuerte',
    thunderstorm: 'hay tormenta',
    hail: 'está granizando',
    snow: 'está nevando',
  } satisfies Record<Sky, string>,

  capital: (s: { inSeat: string; ofDepartment: string }) => `${s.inSeat} (capital ${s.ofDepartment})`,
  capitalOnly: 'Le hablo de la capital: si usted está en otro municipio, dígame cuál.',
  otherCrops: (crops: string) => `Por ${crops} pregúnteme aparte.`,
  otherPlaces: (places: string) => `Por ${places} pregúnteme aparte.`,

  away: (inPlace: string) => `No pude consultar el clima ${inPlace} en este momento.`,
  awayMeanwhile: 'Pregúnteme otra vez en un rato, o mire el IDEAM (www.ideam.gov.co).',
  awayShort: 'No pude consultar el clima. Pregunte en un rato o mire el IDEAM (www.ideam.gov.co).',
  stale: (age: string) => `Ojo: el servicio del clima no responde; esto es lo último que supe, de ${age}.`,
  staleShort: (age: string) => `Dato de ${age}.`,

  askPlace: '¿De qué municipio quiere saber? Dígame el municipio o mándeme su ubicación, y le miro el clima.',
  askPlaceShort: '¿De qué municipio quiere saber el clima?',

  sourceTitle: 'Clima y pronóstico',

  frost: (s: { day: string; min: string }) =>
    `Ojo con la helada: ${s.day} se espera una mínima de ${s.min} y puede helar.`,
} as const;
