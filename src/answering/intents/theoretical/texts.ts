/** What AgroBot says around the knowledge base's own texts. */
export const TEXTS = {
  notFound:
    'Sobre eso todavía no tengo una explicación en la que confíe. Consulte a un técnico de su municipio, al ICA o a AGROSAVIA.',
  notFoundShort:
    'Sobre eso no tengo una explicación en la que confíe; consulte a un técnico de su municipio.',
  near: (titles: readonly string[]) =>
    `Lo más cercano que le puedo explicar: ${titles.map((title) => `«${title}»`).join('; ')}.`,
  writtenBy: (model: string) => `Texto redactado por el modelo de lenguaje ${model}`,
  languageModel: 'Modelo de lenguaje',
  disclaimer:
    'Esta respuesta la escribió un modelo de lenguaje y puede tener errores: confírmela con un técnico de su municipio antes de aplicarla.',
  /** In the list of sources, for what is common knowledge. */
  commonKnowledge: 'Conocimiento agronómico general',
} as const;
