import type { Crop } from '../../shared/eva/figures.js';
import { AMBIGUOUS_CROP_WORDS, CROP_ALIASES, PRODUCT_ALIASES } from './cropAliases.js';
import { diminutives } from './diminutives.js';
import { foldedWords } from './tokens.js';

/** What a crop word means: one crop, or several of which one must be asked for. */
export type CropSense =
  | { kind: 'crop'; id: string; productId?: string; rule: 'exact' | 'alias' }
  | { kind: 'ambiguous'; name: string; candidates: string[] };

export interface CropPhrase {
  words: string[];
  sense: CropSense;
  /** "papita": known as it is written, but too like other words to be what a misspelt one means. */
  isSmall?: true;
}

/** Every way to write every crop, folded; the surest reading of equal words first. */
export function cropPhrases(crops: readonly Crop[]): CropPhrase[] {
  const phrases: CropPhrase[] = [];
  const add = (name: string, sense: CropSense) => {
    for (const form of withPlurals(name)) phrases.push({ words: foldedWords(form), sense });
  };
  const addSmall = (name: string, sense: CropSense) => {
    for (const form of diminutives(name).flatMap(withPlurals)) {
      phrases.push({ words: foldedWords(form), sense, isSmall: true });
    }
  };
  const known = new Set(crops.map((crop) => crop.id));
  const cropOfProduct = new Map(
    crops.flatMap((crop) => crop.products.map((product) => [product.id, crop.id] as const)),
  );

  for (const { name, says, crops: ids } of AMBIGUOUS_CROP_WORDS) {
    const candidates = ids.filter((id) => known.has(id) || cropOfProduct.has(id));
    if (candidates.length < 2) continue;
    for (const word of says) add(word, { kind: 'ambiguous', name, candidates });
  }
  for (const crop of crops) {
    if (!crop.residual) add(crop.name, { kind: 'crop', id: crop.id, rule: 'exact' });
  }
  for (const [id, names] of Object.entries(CROP_ALIASES)) {
    if (!known.has(id)) continue;
    for (const name of names) add(name, { kind: 'crop', id, rule: 'alias' });
  }
  for (const crop of crops) {
    if (crop.residual) continue;
    for (const product of crop.products) {
      if (product.id === crop.id) continue;
      add(product.name, { kind: 'crop', id: crop.id, productId: product.id, rule: 'exact' });
    }
  }
  for (const [productId, names] of Object.entries(PRODUCT_ALIASES)) {
    const id = cropOfProduct.get(productId);
    if (id === undefined) continue;
    for (const name of names) add(name, { kind: 'crop', id, productId, rule: 'alias' });
  }
  // Last, so that "bananito", a crop of its own, stays one.
  for (const crop of crops) {
    if (!crop.residual) addSmall(crop.name, { kind: 'crop', id: crop.id, rule: 'alias' });
  }
  for (const { name, crops: candidates } of AMBIGUOUS_CROP_WORDS) {
    addSmall(name, { kind: 'ambiguous', name, candidates: [...candidates] });
  }
  return phrases;
}

/** Crop ids, product ids and ids of either that the tables of everyday names speak of; a test holds them to the data. */
export function aliasedIds(): { crops: string[]; products: string[]; either: string[] } {
  return {
    crops: Object.keys(CROP_ALIASES),
    products: Object.keys(PRODUCT_ALIASES),
    either: AMBIGUOUS_CROP_WORDS.flatMap((word) => word.crops),
  };
}

/** `papa criolla` → `papas criolla`, `papas criollas`; "de" and what follows it stay as they are. */
function withPlurals(name: string): string[] {
  const words = name.split(/\s+/);
  const [first = '', second, ...rest] = words;
  const forms = [name, [plural(first), second, ...rest].filter((word) => word !== undefined).join(' ')];
  if (second !== undefined && !/^(de|del|para|en|a|con|bajo)$/.test(second)) {
    forms.push([plural(first), plural(second), ...rest].join(' '));
  }
  if (/[íú]$/.test(first) && second === undefined) forms.push(`${first}es`);
  return forms;
}

function plural(word: string): string {
  if (/s$/i.test(word) || /\d/.test(word)) return word;
  if (/z$/i.test(word)) return `${word.slice(0, -1)}ces`;
  return /[aeiouáéíóú]$/i.test(word) ? `${word}s` : `${word}es`;
}
