import { capitalised } from '../../spanish/lists.js';

/** What AgroBot says where it is asked what to sow. Each line is one sentence. */
export const TEXTS = {
  main: (s: { inPlace: string; crops: string; years: string }) =>
    `${s.inPlace} mire primero ${s.crops}: ya se siembran allá y rinden como en el resto del país o mejor (según EVA, ${s.years}).`,
  mainOne: (s: { inPlace: string; crops: string; years: string }) =>
    `${s.inPlace} mire primero ${s.crops}: ya se siembra allá y rinde como en el resto del país o mejor (según EVA, ${s.years}).`,
  rising: (s: { crops: string }) => `Con menos área, pero rindiendo más que en otras partes: ${s.crops}.`,
  fill: (s: { crops: string }) => `También se siembra ${s.crops}, pero rinde menos que el promedio nacional.`,
  fillMany: (s: { crops: string }) =>
    `También se siembran ${s.crops}, pero rinden menos que el promedio nacional.`,
  onlyFill: (s: { inPlace: string; crops: string; years: string }) =>
    `${s.inPlace} lo que más se siembra es ${s.crops}, pero rinde menos que el promedio nacional (según EVA, ${s.years}).`,
  unmissable: (crop: string) =>
    `Buena parte de lo que se cosecha allá es ${crop}, pero rinde menos que en el resto del país.`,
  unmissableMany: (crops: string) =>
    `Buena parte de lo que se cosecha allá son ${crops}, pero rinden menos que en el resto del país.`,
  onlyHere: (s: { crops: string }) =>
    `De ${s.crops} no hay con qué comparar: en el resto del país no se registra.`,
  item: (s: { crop: string; yield: string; unit: string | null }) =>
    `${s.crop} (${s.yield}${s.unit === null ? '' : ` de ${s.unit}`})`,
  /** Said with every recommendation. */
  limits: 'Esto es lo que ya se siembra y rinde allá; no mira su suelo, altura, agua ni mercado.',

  // Asked of one crop: "¿se da el aguacate en Tunja?"
  grownHere: (s: {
    inPlace: string;
    crop: string;
    area: string;
    yield: string;
    unit: string;
    years: string;
  }) =>
    `Sí se da: según EVA, de ${s.years} se cosecharon ${s.inPlace} unas ${s.area} de ${s.crop} al año, a ${s.yield}${s.unit}.`,
  grownBetter: (pct: string) => `Rinde ${pct} más que en el resto del país.`,
  grownWorse: (pct: string) =>
    `Rinde ${pct} menos que en el resto del país, así que averigüe bien antes de sembrar.`,
  grownAlike: 'Rinde casi lo mismo que en el resto del país.',
  notGrownHere: (s: { inPlace: string; crop: string; years: string }) =>
    `Según EVA, de ${s.years} no hay cosecha seguida de ${s.crop} ${s.inPlace}; pregunte a un técnico si el clima y la altura dan.`,
  grownAround: (s: { inPlace: string; area: string; crop: string; yield: string; unit: string }) =>
    `${s.inPlace} sí se cosechan unas ${s.area} de ${s.crop} al año, a ${s.yield}${s.unit}.`,

  notWhatNot: 'No le puedo decir qué no sembrar; le digo lo que sí se da.',
  noCropFound: 'No encontré un cultivo en su pregunta; le digo lo que ya se da.',

  // Where the place is missing or has no figures
  askPlace: '¿En qué municipio o departamento va a sembrar? Con eso le digo qué se da mejor por allá.',
  askPlaceShort: '¿En qué municipio o departamento va a sembrar?',
  exampleQuestion: (inPlace: string) => `¿Qué siembro ${inPlace}?`,
  onePlaceAtATime: (places: string) => `Le recomiendo lugar por lugar. ¿Empezamos por ${places}?`,
  oneSuitabilityAtATime: (places: string) => `Le respondo lugar por lugar. ¿Empezamos por ${places}?`,
  suitabilityQuestion: (s: { crop: string; inPlace: string }) => `¿Se da ${s.crop} ${s.inPlace}?`,
  noFigures: (s: { inPlace: string; years: string }) =>
    `EVA no tiene cifras suficientes ${s.inPlace} de ${s.years} para recomendar.`,
  instead: (s: { ofPlace: string }) => `Le doy las ${s.ofPlace}.`,

  why: (s: { area: string; relation: string }) => `Se cosechan ${s.area} al año y ${s.relation}.`,
  whyRising: (s: { area: string; relation: string }) => `Con menos área (${s.area} al año), ${s.relation}.`,
  relationMore: (pct: string) => `rinde ${pct} más que el resto del país`,
  relationLess: (pct: string) => `rinde menos que el promedio nacional (${pct} menos)`,
  relationAlike: 'rinde casi lo mismo que el resto del país',
  relationNone: 'no hay con qué comparar su rendimiento',

  shortGrown: (s: { inPlace: string; crop: string; figures: string }) =>
    `${s.inPlace} sí se da ${s.crop}${s.figures} (EVA).`,
  shortNotGrown: (s: { inPlace: string; crop: string; years: string }) =>
    `${s.inPlace} EVA no registra cosecha seguida de ${s.crop} (${s.years}).`,
  shortNoFigures: (s: { ofPlace: string }) => `${capitalised(s.ofPlace)} no hay cifras;`,
  shortFill: (s: { inPlace: string; crops: string }) =>
    `${s.inPlace} lo que más se siembra es ${s.crops}; rinde menos que el promedio nacional (EVA).`,
  short: (s: { inPlace: string; crops: string }) =>
    `${s.inPlace}, mire ${s.crops} (EVA). No mira suelo, agua ni mercado.`,
} as const;
