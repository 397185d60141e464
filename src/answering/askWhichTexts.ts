/** What AgroBot says where a question leaves open which crop or place is meant. */
export const ASK_WHICH_TEXTS = {
  whichMeaning: (s: { word: string; choices: string }) =>
    `Con «${s.word}», ¿de qué cultivo habla: ${s.choices}?`,
  whichPlace: (s: { name: string; choices: string }) =>
    `Hay varios lugares que se llaman ${s.name}. ¿De cuál habla: ${s.choices}?`,
  isThisMeant: (s: { name: string }) => `¿Habla de ${s.name}?`,
  wholeCountry: 'No, de todo el país',
  department: (name: string) => `departamento de ${name}`,
  abroad: (s: { name: string }) =>
    `Solo tengo cifras de Colombia: de ${s.name} no le puedo decir. Pregúnteme por un departamento o un municipio del país.`,
  regionWithoutFigures: (s: { name: string; departments: string }) =>
    `EVA no da cifras de ${s.name} como región, sino por departamento y municipio. ¿Le sirve ${s.departments}?`,
  whichCrop: (s: { example: string }) => `¿De qué cultivo? Por ejemplo: ${s.example}`,
  whichCropHere: (s: { inPlace: string; example: string }) =>
    `¿De qué cultivo ${s.inPlace}? Por ejemplo: ${s.example}`,
  whichCropShort: '¿De qué cultivo? Escriba la pregunta con el nombre del cultivo.',
  cropsForExample: ['café', 'maíz', 'papa'],
  short: (word: string) => `Hay varios con el nombre ${word}: escriba la pregunta con el nombre completo.`,
};
