/** Fixed texts of small talk. */
export const TEXTS = {
  hello:
    '¡Hola! Soy AgroBot. Le respondo qué sembrar y cuándo, cuánto se produce y dónde (con cifras oficiales de EVA), cómo está el clima, si debe regar y cómo manejar plagas. Pregúnteme, por ejemplo: ¿cuánto café produjo Huila en 2020?',
  thanks: '¡Con mucho gusto! Aquí estoy para cuando tenga otra pregunta del campo.',
  goodbye: '¡Que le vaya bien y buena cosecha! Vuelva cuando quiera.',
  whoAreYou:
    'Soy AgroBot, un programa que responde preguntas del campo colombiano con las cifras oficiales de las Evaluaciones Agropecuarias Municipales (EVA), el clima y una base de conocimiento. No soy una persona ni reemplazo a un técnico.',
  whatCanYouDo:
    'Le puedo decir cuánto se produce de un cultivo y dónde, qué se siembra y rinde en su municipio y en qué meses, cómo se comparan dos cultivos, cómo está el clima, si debe regar o fumigar hoy, y cómo se manejan plagas y suelos. Por ejemplo: ¿qué siembro en Boyacá?, ¿cuándo se siembra el maíz en Huila?, ¿va a llover mañana en Tunja?',
  areYouThere: 'Sí, aquí estoy. Cuénteme qué quiere saber de su cultivo o de su región.',
  howAreYou: '¡Muy bien, gracias! ¿En qué le ayudo con su cultivo?',
  fine: '¡Listo! Si quiere saber algo más de un cultivo o de su región, pregúnteme.',
  short: {
    hello: '¡Hola! Soy AgroBot. Pregúnteme, por ejemplo: ¿cuánto café produjo Huila en 2020?',
    whoAreYou:
      'Soy AgroBot: respondo preguntas del campo con las cifras oficiales de EVA. No soy una persona.',
    whatCanYouDo:
      'Le digo qué sembrar y cuándo, cuánto se produce y dónde, cómo está el clima, si regar, y cómo manejar plagas.',
  },
} as const;
