/** What AgroBot says of where a crop does worst. Each line is one sentence. */
export const TEXTS = {
  worst: (s: {
    levels: string;
    crop: string;
    year: number;
    place: string;
    yield: string;
    unit: string;
    grow: string;
  }) =>
    `Entre los ${s.levels} que ya ${s.grow} siembran, donde menos rinde ${s.crop} es ${s.place}: ${s.yield}${s.unit} en ${s.year}, según EVA.`,
  muchLess: 'Es menos de la mitad de lo que rinde en el conjunto del país.',
  less: 'Está por debajo de lo que rinde en el conjunto del país.',
  caution:
    'Un rendimiento bajo puede venir del suelo, el clima, la plaga o el manejo: pregunte a un técnico de la zona.',
  onlyOne: (s: { place: string }) => `Es el único lugar con área suficiente para comparar: ${s.place}.`,
  tooSmall: (s: { crop: string; area: string; levels: string; year: number }) =>
    `Ninguno de los ${s.levels} cosechó en ${s.year} las ${s.area} de ${s.crop} que hacen falta para comparar rendimientos.`,
  noFigures: (s: { crop: string; inPlace: string }) =>
    `EVA no tiene rendimientos de ${s.crop} ${s.inPlace} que se puedan comparar.`,
  question: (s: { crop: string }) => `¿Dónde no conviene sembrar ${s.crop}?`,
  short: (s: { crop: string; year: number; rows: string }) =>
    `Donde menos rinde ${s.crop}, ${s.year}: ${s.rows} (EVA, entre los que ya siembran).`,
} as const;
