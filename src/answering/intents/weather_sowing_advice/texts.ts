import { fell, isExpected, windOfSpeed, wouldBe } from '../../weather/agreement.js';

/** What AgroBot says of the weather for sowing, spraying and other work. Each line is one sentence. */
export const TEXTS = {
  sow: (crop: string | null) => (crop === null ? 'sembrar' : `sembrar ${crop}`),
  transplant: (crop: string | null) => (crop === null ? 'trasplantar' : `trasplantar ${crop}`),

  yes: (s: { work: string; inPlace: string; day: string; rain: string }) =>
    `Sí, por la lluvia el tiempo está bueno para ${s.work} ${s.inPlace}${s.day}: ${s.rain}.`,
  tooDry: (s: { work: string; inPlace: string; day: string; rain: string }) =>
    `Mejor espere para ${s.work} ${s.inPlace}${s.day}: el suelo puede estar seco, pues ${s.rain}.`,
  tooWet: (s: { work: string; inPlace: string; day: string; rain: string }) =>
    `No conviene ${s.work} ${s.inPlace}${s.day}: hay demasiada agua, pues ${s.rain}.`,
  downpour: (s: { work: string; inPlace: string; day: string; rain: string; when: string; most: string }) =>
    `No conviene ${s.work} ${s.inPlace}${s.day}: ${s.when} el aguacero es de ${s.most}, y eso lava lo recién puesto; ${s.rain}.`,
  rain: (s: { past: string | null; daysBefore: string; ahead: string | null; daysAhead: string }) =>
    `en los últimos ${s.daysBefore} días ${s.past === null ? 'no llovió' : fell(s.past)} y en los próximos ${s.daysAhead} ${s.ahead === null ? 'no se espera lluvia' : isExpected(s.ahead)}`,
  rainFrom: (s: { past: string | null; daysBefore: string; ahead: string | null; daysAhead: string }) =>
    `en los ${s.daysBefore} días antes ${s.past === null ? 'no habría lluvia' : wouldBe(s.past)} y en los ${s.daysAhead} que siguen ${s.ahead === null ? 'no se ve lluvia' : isExpected(s.ahead)}`,
  rule: (s: { least: string; most: string; heaviest: string }) =>
    `Busco entre ${s.least} y ${s.most} mm en esos días, sin aguaceros de más de ${s.heaviest} mm.`,
  soil: 'No miro su suelo: apriete un poco de tierra, y si se desmorona sin embarrarse ni volverse polvo, está a punto.',
  assumedSoil: 'un suelo que drena bien',
  noPast: (s: { work: string; inPlace: string }) =>
    `No puedo decirle si el suelo ${s.inPlace} está a punto para ${s.work}: me falta la lluvia de los últimos días.`,
  noPastInstead: (s: { ahead: string }) =>
    `En los próximos días ${s.ahead}; toque el suelo antes de decidir.`,
  noPastNothing: 'Toque el suelo antes de decidir.',
  beyond: (s: { until: string }) =>
    `Solo alcanzo a ver hasta ${s.until}; para esa fecha pregúnteme más cerca.`,
  day: (day: string) => ` ${day}`,

  sprayYes: (s: { inPlace: string; air: string }) => `Sí, ahora se puede fumigar ${s.inPlace}: ${s.air}.`,
  sprayLater: (s: { inPlace: string; window: string; because: string }) =>
    `Ahora no fumigue ${s.inPlace}: ${s.because}; mejor ${s.window}.`,
  sprayOnDay: (s: { inPlace: string; window: string; day: string }) =>
    `Sí se ve un rato bueno para fumigar ${s.inPlace} ${s.day}: ${s.window}.`,
  sprayNo: (s: { inPlace: string; day: string; because: string }) =>
    `No conviene fumigar ${s.inPlace} ${s.day}: ${s.because}.`,
  sprayUnknown: (s: { inPlace: string }) =>
    `No puedo decirle si conviene fumigar ${s.inPlace}: el servicio del clima no dijo el viento, la humedad o la lluvia que viene.`,
  sprayAir: (s: { temperature: string; wind: string | null; humidity: string | null }) =>
    [
      s.temperature,
      s.wind === null ? null : windOfSpeed(s.wind),
      s.humidity === null ? null : `humedad del ${s.humidity}`,
    ]
      .filter((part) => part !== null)
      .join(', '),
  sprayAirNow: (air: string) => `Ahora hay ${air}.`,
  noRainAhead: (hours: string) => `y no se ve lluvia en ${hours} horas`,
  window: (s: { day: string | null; from: string }) => `${s.day === null ? '' : `${s.day} `}desde ${s.from}`,
  /** Several days were asked for. */
  thoseDays: 'en esos días',
  obstacles: {
    rain: (s: { hours: string; isRaining: boolean }) =>
      s.isRaining ? 'está lloviendo' : `se ve lluvia dentro de las ${s.hours} horas siguientes`,
    windy: () => 'hay mucho viento y se lleva el producto',
    calm: () => 'el aire está quieto y la neblina del producto se queda flotando',
    hot: () => 'hace mucho calor y la gota se seca antes de llegar',
    dry_air: () => 'el aire está muy seco y la gota no llega',
    unknown: () => 'faltan datos del viento, la humedad o la lluvia',
  },
  dryLeaf: 'Después de la lluvia espere a que la hoja seque.',
  noWindow: 'no se ve un rato con viento suave, sin calor fuerte y sin lluvia después',
  sprayRule: (s: { least: string; most: string; hottest: string; driest: string; hours: string }) =>
    `Busco viento de ${s.least} a ${s.most} kilómetros por hora, menos de ${s.hottest} grados, humedad sobre ${s.driest} % y ${s.hours} horas sin lluvia.`,
  label: 'Sobre todo manda la etiqueta del producto: sígala, y use su protección.',
  assumedEquipment: 'aplicación con bomba de espalda o tractor, a cielo abierto',

  /** `se esperan 4 milímetros de lluvia`. */
  expected: (rain: string | null) =>
    rain === null ? 'no se espera lluvia' : `${isExpected(rain)} de lluvia`,
  dryYes: (s: { work: string; inPlace: string; day: string; expected: string }) =>
    `Sí, ${s.day} se ve día seco para ${s.work} ${s.inPlace}: ${s.expected}.`,
  dryWait: (s: { work: string; inPlace: string; day: string; rain: string; chance: string }) =>
    `Mejor espere para ${s.work} ${s.inPlace}: ${s.day} ${isExpected(s.rain)} de lluvia${s.chance}.`,
  chanceOf: (chance: string) => `, con ${chance} de probabilidad`,
  driest: (s: { day: string; rain: string | null }) =>
    `El día más seco que veo es ${s.day}${s.rain === null ? ', sin lluvia' : `, con ${s.rain}`}.`,
  works: {
    harvesting: 'cosechar',
    drying: 'secar al sol',
    field_work: 'trabajar el lote',
  },
  worksWhy: {
    harvesting:
      'Con el grano o el fruto mojado la cosecha se daña más fácil, y con el lote embarrado el suelo se apelmaza.',
    drying: 'Tenga a mano con qué cubrir por si se larga un aguacero.',
    field_work: 'Con el suelo embarrado la labor lo apelmaza: déjelo orear.',
  },
  fertiliseYes: (s: { inPlace: string; day: string; expected: string }) =>
    `Sí, ${s.day} se puede abonar ${s.inPlace}: no se ve aguacero, ${s.expected}.`,
  fertiliseWait: (s: { inPlace: string; day: string; rain: string }) =>
    `Mejor espere para abonar ${s.inPlace}: ${s.day} ${isExpected(s.rain)} de lluvia, y un aguacero se lleva el abono.`,
  fertiliseDry: (s: { inPlace: string; day: string; expected: string }) =>
    `Mejor espere para abonar ${s.inPlace}: ha llovido poco y ${s.day} ${s.expected}; el abono necesita suelo húmedo para entrar.`,
  fertiliseWhy: 'Cuánto y cuál abono lo dice el análisis de suelo.',

  /** Where a warning needs the room. */
  brief: (s: { work: string; inPlace: string; verdict: 'yes' | 'no' | 'wait' }) =>
    `Para ${s.work} ${s.inPlace}, por la lluvia: ${{ yes: 'sí', no: 'no', wait: 'espere' }[s.verdict]}.`,
  shortYes: (s: { work: string; inPlace: string }) =>
    `Sí, el tiempo está bueno para ${s.work} ${s.inPlace}. Revise que el suelo no esté ni seco ni embarrado.`,
  shortWait: (s: { work: string; inPlace: string }) =>
    `Espere para ${s.work} ${s.inPlace}: el suelo puede estar seco.`,
  shortNo: (s: { work: string; inPlace: string }) => `No conviene ${s.work} ${s.inPlace}: demasiada agua.`,
  shortLabel: 'Siga la etiqueta.',
  exampleQuestion: (inPlace: string) => `¿Está bueno el tiempo para sembrar ${inPlace}?`,
} as const;
