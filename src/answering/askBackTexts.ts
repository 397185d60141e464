const inOrNowhere = (where: string | undefined) => (where === undefined ? '' : ` ${where}`);

/** What AgroBot says where it is not sure what is being asked. */
export const ASK_BACK_TEXTS = {
  whichOne: (questions: readonly string[]) =>
    `No estoy seguro de haberle entendido. ¿Quiso decir ${readings(questions)}`,
  whichOneShort: 'No estoy seguro de haberle entendido. ¿Me lo pregunta con otras palabras?',
  notUnderstood:
    'No le entendí. Pregúnteme por un cultivo y un lugar, por ejemplo: ¿qué siembro en Boyacá?, ¿cuánto café produjo Huila en 2020? o ¿maíz o frijol en Santander?',
  notUnderstoodShort: 'No le entendí. Pregúnteme por un cultivo y un lugar: ¿qué siembro en Boyacá?',
  examples: [
    '¿Qué siembro en Boyacá?',
    '¿Cuánto café produjo Huila en 2020?',
    '¿Maíz o frijol en Santander?',
  ],
  labels: {
    theoretical: 'Cómo se cultiva',
    weather: 'El clima de hoy',
    weather_forecast: 'Si va a llover',
    weather_sowing_advice: 'Si el tiempo está bueno',
    irrigation_advice: 'Si debo regar',
    current_location: 'Dónde estoy',
    crop_recommendation: 'Qué sembrar',
    crop_profitability: 'Dónde rinde más',
    crop_comparison: 'Comparar cultivos',
    crop_production: 'Cuánto se produce',
    crop_timing: 'Cuándo sembrar',
    least_favorable_department: 'Dónde rinde menos',
    smalltalk: 'Qué sabe hacer AgroBot',
    out_of_scope: 'Otra cosa',
  },
  suitsLabel: 'Si se da',
  questions: {
    mostProduced: (where: string) => `¿Qué es lo que más se produce ${where}?`,
    whoProducesMost: (crop: string) => `¿Qué departamento produce más ${crop}?`,
    howMuch: (crop: string, place: string, year: number | undefined) =>
      `¿Cuántas toneladas de ${crop} produjo ${place}${year === undefined ? '' : ` en ${year}`}?`,
    compare: (one: string, other: string, where: string | undefined) =>
      `¿Qué es mejor${inOrNowhere(where)}, ${one} o ${other}?`,
    comparePlaces: (crop: string, one: string, other: string) =>
      `¿Me compara ${crop} de ${one} y de ${other}?`,
    whatToSow: (where: string | undefined) => `¿Qué siembro${inOrNowhere(where)}?`,
    doesItGrow: (crop: string, where: string | undefined) => `¿Se da ${crop}${inOrNowhere(where)}?`,
    whereItYieldsBest: (crop: string) => `¿Dónde rinde más ${crop}?`,
    whereItYieldsLeast: (crop: string) => `¿Dónde rinde menos ${crop}?`,
    whenToSow: (crop: string, where: string | undefined) =>
      `¿Cuándo se siembra ${crop}${inOrNowhere(where)}?`,
    howToGrow: (crop: string) => `¿Cómo se cultiva ${crop}?`,
    water: (crop: string | undefined, where: string | undefined) =>
      `¿Debo regar hoy${crop === undefined ? '' : ` el cultivo de ${crop}`}${inOrNowhere(where)}?`,
    weather: (where: string | undefined) => `¿Cómo está el clima hoy${inOrNowhere(where)}?`,
    rain: (where: string | undefined) => `¿Va a llover mañana${inOrNowhere(where)}?`,
    goodDayToSow: (crop: string | undefined, where: string | undefined) =>
      `¿Está bueno el tiempo hoy para sembrar${crop === undefined ? '' : ` ${crop}`}${inOrNowhere(where)}?`,
    goodDayToSpray: (where: string | undefined) => `¿Puedo fumigar hoy${inOrNowhere(where)}?`,
    whereAmI: '¿Dónde estoy?',
    whatCanYouDo: '¿Qué sabe hacer AgroBot?',
  },
} as const;

/** `«¿Qué siembro?» o «¿Va a llover mañana?»?` */
function readings(questions: readonly string[]): string {
  const quoted = questions.map((question) => `«${question.replace(/[¿?]/g, '')}»`);
  return `${quoted.slice(0, -1).join(', ')} o ${quoted.at(-1) ?? ''}?`;
}
