/** What AgroBot says where crops or places are set against each other. Each line is one sentence. */
export const TEXTS = {
  crops: (s: { year: number; inPlace: string; crops: string }) =>
    `En ${s.year}, ${s.inPlace}, ${s.crops}, según EVA.`,
  cropYield: (s: { crop: string; yield: string; unit: string }) => `${s.crop} rindió ${s.yield}${s.unit}`,
  cropYieldNext: (s: { crop: string; yield: string; unit: string }) => `${s.crop}, ${s.yield}${s.unit}`,
  places: (s: { year: number; crop: string; places: string; unit: string }) =>
    `En ${s.year}, ${s.crop} rindió ${s.places}${s.unit}, según EVA.`,
  placeYield: (s: { inPlace: string; yield: string }) => `${s.yield} ${s.inPlace}`,

  versusCountry: (crops: string) => `Frente al resto del país, ${crops}.`,
  relativeMore: (s: { name: string; pct: string }) => `${s.name} rinde ${s.pct} más`,
  relativeLess: (s: { name: string; pct: string }) => `${s.name} rinde ${s.pct} menos`,
  relativeSame: (s: { name: string }) => `${s.name} rinde casi igual`,

  best: (s: { name: string }) => `Por rendimiento gana ${s.name}.`,
  tie: 'Rinden casi lo mismo.',
  unlike:
    'Ojo: son cultivos muy distintos y una tonelada de uno no vale ni cuesta lo que una de otro; EVA no tiene precios ni costos.',
  noPrices: 'EVA no tiene precios ni costos: eso averígüelo antes de decidir.',
  area: (s: { list: string }) => `Se cosecharon ${s.list}.`,
  areaItem: (s: { area: string; ofWhat: string }) => `${s.area} ${s.ofWhat}`,

  absentCrop: (s: { crop: string; inPlace: string }) => `EVA no registra ${s.crop} ${s.inPlace}.`,
  absentPlaces: (s: { crop: string; inPlaces: string }) => `EVA no registra ${s.crop} ${s.inPlaces}.`,
  shortNothing: (s: { crop: string }) => `EVA no tiene con qué comparar ${s.crop} en esos lugares.`,
  noCommonYear: (s: { names: string }) =>
    `EVA no tiene un mismo año con rendimientos de ${s.names}, así que no los puedo comparar.`,
  nothingToCompare: (s: { inPlace: string }) => `No hay con qué comparar ${s.inPlace}.`,
  askCrops: '¿Qué cultivos quiere comparar? Dígame dos, por ejemplo: ¿maíz o frijol en Santander?',
  askCropsShort: '¿Qué cultivos quiere comparar? Por ejemplo: ¿maíz o frijol en Santander?',
  askSecond: (s: { crop: string }) => `¿Con qué cultivo o lugar quiere comparar ${s.crop}?`,
  pair: (s: { one: string; other: string; inPlace: string }) => `¿${s.one} o ${s.other} ${s.inPlace}?`,
  examplePairs: [
    { one: 'Maíz', other: 'frijol', inPlace: 'en Santander' },
    { one: 'Café', other: 'cacao', inPlace: 'en Huila' },
    { one: 'Papa', other: 'arveja', inPlace: 'en Boyacá' },
  ],

  short: (s: { where: string; year: number; list: string }) => `${s.where}, ${s.year}: ${s.list} (EVA).`,
} as const;
