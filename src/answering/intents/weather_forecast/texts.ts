/** What AgroBot says of the days ahead. Each line is one sentence. */
export const TEXTS = {
  /** `80 % de probabilidad y unos 12,3 milímetros`. */
  amount: (s: { chance: string | null; rain: string | null }) =>
    [
      s.chance === null ? null : `${s.chance} de probabilidad`,
      s.rain === null ? null : `${s.rain.startsWith('1 ') ? 'cerca de' : 'unos'} ${s.rain}`,
    ]
      .filter((part) => part !== null)
      .join(' y '),
  likely: (s: { day: string; inPlace: string; amount: string }) =>
    `Sí, lo más probable es que llueva ${s.day} ${s.inPlace}: ${s.amount}.`,
  maybe: (s: { day: string; inPlace: string; amount: string }) =>
    `Puede que llueva ${s.day} ${s.inPlace}: ${s.amount}.`,
  unlikely: (s: { day: string; inPlace: string; amount: string }) =>
    `Lo más probable es que no llueva ${s.day} ${s.inPlace}${s.amount === '' ? '' : `: ${s.amount}`}.`,
  temperatures: (s: { min: string; max: string }) => `La temperatura irá de ${s.min} a ${s.max}.`,
  oneDay: (s: { day: string; inPlace: string; sky: string; min: string; max: string }) =>
    `${s.day} ${s.inPlace} se espera ${s.sky}, con temperatura de ${s.min} a ${s.max}.`,
  rainOfDay: (amount: string) => (amount === '' ? 'No se ve lluvia.' : `De lluvia hay ${amount}.`),
  rainOn: (s: { day: string; amount: string }) =>
    s.amount === '' ? `${s.day} no se ve lluvia.` : `${s.day}, de lluvia hay ${s.amount}.`,

  partWet: (s: { day: string; part: string; inPlace: string; rest: string }) =>
    `Sí, ${s.day} ${s.part} se espera lluvia ${s.inPlace}${s.rest}.`,
  partDry: (s: { day: string; part: string; inPlace: string; rest: string }) =>
    `${s.day} ${s.part} no se ve lluvia ${s.inPlace}${s.rest}.`,
  wholeDay: (amount: string) => (amount === '' ? '' : `; en todo el día, ${amount}`),
  parts: {
    dawn: 'en la madrugada',
    morning: 'por la mañana',
    afternoon: 'por la tarde',
    night: 'por la noche',
  },

  allDry: (s: { span: string; inPlace: string }) => `No se ve lluvia ${s.inPlace} ${s.span}.`,
  allWet: (s: { span: string; inPlace: string }) => `Se espera lluvia ${s.inPlace} todos los días ${s.span}.`,
  someWet: (s: { days: string; inPlace: string; dry: string }) =>
    `Se espera lluvia ${s.inPlace} ${s.days}; ${s.dry} se ve sin lluvia.`,
  someWetMany: (s: { days: string; inPlace: string; dry: string }) =>
    `Se espera lluvia ${s.inPlace} ${s.days}; ${s.dry} se ven sin lluvia.`,
  between: (s: { from: string; to: string }) => `de ${s.from} a ${s.to}`,
  dayInList: (s: { day: string; min: string; max: string; rain: string | null; chance: string | null }) =>
    `${s.day} de ${s.min} a ${s.max}${s.rain === null ? ', sin lluvia' : ` y ${s.rain}`}${s.chance === null ? '' : ` (${s.chance})`}`,

  clearsAt: (s: { time: string; inPlace: string }) => `${s.inPlace} pararía de llover ${s.time}.`,
  notRainingNow: (inPlace: string) => `${inPlace} no está lloviendo ahora.`,
  around: (s: { day: string; hour: string }) => `${s.day} hacia ${s.hour}`,
  noClearing: (inPlace: string) => `${inPlace} no se ve que escampe del todo en los días que alcanzo a ver.`,
  rainsAt: (s: { time: string; inPlace: string }) => `${s.inPlace} la lluvia llegaría ${s.time}.`,
  thenRainsAt: (s: { time: string }) => `La lluvia llegaría ${s.time}.`,
  noRainAhead: (s: { inPlace: string; until: string }) =>
    `${s.inPlace} no se ve lluvia de aquí a ${s.until}.`,
  noRainOn: (s: { inPlace: string; day: string }) => `${s.inPlace} no se ve lluvia ${s.day} a ninguna hora.`,
  rainingNow: (inPlace: string) => `${inPlace} ya está lloviendo.`,

  frostRisk: (s: { day: string; min: string; inPlace: string }) =>
    `Sí, hay riesgo de helada ${s.inPlace}: ${s.day} se espera una mínima de ${s.min}.`,
  noFrost: (s: { day: string; min: string; inPlace: string }) =>
    `No se ve riesgo de helada ${s.inPlace}: ${s.day} la mínima sería de ${s.min}.`,
  coldest: (s: { day: string; min: string; inPlace: string }) =>
    `${s.inPlace} la mínima sería de ${s.min} ${s.day}.`,
  frostDawn: 'El frío más fuerte llega de madrugada, sobre todo en las hondonadas y con cielo despejado.',
  hottest: (s: { day: string; max: string; inPlace: string }) =>
    `${s.inPlace} el calor llegaría a ${s.max} ${s.day}.`,
  wind: (s: { day: string; inPlace: string; strength: string }) =>
    `${s.day} se espera viento ${s.strength} ${s.inPlace}.`,
  strengths: { light: 'suave', moderate: 'moderado', strong: 'fuerte' },

  beyond: (s: { until: string }) =>
    `Solo alcanzo a ver hasta ${s.until}; más allá ningún pronóstico de días sirve.`,
  beyondInstead: 'Le digo lo que hay hasta entonces.',
  season:
    'De meses y temporadas no tengo cifras: el IDEAM publica sus boletines y la predicción climática (www.ideam.gov.co).',
  none: (inPlace: string) =>
    `El servicio del clima no trajo el pronóstico ${inPlace}; pregúnteme otra vez en un rato.`,

  short: (s: {
    day: string;
    inPlace: string;
    min: string;
    max: string;
    rain: string;
    chance: string | null;
  }) =>
    `${s.day} ${s.inPlace}: de ${s.min} a ${s.max} grados, lluvia ${s.rain}${s.chance === null ? '' : ` (${s.chance})`}.`,
  exampleQuestion: (inPlace: string) => `¿Va a llover mañana ${inPlace}?`,
} as const;
