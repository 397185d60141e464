/** What AgroBot says of when to sow and harvest. Each line is one sentence unless it says otherwise. */
export const TEXTS = {
  // ── Sowing ────────────────────────────────────────────────────────────────
  sown: (s: { inPlace: string; crop: string; when: string; how: string }) =>
    `${s.inPlace}, ${s.crop} se siembra ${s.when}${s.how}.`,
  grownIn: (s: { region: string }) =>
    `Allá se cultiva sobre todo en los municipios que quedan en ${s.region}.`,
  elsewhere: (s: { region: string; when: string }) =>
    `En los municipios que quedan en ${s.region}, ${s.when}.`,
  withRains: ', cuando empiezan las lluvias',
  how: (how: string) => `, ${how}`,
  rains: (s: { inRegion: string; rains: string }) => `${s.inRegion} ${s.rains}.`,
  noCalendarHere: (s: { crop: string; inPlace: string }) =>
    `No tengo calendario de siembra de ${s.crop} ${s.inPlace}.`,
  noCalendar: (s: { crop: string }) =>
    `No tengo calendario de siembra de ${s.crop}: pregunte a un técnico de su zona.`,
  noCalendarThere: (s: { crop: string }) =>
    `No tengo calendario de siembra de ${s.crop} en esa región: pregunte a un técnico de su zona.`,
  noneAtAll: (s: { crop: string }) =>
    `No tengo calendario de siembra ni de cosecha de ${s.crop}: pregunte a un técnico de su zona.`,
  shortNoCalendar: (s: { crop: string }) => `No tengo calendario de siembra de ${s.crop}.`,
  notGrown: (s: { crop: string; inPlace: string }) =>
    `EVA no registra ${s.crop} ${s.inPlace}: averigüe primero si allá se da.`,
  /** In the place of a sentence's own place, where the crop is not grown there. */
  whereItGrows: (s: { region: string }) => `Donde sí se da, en ${s.region}`,
  /** Half-years: `el primer semestre`. */
  halfYear: (s: { ofPlace: string; share: string; half: string; first: number; newest: number }) =>
    `Según EVA, ${s.share} ${s.ofPlace} se siembra en el ${s.half} (${s.first} a ${s.newest}).`,
  share: (percent: string) => `el ${percent} del área`,
  all: 'prácticamente toda el área',
  halves: (s: { inPlace: string; first: number; newest: number }) =>
    `Según EVA, ${s.inPlace} se siembra casi lo mismo en los dos semestres (${s.first} a ${s.newest}).`,
  guide: 'Es una guía general: antes de sembrar mire el pronóstico y pregunte a un técnico de su zona.',
  nursery: 'Esos meses son los de llevarlo al lote; el semillero o almácigo se hace antes.',
  moon: 'De la luna no tengo datos; me guío por las lluvias y por lo que se siembra en cada semestre.',

  // ── A month that was asked about ──────────────────────────────────────────
  monthYes: (months: string) => `Sí, ${months} es época de siembra.`,
  monthsYes: (months: string) => `Sí, ${months} son época de siembra.`,
  monthNo: (months: string) => `En este calendario, ${months} no está entre los meses de siembra.`,
  monthsNo: (months: string) => `En este calendario, ${months} no están entre los meses de siembra.`,
  monthSome: (s: { yes: string; no: string }) => `${s.yes} sí; ${s.no} no.`,
  monthByRegion: (s: { months: string; yes: string; no: string }) => `${s.months}: ${s.yes} sí; ${s.no} no.`,
  monthYearRound: 'Sí: se puede sembrar en cualquier mes.',
  harvestYes: (months: string) => `Sí, ${months} hay cosecha.`,
  harvestNo: (months: string) => `${months} no es lo fuerte de la cosecha.`,

  // ── Harvest and cycle ─────────────────────────────────────────────────────
  cycle: (s: { crop: string; span: string; time: string }) => `${s.crop} demora ${s.time} ${s.span}.`,
  time: (s: { min: string; max: string; unit: string }) => `de ${s.min} a ${s.max} ${s.unit}`,
  units: { days: 'días', months: 'meses', years: 'años' },
  noCycle: (s: { crop: string }) => `No tengo cuánto demora ${s.crop} de la siembra a la cosecha.`,
  harvestAllYear: (s: { inPlace: string; crop: string }) => `${s.inPlace}${s.crop} se cosecha todo el año.`,
  harvested: (s: { inPlace: string; crop: string; when: string }) =>
    `${s.inPlace}${s.crop} se cosecha ${s.when}.`,
  harvestedMain: (s: { inPlace: string; crop: string; when: string; minor: string }) =>
    `${s.inPlace}la cosecha principal ${s.crop} es ${s.when} y la de mitaca o traviesa, ${s.minor}.`,
  /** Counted from the sowing months and the cycle. */
  harvestCounted: (s: { crop: string; when: string; sown: string }) =>
    `Sembrando ${s.sown}, ${s.crop} sale ${s.when}.`,
  /** Counted back from the month in which the harvest is wanted. */
  backwards: (s: { crop: string; wanted: string; sow: string; time: string }) =>
    `Para sacar ${s.crop} ${s.wanted} habría que sembrar ${s.sow}, contando ${s.time} hasta la cosecha.`,
  noHarvest: (s: { crop: string; inPlace: string }) => `No tengo los meses de cosecha ${s.crop}${s.inPlace}.`,

  // ── Without a place ───────────────────────────────────────────────────────
  depends: (s: { crop: string; regions: string }) =>
    `Depende de la región. ${s.crop} se siembra: ${s.regions}.`,
  everywhere: (s: { crop: string; when: string; how: string }) => `${s.crop} se siembra ${s.when}${s.how}.`,
  region: (s: { inRegion: string; when: string; how: string }) => `${s.inRegion}, ${s.when}${s.how}`,
  mainAndMinor: (s: { main: string; minor: string }) => `la principal ${s.main} y la mitaca ${s.minor}`,
  whereHarvested: (s: { crop: string; regions: string }) =>
    `Depende de la región. ${s.crop} se cosecha: ${s.regions}.`,
  askPlace: 'Dígame su municipio o departamento y le digo los meses de allá.',
  question: (s: { crop: string; inPlace: string | null }) =>
    `¿Cuándo se siembra ${s.crop}${s.inPlace === null ? '' : ` ${s.inPlace}`}?`,
  questionHarvest: (s: { crop: string; inPlace: string | null }) =>
    `¿Cuándo se cosecha ${s.crop}${s.inPlace === null ? '' : ` ${s.inPlace}`}?`,

  // ── Without a crop: "¿qué se siembra en marzo en Boyacá?" ─────────────────
  cropsOfMonth: (s: { inPlace: string; months: string; crops: string }) =>
    `${s.inPlace}, ${s.months} es época de sembrar ${s.crops}.`,
  noCropOfMonth: (s: { inPlace: string; months: string }) =>
    `${s.inPlace}, ${s.months} no empieza la siembra de ninguno de los cultivos de mi calendario.`,
  calendarOfPlace: (s: { inPlace: string; crops: string }) => `${s.inPlace} se siembra así: ${s.crops}.`,
  cropWhen: (s: { crop: string; when: string }) => `${s.crop}, ${s.when}`,
  noCalendarOfPlace: (s: { inPlace: string }) =>
    `No tengo calendario de siembra de los cultivos más sembrados ${s.inPlace}.`,
  askPlaceOfMonth: 'Depende de la región. ¿En qué municipio o departamento va a sembrar?',
  exampleCalendar: (ofPlace: string) => `¿Cuál es el calendario de siembras ${ofPlace}?`,
  exampleQuestion: (s: { months: string; inPlace: string }) => `¿Qué se siembra${s.months} ${s.inPlace}?`,

  // ── Short forms ───────────────────────────────────────────────────────────
  shortSown: (s: { crop: string; inPlace: string; when: string }) =>
    `${s.crop} ${s.inPlace}: se siembra ${s.when}.`,
  shortHalf: (s: { share: string; half: string }) => `${s.share} va en el ${s.half} (EVA).`,
  shortHalves: 'Casi igual en los dos semestres (EVA).',
  shortHarvested: (s: { crop: string; inPlace: string; when: string }) =>
    `${s.crop} ${s.inPlace}: se cosecha ${s.when}.`,
  shortAlsoHarvested: (when: string) => `Se cosecha ${when}.`,
  shortCycle: (s: { crop: string; time: string }) => `${s.crop}: ${s.time} hasta la cosecha.`,
  shortNone: (s: { crop: string; inPlace: string }) => `Sin calendario de ${s.crop} ${s.inPlace}.`,
  shortAsk: 'Dígame su municipio y le digo los meses.',
} as const;
