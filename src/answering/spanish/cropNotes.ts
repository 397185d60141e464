import { SERIES_CHANGE } from '../../shared/eva/figures.js';
import type { AskedCrop } from './crops.js';

const NOTES = {
  maizeOfAllColours: 'Es todo el maíz; no separo amarillo y blanco.',
  maizeOfBothColours: 'Suma el maíz amarillo y el blanco.',
  caneNotPanela: `Desde ${SERIES_CHANGE.firstNew} EVA cuenta la caña, no la panela.`,
};

/** What the figures of a crop hold that its name in the question does not say. */
export function cropNotes(question: string, crop: AskedCrop, year: number): (string | null)[] {
  const isWholeCrop = crop.id === crop.crop.id;
  return [
    // What a crop sums does not hold of one of its products.
    isWholeCrop ? crop.crop.note : null,
    crop.crop.id === 'maiz' && /\bma[ií]z\s+(amarillo|blanco)\b/i.test(question.normalize('NFC'))
      ? isWholeCrop
        ? NOTES.maizeOfAllColours
        : NOTES.maizeOfBothColours
      : null,
    crop.id === 'cana-panelera' && year >= SERIES_CHANGE.firstNew && /\bpanelas?\b/i.test(question)
      ? NOTES.caneNotPanela
      : null,
  ];
}
