/** What AgroBot says of where the asker is. */
export const TEXTS = {
  named: (inPlace: string) => `Por lo que me dice, está ${inPlace}.`,
  sentCode: (inPlace: string) => `Está ${inPlace}: ese es el municipio que envió con la pregunta.`,
  near: (seat: string) => `Por la ubicación que envió, la cabecera municipal más cercana es ${seat}.`,
  spot: (names: string) => `En el mapa, ese punto aparece como ${names}.`,
  remembered: (place: string) => `En esta conversación veníamos hablando de ${place}; lo tomo como su lugar.`,
  change: 'Si es otro, dígame el municipio.',
  unknown:
    'No sé dónde está: no busco su ubicación sin que usted la envíe. Compártala o escriba su municipio, y le respondo para ese lugar.',
  unknownShort: 'No sé dónde está. Comparta su ubicación o escriba su municipio.',
} as const;
