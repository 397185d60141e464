/** Fixed texts of small talk. */
export const TEXTS = {
  hello:
    '¡Hola! Soy AgroBot. Le respondo con cifras oficiales (EVA) cuánto se produce y dónde, qué se siembra en su región y cómo se comparan dos cultivos. Pregúnteme, por ejemplo: ¿cuánto café produjo Huila en 2020?',
  thanks: '¡Con mucho gusto! Aquí estoy para cuando tenga otra pregunta del campo.',
  goodbye: '¡Que le vaya bien y buena cosecha! Vuelva cuando quiera.',
  whoAreYou:
    'Soy AgroBot, un programa que responde preguntas del campo colombiano con las cifras oficiales de las Evaluaciones Agropecuarias Municipales (EVA). No soy una persona ni reemplazo a un técnico.',
  whatCanYouDo:
    'Le puedo decir cuánto se produce de un cultivo y dónde, qué se siembra y rinde en su municipio, y cómo se comparan dos cultivos. Por ejemplo: ¿qué siembro en Boyacá?, ¿maíz o frijol en Santander?, ¿quién produce más arroz?',
  areYouThere: 'Sí, aquí estoy. Cuénteme qué quiere saber de su cultivo o de su región.',
  howAreYou: '¡Muy bien, gracias! ¿En qué le ayudo con su cultivo?',
  fine: '¡Listo! Si quiere saber algo más de un cultivo o de su región, pregúnteme.',
  short: {
    hello: '¡Hola! Soy AgroBot. Pregúnteme, por ejemplo: ¿cuánto café produjo Huila en 2020?',
    whoAreYou:
      'Soy AgroBot: respondo preguntas del campo con las cifras oficiales de EVA. No soy una persona.',
    whatCanYouDo:
      'Le digo cuánto se produce, dónde, qué se siembra en su municipio y cómo se comparan dos cultivos.',
  },
} as const;
