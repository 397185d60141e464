/** What AgroBot says around the knowledge base's own texts. */
export const TEXTS = {
  notFound:
    'Sobre eso todavía no tengo una explicación en la que confíe. Consulte a un técnico de su municipio, al ICA o a AGROSAVIA.',
  notFoundShort:
    'Sobre eso no tengo una explicación en la que confíe; consulte a un técnico de su municipio.',
  near: (titles: readonly string[]) =>
    `Lo más cercano que le puedo explicar: ${titles.map((title) => `«${title}»`).join('; ')}.`,
  /** In the list of sources, for what is common knowledge. */
  commonKnowledge: 'Conocimiento agronómico general',
} as const;
