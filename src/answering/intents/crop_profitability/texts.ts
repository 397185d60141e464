/** What AgroBot says where money is asked about. It has no prices and no costs, and says so first. */
export const TEXTS = {
  /** Before every answer with figures. */
  byYield: 'No tengo precios ni costos; por rendimiento le puedo decir esto.',
  /** After every answer with figures. */
  pointer: 'Rendir más no es ganar más: mire precios (los publica el SIPSA del DANE) y saque sus costos.',
  shortByYield: 'No tengo precios ni costos.',

  // ── A crop in a place ───────────────────────────────────────────────────────
  yielded: (s: { year: number; ofPlace: string; crop: string; yield: string; unit: string }) =>
    `En ${s.year}, ${s.crop} ${s.ofPlace} rindió ${s.yield}${s.unit}, según EVA.`,
  more: (s: { pct: string; country: string }) =>
    `Es ${s.pct} más que en el resto del país; el país en conjunto sacó ${s.country}.`,
  less: (s: { pct: string; country: string }) =>
    `Es ${s.pct} menos que en el resto del país; el país en conjunto sacó ${s.country}.`,
  alike: (s: { country: string }) =>
    `Es casi lo mismo que en el resto del país; el país en conjunto sacó ${s.country}.`,
  nowhereElse: 'No hay con qué comparar: en el resto del país no se registra.',
  area: (s: { area: string }) => `Se cosecharon ${s.area}.`,
  smallArea: 'Es poca área para sacar conclusiones.',
  outlier: 'Ojo: ese rendimiento no parece posible; tómelo con cuidado.',
  short: (s: { crop: string; inPlace: string; year: number; yield: string; relation: string }) =>
    `${s.crop} ${s.inPlace}, ${s.year}: ${s.yield}${s.relation} (EVA).`,
  shortMore: (pct: string) => `, ${pct} más que el resto del país`,
  shortLess: (pct: string) => `, ${pct} menos que el resto del país`,
  shortAlike: ', casi como el resto del país',

  // ── The crops of a place: "¿qué deja más en Antioquia?" ───────────────────
  cropsMore: (s: { inPlace: string; crops: string; years: string; one: boolean }) =>
    `${s.inPlace}, de lo que ya se siembra, ${s.one ? 'rinde' : 'rinden'} más que en el resto del país ${s.crops}, según EVA (${s.years}).`,
  cropsAlike: (s: { inPlace: string; crops: string; years: string; one: boolean }) =>
    `${s.inPlace}, de lo que ya se siembra, ${s.one ? 'rinde' : 'rinden'} casi igual que en el resto del país ${s.crops}, según EVA (${s.years}).`,
  cropsLess: (s: { inPlace: string; crops: string; years: string; one: boolean }) =>
    `${s.inPlace}, lo que más se siembra rinde menos que en el resto del país: ${s.crops}, según EVA (${s.years}).`,
  cropsOnlyHere: (s: { inPlace: string; crops: string; years: string }) =>
    `${s.inPlace} se siembra ${s.crops}; en el resto del país no se registra y no hay con qué comparar, según EVA (${s.years}).`,
  alsoAlike: (s: { crops: string; one: boolean }) => `${s.one ? 'Rinde' : 'Rinden'} casi igual ${s.crops}.`,
  alsoLess: (s: { crops: string; one: boolean }) => `${s.one ? 'Rinde' : 'Rinden'} menos ${s.crops}.`,
  alsoOnlyHere: (s: { crops: string }) => `De ${s.crops} no hay con qué comparar.`,
  item: (s: { crop: string; yield: string; pct: string | null }) =>
    s.pct === null ? `${s.crop} (${s.yield})` : `${s.crop} (${s.pct}, a ${s.yield})`,
  pctMore: (pct: string) => `${pct} más`,
  pctLess: (pct: string) => `${pct} menos`,
  ofUnit: (unit: string) => ` de ${unit}`,
  limits: 'Esto es lo que ya se siembra y rinde allá; no mira su suelo, altura, agua ni mercado.',
  noFigures: (s: { inPlace: string; years: string }) =>
    `No tengo precios ni costos, y EVA no tiene cifras suficientes ${s.inPlace} de ${s.years} para hablar de rendimientos.`,
  instead: (s: { inPlace: string; years: string; ofPlace: string }) =>
    `EVA no tiene cifras suficientes ${s.inPlace} de ${s.years}; le doy las ${s.ofPlace}.`,
  shortCropsMore: (s: { inPlace: string; crops: string }) =>
    `${s.inPlace} rinde más que en el resto del país: ${s.crops} (EVA).`,
  shortCrops: (s: { inPlace: string; crops: string }) => `${s.inPlace} se siembra ${s.crops} (EVA).`,
  onePlaceAtATime: (places: string) =>
    `No tengo precios ni costos; por rendimiento le respondo lugar por lugar. ¿Empezamos por ${places}?`,

  // ── Prices and costs ──────────────────────────────────────────────────────
  prices:
    'No tengo precios: los de las plazas y centrales de abasto los publica el SIPSA del DANE (www.dane.gov.co).',
  coffeePrice:
    'El precio interno de referencia del café lo publica cada día la Federación Nacional de Cafeteros.',
  shortPrices: 'No tengo precios: los publica el SIPSA del DANE (www.dane.gov.co).',
  costs:
    'No tengo costos de producción ni de jornales: pregunte en la oficina de agricultura de su municipio o en la asociación de productores. Los precios de productos e insumos los publica el SIPSA del DANE (www.dane.gov.co).',
  shortCosts:
    'No tengo costos: pregunte en la oficina de agricultura de su municipio; los precios, en el SIPSA (DANE).',
  whatICan: (crop: string) => `Por rendimiento sí le puedo decir dónde se da mejor ${crop}.`,
  whatICanWithout: 'Por rendimiento sí le puedo decir dónde se da mejor un cultivo.',

  // ── Where the question names neither crop nor place ───────────────────────
  ask: 'No tengo precios ni costos, así que no le puedo decir qué conviene más para el bolsillo; los precios los publica el SIPSA del DANE. Por rendimiento sí le ayudo: dígame un municipio o departamento, o un cultivo.',
  askShort:
    'No tengo precios ni costos (los precios, en el SIPSA del DANE). Dígame un lugar o un cultivo y le doy rendimientos.',
  chipWhere: 'Dónde rinde más',
  questionPlace: (inPlace: string) => `¿Qué cultivo rinde más ${inPlace}?`,
  questionCrop: (crop: string) => `¿Dónde rinde más ${crop}?`,
} as const;
