import { fell, isExpected } from '../../weather/agreement.js';

/** What AgroBot says of irrigation. Each line is one sentence. Amounts of water are depths, in millimetres. */
export const TEXTS = {
  irrigate: (crop: string | null) => (crop === null ? 'regar' : `regar ${crop}`),

  expected: (s: { hours: string; rain: string }) =>
    `en las próximas ${s.hours} horas ${isExpected(s.rain)} de lluvia`,
  noneExpected: (hours: string) => `no se espera lluvia en las próximas ${hours} horas`,

  yes: (s: { work: string; inPlace: string; lacks: string; expected: string }) =>
    `Sí, conviene ${s.work} ${s.inPlace}, si no lo ha hecho en estas dos semanas: al suelo le faltan unos ${s.lacks} de agua y ${s.expected}.`,
  apply: (s: { drip: string; sprinkler: string; gravity: string }) =>
    `Para reponerla, de una vez o repartida, harían falta unos ${s.drip} mm por goteo, ${s.sprinkler} por aspersión o ${s.gravity} por gravedad.`,
  wait: (s: { work: string; inPlace: string; lacks: string; expected: string }) =>
    `Espere para ${s.work} ${s.inPlace}: al suelo le faltan unos ${s.lacks} de agua, pero ${s.expected}.`,
  ifNoRain: 'Si esa lluvia no llega, riegue.',
  no: (s: { work: string; inPlace: string; lacks: string; bears: string }) =>
    `Todavía no hace falta ${s.work} ${s.inPlace}: al suelo ${s.lacks === '1 milímetro' ? 'le falta cerca de' : 'le faltan unos'} ${s.lacks} de agua y aguanta hasta ${s.bears} mm sin que el cultivo sufra.`,
  noNothing: (s: { work: string; inPlace: string; bears: string }) =>
    `No hace falta ${s.work} ${s.inPlace}: el suelo tiene el agua completa y aguanta perder hasta ${s.bears} mm sin que el cultivo sufra.`,
  basis: (s: { days: string; rain: string | null; use: string }) =>
    `En los últimos ${s.days} días ${s.rain === null ? 'no llovió' : `${fell(s.rain)} de lluvia`}, y el cultivo gasta unos ${s.use} mm al día.`,
  rainToday: (rain: string) => `Hoy ya ${fell(rain)}.`,
  assumed: (s: { said: string; assumed: string }) =>
    s.said === '' ? `Supuse ${s.assumed}.` : `Con ${s.said}, supuse ${s.assumed}.`,
  roots: (metres: string) => `raíces de ${metres} ${metres === '1' ? 'metro' : 'metros'}`,
  touch: (s: { from: string; to: string }) =>
    `Antes de regar toque el suelo a ${s.from} o ${s.to} centímetros de hondo: si está húmedo, puede esperar.`,
  soils: { loam: 'suelo franco', sandy: 'suelo arenoso', clay: 'suelo arcilloso' },
  stages: {
    initial: 'cultivo recién sembrado',
    mid: 'cultivo en pleno desarrollo',
    end: 'cultivo por cosechar',
  },
  generic: (crop: string) => `De ${crop} no tengo tabla propia y usé la de un cultivo cualquiera.`,
  noCrop: 'Hice la cuenta para un cultivo cualquiera: dígame cuál es y la afino.',
  now: 'ahora',
  assumedStart: 'que hace dos semanas el suelo estaba a medio gastar',
  assumedNoIrrigation: 'que no ha regado en estas dos semanas',
  assumedCrop: 'un cultivo cualquiera',

  howOften: (s: { work: string; inPlace: string; days: string; use: string }) =>
    `Si no llueve, hay que ${s.work} ${s.inPlace} más o menos cada ${s.days === '1' ? 'día' : `${s.days} días`}: el cultivo gasta unos ${s.use} milímetros al día.`,
  howLong: 'El tiempo depende de su equipo: divida esos milímetros por los que aplica en una hora.',
  timeOfDay: 'Riegue temprano o al caer la tarde: a pleno sol se evapora más.',
  efficiency: (s: { drip: string; sprinkler: string; gravity: string }) =>
    `De cada 100 partes de agua, el cultivo aprovecha unas ${s.drip} por goteo, ${s.sprinkler} por aspersión y ${s.gravity} por gravedad o surco.`,
  design: 'Cuál sirve depende de su agua, el terreno y el cultivo: el diseño déjelo a un técnico.',
  systemAskPlace: 'Si me dice el municipio y el cultivo, le saco cuánta agua gasta al día.',
  systemShort: (s: { drip: string; sprinkler: string; gravity: string }) =>
    `El cultivo aprovecha cerca del ${s.drip} % del agua por goteo, ${s.sprinkler} % por aspersión y ${s.gravity} % por gravedad. El diseño, con un técnico.`,

  flooded: (crop: string) =>
    `Para ${crop} mi cuenta de riego no sirve: se maneja por la lámina de agua del lote, no por lo que guarda el suelo.`,
  floodedInstead:
    'Pregunte la lámina y los momentos de secar a su técnico, al distrito de riego o a Fedearroz.',
  underCover: 'Bajo cubierta o en maceta mi cuenta no sirve, porque la lluvia no entra y el aire es otro.',
  underCoverInstead: (s: { from: string; to: string }) =>
    `Riegue poco y seguido, y guíese por el suelo: toque a ${s.from} o ${s.to} centímetros, o hasta el fondo de la maceta, y moje cuando empiece a secarse.`,

  noPast: (inPlace: string) =>
    `No puedo hacer la cuenta del riego ${inPlace}: me falta la lluvia de las últimas dos semanas.`,
  awayMeanwhile: (s: { from: string; to: string }) =>
    `Mientras tanto toque el suelo a ${s.from} o ${s.to} centímetros de hondo: si está húmedo, puede esperar; si está seco, riegue.`,
  awayShort: (s: { from: string; to: string }) =>
    `No pude consultar el clima. Toque el suelo a ${s.from} o ${s.to} cm: si está húmedo, puede esperar; si está seco, riegue.`,
  short: (s: { lead: string; from: string; to: string }) =>
    `${s.lead} Antes toque el suelo a ${s.from} o ${s.to} cm.`,
  noPastShort: (s: { from: string; to: string }) =>
    `Me falta la lluvia pasada para la cuenta. Toque el suelo a ${s.from} o ${s.to} cm: si está húmedo, espere; si está seco, riegue.`,
  shortYes: (s: { work: string; inPlace: string; lacks: string }) =>
    `Sí, conviene ${s.work} ${s.inPlace}: al suelo le faltan unos ${s.lacks} mm.`,
  shortWait: (s: { work: string; inPlace: string; expected: string }) =>
    `Espere para ${s.work} ${s.inPlace}: ${s.expected}.`,
  shortNo: (s: { work: string; inPlace: string; lacks: string; bears: string }) =>
    `Todavía no hace falta ${s.work} ${s.inPlace}: ${s.lacks === '1' ? 'falta cerca de' : 'faltan unos'} ${s.lacks} mm y aguanta hasta ${s.bears}.`,
  exampleQuestion: (inPlace: string) => `¿Debo regar hoy ${inPlace}?`,
} as const;
