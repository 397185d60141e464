/** A polite no, with what can be asked instead. */
export const TEXTS = {
  text: 'De eso no le puedo ayudar: solo respondo preguntas del campo colombiano. Pregúnteme, por ejemplo: ¿qué siembro en Boyacá?, ¿cuánto cacao produjo Santander? o ¿quién produce más papa?',
  short: 'De eso no le puedo ayudar: solo respondo preguntas del campo. Por ejemplo: ¿qué siembro en Boyacá?',
} as const;
