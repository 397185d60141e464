import type { Crop } from '../../shared/eva/figures.js';

/** A crop or one of its systems or varieties, as it was asked for. */
export interface AskedCrop {
  /** Crop id, or product id where a system or variety was named. */
  id: string;
  name: string;
  crop: Crop;
}

/** Names that keep their capital inside a sentence. */
const PROPER = /^(Hass|Tahití|Papelillo)$/;

/** Names that the tables write with brackets, which a sentence needs for its figures. */
const NAMES_IN_TEXT: Readonly<Record<string, string>> = {
  'Papa (sin criolla)': 'papa común',
  'Hibias (ocas)': 'hibias',
};

/** The name inside a sentence: `aguacate Hass`, `caña panelera`, `limón de otras variedades`. */
export function cropInText(name: string): string {
  const known = NAMES_IN_TEXT[name];
  if (known !== undefined) return known;
  return name
    .replace(', otras variedades', ' de otras variedades')
    .replace(', sin separar', ' sin separar')
    .split(' ')
    .map((word) => (PROPER.test(word) ? word : word.toLocaleLowerCase('es')))
    .join(' ');
}

/** `la papa`, `el café`, `las hibias`. */
export function withArticle(name: string): string {
  return `${articleOf(name)} ${cropInText(name)}`;
}

/** `de la papa`, `del café`. */
export function ofCrop(name: string): string {
  const written = withArticle(name);
  return written.startsWith('el ') ? `del ${written.slice(3)}` : `de ${written}`;
}

/** As an object: `ya lo siembran`, `ya la siembran`. */
export function pronounOf(name: string): 'lo' | 'la' | 'las' {
  const article = articleOf(name);
  return article === 'el' ? 'lo' : article;
}

/** Feminine nouns that end otherwise than in an unstressed a. */
const FEMININE = new Set(['col', 'coliflor', 'flor']);

/** The article follows the first word; stressed final vowels (arazá, ají) are masculine, and "haba" takes "el". */
function articleOf(name: string): 'el' | 'la' | 'las' {
  const noun = cropInText(name).split(/[ ,]/)[0] ?? '';
  if (noun === 'haba') return 'el';
  if (noun === 'hibias') return 'las';
  return noun.endsWith('a') || FEMININE.has(noun) ? 'la' : 'el';
}
