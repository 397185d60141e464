/** What comes before any figure: a person in danger, a disease that must not spread. */
export const TEXTS = {
  poisoned: {
    text: 'Si una persona se intoxicó, llame ya al 123 y tenga a la mano la etiqueta del producto para decir qué fue.',
    short: 'Si una persona se intoxicó, llame ya al 123 y tenga a la mano la etiqueta del producto.',
  },
  quarantine: {
    text: 'Si sospecha de esa enfermedad, no mueva plantas ni animales, ni tierra ni herramientas de la finca, y llame al ICA para que revisen.',
    short: 'Si sospecha de esa enfermedad, no mueva plantas ni animales y llame al ICA.',
  },
} as const;
