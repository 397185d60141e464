/**
 * What AgroBot says of production, in Spanish. Each line is one sentence; the words in ${…} are filled in with the
 * figures, already written (`178.319 toneladas`, `en Huila`, `café`).
 */
export const TEXTS = {
  // ── One figure ────────────────────────────────────────────────────────────
  produced: (s: { year: number; place: string; tonnes: string; crop: string; unit: string }) =>
    `En ${s.year}, ${s.place} produjo ${s.tonnes} de ${s.crop}${s.unit}, según EVA.`,
  harvested: (s: { area: string; yield: string | null }) =>
    s.yield === null ? `El área cosechada fue de ${s.area}.` : `Cosechó ${s.area}, a ${s.yield}.`,
  yielded: (s: { year: number; place: string; yield: string; crop: string; unit: string }) =>
    `En ${s.year}, ${s.place} sacó ${s.yield} de ${s.crop}${s.unit}, según EVA.`,
  yieldFrom: (s: { tonnes: string; area: string }) => `Son ${s.tonnes} en ${s.area} cosechadas.`,
  areas: (s: { year: number; place: string; sown: string; harvested: string; crop: string }) =>
    `En ${s.year}, ${s.place} tenía ${s.sown} sembradas de ${s.crop} y cosechó ${s.harvested}, según EVA.`,
  areaGave: (s: { tonnes: string; unit: string; yield: string | null }) =>
    `Produjo ${s.tonnes}${s.unit}${s.yield === null ? '' : `, a ${s.yield}`}.`,
  nothingHarvested: (s: { year: number; place: string; sown: string; crop: string }) =>
    `En ${s.year}, ${s.place} tenía ${s.sown} sembradas de ${s.crop}, pero no registra cosecha, según EVA.`,
  share: (s: { share: string; crop: string }) => `Es ${s.share} de la producción de ${s.crop} del país.`,
  shareFirst: (s: {
    year: number;
    place: string;
    share: string;
    crop: string;
    tonnes: string;
    unit: string;
  }) =>
    `En ${s.year}, ${s.place} aportó ${s.share} de la producción de ${s.crop} del país: ${s.tonnes}${s.unit}, según EVA.`,

  impossibleRows: 'Ojo: buena parte viene de municipios con un rendimiento que no parece posible.',

  // ── Where there are no figures ────────────────────────────────────────────
  askPlace: '¿De qué municipio o departamento? Con eso le digo cuánto se produce allá.',
  noVillages: 'EVA no da cifras por vereda ni por corregimiento, sino por municipio.',
  askFigure: (s: { crop: string; inPlace: string }) =>
    `¿Cuántas toneladas de ${s.crop} se produjeron ${s.inPlace}?`,
  notTakenForPlace: (word: string) => `No tomé «${word}» como lugar: este es el total del país.`,
  neverReported: (s: { crop: string }) => `EVA no tiene cifras de ${s.crop}.`,

  // ── Places, crops or years in order ───────────────────────────────────────
  firstPlace: (s: {
    year: number;
    level: string;
    most: string;
    crop: string;
    place: string;
    value: string;
  }) => `En ${s.year}, el ${s.level} ${s.most} fue ${s.place}, con ${s.value}, según EVA.`,
  mostProduced: (crop: string) => `que más ${crop} produjo`,
  leastProduced: (crop: string, it: string) => `que menos ${crop} produjo, entre los que ${it} cosechan,`,
  mostArea: (crop: string) => `con más área cosechada de ${crop}`,
  leastArea: (crop: string, it: string) =>
    `con menos área cosechada de ${crop}, entre los que ${it} cosechan,`,
  mostYield: (crop: string) => `con mejor rendimiento de ${crop}`,
  leastYield: (crop: string) => `con menor rendimiento de ${crop}`,
  position: (s: { place: string; position: number; of: number; value: string }) =>
    `${s.place} ocupa el puesto ${s.position} entre ${s.of}, con ${s.value}.`,
  notByGrowth: 'No ordeno los lugares por lo que crecieron, sino por cantidad.',
  notRanked: (s: { place: string }) => `${s.place} no entra en la lista.`,
  minArea: (s: { levels: string; area: string }) =>
    `Solo cuentan ${s.levels} con al menos ${s.area} cosechadas.`,
  tooSmallForYield: (s: { levels: string; year: number; crop: string; area: string }) =>
    `Ninguno de los ${s.levels} cosechó en ${s.year} las ${s.area} de ${s.crop} que hacen falta para comparar rendimientos.`,

  cropsOfPlace: (s: { year: number; inPlace: string; most: string; crop: string; area: string }) =>
    `En ${s.year}, el cultivo ${s.most} ${s.inPlace} fue ${s.crop}, con ${s.area} cosechadas, según EVA.`,
  noCropFound: 'No encontré un cultivo en su pregunta, así que le digo lo que más se cosecha.',
  mostGrown: 'que más área ocupó',
  leastGrown: 'que menos área ocupó',
  mostTonnes: (crop: string) => `En toneladas va primero ${crop}, pero los cultivos no pesan igual.`,
  missingCrops: (s: { year: number; crops: string }) =>
    `La tabla de ${s.year} no trae ${s.crops}: faltan los datos, no es que fuera cero.`,

  lastYearHere: (s: { inPlace: string }) => `Son las últimas cifras de un año completo ${s.inPlace}.`,
  noWholeYear: (s: { asked: number; inPlace: string; year: number }) =>
    `De ${s.asked} no hay un año completo con todos los cultivos ${s.inPlace}; lo más cercano es ${s.year}.`,

  bestYear: (s: { place: string; most: string; crop: string; year: number; value: string; unit: string }) =>
    `El año en que ${s.place} ${s.most} fue ${s.year}: ${s.value}${s.unit}, según EVA.`,
  yearProducedMost: (crop: string) => `produjo más ${crop}`,
  yearProducedLeast: (crop: string) => `produjo menos ${crop}`,
  yearYieldedMost: (crop: string) => `sacó más ${crop} por hectárea`,
  yearYieldedLeast: (crop: string) => `sacó menos ${crop} por hectárea`,
  yearAreaMost: (crop: string) => `cosechó más hectáreas de ${crop}`,
  yearAreaLeast: (crop: string) => `cosechó menos hectáreas de ${crop}`,
  yearsCounted: (s: { from: number; to: number }) => `Cuento los años de ${s.from} a ${s.to}.`,
  yearsCountedFrom: (s: { from: number; why: string }) => `Cuento desde ${s.from}: ${s.why}.`,

  // ── Several named ─────────────────────────────────────────────────────────
  severalPlaces: (s: { year: number; produced: string; region: string | null }) =>
    `En ${s.year}${s.region === null ? '' : ` (${s.region})`}, ${s.produced}, según EVA.`,
  shareOfPlace: (s: { part: string; share: string; crop: string; ofPlace: string }) =>
    `${s.part} aporta ${s.share} de la producción de ${s.crop} ${s.ofPlace}.`,
  inAll: (value: string) => `En total son ${value}.`,
  placeProduced: (s: { place: string; value: string; crop: string; unit: string }) =>
    `${s.place} produjo ${s.value} de ${s.crop}${s.unit}`,
  placeYielded: (s: { place: string; value: string; crop: string; unit: string }) =>
    `${s.place} sacó ${s.value} de ${s.crop}${s.unit}`,
  placeHarvested: (s: { place: string; value: string; crop: string }) =>
    `${s.place} cosechó ${s.value} de ${s.crop}`,
  severalCrops: (s: { year: number; verb: string; place: string; crops: string }) =>
    `En ${s.year}, ${s.place} ${s.verb} ${s.crops}, según EVA.`,
  producedVerb: 'produjo',
  yieldedVerb: 'sacó',
  harvestedVerb: 'cosechó',
  onlyFirstCrop: (crop: string) => `Esto es de ${crop}; pregúnteme los demás cultivos por aparte.`,
  noCommonYear: (s: { names: string }) => `EVA no tiene un mismo año con cifras de ${s.names}.`,
  eachYear: (s: { place: string; verb: string; crop: string; unit: string; years: string }) =>
    `${s.place} ${s.verb}, de ${s.crop}${s.unit}: ${s.years}, según EVA.`,
  yearItem: (s: { value: string; year: number }) => `${s.value} en ${s.year}`,
  noneInYears: (s: { years: string; crop: string; inPlace: string }) =>
    `De ${s.years} EVA no trae ${s.crop} ${s.inPlace}.`,

  // ── Change between two years ──────────────────────────────────────────────
  changed: (s: {
    from: number;
    to: number;
    crop: string;
    place: string;
    moved: string;
    was: string;
    is: string;
    unit: string;
  }) =>
    `Entre ${s.from} y ${s.to}, la producción de ${s.crop} ${s.place} ${s.moved}: pasó de ${s.was} a ${s.is}${s.unit}, según EVA.`,
  rose: (pct: string) => `creció ${pct}`,
  fell: (pct: string) => `bajó ${pct}`,
  same: 'quedó igual',
  areaChanged: (s: { was: string; is: string }) => `El área cosechada pasó de ${s.was} a ${s.is}.`,
  measureMoved: (s: {
    from: number;
    to: number;
    what: string;
    crop: string;
    place: string;
    was: string;
    is: string;
    unit: string;
  }) =>
    `Entre ${s.from} y ${s.to}, ${s.what} de ${s.crop} ${s.place} pasó de ${s.was} a ${s.is}${s.unit}, según EVA.`,
  theYield: 'el rendimiento',
  theArea: 'el área cosechada',
  productionMoved: (s: { moved: string; was: string; is: string; unit: string }) =>
    `La producción ${s.moved}: de ${s.was} a ${s.is}${s.unit}.`,
  twoYears: (s: {
    from: number;
    to: number;
    place: string;
    crop: string;
    was: string;
    wasUnit: string;
    is: string;
    isUnit: string;
  }) =>
    `En ${s.from}, ${s.place} produjo ${s.was} de ${s.crop}${s.wasUnit} y en ${s.to}, ${s.is}${s.isUnit}, según EVA.`,
  twoAreas: (s: { from: number; to: number; place: string; crop: string; was: string; is: string }) =>
    `En ${s.from}, ${s.place} cosechó ${s.was} de ${s.crop} y en ${s.to}, ${s.is}, según EVA.`,
  twoYields: (s: {
    from: number;
    to: number;
    place: string;
    crop: string;
    was: string;
    wasUnit: string;
    is: string;
    isUnit: string;
  }) =>
    `En ${s.from}, ${s.place} sacó ${s.was} de ${s.crop}${s.wasUnit} y en ${s.to}, ${s.is}${s.isUnit}, según EVA.`,
  notComparable: (why: string) => `No se pueden comparar: ${why}.`,
  halfYear: (s: { year: number; half: string }) => `de ${s.year} EVA solo trae el ${s.half}`,
  copiedArea: (year: number) =>
    `en ${year} el área cosechada es copia de la sembrada y no hay un año completo de fiar`,
  noChange: (s: { year: number }) => `Solo hay cifras de ${s.year} que sirvan; no puedo decir cuánto cambió.`,
  outsideSpan: (s: { first: number; newest: number }) =>
    `EVA trae datos de ${s.first} a ${s.newest}; tomé lo más cercano.`,
  otherYears: (s: { years: string }) => `De ${s.years} no hay cifras; tomé lo más cercano.`,
  sinceSeries: (from: number) => `Cuento desde ${from}, cuando empieza la serie actual.`,

  // ── Questions on chips ────────────────────────────────────────────────────
  askPlaces: (s: { level: string; crop: string }) => `¿Qué ${s.level} produce más ${s.crop}?`,
  askChange: (s: { crop: string; ofPlace: string }) =>
    `¿Cuánto creció la producción de ${s.crop} ${s.ofPlace}?`,

  // ── Short forms ───────────────────────────────────────────────────────────
  shortProduced: (s: { place: string; tonnes: string; crop: string; unit: string; year: number }) =>
    `${s.place} produjo ${s.tonnes} de ${s.crop}${s.unit} en ${s.year} (EVA).`,
  shortYielded: (s: { place: string; yield: string; crop: string; unit: string; year: number }) =>
    `${s.place} sacó ${s.yield} de ${s.crop}${s.unit} en ${s.year} (EVA).`,
  shortAreas: (s: { place: string; sown: string; harvested: string; crop: string; year: number }) =>
    `${s.place} tenía ${s.sown} sembradas de ${s.crop} en ${s.year} y cosechó ${s.harvested} (EVA).`,
  shortList: (s: { head: string; year: number; rows: string }) => `${s.head}, ${s.year}: ${s.rows} (EVA).`,
  shortYears: (s: { head: string; rows: string }) => `${s.head}: ${s.rows} (EVA).`,
  headBestYears: (s: { crop: string; ofPlace: string; unit: string }) =>
    `${s.crop} ${s.ofPlace}${s.unit}, mejores años`,
  headWorstYears: (s: { crop: string; ofPlace: string; unit: string }) =>
    `${s.crop} ${s.ofPlace}${s.unit}, peores años`,
  headProduction: (crop: string, least: boolean) => (least ? `Menos ${crop}` : `Más ${crop}`),
  headArea: (crop: string, least: boolean) => (least ? `Menos área de ${crop}` : `Más área de ${crop}`),
  headYield: (crop: string, least: boolean) =>
    least ? `Menor rendimiento de ${crop}` : `Mejor rendimiento de ${crop}`,
} as const;
